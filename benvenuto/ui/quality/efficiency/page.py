"""The page on quality beside efficiency: whether both moved, how they lie for each agent or team, and the figures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import message
from benvenuto.languages import clock_time
from benvenuto.services.quality.efficiency import Both, EfficiencyReport
from benvenuto.ui import charts
from benvenuto.ui.charts.scatter import beside
from benvenuto.ui.charts.showing import show_chart
from benvenuto.ui.charts.stacked_series import abreast
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import empty, section, title
from benvenuto.ui.paging import pager, place
from benvenuto.ui.quality.captions import told_by
from benvenuto.ui.quality.choices import DEFAULTS, WIDTH, period, reason, team
from benvenuto.ui.quality.downloads import DataTable, downloads
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


def show(ctx: PageContext) -> None:
    """Everything of the page."""
    title(
        ctx._("Quality beside efficiency"),
        ctx._("Care and handling time over the same calls, drawn at random. A team must not buy one with the other."),
    )
    wanted = _choose(ctx)
    with st.spinner(ctx._("Setting care beside time…")):
        found = ctx.app.efficiency.beside(ctx.actor, wanted)
    if found.whole:
        _show(ctx, found)
    else:
        empty(
            ctx._("No evaluated calls with a duration here yet"),
            ctx._("Handling time comes from the call log. Take a longer period, or fewer filters."),
        )
    KEPT.store()


def _choose(ctx: PageContext) -> EvaluationFilter:
    choices = ctx.app.trends.choices(ctx.actor)
    KEPT.load()
    with st.container(horizontal=True, key="efficiency_choices"):
        asked = period(ctx, KEPT)
        team_id = team(ctx, KEPT, choices.teams)
        wanted_reason = reason(ctx, KEPT, choices.contact_reasons)
        KEPT.one_of("of", {"agent": ctx._("Agents"), "team": ctx._("Teams")}, ctx._("Split by"), width=WIDTH)
    return EvaluationFilter(begin=asked.begin, end=asked.end, team_id=team_id, contact_reason=wanted_reason)


def _show(ctx: PageContext, found: EfficiencyReport) -> None:
    said = words.over_time(ctx.say, found)
    told_by(said, _remarks(ctx, found))
    if any(one.enough for one in found.points):
        show_chart(
            ctx,
            abreast(found, ctx.say, charts.ink()),
            said,
            "efficiency_weeks",
            name="benvenuto-over-time",
            opens=False,
        )
    downloads(ctx, _table(ctx, found), "benvenuto-efficiency")
    _each(ctx, found, "team" if st.session_state[KEPT.key("of")] == "team" else "agent")


def _remarks(ctx: PageContext, found: EfficiencyReport) -> Sequence[str]:
    remarks = []
    if found.untimed:
        remarks.append(
            ctx.say.plural(
                "{n} call without a duration is left out of both.",
                "{n} calls without a duration are left out of both.",
                found.untimed,
            )
        )
    if found.simulated and found.whole:
        remarks.append(
            ctx._(
                "Simulated, to try Benvenuto with: {simulated} of these {calls} calls.",
                simulated=ctx.say.number(found.simulated),
                calls=ctx.say.number(found.whole.care.n),
            )
        )
    legend = ctx._("Bars: 95% intervals.")
    if found.moved:
        legend += " " + ctx._("Dashes: the two averages that are compared.")
    return [*remarks, legend]


def _each(ctx: PageContext, found: EfficiencyReport, of: str) -> None:
    """One mark for each agent or team, and the figures by name: no ranking."""
    everybody = found.teams if of == "team" else found.agents
    enough = [one for one in everybody if one.enough]
    section(ctx._("Team by team") if of == "team" else ctx._("Agent by agent"))
    said = words.in_calls(ctx.say, found.calls)
    apart = [words.of_people(ctx.say, found.people)] if of == "agent" else []
    told_by(said, [*apart, *_left_out(ctx, len(everybody) - len(enough), of)], apart=True)
    if enough and found.whole:
        figure = beside(enough, found.whole, ctx.say, charts.ink())
        show_chart(ctx, figure, said, "efficiency_marks", name="benvenuto-quality-efficiency", opens=False)
    _figures(ctx, everybody, of)


def _left_out(ctx: PageContext, few: int, of: str) -> Sequence[str]:
    legend = [ctx._("Each cross: the 95% intervals of both. Dashes: the averages of all calls.")]
    if not few:
        return legend
    if of == "team":
        told = ctx.say.plural(
            "{n} team has too few calls to be drawn.", "{n} teams have too few calls to be drawn.", few
        )
    else:
        told = ctx.say.plural(
            "{n} agent has too few calls to be drawn.", "{n} agents have too few calls to be drawn.", few
        )
    return [f"{legend[0]} {told}"]


def _figures(ctx: PageContext, everybody: Sequence[Both], of: str) -> None:
    columns: list[Column] = [
        {"label": ctx._("Team") if of == "team" else ctx._("Agent"), "kind": "nowrap"},
        {"label": ctx._("Calls"), "kind": "number"},
        {"label": ctx._("Handling time"), "kind": "number"},
        {"label": ctx._("95% interval"), "kind": "quiet"},
        {"label": ctx._("Care score"), "kind": "number"},
        {"label": ctx._("95% interval"), "kind": "quiet"},
    ]
    at = min(place(), (len(everybody) - 1) // PAGE)
    content: list[Row] = [
        {"id": one.key, "href": f"/trend?{of}={one.key}", "cells": [one.name, *_cells(ctx, one)]}
        for one in everybody[at * PAGE : (at + 1) * PAGE]
    ]
    opened = rows(ctx._("Handling time and care"), key=f"efficiency_rows_{of}_{at}", columns=columns, content=content)
    pager(ctx, at, PAGE, len(everybody))
    if opened is not None:
        st.switch_page(address("trend"), query_params={of: opened})


def _cells(ctx: PageContext, one: Both) -> list[str | list[str]]:
    calls = ctx.say.plural("{n} call", "{n} calls", one.care.n)
    if not one.enough:
        return [calls, "", ctx._("too few calls to say"), "", ""]
    times = [clock_time(round(value)) for value in (one.time.mean, one.time.low, one.time.high)]
    scores = [ctx.say.number(value, 1) for value in (one.care.mean, one.care.low, one.care.high)]
    reaches = [ctx._("{low} to {high}", low=low, high=high) for _, low, high in (times, scores)]
    return [calls, times[0], reaches[0], scores[0], reaches[1]]


def _table(ctx: PageContext, found: EfficiencyReport) -> DataTable:
    """What is drawn; figures that too few calls bear are left out here as they are there."""
    groups = (
        (ctx._("Weeks from"), found.points),
        (ctx._("Agent"), found.agents),
        (ctx._("Team"), found.teams),
    )
    return DataTable(
        [ctx._(word) for word in _HEADER],
        [(what, one.name, one.care.n, *_bounds(one)) for what, ones in groups for one in ones],
    )


def _bounds(one: Both) -> Sequence[float | None]:
    if not one.enough:
        return [None] * 6
    return [figure for found in (one.care, one.time) for figure in (found.mean, found.low, found.high)]
