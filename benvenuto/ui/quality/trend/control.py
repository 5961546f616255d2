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
from benvenuto.ui.quality.trend.drawing import SINGLE

LEAST_CALLS = 5
"""Calls in most weeks: how often a chart of fewer alarms falsely was not measured."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A control chart and `first`, the Monday from which on it is shown."""

    controlled: Controlled
    first: date


def chart(ctx: PageContext, view: TrendView) -> tuple[Chart | None, str]:
    """The control chart of this view, or None and why there is none, when it was asked for."""
    if not view.controlled or view.split is not Split.NONE or view.targeted:
        return None, ""
    controlled = ctx.app.control_charts.chart(ctx.actor, view.asked, view.baseline)
    if controlled is None:
        return None, ""
    begin = view.wanted.begin
    first = week_of(begin.astimezone(ctx.say.timezone).date()) if begin else controlled.weeks[0]
    weeks = [week for week in controlled.weeks if week >= first]
    if not weeks:
        return None, ""
    if not any(
        isinstance(stretch, Stretch) and stretch.points[-1].week >= first for stretch in controlled.chart.stretches
    ):
        return None, _short(ctx, controlled)
    calls = median(_calls(controlled))
    if calls < LEAST_CALLS:
        words = ctx._(
            "A control chart needs at least {least} calls a week; the median here is {calls}.",
            least=LEAST_CALLS,
            calls=ctx.say.number(calls, 1 if calls % 1 else 0),
        )
        return None, words
    return Chart(controlled, first), ""


def drawn(ctx: PageContext, view: TrendView, chart: Chart, sentence: str, open_: date | None) -> None:
    """The chart itself."""
    figure = control(chart.controlled, chart.first, ctx.say, charts.ink(), view.scale, open_)
    show_chart(ctx, figure, sentence, SINGLE, name="benvenuto-control-chart")


def legend(ctx: PageContext, view: TrendView, chart: Chart) -> str:
    """What the chart is drawn from, and how it is read."""
    usual = control_words.limits(ctx.say, chart.controlled, chart.first, view.scale)
    band = ctx._(
        "Band: the range within which a week varies by chance alone (three standard errors either side), "
        "wider where there are fewer calls. Diamonds: weeks that are part of a signal."
    )
    return " ".join([*usual, band])


def listed(ctx: PageContext, view: TrendView, chart: Chart, measure: str) -> None:
    """Below the chart: the earlier signals in words, what was declared, and which rules were looked for."""
    events = control_words.below(chart.controlled, chart.first)
    parts = [
        (
            ctx._("Earlier signals"),
            [control_words.event(ctx.say, event, chart.controlled, measure, view.scale) for event in reversed(events)],
        ),
        (ctx._("Known changes"), control_words.changes(ctx.say, chart.controlled, chart.first)),
        (ctx._("How to read it"), [ctx._(control_words.RULES), ctx._(control_words.VERDICT)]),
    ]
    st.html('<div class="bv-listed">' + "".join(_part(*part) for part in parts if part[1]) + "</div>")


def _part(title: str, lines: Sequence[str]) -> str:
    return f"<h2>{escape(title)}</h2><ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _short(ctx: PageContext, controlled: Controlled) -> str:
    short = next(stretch for stretch in reversed(controlled.chart.stretches) if not isinstance(stretch, Stretch))
    if len(controlled.chart.stretches) == 1:
        return control_words.too_few_weeks(ctx.say, controlled.of_baseline(short))
    return control_words.begun_anew(ctx.say, controlled, short)


def _calls(controlled: Controlled) -> Sequence[float]:
    return [
        estimate.effective_n
        for stretch in controlled.chart.stretches
        for estimate in (
            [point.estimate for point in stretch.points]
            if isinstance(stretch, Stretch)
            else [estimate for _, estimate in stretch.weeks]
        )
    ]
