"""A forest plot: one figure a row, each with its interval, beside a line that means something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from benvenuto.ui.charts.ink import Ink, faint
from benvenuto.ui.charts.row_layout import RowAxis, RowLabel, layout, middles


@dataclass(frozen=True, slots=True)
class Figure:
    """A point estimate with its 95% interval, low <= value <= high in the axis's unit.

    `clear` ones are drawn in the accent, others in grey; without `enough` calls it is hollow and has no interval.
    `beside` is another figure of the same row, drawn as a ring. `hover` is the tooltip: HTML that is safe to show.
    """

    value: float
    low: float
    high: float
    hover: str
    clear: bool = True
    enough: bool = True
    beside: float | None = None


@dataclass(frozen=True, slots=True)
class ForestRow:
    """A row of the plot: a label with its estimate, None where there is none."""

    named: RowLabel
    figure: Figure | None = None


def forest(rows: Sequence[ForestRow], along: RowAxis, ink: Ink) -> go.Figure:
    """The forest plot, the first row at the top."""
    names = [row.named for row in rows]
    drawn = [(at, row.figure) for at, row in zip(middles(names), rows, strict=True) if row.figure]
    kinds = ((True, ink.accent), (False, _grey(ink)))
    return go.Figure(
        data=[
            # two traces, for error bars have one colour a trace
            *(
                _figures([placed for placed in drawn if placed[1].clear is clear], colour, ink)
                for clear, colour in kinds
            ),
            _beside(drawn, ink),
        ],
        layout=layout(names, along, ink),
        _validate=False,  # most of the time it takes; the tests validate instead
    )


def _figures(drawn: Sequence[tuple[float, Figure]], colour: str, ink: Ink) -> dict[str, object]:
    figures = [figure for _, figure in drawn]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [figure.value for figure in figures],
        "y": [at for at, _ in drawn],
        "hovertext": [figure.hover for figure in figures],
        "hoverinfo": "text",
        # the axis may be shorter than an interval: what lies outside must not be drawn over the names
        "cliponaxis": True,
        "marker": {
            "opacity": 1,
            "size": 9,
            "color": [colour if figure.enough else ink.ground for figure in figures],
            "line": {"width": 1.5, "color": [colour if figure.enough else ink.faint(0.4) for figure in figures]},
        },
        "error_x": {
            "type": "data",
            "array": [figure.high - figure.value if figure.enough else 0 for figure in figures],
            "arrayminus": [figure.value - figure.low if figure.enough else 0 for figure in figures],
            "color": faint(colour, 0.28),
            "thickness": 7,
            "width": 0,
        },
    }


def _beside(drawn: Sequence[tuple[float, Figure]], ink: Ink) -> dict[str, object]:
    rings = [(at, figure.beside) for at, figure in drawn if figure.beside is not None and figure.enough]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value for _, value in rings],
        "y": [at for at, _ in rings],
        "hoverinfo": "skip",
        "marker": {"symbol": "circle-open", "size": 11, "color": ink.faint(0.55), "line": {"width": 1.5}},
    }


def _grey(ink: Ink) -> str:
    """Half way between text and ground, and opaque: what lies behind must not shine through."""
    mixed = (round((int(ink.text[at : at + 2], 16) + int(ink.ground[at : at + 2], 16)) / 2) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in mixed)
