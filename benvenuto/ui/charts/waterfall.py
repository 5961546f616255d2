"""A horizontal waterfall chart: how steps, each with its 95% interval, add up from one total to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import plotly.graph_objects as go

from benvenuto.ui.charts.ink import Ink
from benvenuto.ui.charts.row_layout import RowAxis, RowLabel, layout, middles


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """One signed step `by`, its 95% interval `reach` where it is known, and its tooltip `hover` (safe HTML).

    `clear` ones are drawn in the accent, others in grey. `words` stand beside the bar.
    """

    named: RowLabel
    by: float
    words: str
    hover: str
    clear: bool
    reach: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class End:
    """A total at which a waterfall begins or ends, and how it is written."""

    named: RowLabel
    value: float
    words: str


def places(begin: float, steps: Sequence[WaterfallStep]) -> Sequence[float]:
    """Running totals: where each step begins, and where the last one ends; one more than there are steps."""
    return list(accumulate((step.by for step in steps), initial=begin))


def waterfall(begin: End, steps: Sequence[WaterfallStep], end: End, along: RowAxis, ink: Ink) -> go.Figure:
    """The waterfall chart, the first row at the top: the beginning, each step from the running total on, the end."""
    named = [begin.named, *(step.named for step in steps), end.named]
    at, rows = places(begin.value, steps), middles(named)
    return go.Figure(
        data=[
            _threads(at, rows, ink),
            _bars(at, rows[1:-1], steps, ink),
            _ends(begin, end, rows, ink),
            *_words(at, rows[1:-1], steps, ink),
        ],
        layout=layout(named, along, ink),
        _validate=False,  # most of the time it takes; the tests validate instead
    )


def _bars(at: Sequence[float], rows: Sequence[float], steps: Sequence[WaterfallStep], ink: Ink) -> dict[str, object]:
    known = [step.reach or (step.by, step.by) for step in steps]
    return {
        "type": "bar",
        "orientation": "h",
        "base": list(at[:-1]),
        "x": [step.by for step in steps],
        "y": rows,
        "width": 15,
        "marker": {"color": [ink.accent if step.clear else ink.faint(0.3) for step in steps], "line": {"width": 0}},
        "hovertext": [step.hover for step in steps],
        "hoverinfo": "text",
        "error_x": {
            "type": "data",
            "array": [high - step.by for (_, high), step in zip(known, steps, strict=True)],
            "arrayminus": [step.by - low for (low, _), step in zip(known, steps, strict=True)],
            "color": ink.faint(0.5),
            "thickness": 1.25,
            "width": 3,
        },
    }


def _threads(at: Sequence[float], rows: Sequence[float], ink: Ink) -> dict[str, object]:
    """What joins the end of a step to the beginning of the next."""
    joints = list(zip(at, rows, rows[1:], strict=False))
    return {
        "type": "scatter",
        "mode": "lines",
        # None ends a line, so that all threads are one trace
        "x": [x for place, _, _ in joints for x in (place, place, None)],
        "y": [y for _, above, below in joints for y in (above, below, None)],
        "line": {"color": ink.faint(0.3), "width": 1},
        "hoverinfo": "skip",
    }


def _ends(begin: End, end: End, rows: Sequence[float], ink: Ink) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [begin.value, end.value],
        "y": [rows[0], rows[-1]],
        "text": [f"<b>{begin.words}</b>", f"<b>{end.words}</b>"],
        "textposition": "middle right",
        "textfont": {"size": 14, "color": ink.text},
        "marker": {"size": 11, "color": ink.text, "opacity": 1},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _words(
    at: Sequence[float], rows: Sequence[float], steps: Sequence[WaterfallStep], ink: Ink
) -> list[dict[str, object]]:
    """How much each step is, beside the outermost of bar and interval, on the side it leads to."""
    drawn = list(zip(rows, at[:-1], steps, strict=True))
    sides = [
        (side, position, [each for each in drawn if (each[2].by < 0) == (side < 0)])
        for side, position in ((-1, "middle left"), (1, "middle right"))
    ]
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": [begin + (min if side < 0 else max)(step.by, *(step.reach or (step.by,))) for _, begin, step in there],
            "y": [row for row, _, _ in there],
            "text": [f" {step.words} " for _, _, step in there],
            "textposition": position,
            "textfont": {"size": 12, "color": ink.text},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }
        for side, position, there in sides
        if there
    ]
