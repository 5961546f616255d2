"""Two time series over the same weeks, one above the other: mean handling time in seconds, and care score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape

import plotly.graph_objects as go

from benvenuto.languages import Language
from benvenuto.services.quality.efficiency import Both, EfficiencyReport
from benvenuto.statistics.intervals import Estimate
from benvenuto.ui.charts.chart_frame import period
from benvenuto.ui.charts.ink import Ink, faint
from benvenuto.ui.charts.scatter import told_care, told_time
from benvenuto.ui.charts.sheet import axis, evenly, label, sheet
from benvenuto.ui.charts.timing import care_axis, time_axis

HEIGHT = 400
_UPPER, _LOWER = (0.56, 1.0), (0.0, 0.44)


@dataclass(frozen=True, slots=True)
class _Panel:
    """One of the two: its axis, what it is called and where its name stands, and what it shows of a point."""

    # plotly numbers axes from the second on: x, x2; y, y2
    number: str
    name: str
    domain: tuple[float, float]
    before: Estimate | None
    after: Estimate | None

    def of(self, point: Both) -> Estimate:
        return point.care if self.number == "2" else point.time


def abreast(report: EfficiencyReport, say: Language, ink: Ink) -> go.Figure:
    """Both series, at least one point with calls enough; the half of the period that began last is shaded."""
    points = [point for point in report.points if point.enough]
    halves = [half if report.moved else None for half in (report.before, report.after)]
    times_name, care_name = say.text("Handling time, minutes:seconds"), say.text("Care score")
    upper = _Panel("", times_name, _UPPER, *(half.time if half else None for half in halves))
    lower = _Panel("2", care_name, _LOWER, *(half.care if half else None for half in halves))
    low, high, times = time_axis((point.time.low for point in points), (point.time.high for point in points), 4)
    floor, top, scores = care_axis(point.care.low for point in points)
    days = [date.fromisoformat(point.name) for point in report.points]
    edges = _edges(days, report.weeks_a_point)
    split = _start(report.since) if report.since else edges[0]
    return go.Figure(
        data=[_series(upper, points, told_time, report, say, ink), _series(lower, points, told_care, report, say, ink)],
        layout=sheet(
            ink,
            HEIGHT,
            (44, 16, 30, 30),
            hovermode="x",
            xaxis=axis(
                ink,
                edges,
                {
                    _middle(days[n], report.weeks_a_point): say.day(days[n], "d MMM")
                    for n in evenly(range(len(days)), 6)
                },
                type="date",
                showgrid=False,
                anchor="y2",
                apart=6,
            ),
            yaxis=axis(ink, (low, high), times, domain=list(_UPPER)),
            yaxis2=axis(ink, (floor, top), scores, domain=list(_LOWER), anchor="x"),
            shapes=[shape for panel in (upper, lower) for shape in _averages(panel, edges, split, ink)],
            annotations=[
                label(ink, 0, panel.domain[1], escape(panel.name), xref="paper", yref="paper", xanchor="left",
                      yanchor="bottom", xshift=-40, yshift=8)
                for panel in (upper, lower)
            ],
        ),
        _validate=False,
    )  # fmt: skip


def _series(
    panel: _Panel,
    points: Sequence[Both],
    describe: Callable[[Both, Language], str],
    report: EfficiencyReport,
    say: Language,
    ink: Ink,
) -> dict[str, object]:
    figures, weeks = [panel.of(point) for point in points], report.weeks_a_point
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "xaxis": "x",
        "yaxis": f"y{panel.number}",
        "x": [_middle(date.fromisoformat(point.name), weeks) for point in points],
        "y": [figure.mean for figure in figures],
        "line": {"color": ink.accent, "width": 2},
        "marker": {"size": 8, "color": ink.accent, "opacity": 1},
        "hovertext": [_tip(point, describe(point, say), weeks, say) for point in points],
        "hoverinfo": "text",
        "cliponaxis": False,
        "error_y": {
            "type": "data",
            "array": [figure.high - figure.mean for figure in figures],
            "arrayminus": [figure.mean - figure.low for figure in figures],
            "color": faint(ink.accent, 0.24),
            "thickness": 6,
            "width": 0,
        },
    }


def _averages(
    panel: _Panel, edges: tuple[datetime, datetime], split: datetime, ink: Ink
) -> Iterable[dict[str, object]]:
    """The two averages that are compared, each across its own half, and the shade of the second."""
    if panel.before is None or panel.after is None:
        return
    halves = ((edges[0], split, panel.before, ink.faint(0.45)), (split, edges[1], panel.after, ink.text))
    for begin, end, estimate, colour in halves:
        yield {
            "type": "line",
            "layer": "below",
            "xref": "x",
            "yref": f"y{panel.number}",
            "x0": begin,
            "x1": end,
            "y0": estimate.mean,
            "y1": estimate.mean,
            "line": {"color": colour, "width": 1.25, "dash": "4px,3px"},
        }
    yield {
        "type": "rect",
        "layer": "below",
        "xref": "x",
        "yref": f"y{panel.number} domain",
        "x0": split,
        "x1": edges[1],
        "y0": 0,
        "y1": 1,
        "fillcolor": ink.faint(0.045),
        "line": {"width": 0},
    }


def _tip(point: Both, figures: str, weeks: int, say: Language) -> str:
    calls = say.plural("{n} call", "{n} calls", point.care.n)
    days = period(say, date.fromisoformat(point.name), weeks)
    return f"<b>{escape(days)}</b><br>{escape(figures)}<br>{escape(calls)}"


def _edges(days: Sequence[date], weeks: int) -> tuple[datetime, datetime]:
    return _start(days[0]), _start(days[-1] + timedelta(weeks=weeks))


def _start(day: date) -> datetime:
    """A place on the axis, which knows no time zones."""
    return datetime.combine(day, time())


def _middle(day: date, weeks: int) -> datetime:
    return _start(day) + timedelta(days=3.5 * weeks)
