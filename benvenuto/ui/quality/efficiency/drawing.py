"""Agents and teams with both figures: in a list on the page that leads to their trend, and in a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.languages import clock_time
from benvenuto.services.quality.efficiency import Both, EfficiencyReport
from benvenuto.ui.components.rows import Column, Row, rows
from benvenuto.ui.context import PageContext
from benvenuto.ui.paging import pager, place
from benvenuto.ui.quality.downloads import DataTable
from benvenuto.ui.shell import address

PAGE = 25

_HEADER = (
    message("What"),
    message("Name"),
    message("Calls"),
    message("Care score"),
    message("Care, 95% interval, low"),
    message("Care, 95% interval, high"),
    message("Handling time, seconds"),
    message("Handling time, 95% interval, low"),
    message("Handling time, 95% interval, high"),
)


def figures(ctx: PageContext, everybody: Sequence[Both], of: str) -> None:
    """The list, a page at a time; `of` is agent or team."""
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
        {"id": unit.key, "href": f"/trend?{of}={unit.key}", "cells": [unit.name, *_cells(ctx, unit)]}
        for unit in everybody[at * PAGE : (at + 1) * PAGE]
    ]
    opened = rows(
        ctx._("Handling time and care score"), key=f"efficiency_rows_{of}_{at}", columns=columns, content=content
    )
    pager(ctx, at, PAGE, len(everybody))
    if opened is not None:
        st.switch_page(address("trend"), query_params={of: opened})


def _cells(ctx: PageContext, unit: Both) -> list[str | list[str]]:
    calls = ctx.say.plural("{n} call", "{n} calls", unit.care.n)
    if not unit.enough:
        return [calls, "", ctx._("too few calls to say"), "", ""]
    times = [clock_time(round(value)) for value in (unit.time.mean, unit.time.low, unit.time.high)]
    scores = [ctx.say.number(value, 1) for value in (unit.care.mean, unit.care.low, unit.care.high)]
    reaches = [ctx._("{low} to {high}", low=low, high=high) for _, low, high in (times, scores)]
    return [calls, times[0], reaches[0], scores[0], reaches[1]]


def table(ctx: PageContext, report: EfficiencyReport) -> DataTable:
    """What is drawn; figures that too few calls bear are left out here as they are there."""
    groups = (
        (ctx._("Weeks starting"), report.points),
        (ctx._("Agent"), report.agents),
        (ctx._("Team"), report.teams),
    )
    named = [
        # a week's name is its first day
        (what, date.fromisoformat(unit.name) if units is report.points else unit.name, unit)
        for what, units in groups
        for unit in units
    ]
    return DataTable(
        [ctx._(word) for word in _HEADER], [(what, name, unit.care.n, *_bounds(unit)) for what, name, unit in named]
    )


def _bounds(unit: Both) -> Sequence[float | None]:
    if not unit.enough:
        return [None] * 6
    return [figure for estimate in (unit.care, unit.time) for figure in (estimate.mean, estimate.low, estimate.high)]
