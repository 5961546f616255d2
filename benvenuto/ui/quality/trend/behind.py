"""The evaluations behind a point, and the way to a point without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from benvenuto.domain.followed import FollowedKind
from benvenuto.services.quality.lines import Line, Week
from benvenuto.services.quality.trends import Behind
from benvenuto.ui.charts import period
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import Here
from benvenuto.ui.elements import section, shown
from benvenuto.ui.quality.choices import WIDTH
from benvenuto.ui.quality.following import CRITICAL
from benvenuto.ui.quality.trend.choices import KEPT, View
from benvenuto.ui.shell import address

__all__ = ["CRITICAL", "MOST_ROWS", "behind"]

MOST_ROWS = 50


def behind(now: Here, view: View, lines: Sequence[Line], name: Callable[[str], str]) -> None:
    """Choose a point, by a click above or by name here, and list its evaluations."""
    section(now._("The evaluations behind a point"))
    with st.container(horizontal=True, key="trend_point"):
        line = _line(now, lines, name)
        week = _week(now, view, line)
    if week is None:
        shown(now._("Click a point of the chart, or choose its weeks here, to see the calls it is made of."), "bv-lead")
        return
    weeks = view.pace.weeks_a_point
    found = now.app.trends.behind(now.actor, view.asked, line.key, week.begin, weeks, MOST_ROWS)
    opened = rows(
        now._("The evaluations behind a point"),
        key=f"trend_rows_{week.begin}",
        columns=_columns(now, view),
        content=[_row(now, view, one, brought) for one, brought in found],
    )
    if week.estimate.n > MOST_ROWS:
        words = now._("The newest {shown} of {all}.", shown=MOST_ROWS, all=now.say.number(week.estimate.n))
        shown(words, "bv-lead")
    if opened is not None:
        st.switch_page(address("evaluation"), query_params={"id": opened})


def _line(now: Here, lines: Sequence[Line], name: Callable[[str], str]) -> Line:
    if len(lines) == 1:
        return lines[0]
    key = KEPT.one_of("line", {line.key: name(line.key) for line in lines}, now._("Line"), width=WIDTH * 2)
    return next(line for line in lines if line.key == key)


def _week(now: Here, view: View, line: Line) -> Week | None:
    options = {"": now._("none chosen")}
    for week in reversed(line.weeks):
        days = period(now.say, week.begin, view.pace.weeks_a_point)
        options[week.begin.isoformat()] = f"{days} · {now.say.plural('{n} call', '{n} calls', week.estimate.n)}"
    chosen = KEPT.one_of("week", options, now._("Weeks"), width=WIDTH * 2)
    return next((week for week in line.weeks if week.begin.isoformat() == chosen), None)


def _columns(now: Here, view: View) -> list[Column]:
    columns: list[Column] = [
        {"label": now._("Call"), "kind": "nowrap"},
        {"label": now._("Agent"), "kind": "nowrap"},
    ]
    if view.followed.kind is not FollowedKind.CARE:
        columns.append({"label": view.title, "kind": "number"})
    return [
        *columns,
        {"label": now._("Care score"), "kind": "number"},
        {"label": now._("Band"), "kind": "quiet"},
        {"label": now._("Critical errors"), "kind": "labels"},
    ]


def _row(now: Here, view: View, one: Behind, value: float) -> Row:
    stored = one.stored
    own = [] if view.followed.kind is FollowedKind.CARE else [view.scale.figure(now.say, value)]
    care = "" if stored.care_score is None else now.say.number(stored.care_score, 1)
    return {
        "id": str(stored.id),
        "href": f"/evaluation?id={stored.id}",
        "cells": [
            now.say.moment(stored.called_at, "d MMM y, HH:mm"),
            stored.agent_name,
            *own,
            care,
            one.band.label.in_language(now.say.code) if one.band else "",
            [now._(CRITICAL.get(kind, kind)) for kind in one.critical],
        ],
    }
