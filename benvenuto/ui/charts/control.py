"""A Shewhart control chart over weeks: means between three-sigma limits, Nelson's rules, and declared changes."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from html import escape
from itertools import pairwise

import plotly.graph_objects as go

from benvenuto.languages import Language
from benvenuto.services.quality.control_charts import Controlled, Event, KnownChange
from benvenuto.statistics.control_chart import Point, Stretch
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.intervals import Estimate
from benvenuto.ui.charts.chart_frame import ChartFrame, chart_time, period
from benvenuto.ui.charts.control_marks import HALF, centres, named_starts, starts
from benvenuto.ui.charts.ink import Ink
from benvenuto.ui.charts.line import layout, numbers
from benvenuto.ui.charts.words import cause, rule_numbers
from benvenuto.ui.scale import Scale

HEIGHT = 420
TICKS = 7
FLOORS = (80, 70, 50, 25, 0)
NAMED = 40
"""How far above or below its point a rule is named, in pixels, and still does not touch the line."""


@dataclass(frozen=True, slots=True)
class DrawnWeek:
    """One week's mean with its control limits; `week` is its Monday, `point` None where there are no limits yet."""

    week: date
    estimate: Estimate
    point: Point | None


def control(
    controlled: Controlled, first: date, say: Language, ink: Ink, scale: Scale, chosen: date | None
) -> go.Figure:
    """The control chart from the Monday `first` on, at least one week; that of Monday `chosen` is marked as open."""
    parts = [[place for place in part if place.week >= first] for part in _parts(controlled)]
    places = [place for part in parts for place in part]
    events = [event for event in controlled.events if event.until >= first]
    chart_frame = _shared_frame(places, say, ink, scale)
    return go.Figure(
        data=[
            *(_band([place.point for place in part if place.point], ink) for part in parts if part and part[0].point),
            *(_thread(part, ink) for part in parts),
            _points(places, events, chosen, chart_frame),
            _arrivals(
                [
                    change
                    for change in controlled.known
                    if not change.declared.restarts and change.declared.week >= first
                ],
                chart_frame,
            ),
            numbers([(place.week, place.estimate.n) for place in places], chart_frame),
        ],
        layout={
            **layout(chart_frame, HEIGHT, TICKS),
            "hovermode": "closest",
            "shapes": [*centres(controlled, chart_frame), *starts(controlled, chart_frame)],
            "annotations": [*_rules(events, places, chart_frame), *named_starts(controlled, chart_frame)],
        },
        _validate=False,
    )


def _parts(controlled: Controlled) -> Iterable[Sequence[DrawnWeek]]:
    for stretch in controlled.chart.stretches:
        if isinstance(stretch, Stretch):
            yield [DrawnWeek(point.week, point.estimate, point) for point in stretch.points]
        else:
            yield [DrawnWeek(week, estimate, None) for week, estimate in stretch.weeks]


