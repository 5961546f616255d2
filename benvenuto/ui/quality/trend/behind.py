"""The evaluations behind a point, and the way to a point without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from benvenuto.domain.followed import FollowedKind
from benvenuto.services.quality.lines import TrendLine, TrendPoint
from benvenuto.services.quality.trends import Behind
from benvenuto.ui.charts import period
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section, shown
from benvenuto.ui.quality.choices import WIDTH
from benvenuto.ui.quality.following import CRITICAL
from benvenuto.ui.quality.trend.choices import KEPT, TrendView
from benvenuto.ui.shell import address

__all__ = ["CRITICAL", "MOST_ROWS", "behind"]

MOST_ROWS = 50


def behind(ctx: PageContext, view: TrendView, lines: Sequence[TrendLine], name: Callable[[str], str]) -> None:
    """Choose a point, by a click above or by name here, and list its evaluations."""
    section(ctx._("The evaluations behind a point"))
    with st.container(horizontal=True, key="trend_point"):
        line = _line(ctx, lines, name)
        week = _week(ctx, view, line)
    if week is None:
        shown(ctx._("Click a point on the chart, or choose its weeks here, to see the calls behind it."), "bv-lead")
        return
    weeks = view.pace.weeks_a_point
    evaluations = ctx.app.trends.behind(ctx.actor, view.asked, line.key, week.begin, weeks, MOST_ROWS)
    opened = rows(
        ctx._("The evaluations behind a point"),
        key=f"trend_rows_{week.begin}",
        columns=_columns(ctx, view),
        content=[_row(ctx, view, evaluation, brought) for evaluation, brought in evaluations],
    )
    if week.estimate.n > MOST_ROWS:
        words = ctx._("The {shown} most recent of {all}.", shown=MOST_ROWS, all=ctx.say.number(week.estimate.n))
        shown(words, "bv-lead")
    if opened is not None:
        st.switch_page(address("evaluation"), query_params={"id": opened})


def _line(ctx: PageContext, lines: Sequence[TrendLine], name: Callable[[str], str]) -> TrendLine:
    if len(lines) == 1:
        return lines[0]
    key = KEPT.one_of("line", {line.key: name(line.key) for line in lines}, ctx._("Line"), width=WIDTH * 2)
    return next(line for line in lines if line.key == key)


def _week(ctx: PageContext, view: TrendView, line: TrendLine) -> TrendPoint | None:
    options = {"": ctx._("none selected")}
    for week in reversed(line.weeks):
        days = period(ctx.say, week.begin, view.pace.weeks_a_point)
        options[week.begin.isoformat()] = f"{days} · {ctx.say.plural('{n} call', '{n} calls', week.estimate.n)}"
    chosen = KEPT.one_of("week", options, ctx._("Weeks"), width=WIDTH * 2)
    return next((week for week in line.weeks if week.begin.isoformat() == chosen), None)


def _columns(ctx: PageContext, view: TrendView) -> list[Column]:
    columns: list[Column] = [
        {"label": ctx._("Call"), "kind": "nowrap"},
        {"label": ctx._("Agent"), "kind": "nowrap"},
    ]
    if view.followed.kind is not FollowedKind.CARE:
        columns.append({"label": view.title, "kind": "number"})
    return [
        *columns,
        {"label": ctx._("Care score"), "kind": "number"},
        {"label": ctx._("Band"), "kind": "quiet"},
        {"label": ctx._("Critical errors"), "kind": "labels"},
    ]


def _row(ctx: PageContext, view: TrendView, evaluation: Behind, value: float | None) -> Row:
    stored = evaluation.stored
    figure = "" if value is None else view.scale.figure(ctx.say, value)
    own = [] if view.followed.kind is FollowedKind.CARE else [figure]
    care = "" if stored.care_score is None else ctx.say.exact(evaluation.scorecard.shown(stored.care_score, 1))
    final = stored.final_score
    return {
        "id": str(stored.id),
        "href": f"/evaluation?id={stored.id}",
        "cells": [
            ctx.say.timestamp(stored.called_at, "d MMM y, HH:mm"),
            stored.agent_name,
            *own,
            care,
            "" if final is None else evaluation.scorecard.band(final).label.in_language(ctx.say.code),
            [ctx._("listen first")]
            if evaluation.unheard
            else [ctx._(CRITICAL.get(kind, kind)) for kind in evaluation.critical],
        ],
    }
