"""The funnel: each agent or team by number of calls, between the limits that chance keeps to; no place is a rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape

import numpy as np
import plotly.graph_objects as go

from benvenuto.languages import Language
from benvenuto.services.quality.comparison import ComparedUnit, Comparison
from benvenuto.statistics.funnel import Funnel, FunnelStanding
from benvenuto.ui.charts.ink import Ink
from benvenuto.ui.charts.sheet import axis, label, sheet
from benvenuto.ui.scale import Scale

HEIGHT = 440
FLOORS = (80, 70, 50, 25, 0)
STEPS = 60
"""Places at which the limits are computed; between them a straight line is as good."""
MOST_NAMED = 8
"""More names than this would hide one another."""
_TICKS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 50_000, 100_000)


def funnel_chart(comparison: Comparison, say: Language, ink: Ink, scale: Scale) -> go.Figure:
    """The funnel plot of all units with calls enough: means over effective calls, control limits as a band, those that
    allow for the usual variance between units as dotted lines."""
    heard = [unit for unit in comparison.compared if unit.place.standing is not FunnelStanding.TOO_FEW]
    calls = [unit.place.estimate.effective_n for unit in heard]
    least, most = max(min(calls) * 0.8, 5), max(calls) * 1.08
    # close together where calls are few: there the limits bend
    along = np.geomspace(least, most, STEPS)
    means = [unit.place.estimate.mean for unit in heard]
    # not at the very left, where limits are so wide that they would flatten all points
    low, high = comparison.funnel.limits(along[len(along) // 6])
    reach = scale.reaching(say, (min([*means, float(low)]), max([*means, float(high)])), FLOORS, fine=True)
    step = next((step for step in _TICKS if most / step <= 7), _TICKS[-1])
    ticks = {place: say.number(place) for place in range(0, int(most) + 1, step) if place >= least}
    return go.Figure(
        data=[
            *_band(comparison.funnel, along, ink),
            *_ordinary(comparison.funnel, along, ink),
            *_points(heard, say, ink, scale),
        ],
        layout=sheet(
            ink,
            HEIGHT,
            (44, 14, 28, 48),
            xaxis=axis(ink, (least, most), dict(ticks), showgrid=False, ticks="outside", ticklen=6),
            yaxis=axis(ink, (reach.low, reach.high), dict(reach.ticks)),
            shapes=[_centre(comparison.funnel, ink)],
            annotations=[
                label(ink, 1, 0, escape(say.text("Calls listened to")), xref="paper", yref="paper", xanchor="right",
                      yanchor="top", yshift=-26),
                *_names(heard, ink, (most - least, reach.high - reach.low)),
            ],
        ),
        _validate=False,
    )  # fmt: skip


def _band(funnel: Funnel[str], along: np.ndarray, ink: Ink) -> Sequence[dict[str, object]]:
    low, high = funnel.limits(along)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [*along.tolist(), *along[::-1].tolist()],
            "y": [*high.tolist(), *low[::-1].tolist()],
            "fill": "toself",
            "fillcolor": ink.faint(0.06),
            "line": {"color": ink.faint(0.25), "width": 1},
            "hoverinfo": "skip",
        }
    ]


def _ordinary(funnel: Funnel[str], along: np.ndarray, ink: Ink) -> Sequence[dict[str, object]]:
    """Limits that allow for overdispersion; none where units vary no more than chance: both pairs would be one."""
    if not funnel.between:
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": along.tolist(),
            "y": limit.tolist(),
            "line": {"color": ink.faint(0.4), "width": 1.25, "dash": "2px,4px"},
            "hoverinfo": "skip",
        }
        for limit in funnel.ordinary(along)
    ]


def _points(heard: Sequence[ComparedUnit], say: Language, ink: Ink, scale: Scale) -> Iterable[dict[str, object]]:
    """Two kinds of point, each a trace of its own: a colour for every one of a thousand would cost more than they."""
    many, texts = len(heard) > 100, _hover_texts(heard, say, scale)
    kinds = ((False, "circle", 5 if many else 9, ink.accent), (True, "diamond", 9 if many else 12, ink.text))
    for out, symbol, size, colour in kinds:
        those = [unit for unit in heard if (unit.place.standing is not FunnelStanding.AS_EXPECTED) is out]
        yield {
            "type": "scatter",
            "mode": "markers",
            "x": np.array([unit.place.estimate.effective_n for unit in those]),
            "y": np.array([unit.place.estimate.mean for unit in those]),
            # plotly copies every element of a list, and an array at once
            "customdata": np.array([unit.key for unit in those]),
            "hovertext": np.array([texts[unit.key] for unit in those]),
            "hoverinfo": "text",
            "marker": {"symbol": symbol, "size": size, "color": colour, "opacity": 0.8 if many else 1},
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 1}},
        }


def _names(heard: Sequence[ComparedUnit], ink: Ink, size: tuple[float, float]) -> Sequence[dict[str, object]]:
    """Who differs is named, while they are few, and where nobody's name stands already; where all are few, all."""
    out = [unit for unit in heard if unit.place.standing is not FunnelStanding.AS_EXPECTED]
    candidates = heard if len(heard) <= MOST_NAMED else out if len(out) <= MOST_NAMED else []
    named: list[ComparedUnit] = []
    for unit in candidates:
        if not any(_near(unit, other, size) for other in named):
            named.append(unit)
    return [
        label(
            ink, unit.place.estimate.effective_n, unit.place.estimate.mean, escape(unit.name.split()[0]),
            xanchor="right", yanchor="bottom" if unit.place.errors > 0 else "top", xshift=-4,
        )
        for unit in named
    ]  # fmt: skip


def _near(unit: ComparedUnit, other: ComparedUnit, size: tuple[float, float]) -> bool:
    a, b = unit.place.estimate, other.place.estimate
    return abs(a.effective_n - b.effective_n) < size[0] / 6 and abs(a.mean - b.mean) < size[1] / 22


def _centre(funnel: Funnel[str], ink: Ink) -> dict[str, object]:
    return {
        "type": "line",
        "layer": "below",
        "x0": 0,
        "x1": 1,
        "xref": "paper",
        "y0": funnel.centre,
        "y1": funnel.centre,
        "line": {"color": ink.faint(0.5), "width": 1.25},
    }


def _hover_texts(heard: Sequence[ComparedUnit], say: Language, scale: Scale) -> Mapping[str, str]:
    """Tooltips by key; of a thousand, many share a figure, and writing it costs more than drawing it."""
    figure = cache(lambda value: escape(scale.figure(say, value)))
    number = cache(lambda value: escape(scale.number(say, value)))
    calls = cache(lambda n: escape(say.plural("{n} call", "{n} calls", n)))
    between = escape(say.text("{low} to {high}"))
    # at once: to round a number of numpy's takes longer than to write it
    means, lows, highs = (
        np.round([getattr(unit.place.estimate, name) for unit in heard], 1).tolist() for name in ("mean", "low", "high")
    )
    texts = {}
    for unit, mean, low, high in zip(heard, means, lows, highs, strict=True):
        reach = between.format(low=number(low), high=figure(high))
        texts[unit.key] = f"<b>{escape(unit.name)}</b><br>{figure(mean)} ({reach})<br>{calls(unit.place.estimate.n)}"
    return texts
