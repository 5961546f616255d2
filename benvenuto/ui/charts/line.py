"""A time series: means with their 95% intervals and, on a large chart, the number of calls of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from html import escape

import plotly.graph_objects as go

from benvenuto.services.quality.lines import TrendLine, TrendPoint
from benvenuto.ui.charts.chart_frame import ChartFrame, chart_time, days_of, mark, marks_of, period
from benvenuto.ui.charts.ink import faint
from benvenuto.ui.charts.sheet import CLEAR, sheet

MOST_FIGURES = 14
"""More numbers than this under the axis would touch on a telephone."""


def trend(line: TrendLine, chart_frame: ChartFrame, chosen: date | None = None) -> go.Figure:
    """A large time series: points with 95% intervals and, under the axis, their numbers of calls."""
    return _figure(line, chart_frame, chosen, height=380, ticks=6)


def panel(line: TrendLine, chart_frame: ChartFrame, chosen: date | None = None) -> go.Figure:
    """A small multiple of the time series; all of one `chart_frame` share their axes."""
    return _figure(line, chart_frame, chosen, height=156, ticks=3)


def _figure(line: TrendLine, chart_frame: ChartFrame, chosen: date | None, *, height: int, ticks: int) -> go.Figure:
    large, half = ticks > 3, timedelta(days=3.5 * chart_frame.weeks_a_point)
    traces = [_thread(line, chart_frame, large), _points(line, chart_frame, chosen, large)]
    return go.Figure(
        data=[*traces, numbers([(week.begin, week.estimate.n) for week in line.weeks], chart_frame)]
        if large
        else traces,
        layout={
            **layout(chart_frame, height, ticks),
            "shapes": list(_compared(line, chart_frame, half)) if chart_frame.compared else [],
            "annotations": list(_averages(line, chart_frame, half)) if chart_frame.compared and large else [],
        },
        _validate=False,  # four fifths of the time it takes; the tests validate instead
    )


def _thread(line: TrendLine, chart_frame: ChartFrame, large: bool) -> dict[str, object]:
    """The line itself, broken wherever there are too few calls to say."""
    shown = {week.begin: week for week in line.weeks if week.enough}
    days = days_of(chart_frame)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "y": [shown[day].estimate.mean if day in shown else None for day in days],
        "line": {"color": chart_frame.ink.accent, "width": 2 if large else 1.5},
        "hoverinfo": "skip",
    }


def _points(line: TrendLine, chart_frame: ChartFrame, chosen: date | None, large: bool) -> dict[str, object]:
    ink, weeks, size = chart_frame.ink, line.weeks, 8 if large else 5
    # three kinds of point: full where there are calls enough, hollow where not, and larger the one that is open
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [week.begin for week in weeks],
        "y": [week.estimate.mean for week in weeks],
        "customdata": [week.begin.isoformat() for week in weeks],
        "hovertext": [_hover_text(week, chart_frame) for week in weeks],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            # plotly draws marks of several sizes at 0.7 unless it is told otherwise
            "opacity": 1,
            "size": [size + 5 if week.begin == chosen else size for week in weeks],
            "color": [ink.accent if week.enough else ink.ground for week in weeks],
            "line": {
                "width": [2.5 if week.begin == chosen else 1.5 for week in weeks],
                "color": [
                    ink.text if week.begin == chosen else ink.accent if week.enough else ink.faint(0.4)
                    for week in weeks
                ],
            },
        },
        "error_y": {
            "type": "data",
            "array": [week.estimate.high - week.estimate.mean if week.enough else 0 for week in weeks],
            "arrayminus": [week.estimate.mean - week.estimate.low if week.enough else 0 for week in weeks],
            "color": faint(ink.accent, 0.24),
            "thickness": _thickness(len(days_of(chart_frame)), large),
            "width": 0,
        },
        # after a click plotly fades all other points; here the one that is open is drawn larger instead
        "selected": {"marker": {"opacity": 1, "size": size + 5}},
        "unselected": {"marker": {"opacity": 1}},
    }


def numbers(calls: Sequence[tuple[date, int]], chart_frame: ChartFrame) -> dict[str, object]:
    """A text trace of the number of calls under each point, or under every so many, the last always among them."""
    # counted from the end, where the newest week is
    shown = calls[::-1][:: -(-len(calls) // MOST_FIGURES)]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [day for day, _ in shown],
        "y": [0.5] * len(shown),
        "yaxis": "y2",
        "text": [str(n) for _, n in shown],
        "textfont": {"size": 10, "color": chart_frame.ink.faint(0.6)},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def layout(chart_frame: ChartFrame, height: int, ticks: int) -> dict[str, object]:
    """The Plotly layout of a chart over weeks, `height` in pixels; a large one, with more than 3 `ticks`, has a row of
    numbers under its dates."""
    ink, large = chart_frame.ink, ticks > 3
    half = timedelta(days=3.5 * chart_frame.weeks_a_point)
    quiet = {"size": 12 if large else 11, "color": ink.faint(0.66)}
    marks = marks_of(chart_frame, ticks)
    axis = chart_frame.axes[large]
    return sheet(
        ink,
        height,
        (30 if chart_frame.scale.unit is None else 44, 18, 26 if large else 8, 30),
        hovermode="x",
        hoverdistance=40,
        xaxis={
            "type": "date",
            "range": [chart_time(chart_frame.first, -half), chart_time(chart_frame.last, half)],
            "tickvals": marks,
            "ticktext": [mark(chart_frame, day, marks) for day in marks],
            "tickfont": quiet,
            "tickangle": 0,
            "ticklabeloverflow": "allow",
            "ticks": "outside",
            "ticklen": 6,
            "tickcolor": CLEAR,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "showspikes": False,
            # under the row of numbers, not between it and the drawing
            "anchor": "y2" if large else "y",
        },
        yaxis={
            "range": [axis.low, axis.high],
            "domain": [0.09, 1] if large else [0, 1],
            "tickvals": list(axis.ticks),
            "ticktext": list(axis.ticks.values()),
            "tickfont": quiet,
            "gridcolor": ink.faint(0.1),
            "zeroline": False,
            "fixedrange": True,
        },
        # an axis of its own: the numbers stand still whatever the scale above them is
        yaxis2={
            "range": [0, 1],
            "domain": [0, 0.06],
            "visible": large,
            "tickvals": [0.5],
            "ticktext": ["n"],
            "tickfont": {"size": 10, "color": ink.faint(0.6)},
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
    )


def _compared(line: TrendLine, chart_frame: ChartFrame, half: timedelta) -> Iterable[dict[str, object]]:
    """The two averages that are compared, each across its own weeks; none where there are too few calls."""
    split = _split(line, chart_frame, half)
    ends = ((chart_time(chart_frame.first, -half), split), (split, chart_time(chart_frame.last, half)))
    for (begin, end), estimate, colour in zip(
        ends, (line.before, line.recent), (chart_frame.ink.faint(0.45), chart_frame.ink.text), strict=True
    ):
        if estimate is not None and line.change is not line.change.TOO_FEW:
            yield {
                "type": "line",
                "layer": "below",
                "x0": begin,
                "x1": end,
                "y0": estimate.mean,
                "y1": estimate.mean,
                "line": {"color": colour, "width": 1.25, "dash": "4px,3px"},
            }
    if line.before is not None:
        yield {
            "type": "rect",
            "layer": "below",
            "x0": split,
            "x1": chart_time(chart_frame.last, half),
            "yref": "y domain",
            "y0": 0,
            "y1": 1,
            "fillcolor": chart_frame.ink.faint(0.045),
            "line": {"width": 0},
        }


def _averages(line: TrendLine, chart_frame: ChartFrame, half: timedelta) -> Iterable[dict[str, object]]:
    """What the two averages are, above the weeks they are of."""
    if line.before is None or line.recent is None or line.change is line.change.TOO_FEW:
        return
    say, split = chart_frame.say, _split(line, chart_frame, half)
    before, recent = (chart_frame.scale.figure(say, estimate.mean) for estimate in (line.before, line.recent))
    places = (
        (chart_time(chart_frame.first, -half), "left", say.text("before: {figure}", figure=before)),
        (chart_time(chart_frame.last, half), "right", say.text("since then: {figure}", figure=recent)),
    )
    for place, anchor, words in places:
        yield {
            "x": place,
            "xanchor": anchor,
            "y": 1,
            "yref": "y domain",
            "yanchor": "bottom",
            "text": escape(words),
            "showarrow": False,
            "font": {"size": 12, "color": chart_frame.ink.faint(0.66) if place < split else chart_frame.ink.text},
        }


def point_words(point: TrendPoint, chart_frame: ChartFrame) -> Sequence[str]:
    """A point in words, line by line: its weeks, its figure with its interval, its number of calls."""
    say, estimate = chart_frame.say, point.estimate
    calls = say.plural("{n} call", "{n} calls", estimate.n)
    weeks = period(say, point.begin, chart_frame.weeks_a_point)
    if not point.enough:
        return weeks, f"{calls}: {say.text('too few calls to say')}"
    low, high = chart_frame.scale.number(say, estimate.low), chart_frame.scale.figure(say, estimate.high)
    reach = say.text("{low} to {high}", low=low, high=high)
    return weeks, f"{chart_frame.scale.figure(say, estimate.mean)} ({reach})", calls


def _hover_text(point: TrendPoint, chart_frame: ChartFrame) -> str:
    weeks, *below = point_words(point, chart_frame)
    return "<br>".join((f"<b>{escape(weeks)}</b>", *map(escape, below)))


def _split(line: TrendLine, chart_frame: ChartFrame, half: timedelta) -> datetime:
    return chart_time(line.recent_from, -half)


def _thickness(points: int, large: bool) -> int:
    """How broad an interval is drawn, in pixels, so that neighbours never touch on a telephone."""
    return 7 if points <= 27 and large else 4 if points <= 54 else 2
