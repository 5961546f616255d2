"""The page on quality beside efficiency: whether both moved, how they lie for each agent or team, and the figures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.languages import clock_time
from benvenuto.services.quality.efficiency import Both, Efficiency
from benvenuto.storage.quality.evaluation_filters import TrendFilter
from benvenuto.ui import charts
from benvenuto.ui.charts.scatter import beside
from benvenuto.ui.charts.showing import show
from benvenuto.ui.charts.stacked_series import abreast
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import Here
from benvenuto.ui.elements import empty, section, title
from benvenuto.ui.paging import pager, place
from benvenuto.ui.quality.captions import told_by
from benvenuto.ui.quality.choices import DEFAULTS, WIDTH, period, reason, team
from benvenuto.ui.quality.downloads import Table, downloads
from benvenuto.ui.quality.efficiency import words
from benvenuto.ui.shell import address
from benvenuto.ui.streamlit.url_state import UrlState

PAGE = 25
KEPT = UrlState("efficiency", {**DEFAULTS, "of": "agent"})

_HEADER = (
    message("What"),
    message("Name"),
    message("Calls"),
    message("Care score"),
    message("Care, 95% interval, low"),
    message("Care, 95% interval, high"),
    message("Handling time, seconds"),
    message("Time, 95% interval, low"),
    message("Time, 95% interval, high"),
)


def page(now: Here) -> None:
    """Everything of the page."""
    title(
        now._("Quality beside efficiency"),
        now._("Care and handling time over the same calls, drawn at random. A team must not buy one with the other."),
    )
    wanted = _choose(now)
    with st.spinner(now._("Setting care beside time…")):
        found = now.app.efficiency.beside(now.actor, wanted)
    if found.whole:
        _show(now, found)
    else:
        empty(
            now._("No evaluated calls with a duration here yet"),
            now._("Handling time comes from the call log. Take a longer period, or fewer filters."),
        )
    KEPT.store()


def _choose(now: Here) -> TrendFilter:
    choices = now.app.trends.choices(now.actor)
    KEPT.load()
    with st.container(horizontal=True, key="efficiency_choices"):
        asked = period(now, KEPT)
        team_id = team(now, KEPT, choices.teams)
        wanted_reason = reason(now, KEPT, choices.contact_reasons)
        KEPT.one_of("of", {"agent": now._("Agents"), "team": now._("Teams")}, now._("Split by"), width=WIDTH)
    return TrendFilter(begin=asked.begin, end=asked.end, team_id=team_id, contact_reason=wanted_reason)


def _show(now: Here, found: Efficiency) -> None:
    said = words.over_time(now.say, found)
    told_by(said, _remarks(now, found))
    if any(one.enough for one in found.points):
        show(
            now,
            abreast(found, now.say, charts.ink()),
            said,
            "efficiency_weeks",
            name="benvenuto-over-time",
            opens=False,
        )
    downloads(now, _table(now, found), "benvenuto-efficiency")
    _each(now, found, "team" if st.session_state[KEPT.key("of")] == "team" else "agent")


def _remarks(now: Here, found: Efficiency) -> Sequence[str]:
    remarks = []
    if found.untimed:
        remarks.append(
            now.say.plural(
                "{n} call without a duration is left out of both.",
                "{n} calls without a duration are left out of both.",
                found.untimed,
            )
        )
    if found.simulated and found.whole:
        remarks.append(
            now._(
                "Simulated, to try Benvenuto with: {simulated} of these {calls} calls.",
                simulated=now.say.number(found.simulated),
                calls=now.say.number(found.whole.care.n),
            )
        )
    legend = now._("Bars: 95% intervals.")
    if found.moved:
        legend += " " + now._("Dashes: the two averages that are compared.")
    return [*remarks, legend]


def _each(now: Here, found: Efficiency, of: str) -> None:
    """One mark for each agent or team, and the figures by name: no ranking."""
    everybody = found.teams if of == "team" else found.agents
    enough = [one for one in everybody if one.enough]
    section(now._("Team by team") if of == "team" else now._("Agent by agent"))
    said = words.in_calls(now.say, found.calls)
    apart = [words.of_people(now.say, found.people)] if of == "agent" else []
    told_by(said, [*apart, *_left_out(now, len(everybody) - len(enough), of)], apart=True)
    if enough and found.whole:
        figure = beside(enough, found.whole, now.say, charts.ink())
        show(now, figure, said, "efficiency_marks", name="benvenuto-quality-efficiency", opens=False)
    _figures(now, everybody, of)


def _left_out(now: Here, few: int, of: str) -> Sequence[str]:
    legend = [now._("Each cross: the 95% intervals of both. Dashes: the averages of all calls.")]
    if not few:
        return legend
    if of == "team":
        told = now.say.plural(
            "{n} team has too few calls to be drawn.", "{n} teams have too few calls to be drawn.", few
        )
    else:
        told = now.say.plural(
            "{n} agent has too few calls to be drawn.", "{n} agents have too few calls to be drawn.", few
        )
    return [f"{legend[0]} {told}"]


def _figures(now: Here, everybody: Sequence[Both], of: str) -> None:
    columns: list[Column] = [
        {"label": now._("Team") if of == "team" else now._("Agent"), "kind": "nowrap"},
        {"label": now._("Calls"), "kind": "number"},
        {"label": now._("Handling time"), "kind": "number"},
        {"label": now._("95% interval"), "kind": "quiet"},
        {"label": now._("Care score"), "kind": "number"},
        {"label": now._("95% interval"), "kind": "quiet"},
    ]
    at = min(place(), (len(everybody) - 1) // PAGE)
    content: list[Row] = [
        {"id": one.key, "href": f"/trend?{of}={one.key}", "cells": [one.name, *_cells(now, one)]}
        for one in everybody[at * PAGE : (at + 1) * PAGE]
    ]
    opened = rows(now._("Handling time and care"), key=f"efficiency_rows_{of}_{at}", columns=columns, content=content)
    pager(now, at, PAGE, len(everybody))
    if opened is not None:
        st.switch_page(address("trend"), query_params={of: opened})


def _cells(now: Here, one: Both) -> list[str | list[str]]:
    calls = now.say.plural("{n} call", "{n} calls", one.care.n)
    if not one.enough:
        return [calls, "", now._("too few calls to say"), "", ""]
    times = [clock_time(round(value)) for value in (one.time.mean, one.time.low, one.time.high)]
    scores = [now.say.number(value, 1) for value in (one.care.mean, one.care.low, one.care.high)]
    reaches = [now._("{low} to {high}", low=low, high=high) for _, low, high in (times, scores)]
    return [calls, times[0], reaches[0], scores[0], reaches[1]]


def _table(now: Here, found: Efficiency) -> Table:
    """What is drawn; figures that too few calls bear are left out here as they are there."""
    groups = (
        (now._("Weeks from"), found.points),
        (now._("Agent"), found.agents),
        (now._("Team"), found.teams),
    )
    return Table(
        [now._(word) for word in _HEADER],
        [(what, one.name, one.care.n, *_bounds(one)) for what, ones in groups for one in ones],
    )


def _bounds(one: Both) -> Sequence[float | None]:
    if not one.enough:
        return [None] * 6
    return [figure for found in (one.care, one.time) for figure in (found.mean, found.low, found.high)]
