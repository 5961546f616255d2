"""A scatter plot of care score over handling time, a mark for each agent or team with both 95% intervals; no corner of
it is the better one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from benvenuto.languages import Language, clock_time
from benvenuto.services.quality.efficiency import Both
from benvenuto.ui.charts.ink import Ink, faint
from benvenuto.ui.charts.sheet import axis, label, sheet
from benvenuto.ui.charts.timing import care_axis, time_axis
from benvenuto.ui.scale import SCORE

MOST_NAMED = 12
"""More names than this would hide one another."""
MOST_TOLD = 100
"""Writing out more than this would take longer than drawing them; a table has the figures of all."""
HEIGHT = 440


def beside(marks: Sequence[Both], whole: Both, say: Language, ink: Ink) -> go.Figure:
    """The scatter plot of at least one mark; dashed lines cross at the means of all calls together."""
    left, right, times = time_axis((mark.time.low for mark in marks), (mark.time.high for mark in marks), 6)
    floor, top, scores = care_axis(mark.care.low for mark in marks)
    return go.Figure(
        data=[_marks(marks, say, ink)],
        layout=sheet(
            ink,
            HEIGHT,
            (38, 14, 28, 48),
            xaxis=axis(ink, (left, right), times, showgrid=True, apart=6),
            yaxis=axis(ink, (floor, top), scores),
            shapes=[_dash(ink, "x", whole.time.mean), _dash(ink, "y", whole.care.mean)],
            annotations=[
                label(ink, 0, 1, escape(say.text("Care score")), xref="paper", yref="paper", xanchor="left",
                      yanchor="bottom", xshift=-34, yshift=6),
                label(ink, 1, 0, escape(say.text("Handling time, minutes:seconds")), xref="paper", yref="paper",
                      xanchor="right", yanchor="top", yshift=-26),
            ],
        ),
        _validate=False,
    )  # fmt: skip


def _marks(marks: Sequence[Both], say: Language, ink: Ink) -> dict[str, object]:
    named = len(marks) <= MOST_NAMED
    bars = {"color": faint(ink.accent, 0.28 if named else 0.14), "thickness": 2 if named else 1, "width": 0}
    return {
        "type": "scatter",
        "mode": "markers+text" if named else "markers",
        "x": [mark.time.mean for mark in marks],
        "y": [mark.care.mean for mark in marks],
        "text": [escape(name) for name in _names(marks)] if named else None,
        "textposition": _places(marks) if named else "top right",
        "textfont": {"size": 12, "color": ink.text},
        "hovertext": [_hover_text(mark, say) if len(marks) <= MOST_TOLD else escape(mark.name) for mark in marks],
        "hoverinfo": "text",
        "marker": {"size": 9 if named else 6, "color": ink.accent, "opacity": 1},
        "error_x": {
            "type": "data",
            "array": [mark.time.high - mark.time.mean for mark in marks],
            "arrayminus": [mark.time.mean - mark.time.low for mark in marks],
            **bars,
        },
        "error_y": {
            "type": "data",
            "array": [mark.care.high - mark.care.mean for mark in marks],
            "arrayminus": [mark.care.mean - mark.care.low for mark in marks],
            **bars,
        },
    }


def _names(marks: Sequence[Both]) -> Sequence[str]:
    """First names, as long as they tell everybody apart."""
    first = [mark.name.split()[0] for mark in marks]
    return first if len(set(first)) == len(first) else [mark.name for mark in marks]


def _places(marks: Sequence[Both]) -> list[str]:
    """Each name on the side away from the nearest mark."""
    # all in one place: any side will do, but nothing may be divided by 0
    wide = max(mark.time.mean for mark in marks) - min(mark.time.mean for mark in marks) or 1
    high = max(mark.care.mean for mark in marks) - min(mark.care.mean for mark in marks) or 1

    def side(mark: Both) -> str:
        others = [other for other in marks if other is not mark]
        nearest = min(others, key=lambda other: _apart(mark, other, wide, high), default=None)
        return "top left" if nearest and nearest.time.mean > mark.time.mean else "top right"

    return [side(mark) for mark in marks]


def _apart(mark: Both, other: Both, wide: float, high: float) -> float:
    return math.hypot((mark.time.mean - other.time.mean) / wide, (mark.care.mean - other.care.mean) / high)


def _dash(ink: Ink, along: str, at: float) -> dict[str, object]:
    other = "y" if along == "x" else "x"
    return {
        "type": "line",
        "layer": "below",
        f"{along}0": at,
        f"{along}1": at,
        f"{other}0": 0,
        f"{other}1": 1,
        f"{other}ref": "paper",
        "line": {"color": ink.faint(0.4), "width": 1.25, "dash": "4px,3px"},
    }


def _hover_text(mark: Both, say: Language) -> str:
    calls = say.plural("{n} call", "{n} calls", mark.care.n)
    return f"<b>{escape(mark.name)}</b><br>{told_time(mark, say)}<br>{told_care(mark, say)}<br>{calls}"


def told_time(mark: Both, say: Language) -> str:
    """Handling time with its interval."""
    mean, low, high = (clock_time(round(value)) for value in (mark.time.mean, mark.time.low, mark.time.high))
    return say.text("handling time {mean} ({low} to {high})", mean=mean, low=low, high=high)


def told_care(mark: Both, say: Language) -> str:
    """Care with its interval."""
    mean, low, high = (SCORE.number(say, value) for value in (mark.care.mean, mark.care.low, mark.care.high))
    return say.text("care {mean} ({low} to {high})", mean=mean, low=low, high=high)
