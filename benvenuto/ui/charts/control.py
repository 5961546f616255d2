"""The control chart: weeks between the limits that chance keeps to, what broke a rule, and what was declared."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from itertools import pairwise

import plotly.graph_objects as go

from benvenuto.languages import Language
from benvenuto.services.control_charts import Controlled, Event, Known
from benvenuto.statistics.control_chart import Cause, Point, Stretch
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.intervals import Estimate
from benvenuto.ui.charts.frame import Frame, moment, period
from benvenuto.ui.charts.ink import Ink
from benvenuto.ui.charts.line import layout, numbers
from benvenuto.ui.charts.words import cause, rule_numbers
from benvenuto.ui.scale import Scale

HALF = timedelta(days=3.5)
HEIGHT = 420
TICKS = 7
FLOORS = (80, 70, 50, 25, 0)
NAMED = 40
"""How far above or below its point a rule is named, in pixels, and still does not touch the line."""


@dataclass(frozen=True, slots=True)
class Place:
    """A week as it is drawn; `point` is None where its stretch is too short for limits."""

    week: date
    estimate: Estimate
    point: Point | None


def control(found: Controlled, first: date, say: Language, ink: Ink, scale: Scale, chosen: date | None) -> go.Figure:
    """The chart from the Monday `first` on, at least one week of it; the week `chosen` is marked as open."""
    parts = [[place for place in part if place.week >= first] for part in _parts(found)]
    places = [place for part in parts for place in part]
    events = [one for one in found.events if one.until >= first]
    frame = _frame(places, say, ink, scale)
    return go.Figure(
        data=[
            *(_band([one.point for one in part if one.point], ink) for part in parts if part and part[0].point),
            *(_thread(part, ink) for part in parts),
            _points(places, events, chosen, frame),
            _arrivals([one for one in found.known if not one.declared.restarts and one.declared.week >= first], frame),
            numbers([(place.week, place.estimate.n) for place in places], frame),
        ],
        layout={
            **layout(frame, HEIGHT, TICKS),
            "hovermode": "closest",
            "shapes": [*_centres(found, frame), *_turns(found, frame)],
            "annotations": [*_rules(events, places, frame), *_named_turns(found, frame)],
        },
        _validate=False,
    )


def _parts(found: Controlled) -> Iterable[Sequence[Place]]:
    for stretch in found.chart.stretches:
        if isinstance(stretch, Stretch):
            yield [Place(point.week, point.estimate, point) for point in stretch.points]
        else:
            yield [Place(week, estimate, None) for week, estimate in stretch.weeks]


def _frame(places: Sequence[Place], say: Language, ink: Ink, scale: Scale) -> Frame:
    means, points = [one.estimate.mean for one in places], [one.point for one in places if one.point]
    # one week of three calls, with limits as wide as the scale, must not flatten all the others
    low = min([*means, *heapq.nsmallest(len(points) // 8 + 1, (point.low for point in points))[-1:]])
    high = max([*means, *heapq.nlargest(len(points) // 8 + 1, (point.high for point in points))[-1:]])
    axis = scale.reaching(say, (low, high), FLOORS, fine=True)
    return Frame(places[0].week, places[-1].week, (axis, axis), 1, say, ink, scale=scale)


def _band(points: Sequence[Point], ink: Ink) -> dict[str, object]:
    """The limits, a step a week: wider where calls are few."""
    # a week without calls belongs half to each neighbour, so that the band has no holes
    edges = [moment(points[0].week, -HALF)]
    edges += [moment(one.week, HALF) + (next_.week - one.week - 2 * HALF) / 2 for one, next_ in pairwise(points)]
    edges.append(moment(points[-1].week, HALF))
    along = [edge for pair in pairwise(edges) for edge in pair]
    highs, lows = ([end for one in points for end in (end_of(one),) * 2] for end_of in (_high, _low))
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


def _thread(part: Sequence[Place], ink: Ink) -> dict[str, object]:
    """The line through neighbouring weeks; a week without calls and a new stretch break it."""
    x: list[date] = []
    y: list[float | None] = []
    for place in part:
        if x and place.week - x[-1] > timedelta(weeks=1):
            x.append(x[-1] + timedelta(weeks=1))
            y.append(None)
        x.append(place.week)
        y.append(place.estimate.mean)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": ink.accent, "width": 1.5},
        "hoverinfo": "skip",
    }


def _points(places: Sequence[Place], events: Sequence[Event], chosen: date | None, frame: Frame) -> dict[str, object]:
    ink = frame.ink
    signals = {place.week: [one for one in events if one.tells(place.week, place.estimate.mean)] for place in places}
    enough = [enough_to_say(place.estimate.effective_n) for place in places]
    colours = [ink.text if signals[place.week] else ink.accent for place in places]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [place.week for place in places],
        "y": [place.estimate.mean for place in places],
        "customdata": [place.week.isoformat() for place in places],
        "hovertext": [_told(place, signals[place.week], frame) for place in places],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "opacity": 1,
            "symbol": ["diamond" if signals[place.week] else "circle" for place in places],
            "size": [
                (10 if signals[place.week] else 7) + (5 if place.week == chosen else 0) for place in places
            ],
            "color": [colour if said else ink.ground for colour, said in zip(colours, enough, strict=True)],
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


def _told(place: Place, events: Sequence[Event], frame: Frame) -> str:
    say, scale, found = frame.say, frame.scale, place.estimate
    lines = [say.plural("{n} call", "{n} calls", found.n)]
    if not enough_to_say(found.effective_n):
        lines = [f"{lines[0]}: {say.text('too few calls to say')}"]
    else:
        lines = [scale.figure(say, found.mean), *lines]
    if place.point:
        low, high = scale.number(say, place.point.low), scale.figure(say, place.point.high)
        lines.append(say.text("limits of this week: {low} to {high}", low=low, high=high))
    lines += [rule_numbers(say, event.rules) for event in events]
    return f"<b>{escape(period(say, place.week, 1))}</b><br>" + "<br>".join(map(escape, lines))


def _arrivals(known: Sequence[Known], frame: Frame) -> dict[str, object]:
    """New evaluators, as small marks on the ground of the chart."""
    by_week: dict[date, list[str]] = {}
    for one in known:
        by_week.setdefault(one.declared.week, []).append(cause(frame.say, one))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(by_week),
        "y": [frame.axes[1].low] * len(by_week),
        "hovertext": [
            f"<b>{escape(period(frame.say, week, 1))}</b><br>" + "<br>".join(map(escape, said))
            for week, said in by_week.items()
        ],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {"symbol": "triangle-up", "size": 9, "color": frame.ink.faint(0.6), "opacity": 1},
    }


def _centres(found: Controlled, frame: Frame) -> Iterable[dict[str, object]]:
    """What is usual: solid over the weeks that it was taken from, dashed over those that it judges."""
    for stretch in found.chart.stretches:
        if not isinstance(stretch, Stretch) or stretch.points[-1].week < frame.first:
            continue
        begin, end = (moment(stretch.points[at].week, by) for at, by in ((0, -HALF), (-1, HALF)))
        turns = [moment(stretch.baseline.first, -HALF), moment(stretch.baseline.last, HALF)]
        for span, dash in zip(pairwise([begin, *turns, end]), ("4px,3px", "solid", "4px,3px"), strict=True):
            left, right = max(span[0], moment(frame.first, -HALF)), min(span[1], moment(frame.last, HALF))
            if left < right:
                yield _line((left, right), (stretch.centre, stretch.centre), frame.ink.faint(0.5), dash)


def _turns(found: Controlled, frame: Frame) -> Iterable[dict[str, object]]:
    for week in _restarts(found, frame):
        at = moment(week, -HALF)
        yield _line((at, at), (0, 1), frame.ink.faint(0.45), "2px,3px") | {"yref": "y domain"}


def _restarts(found: Controlled, frame: Frame) -> Mapping[date, Sequence[Known | None]]:
    """What begins a stretch within the weeks shown, by its week; None is a baseline."""
    turns: dict[date, list[Known | None]] = {}
    for declared in found.chart.declared:
        if declared.restarts and frame.first < declared.week <= frame.last:
            named = [one for one in found.known if one.declared == declared]
            turns.setdefault(declared.week, []).extend(named or [None])
    return turns


def _named_turns(found: Controlled, frame: Frame) -> Iterable[dict[str, object]]:
    say = frame.say
    for week, known in _restarts(found, frame).items():
        baseline = all(one is None or one.declared.cause is Cause.BASELINE for one in known)
        late = week - frame.first > (frame.last - frame.first) / 2
        yield {
            "x": moment(week, -HALF),
            "xanchor": "right" if late else "left",
            "xshift": -4 if late else 4,
            "y": 1,
            "yref": "y domain",
            "yanchor": "bottom",
            "text": escape(say.text("new baseline") if baseline else say.text("new version")),
            "showarrow": False,
            "font": {"size": 12, "color": frame.ink.faint(0.7)},
        }


def _rules(events: Sequence[Event], places: Sequence[Place], frame: Frame) -> Iterable[dict[str, object]]:
    """The rule that was broken, named where it was noticed."""
    for event in events:
        at = next((place for place in places if place.week >= event.noticed), places[-1])
        yield {
            "x": at.week,
            "y": at.estimate.mean,
            "ax": 0,
            "ay": -NAMED if event.above else NAMED,
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 1,
            "standoff": 7,
            "arrowcolor": frame.ink.faint(0.5),
            "text": escape(rule_numbers(frame.say, event.rules)),
            "bgcolor": frame.ink.ground,
            "borderpad": 2,
            "font": {"size": 12, "color": frame.ink.text},
        }


def _line(x: tuple[datetime, datetime], y: tuple[float, float], colour: str, dash: str) -> dict[str, object]:
    return {
        "type": "line",
        "layer": "below",
        "x0": x[0],
        "x1": x[1],
        "y0": y[0],
        "y1": y[1],
        "line": {"color": colour, "width": 1.25, "dash": dash},
    }
