"""What all charts have in common: the sheet they are drawn on, and the axes of those that are not over weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benvenuto.ui.charts.ink import Ink

CLEAR = "rgba(0,0,0,0)"


def sheet(ink: Ink, height: int, margin: tuple[int, int, int, int], **more: object) -> dict[str, object]:
    """A Plotly layout; `height` and `margin` (left, right, top, bottom) in pixels."""
    left, right, top, bottom = margin
    font = {"family": ink.font, "color": ink.text, "size": 13}
    common: dict[str, object] = {
        # plotly adds its own template of 6.6 kB to every figure that names none
        "template": {},
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom},
        "font": font,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "showlegend": False,
        # else a finger that scrolls the page would draw a box on the chart
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": ink.ground, "bordercolor": ink.faint(0.25), "align": "left", "font": font},
    }
    return common | more


def axis(
    ink: Ink, range_: tuple[object, object], marks: Mapping[Any, str], *, apart: int = 0, **more: object
) -> dict[str, object]:
    """A Plotly axis that cannot be zoomed, with tick labels by tick, so many pixels `apart` from the drawing."""
    return {
        "range": list(range_),
        "tickvals": list(marks),
        "ticktext": list(marks.values()),
        "tickfont": {"size": 12, "color": ink.faint(0.66)},
        "tickangle": 0,
        "ticks": "outside" if apart else "",
        "ticklen": apart,
        "tickcolor": CLEAR,
        "gridcolor": ink.faint(0.1),
        "zeroline": False,
        "fixedrange": True,
        **more,
    }


def label(ink: Ink, x: object, y: object, words: str, **more: object) -> dict[str, object]:
    """A Plotly annotation without an arrow; its words must be escaped already."""
    return {"x": x, "y": y, "text": words, "showarrow": False, "font": {"size": 12, "color": ink.faint(0.66)}, **more}


def evenly(values: Sequence[int], most: int) -> list[int]:
    """Of these, evenly spaced, at most so many, the last always among them."""
    step = max(-(-len(values) // most), 1)
    # counted from the end, so that the last is among them whatever the step is
    return list(values[::-1][::step][::-1])
