"""A Pareto chart: parts of a whole from the largest on, with what they add up to; its names stand above their bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from benvenuto.languages import Language
from benvenuto.ui.charts.ink import Ink, faint
from benvenuto.ui.charts.sheet import axis, label, sheet

ROW = 54
MOST = 10
_LONGEST = 44


@dataclass(frozen=True, slots=True)
class Bar:
    """A category: its count `n`, its share `part` with a 95% interval, and the cumulative share `up_to`, each 0..1."""

    key: str
    name: str
    n: int
    part: float
    low: float
    high: float
    up_to: float


def pareto(bars: Sequence[Bar], say: Language, ink: Ink, chosen: str | None = None) -> go.Figure:
    """The Pareto chart of the first `MOST` bars, the largest at the top; the `customdata` of a click is a bar's key."""
    shown = list(bars[:MOST])
    places = list(range(len(shown)))
    return go.Figure(
        data=[_bars(shown, places, say, ink, chosen), _sum(shown, places, say, ink)],
        layout=sheet(
            ink,
            ROW * len(shown) + 34,
            (4, 12, 6, 28),
            bargap=0,
            xaxis=axis(
                ink,
                # a little beyond all of it, so that the last mark of the sum is whole
                (0, 102),
                {tick: say.text("{value}%", value=tick) for tick in (0, 25, 50, 75, 100)},
                apart=4,
            ),
            yaxis=axis(ink, (len(shown) - 0.4, -0.6), {}, showgrid=False),
            annotations=[
                note for place, bar in zip(places, shown, strict=True) for note in _names(bar, place, say, ink)
            ],
        ),
        _validate=False,
    )


def _bars(bars: Sequence[Bar], places: Sequence[int], say: Language, ink: Ink, chosen: str | None) -> dict[str, object]:
    open_ = [chosen is None or bar.key == chosen for bar in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [100 * bar.part for bar in bars],
        # the upper part of a row is for its name
        "y": [place + 0.16 for place in places],
        "width": 0.34,
        # a dash keeps an empty key from being no click at all
        "customdata": [bar.key or "-" for bar in bars],
        "hovertext": [_hover_text(bar, say) for bar in bars],
        "hoverinfo": "text",
        "marker": {"color": [ink.accent if full else faint(ink.accent, 0.35) for full in open_], "cornerradius": 2},
        "error_x": {
            "type": "data",
            "array": [100 * (bar.high - bar.part) for bar in bars],
            "arrayminus": [100 * (bar.part - bar.low) for bar in bars],
            "color": ink.faint(0.35),
            "thickness": 1.25,
            "width": 4,
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _sum(bars: Sequence[Bar], places: Sequence[int], say: Language, ink: Ink) -> dict[str, object]:
    """What the parts add up to."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [100 * bar.up_to for bar in bars],
        "y": [place + 0.16 for place in places],
        "line": {"color": ink.faint(0.4), "width": 1.25, "dash": "3px,3px"},
        "marker": {"size": 6, "color": ink.ground, "line": {"color": ink.faint(0.6), "width": 1.5}, "opacity": 1},
        "hovertext": [say.text("{share}% so far", share=round(100 * bar.up_to)) for bar in bars],
        "hoverinfo": "text",
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _names(bar: Bar, place: int, say: Language, ink: Ink) -> list[dict[str, object]]:
    name = bar.name if len(bar.name) <= _LONGEST else f"{bar.name[: _LONGEST - 1]}…"
    share = say.text("{share}%", share=round(100 * bar.part))
    high = place - 0.24
    return [
        label(ink, 0, high, escape(name), xref="paper", xanchor="left") | {"font": {"size": 13, "color": ink.text}},
        label(ink, 1, high, f"<b>{escape(say.number(bar.n))}</b>  {escape(share)}", xref="paper", xanchor="right"),
    ]


def _hover_text(bar: Bar, say: Language) -> str:
    share, low, high, up_to = (round(100 * part) for part in (bar.part, bar.low, bar.high, bar.up_to))
    reach = say.text("{share}% (95% interval {low}% to {high}%)", share=share, low=low, high=high)
    times = say.plural("{n} time", "{n} times", bar.n)
    so_far = say.text("{share}% so far", share=up_to)
    return f"<b>{escape(bar.name)}</b><br>{escape(times)}<br>{escape(reach)}<br>{escape(so_far)}"
