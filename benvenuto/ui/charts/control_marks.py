"""What a control chart marks across its weeks: what is usual, and where a new stretch begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from html import escape
from itertools import pairwise

from benvenuto.services.quality.control_charts import Controlled, KnownChange
from benvenuto.statistics.control_chart import Cause, Stretch
from benvenuto.ui.charts.chart_frame import ChartFrame, chart_time

HALF = timedelta(days=3.5)
"""Of a week, which is drawn around its Monday."""


def centres(controlled: Controlled, chart_frame: ChartFrame) -> Iterable[dict[str, object]]:
    """Centre lines, one a stretch: solid over the weeks of the baseline, dashed over those that it judges."""
    for stretch in controlled.chart.stretches:
        if not isinstance(stretch, Stretch) or stretch.points[-1].week < chart_frame.first:
            continue
        begin, end = (chart_time(stretch.points[at].week, by) for at, by in ((0, -HALF), (-1, HALF)))
        edges = [chart_time(stretch.baseline.first, -HALF), chart_time(stretch.baseline.last, HALF)]
        for span, dash in zip(pairwise([begin, *edges, end]), ("4px,3px", "solid", "4px,3px"), strict=True):
            left, right = (
                max(span[0], chart_time(chart_frame.first, -HALF)),
                min(span[1], chart_time(chart_frame.last, HALF)),
            )
            if left < right:
                yield _line((left, right), (stretch.centre, stretch.centre), chart_frame.ink.faint(0.5), dash)


def starts(controlled: Controlled, chart_frame: ChartFrame) -> Iterable[dict[str, object]]:
    """Vertical lines, one where each stretch begins."""
    for week in _restarts(controlled, chart_frame):
        at = chart_time(week, -HALF)
        yield _line((at, at), (0, 1), chart_frame.ink.faint(0.45), "2px,3px") | {"yref": "y domain"}


def _restarts(controlled: Controlled, chart_frame: ChartFrame) -> Mapping[date, Sequence[KnownChange | None]]:
    """What begins a stretch within the weeks shown, by its week; None is a baseline."""
    begun: dict[date, list[KnownChange | None]] = {}
    for declared in controlled.chart.declared:
        if declared.restarts and chart_frame.first < declared.week <= chart_frame.last:
            named = [change for change in controlled.known if change.declared == declared]
            begun.setdefault(declared.week, []).extend(named or [None])
    return begun


def named_starts(controlled: Controlled, chart_frame: ChartFrame) -> Iterable[dict[str, object]]:
    """Annotations that name why a stretch begins, above its vertical line."""
    say = chart_frame.say
    for week, known in _restarts(controlled, chart_frame).items():
        baseline = all(change is None or change.declared.cause is Cause.BASELINE for change in known)
        late = week - chart_frame.first > (chart_frame.last - chart_frame.first) / 2
        yield {
            "x": chart_time(week, -HALF),
            "xanchor": "right" if late else "left",
            "xshift": -4 if late else 4,
            "y": 1,
            "yref": "y domain",
            "yanchor": "bottom",
            "text": escape(say.text("new baseline") if baseline else say.text("new version")),
            "showarrow": False,
            "font": {"size": 12, "color": chart_frame.ink.faint(0.7)},
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
