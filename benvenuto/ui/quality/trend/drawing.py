"""The charts of a trend on the page, and which point of them the reader opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st

from benvenuto.domain.faults import message
from benvenuto.domain.rubric import CriticalType
from benvenuto.services.quality.lines import TrendLine
from benvenuto.statistics.enough import Change
from benvenuto.ui import charts
from benvenuto.ui.charts import ChartFrame
from benvenuto.ui.charts.showing import show_chart
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.trend.choices import KEPT
from benvenuto.ui.scale import Scale

MOST_PANELS = 12
ABREAST = 3

SINGLE, PANEL, CRITICAL = "trend_chart", "trend_panel_", "trend_critical_"
HANDLED = "trend_clicked"
_CRITICAL = {CRITICAL + kind.value: "" for kind in CriticalType}

Opened = tuple[str, date]
"""A point: the key of its line, and the first day of its weeks."""


def single(ctx: PageContext, line: TrendLine, chart_frame: ChartFrame, sentence: str, open_: Opened | None) -> None:
    """One line, large."""
    show_chart(ctx, charts.trend(line, chart_frame, _day(open_, line.key)), sentence, SINGLE, name="benvenuto-trend")


def many(
    ctx: PageContext,
    lines: Sequence[TrendLine],
    chart_frame: ChartFrame,
    name: Callable[[str], str],
    open_: Opened | None,
) -> None:
    """A small chart for each line, all on one scale."""
    shown = lines
    if len(lines) > MOST_PANELS:
        everything = st.toggle(ctx.say.plural("Show {n}", "Show all {n}", len(lines)), key="trend_everything")
        shown = lines if everything else lines[:MOST_PANELS]
    for begin in range(0, len(shown), ABREAST):
        columns = st.columns(min(ABREAST, len(shown)), gap="medium")
        for column, line in zip(columns, shown[begin : begin + ABREAST], strict=False):
            with column:
                st.html(_head(ctx, line, name(line.key), chart_frame))
                chart = charts.panel(line, chart_frame, _day(open_, line.key))
                show_chart(ctx, chart, name(line.key), PANEL + line.key, name=f"benvenuto-trend-{_plain(line.key)}")


def critical(
    ctx: PageContext,
    lines: Sequence[TrendLine],
    chart_frame: ChartFrame,
    name: Callable[[str], str],
    open_: Opened | None,
) -> None:
    """Critical-error accuracy by type, side by side."""
    for column, line in zip(st.columns(len(lines), gap="medium"), lines, strict=True):
        with column:
            st.html(_head(ctx, line, name(line.key), chart_frame, unit="%"))
            chart = charts.panel(line, chart_frame, _day(open_, ""))
            show_chart(ctx, chart, name(line.key), CRITICAL + line.key, name=f"benvenuto-critical-{line.key}")


_VERDICTS: Mapping[Change, str] = {
    Change.NOISE: message("no clear change"),
    Change.TOO_FEW: message("too few calls to compare"),
}


def _head(ctx: PageContext, line: TrendLine, name: str, chart_frame: ChartFrame, unit: str = "") -> str:
    """A panel's name, what it comes to over the whole period, and whether it changed."""
    say, overall = ctx.say, line.overall
    calls = say.plural("{n} call", "{n} calls", overall.n)
    if line.enough:
        scale = chart_frame.scale
        reach = ctx._("{low} to {high}", low=scale.number(say, overall.low), high=scale.figure(say, overall.high))
        mean = scale.figure(say, overall.mean) + unit
        figure = f"<b>{escape(mean)}</b> <span>({escape(reach)}) · {escape(calls)}</span>"
    else:
        figure = f"<span>{escape(calls)}: {escape(ctx._('too few calls to say'))}</span>"
    verdict = ""
    if chart_frame.compared and line.enough:
        verdict = f'<p class="bv-verdict {_kind(line)}">{escape(_verdict(ctx, line, chart_frame.scale))}</p>'
    return f'<div class="bv-panel"><h2>{escape(name)}</h2><p>{figure}</p>{verdict}</div>'


def _verdict(ctx: PageContext, line: TrendLine, scale: Scale) -> str:
    if line.change is not Change.SIGNAL or line.difference is None:
        return ctx._(_VERDICTS[Change.TOO_FEW if line.change is Change.SIGNAL else line.change])
    difference = scale.signed(ctx.say, line.difference.mean)
    if scale.bounded:
        return ctx._("change: {difference} points", difference=difference)
    return ctx._("change: {difference}", difference=difference)


def _kind(line: TrendLine) -> str:
    return "bv-signal" if line.change is Change.SIGNAL else ""


def _plain(key: str) -> str:
    """A key as a part of a file's name: a criterion's path has a slash."""
    return key.replace("/", "-")


def _day(open_: Opened | None, line: str) -> date | None:
    return open_[1] if open_ and open_[0] == line else None


def opened(lines: Sequence[TrendLine]) -> Opened | None:
    """The point that is open: the one just clicked, else the one that the address names."""
    whole = not lines[0].key  # then critical errors are counted in the same calls
    panels = {PANEL + line.key: line.key for line in lines}
    clicked = _just_clicked({SINGLE: "", **(_CRITICAL if whole else panels)})
    if clicked:
        st.session_state[KEPT.key("line")] = clicked[0]
        st.session_state[KEPT.key("week")] = clicked[1].isoformat()
    line, week = (str(st.session_state.get(KEPT.key(name)) or "") for name in ("line", "week"))
    try:
        return (line if len(lines) > 1 else lines[0].key), date.fromisoformat(week)
    except ValueError:
        return None


def _just_clicked(lines: Mapping[str, str]) -> Opened | None:
    """The point clicked since the last run, of the charts that these keys name.

    Asked before the charts are drawn: with the open point marked they are new ones, and forget what was clicked.
    """
    clicked = {
        key: str(point["customdata"])
        for key in lines
        for point in st.session_state.get(key, {}).get("selection", {}).get("points", [])
        if point.get("customdata")
    }
    # a selection stays where it is: only what differs from the last run was clicked since
    before = st.session_state.get(HANDLED, {})
    st.session_state[HANDLED] = clicked
    return next(((lines[key], date.fromisoformat(day)) for key, day in clicked.items() if before.get(key) != day), None)
