"""Charts that are read from row to row: names on the left, one axis below, as high as there are rows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import accumulate
from textwrap import wrap

from benvenuto.ui.charts.ink import Ink
from benvenuto.ui.charts.sheet import sheet

NARROW = 22
"""Letters of a name on one line: on a telephone there is no room for more."""
_LINE, _BETWEEN, _MOST_LINES = 15, 16, 3
"""Pixels of a line, pixels between two rows, lines of a name."""
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class RowAxis:
    """An axis from `low` to `high`, the words of its ticks by their place, and the words at its two `ends`."""

    low: float
    high: float
    ticks: Mapping[float, str]
    ends: tuple[str, str] = ("", "")
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class RowLabel:
    """The name of a row, and what stands smaller below it; a `heading` has nothing beside it."""

    name: str
    below: str = ""
    heading: bool = False


def step(span: float, most: int) -> float:
    """A tick distance: the least of 1, 2, 2.5 or 5 times a power of ten of which at most so many fit into the span."""
    # a single figure has no span, and zero no logarithm
    wanted = max(span, 1e-6) / most
    size = 10.0 ** math.floor(math.log10(wanted))
    # a step that fits exactly must not be missed by a rounding error
    return next(factor * size for factor in _STEPS if factor * size >= wanted * (1 - 1e-9))


def middles(names: Sequence[RowLabel]) -> Sequence[float]:
    """The y of each row, in pixels from the top: a label of more lines has a higher row."""
    heights = _heights(names)
    return [below - height / 2 for below, height in zip(accumulate(heights), heights, strict=True)]


def layout(names: Sequence[RowLabel], along: RowAxis, ink: Ink) -> dict[str, object]:
    """The Plotly layout of a chart whose rows are drawn at their `middles`."""
    high = sum(_heights(names))
    quiet = {"size": 12, "color": ink.faint(0.66)}
    top = 30 if any(along.ends) else 12
    return sheet(
        ink,
        top + 34 + high,
        (8, 18, top, 34),
        hoverdistance=30,
        barmode="overlay",
        xaxis={
            "range": [along.low, along.high],
            "tickvals": list(along.ticks),
            "ticktext": [escape(words) for words in along.ticks.values()],
            "tickfont": quiet,
            "gridcolor": ink.faint(0.1),
            "zeroline": False,
            "fixedrange": True,
        },
        yaxis={
            # downwards, in pixels
            "range": [high, 0],
            "tickvals": middles(names),
            "ticktext": [_named(label, ink) for label in names],
            "tickfont": {"size": 13, "color": ink.text},
            "ticksuffix": "  ",
            "automargin": True,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        shapes=[] if along.mark is None else [_mark(along.mark, ink)],
        annotations=_ends(along, ink),
    )


def _heights(names: Sequence[RowLabel]) -> Sequence[int]:
    return [_BETWEEN + _LINE * len(_lines(label)) for label in names]


@lru_cache(maxsize=4096)
def _lines(label: RowLabel) -> Sequence[str]:
    # the same names are wrapped at every click, and wrapping them costs more than drawing them
    words = wrap(label.name, NARROW) or [""]
    if len(words) > _MOST_LINES:
        words = [*words[: _MOST_LINES - 1], f"{words[_MOST_LINES - 1]}…"]
    return [*words, label.below] if label.below else words


def _named(label: RowLabel, ink: Ink) -> str:
    lines = [escape(line) for line in _lines(label)]
    if label.heading:
        return "<br>".join(f"<b>{line}</b>" for line in lines)
    if label.below:
        lines[-1] = f'<span style="font-size:11px;color:{ink.faint(0.66)}">{lines[-1]}</span>'
    return "<br>".join(lines)


def _mark(place: float, ink: Ink) -> dict[str, object]:
    return {
        "type": "line",
        "layer": "below",
        "x0": place,
        "x1": place,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": ink.faint(0.45), "width": 1.25, "dash": "4px,3px"},
    }


def _ends(along: RowAxis, ink: Ink) -> list[dict[str, object]]:
    """The words at the two ends of the axis, above the rows."""
    return [
        {
            "x": place,
            "xref": "x domain",
            "xanchor": anchor,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "text": escape(words),
            "showarrow": False,
            "font": {"size": 12, "color": ink.faint(0.66)},
        }
        for place, anchor, words in zip((0, 1), ("left", "right"), along.ends, strict=True)
        if words
    ]
