"""A time series as plain HTML, for a page with no other chart: Plotly would be half of what its first visit loads.

Not as SVG: `st.html` takes that out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from itertools import pairwise

from benvenuto.services.quality.lines import TrendLine, TrendPoint
from benvenuto.ui.charts.chart_frame import ChartFrame, days_of, mark, marks_of
from benvenuto.ui.charts.line import point_words

_HEIGHT = 170
_MOST_DATES = 4
_INSET = 8
"""Pixels above the highest and below the lowest value, so that no point is cut off."""


def plain_line(line: TrendLine, chart_frame: ChartFrame, alternative: str) -> str:
    """The line as one picture named `alternative`: points with their 95% intervals, and dates below.

    Places across are percentages and those down are pixels, so that it fills any width without its letters growing.
    """
    places = _Places(chart_frame)
    scale = "".join(
        f'<span style="top:{places.down(value):g}px">{escape(words)}</span>'
        f'<i class="bv-rule" style="top:{places.down(value):g}px"></i>'
        for value, words in places.axis.ticks.items()
    )
    dates = "".join(
        f'<span style="left:{places.across(day):g}%">{mark(chart_frame, day, places.marks)}</span>'
        for day in places.marks
    )
    drawn = "".join(
        (*_threads(line.weeks, places, chart_frame.weeks_a_point), *_points(line.weeks, places, chart_frame))
    )
    return (
        f'<div class="bv-line" role="img" aria-label="{escape(alternative)}">'
        f'<div class="bv-line-scale">{scale}</div>'
        f'<div class="bv-line-plot" style="height:{_HEIGHT}px">{drawn}</div>'
        f'<div class="bv-line-dates">{dates}</div></div>'
    )


class _Places:
    """Where days and values lie: days in percent of the width, values in pixels from the top."""

    def __init__(self, chart_frame: ChartFrame) -> None:
        self.days = days_of(chart_frame)
        self.marks: Sequence[date] = marks_of(chart_frame, _MOST_DATES)
        self.axis = chart_frame.axes[0]

    def across(self, day: date) -> float:
        """The middle of a point's share of the width."""
        return round(100 * (self.days.index(day) + 0.5) / len(self.days), 3)

    def down(self, value: float) -> float:
        """The height of a value; what lies under the axis stands on it."""
        part = (self.axis.high - max(value, self.axis.low)) / (self.axis.high - self.axis.low)
        return round(_INSET + part * (_HEIGHT - 2 * _INSET), 2)


def _threads(points: Sequence[TrendPoint], places: _Places, weeks_a_point: int) -> Iterable[str]:
    """From point to point, broken wherever there are too few calls to say, as in the large charts."""
    for earlier, later in pairwise(points):
        if earlier.enough and later.enough and (later.begin - earlier.begin).days == 7 * weeks_a_point:
            left, right = places.across(earlier.begin), places.across(later.begin)
            begin, end = places.down(earlier.estimate.mean), places.down(later.estimate.mean)
            # a box over the whole height, cut to a slanting strip: HTML has no line
            strip = f"0 {begin - 1:g}px,100% {end - 1:g}px,100% {end + 1:g}px,0 {begin + 1:g}px"
            yield (
                f'<i class="bv-thread" style="left:{left:g}%;width:{round(right - left, 3):g}%;'
                f'clip-path:polygon({strip})"></i>'
            )


def _points(points: Sequence[TrendPoint], places: _Places, chart_frame: ChartFrame) -> Iterable[str]:
    for point in points:
        left, top = places.across(point.begin), places.down(point.estimate.mean)
        if point.enough:
            high, low = places.down(point.estimate.high), places.down(point.estimate.low)
            yield (
                f'<i class="bv-interval" style="left:{left:g}%;top:{high:g}px;height:{round(low - high, 2):g}px"></i>'
            )
        kind, words = "" if point.enough else " bv-few", escape("\n".join(point_words(point, chart_frame)))
        yield f'<i class="bv-point{kind}" style="left:{left:g}%;top:{top:g}px" title="{words}"></i>'
