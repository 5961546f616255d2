"""An agent's own care over time, with what may be said about it and no more."""

from __future__ import annotations

import streamlit as st

from benvenuto.services.quality.lines import Line, Pace
from benvenuto.ui import charts
from benvenuto.ui.context import Here
from benvenuto.ui.elements import figure, shown
from benvenuto.ui.quality.trend.words import of_one

# an agent is heard a few times a week: only four weeks together have calls enough for a point
_PACE = Pace(weeks_a_point=4, recent_weeks=8)
_HEIGHT = 250


def own_line(now: Here) -> None:
    """The figure with its interval, the line, and one sentence on whether anything changed; nothing before a call."""
    line = now.app.trends.own(now.actor, _PACE)
    if line is None:
        return
    sentence = of_one(now.say, line, now._("your care score"))
    with st.container(key="fb_line"):
        number, picture = st.columns([2, 5], gap="large", vertical_alignment="center")
        with number:
            mean = now.say.number(line.overall.mean, 1) if line.enough else "–"
            figure(mean, now._("Your care score"), _trust(now, line))
        with picture:
            drawn = charts.trend(line, charts.frame([line], _PACE.weeks_a_point, now.say, charts.ink())).update_layout(
                height=_HEIGHT
            )
            st.plotly_chart(drawn, key="own_line", theme=None, config={"displayModeBar": False}, alt=sentence)
        shown(" ".join((sentence, _simulated(now, line))).strip(), "bv-change")


def _trust(now: Here, line: Line) -> str:
    calls = now.say.plural("{n} call drawn at random", "{n} calls drawn at random", line.overall.n)
    if not line.enough:
        return f"{calls}: {now._('too few calls to say')}"
    low, high = now.say.number(line.overall.low, 1), now.say.number(line.overall.high, 1)
    return now._("95% interval: {low} to {high}", low=low, high=high) + f"\n{calls}"


def _simulated(now: Here, line: Line) -> str:
    if not line.simulated:
        return ""
    return now.say.plural("{n} of the calls is simulated.", "{n} of the calls are simulated.", line.simulated)
