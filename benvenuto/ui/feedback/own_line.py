"""An agent's own care over time, with what may be said about it and no more."""

from __future__ import annotations

import streamlit as st

from benvenuto.services.quality.lines import Pace, TrendLine
from benvenuto.ui import charts
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import figure, shown
from benvenuto.ui.quality.trend.words import of_one

# an agent is heard a few times a week: only four weeks together have calls enough for a point
_PACE = Pace(weeks_a_point=4, recent_weeks=8)


def own_line(ctx: PageContext) -> None:
    """The figure with its interval, the line, and one sentence on whether anything changed; nothing before a call."""
    line = ctx.app.trends.own(ctx.actor, _PACE)
    if line is None:
        return
    sentence = of_one(ctx.say, line, ctx._("your care score"))
    with st.container(key="fb_line"):
        number, picture = st.columns([2, 5], gap="large", vertical_alignment="center")
        with number:
            mean = ctx.say.number(line.overall.mean, 1) if line.enough else "–"
            figure(mean, ctx._("Your care score"), _trust(ctx, line))
        with picture:
            chart_frame = charts.shared_frame([line], _PACE.weeks_a_point, ctx.say, charts.ink())
            st.html(charts.plain_line(line, chart_frame, sentence))
        shown(" ".join((sentence, _simulated(ctx, line))).strip(), "bv-change")


def _trust(ctx: PageContext, line: TrendLine) -> str:
    calls = ctx.say.plural("{n} randomly selected call", "{n} randomly selected calls", line.overall.n)
    if not line.enough:
        return f"{calls}: {ctx._('too few calls to say')}"
    low, high = ctx.say.number(line.overall.low, 1), ctx.say.number(line.overall.high, 1)
    return ctx._("95% interval: {low} to {high}", low=low, high=high) + f"\n{calls}"


def _simulated(ctx: PageContext, line: TrendLine) -> str:
    if not line.simulated:
        return ""
    return ctx.say.plural("{n} of the calls is simulated.", "{n} of the calls are simulated.", line.simulated)
