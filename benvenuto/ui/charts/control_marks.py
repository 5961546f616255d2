"""What a control chart marks across its weeks: what is usual, and where a new stretch begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from html import escape
from itertools import pairwise

from benvenuto.services.quality.control_charts import Controlled, KnownChange
from benvenuto.statistics.control_chart import Cause, Stretch
from benvenuto.ui.charts.frame import ChartFrame, chart_time

HALF = timedelta(days=3.5)
"""Of a week, which is drawn around its Monday."""


def centres(found: Controlled, frame: ChartFrame) -> Iterable[dict[str, object]]:
    """What is usual: solid over the weeks that it was taken from, dashed over those that it judges."""
    for stretch in found.chart.stretches:
        if not isinstance(stretch, Stretch) or stretch.points[-1].week < frame.first:
            continue
        begin, end = (chart_time(stretch.points[at].week, by) for at, by in ((0, -HALF), (-1, HALF)))
        edges = [chart_time(stretch.baseline.first, -HALF), chart_time(stretch.baseline.last, HALF)]
        for span, dash in zip(pairwise([begin, *edges, end]), ("4px,3px", "solid", "4px,3px"), strict=True):
            left, right = max(span[0], chart_time(frame.first, -HALF)), min(span[1], chart_time(frame.last, HALF))
            if left < right:
                yield _line((left, right), (stretch.centre, stretch.centre), frame.ink.faint(0.5), dash)


def turns(found: Controlled, frame: ChartFrame) -> Iterable[dict[str, object]]:
    """A line where a stretch begins."""
    for week in _restarts(found, frame):
        at = chart_time(week, -HALF)
        yield _line((at, at), (0, 1), frame.ink.faint(0.45), "2px,3px") | {"yref": "y domain"}


def _restarts(found: Controlled, frame: ChartFrame) -> Mapping[date, Sequence[KnownChange | None]]:
    """What begins a stretch within the weeks shown, by its week; None is a baseline."""
    begun: dict[date, list[KnownChange | None]] = {}
    for declared in found.chart.declared:
        if declared.restarts and frame.first < declared.week <= frame.last:
            named = [one for one in found.known if one.declared == declared]
            begun.setdefault(declared.week, []).extend(named or [None])
    return begun


def named_turns(found: Controlled, frame: ChartFrame) -> Iterable[dict[str, object]]:
    """Why it begins, above that line."""
    say = frame.say
    for week, known in _restarts(found, frame).items():
        baseline = all(one is None or one.declared.cause is Cause.BASELINE for one in known)
        late = week - frame.first > (frame.last - frame.first) / 2
        yield {
            "x": chart_time(week, -HALF),
            "xanchor": "right" if late else "left",
            "xshift": -4 if late else 4,
            "y": 1,
            "yref": "y domain",
            "yanchor": "bottom",
            "text": escape(say.text("new baseline") if baseline else say.text("new version")),
            "showarrow": False,
            "font": {"size": 12, "color": frame.ink.faint(0.7)},
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
