"""Agents under the plan as rows: of a heat map, of a list on the page with the way to their calls, of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from urllib.parse import urlencode

import plotly.graph_objects as go
import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role, Team
from benvenuto.services.quality.coverage import CoverageReport, Covered, ListeningCounts, together
from benvenuto.ui import charts
from benvenuto.ui.charts.heat import Cell, HeatRow, heat
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import section
from benvenuto.ui.paging import place
from benvenuto.ui.quality.downloads import DataTable
from benvenuto.ui.shell import address

MOST_WEEKS = 26
COARSE = 4
"""Weeks of a column where single ones would be too many."""

_HEADER = (
    message("Agent"),
    message("Team"),
    message("Week of"),
    message("Calls handled"),
    message("Selected under the plan"),
    message("Listened to, randomly selected"),
    message("Listened to, hand-picked"),
    message("Required by the plan"),
)


def weeks(ctx: PageContext, report: CoverageReport, agents: Sequence[Covered]) -> go.Figure:
    """A row an agent, a column a week or so many."""
    stretches = _stretches(report)
    return heat(
        [HeatRow(covered.name, [_cell(ctx, covered, weeks) for weeks in stretches]) for covered in agents],
        [ctx.say.day(weeks[0], "d MMM") for weeks in stretches],
        charts.ink(),
    )


def _stretches(report: CoverageReport) -> Sequence[Sequence[date]]:
    """The weeks of each column, oldest first; the last column ends with the last week."""
    size = 1 if len(report.weeks) <= MOST_WEEKS else COARSE
    rest = len(report.weeks) % size
    begins = [*([0] if rest else []), *range(rest, len(report.weeks), size)]
    return [report.weeks[a:b] for a, b in zip(begins, [*begins[1:], len(report.weeks)], strict=True)]


def _cell(ctx: PageContext, covered: Covered, weeks: Sequence[date]) -> Cell | None:
    counts = together(covered.weeks[week] for week in weeks if week in covered.weeks)
    if not counts.taken:
        return None
    # without a plan, one call listened to is all that can be asked
    part = counts.done / counts.due if counts.due else float(counts.heard > 0)
    return Cell(part, counts.heard, _hover_text(ctx, covered.name, weeks, counts))


def _hover_text(ctx: PageContext, name: str, weeks: Sequence[date], counts: ListeningCounts) -> str:
    days = charts.period(ctx.say, weeks[0], len(weeks))
    lines = [
        ctx._("calls listened to: {heard} of {taken}", heard=counts.heard, taken=ctx.say.number(counts.taken)),
        ctx._("randomly selected: {random}, hand-picked: {targeted}", random=counts.random, targeted=counts.targeted),
        ctx._("required by the plan: {due}, selected: {drawn}", due=counts.due, drawn=counts.drawn),
    ]
    return f"<b>{escape(name)}</b>, {escape(days)}<br>" + "<br>".join(map(escape, lines))


def agents(ctx: PageContext, shown: Sequence[Covered], teams: Sequence[Team]) -> None:
    """Each agent with the way on: a supervisor to their calls in the inbox, a manager to their trend."""
    section(
        ctx._("Agent by agent"),
        ctx._(
            "Agents nobody has listened to come first, then those furthest behind the plan. Click a row to "
            "see the calls."
        ),
    )
    names = {team.id: team.name for team in teams}
    columns: list[Column] = [
        {"label": ctx._("Agent"), "kind": "nowrap"},
        {"label": ctx._("Team"), "kind": "quiet"},
        {"label": ctx._("Listened to"), "kind": "number"},
        {"label": ctx._("Plan"), "kind": "number"},
        {"label": ctx._("Hand-picked"), "kind": "number"},
        {"label": "", "kind": "labels"},
    ]
    content = [_row(ctx, covered, names) for covered in shown]
    opened = rows(ctx._("Agent by agent"), key=f"coverage_rows_{place()}", columns=columns, content=content)
    if opened is not None:
        where, query = _way(ctx, next(covered for covered in shown if _id(covered) == opened))
        st.switch_page(address(where), query_params=query)


def _row(ctx: PageContext, covered: Covered, teams: Mapping[int, str]) -> Row:
    where, query = _way(ctx, covered)
    return {
        "id": _id(covered),
        "href": f"/{where}?{urlencode(query)}",
        # words beside the figures: on a telephone they stand without their headings
        "cells": [covered.name, teams.get(covered.team_id, ""), *_figures(ctx, covered.whole), _labels(ctx, covered)],
    }


def _figures(ctx: PageContext, whole: ListeningCounts) -> Sequence[str]:
    say = ctx.say
    return (
        ctx._("{heard} of {calls}", heard=say.number(whole.heard), calls=_calls(ctx, whole.taken)),
        ctx._("{random} of {due} planned", random=say.number(whole.random), due=say.number(whole.due)),
        ctx._("{n} hand-picked", n=say.number(whole.targeted)),
    )


def _calls(ctx: PageContext, number: int) -> str:
    return ctx.say.plural("{n} call", "{n} calls", number)


def _labels(ctx: PageContext, covered: Covered) -> list[str]:
    waiting = covered.whole.to_score
    labels = [ctx._("not listened to")] if covered.unheard else []
    return (
        [*labels, ctx.say.plural("{n} selected call waiting", "{n} selected calls waiting", waiting)]
        if waiting
        else labels
    )


def _id(covered: Covered) -> str:
    return f"{covered.agent_id}-{covered.team_id}"


def _way(ctx: PageContext, covered: Covered) -> tuple[str, dict[str, str]]:
    agent = {"agent": str(covered.agent_id)}
    if covered.team_id not in ctx.actor.teams(Role.SUPERVISOR):
        return "trend", agent
    waits = covered.whole.to_score > 0
    # what was drawn and waits, else any call that nobody has scored
    return "inbox", agent if waits else {"state": "open"} | agent


def table(ctx: PageContext, report: CoverageReport, teams: Sequence[Team]) -> DataTable:
    """Every agent and week, for a spreadsheet."""
    names = {team.id: team.name for team in teams}
    return DataTable(
        [ctx._(word) for word in _HEADER],
        [
            (covered.name, names.get(covered.team_id, ""), week, *counts[:5])
            for covered in report.agents
            for week, counts in covered.weeks.items()
        ],
    )