def _shared_frame(places: Sequence[DrawnWeek], say: Language, ink: Ink, scale: Scale) -> ChartFrame:
    means, points = [place.estimate.mean for place in places], [place.point for place in places if place.point]
    # one week of three calls, with limits as wide as the scale, must not flatten all the others
    low = min([*means, *heapq.nsmallest(len(points) // 8 + 1, (point.low for point in points))[-1:]])
    high = max([*means, *heapq.nlargest(len(points) // 8 + 1, (point.high for point in points))[-1:]])
    axis = scale.reaching(say, (low, high), FLOORS, fine=True)
    return ChartFrame(places[0].week, places[-1].week, (axis, axis), 1, say, ink, scale=scale)


def _band(points: Sequence[Point], ink: Ink) -> dict[str, object]:
    """The control limits as a filled step line, a step a week: wider where calls are few."""
    # a week without calls belongs half to each neighbour, so that the band has no holes
    edges = [chart_time(points[0].week, -HALF)]
    edges += [
        chart_time(point.week, HALF) + (next_.week - point.week - 2 * HALF) / 2 for point, next_ in pairwise(points)
    ]
    edges.append(chart_time(points[-1].week, HALF))
    along = [edge.isoformat() for pair in pairwise(edges) for edge in pair]  # plotly copies words faster than days
    highs, lows = ([end for point in points for end in (end_of(point),) * 2] for end_of in (_high, _low))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*along, *along[::-1], along[0]],
        "y": [*highs, *lows[::-1], highs[0]],
        "fill": "toself",
        "fillcolor": ink.faint(0.05),
        "line": {"color": ink.faint(0.2), "width": 1},
        "hoverinfo": "skip",
    }


def _high(point: Point) -> float:
    return point.high


def _low(point: Point) -> float:
    return point.low


def _thread(part: Sequence[DrawnWeek], ink: Ink) -> dict[str, object]:
    """The line through neighbouring weeks; a week without calls and a new stretch break it."""
    means = {place.week: place.estimate.mean for place in part}
    gaps = [place.week for place, next_ in pairwise(part) if next_.week - place.week > timedelta(weeks=1)]
    broken: dict[date, float | None] = {**means, **{week + timedelta(weeks=1): None for week in gaps}}
    weeks = sorted(broken)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [week.isoformat() for week in weeks],
        "y": [broken[week] for week in weeks],
        "line": {"color": ink.accent, "width": 1.5},
        "hoverinfo": "skip",
    }


def _points(
    places: Sequence[DrawnWeek], events: Sequence[Event], chosen: date | None, chart_frame: ChartFrame
) -> dict[str, object]:
    ink = chart_frame.ink
    # a week may be part of several signals, and an event spares the weeks on the other side of the centre
    signals = {
        place.week: [event for event in events if event.tells(place.week, place.estimate.mean)] for place in places
    }
    enough = [enough_to_say(place.estimate.effective_n) for place in places]
    colours = [ink.text if signals[place.week] else ink.accent for place in places]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [place.week.isoformat() for place in places],
        "y": [place.estimate.mean for place in places],
        "customdata": [place.week.isoformat() for place in places],
        "hovertext": _hover_texts(places, signals, chart_frame),
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "opacity": 1,
            "symbol": ["diamond" if signals[place.week] else "circle" for place in places],
            "size": [
                (10 if signals[place.week] else 7) + (5 if place.week == chosen else 0) for place in places
            ],
            "color": [colour if full else ink.ground for colour, full in zip(colours, enough, strict=True)],
            "line": {
                "width": [2.5 if place.week == chosen else 1.5 for place in places],
                "color": [
                    ink.text if place.week == chosen else colour for place, colour in zip(places, colours, strict=True)
                ],
            },
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def _hover_texts(
    places: Sequence[DrawnWeek], signals: Mapping[date, Sequence[Event]], chart_frame: ChartFrame
) -> list[str]:
    """The tooltip of each week; weeks share their words and numbers, which cost more to write than to draw."""
    say, scale = chart_frame.say, chart_frame.scale
    calls = cache(lambda n: say.plural("{n} call", "{n} calls", n))
    few, limits = say.text("too few calls to say"), say.text("limits for this week: {low} to {high}")
    texts = []
    for place in places:
        estimate, lines = place.estimate, []
        if enough_to_say(estimate.effective_n):
            lines += [scale.figure(say, estimate.mean), calls(estimate.n)]
        else:
            lines.append(f"{calls(estimate.n)}: {few}")
        if place.point:
            low, high = scale.number(say, place.point.low), scale.figure(say, place.point.high)
            lines.append(limits.format(low=low, high=high))
        lines += [rule_numbers(say, event.rules) for event in signals[place.week]]
        texts.append(f"<b>{escape(period(say, place.week, 1))}</b><br>" + "<br>".join(map(escape, lines)))
    return texts


def _arrivals(known: Sequence[KnownChange], chart_frame: ChartFrame) -> dict[str, object]:
    """A scatter trace of new evaluators, small triangles on the ground of the chart."""
    by_week: dict[date, list[str]] = {}
    for change in known:
        by_week.setdefault(change.declared.week, []).append(cause(chart_frame.say, change))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(by_week),
        "y": [chart_frame.axes[1].low] * len(by_week),
        "hovertext": [
            f"<b>{escape(period(chart_frame.say, week, 1))}</b><br>" + "<br>".join(map(escape, causes))
            for week, causes in by_week.items()
        ],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {"symbol": "triangle-up", "size": 9, "color": chart_frame.ink.faint(0.6), "opacity": 1},
    }


def _rules(
    events: Sequence[Event], places: Sequence[DrawnWeek], chart_frame: ChartFrame
) -> Iterable[dict[str, object]]:
    """Annotations: each rule that was broken, named at the week in which it was noticed."""
    for event in events:
        at = next((place for place in places if place.week >= event.noticed), places[-1])
        yield {
            "x": at.week,
            "y": at.estimate.mean,
            "ax": 0,
            # in pixels, which are counted downwards
            "ay": -NAMED if event.above else NAMED,
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 1,
            "standoff": 7,
            "arrowcolor": chart_frame.ink.faint(0.5),
            "text": escape(rule_numbers(chart_frame.say, event.rules)),
            "bgcolor": chart_frame.ink.ground,
            "borderpad": 2,
            "font": {"size": 12, "color": chart_frame.ink.text},
        }
