"""The control chart on the trend page: when there is one, what is said above it, and what is listed below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from statistics import median

import streamlit as st

from benvenuto.domain.sampling import week_of
from benvenuto.services.quality.control_charts import Controlled
from benvenuto.services.quality.trends import Split
from benvenuto.statistics.control_chart import Stretch
from benvenuto.ui import charts
from benvenuto.ui.charts.control import control
from benvenuto.ui.charts.showing import show_chart
from benvenuto.ui.context import PageContext
from benvenuto.ui.quality.trend import control_words
from benvenuto.ui.quality.trend.choices import TrendView
from benvenuto.ui.quality.trend.drawing import ONE

LEAST_CALLS = 5
"""Calls in most weeks: how often a chart of fewer alarms falsely was not measured."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A control chart with the Monday that it is drawn from."""

    found: Controlled
    first: date


def chart(ctx: PageContext, view: TrendView) -> tuple[Chart | None, str]:
    """The control chart of this view, or None and why there is none, when it was asked for."""
    if not view.controlled or view.split is not Split.NONE or view.targeted:
        return None, ""
    found = ctx.app.control_charts.chart(ctx.actor, view.asked, view.baseline)
    if found is None:
        return None, ""
    begin = view.wanted.begin
    first = week_of(begin.astimezone(ctx.say.timezone).date()) if begin else found.weeks[0]
    weeks = [week for week in found.weeks if week >= first]
    if not weeks:
        return None, ""
    if not any(isinstance(one, Stretch) and one.points[-1].week >= first for one in found.chart.stretches):
        return None, _short(ctx, found)
    calls = median(_calls(found))
    if calls < LEAST_CALLS:
        words = ctx._(
            "A control chart needs at least {least} calls a week; the median here is {calls}.",
            least=LEAST_CALLS,
            calls=ctx.say.number(calls, 1 if calls % 1 else 0),
        )
        return None, words
    return Chart(found, first), ""


def drawn(ctx: PageContext, view: TrendView, one: Chart, said: str, open_: date | None) -> None:
    """The chart itself."""
    figure = control(one.found, one.first, ctx.say, charts.ink(), view.scale, open_)
    show_chart(ctx, figure, said, ONE, name="benvenuto-control-chart")


def legend(ctx: PageContext, view: TrendView, one: Chart) -> str:
    """What the chart is drawn from, and how it is read."""
    usual = control_words.limits(ctx.say, one.found, one.first, view.scale)
    band = ctx._(
        "Band: the range within which a week varies by chance alone (three standard errors either side), "
        "wider where there are fewer calls. Diamonds: weeks that are part of a signal."
    )
    return " ".join([*usual, band])


def listed(ctx: PageContext, view: TrendView, one: Chart, measure: str) -> None:
    """Below the chart: the earlier signals in words, what was declared, and which rules were looked for."""
    events = control_words.below(one.found, one.first)
    parts = [
        (
            ctx._("Earlier signals"),
            [control_words.event(ctx.say, event, one.found, measure, view.scale) for event in reversed(events)],
        ),
        (ctx._("Known changes"), control_words.changes(ctx.say, one.found, one.first)),
        (ctx._("How to read it"), [ctx._(control_words.RULES), ctx._(control_words.VERDICT)]),
    ]
    st.html('<div class="bv-listed">' + "".join(_part(*part) for part in parts if part[1]) + "</div>")


def _part(title: str, lines: Sequence[str]) -> str:
    return f"<h3>{escape(title)}</h3><ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _short(ctx: PageContext, found: Controlled) -> str:
    short = next(one for one in reversed(found.chart.stretches) if not isinstance(one, Stretch))
    if len(found.chart.stretches) == 1:
        return control_words.too_few_weeks(ctx.say, found.of_baseline(short))
    return control_words.begun_anew(ctx.say, found, short)


def _calls(found: Controlled) -> Sequence[float]:
    return [
        estimate.effective_n
        for one in found.chart.stretches
        for estimate in (
            [point.estimate for point in one.points]
            if isinstance(one, Stretch)
            else [estimate for _, estimate in one.weeks]
        )
    ]
