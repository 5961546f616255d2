"""A heat map in one accent: rows of people, columns of weeks, the fuller the colour the more of what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from benvenuto.ui.charts.ink import Ink, mixed
from benvenuto.ui.charts.sheet import axis, evenly, label, sheet

ROW = 30
MOST_NUMBERED = 14
"""Columns in which a number still fits on a telephone."""
_LONGEST = 17
_STEPS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its fill, the `part` (0..1) of what was asked for; the number written in it; its tooltip, safe HTML."""

    part: float
    number: int
    hover: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row: its name, and its cells from left to right; None where there was nothing to do."""

    name: str
    cells: Sequence[Cell | None]


def heat(rows: Sequence[HeatRow], columns: Sequence[str], ink: Ink) -> go.Figure:
    """The heat map, the first row at the top; `columns` are the names of the weeks."""
    size = len(columns)
    marks = {place: columns[place] for place in evenly(range(size), 4)}
    numbered = size <= MOST_NUMBERED
    height = ROW * len(rows)
    return go.Figure(
        data=[_cells(rows, size, ink, numbered=numbered)],
        layout=sheet(
            ink,
            height + 34,
            (8 + 7 * max(len(_short(row.name)) for row in rows), 6, 2, 32),
            xaxis=axis(ink, (-0.5, size - 0.5), marks, showgrid=False, apart=4),
            yaxis=axis(
                ink,
                # from large to small: rows are read from the top, an axis counts from the bottom
                (len(rows) - 0.5, -0.5),
                {place: escape(_short(row.name)) for place, row in enumerate(rows)},
                showgrid=False,
                tickfont={"size": 13, "color": ink.text},
                apart=4,
            ),
            annotations=[label(ink, place, row, "·") for row, place in _nothing(rows)],
        ),
        _validate=False,
    )


def _cells(rows: Sequence[HeatRow], size: int, ink: Ink, *, numbered: bool) -> dict[str, object]:
    cells = [list(row.cells) for row in rows]
    return {
        "type": "heatmap",
        "x": list(range(size)),
        "y": list(range(len(rows))),
        "z": [[None if cell is None else cell.part for cell in row] for row in cells],
        "zmin": 0,
        "zmax": 1,
        # solid colours, so that the numbers on them can be told light or dark
        # nothing done is tinted too (0.08): the bare ground is left to weeks with nothing to do
        "colorscale": [
            [step / _STEPS, mixed(ink.accent, ink.ground, 0.08 + 0.92 * step / _STEPS)] for step in range(_STEPS + 1)
        ],
        "showscale": False,
        "xgap": 2,
        "ygap": 3,
        "text": [["" if cell is None else str(cell.number) for cell in row] for row in cells],
        "texttemplate": "%{text}" if numbered else "",
        "textfont": {"size": 11},
        "hovertext": [["" if cell is None else cell.hover for cell in row] for row in cells],
        "hoverinfo": "text",
        "hoverongaps": False,
    }


def _nothing(rows: Sequence[HeatRow]) -> list[tuple[int, int]]:
    """Where there was nothing to do: a small dot, so that it is not taken for nothing done."""
    return [(place, column) for place, row in enumerate(rows) for column, cell in enumerate(row.cells) if cell is None]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
