"""Two series over the same weeks, one above the other: handling time, and care."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape

import plotly.graph_objects as go

from benvenuto.languages import Language
from benvenuto.services.quality.efficiency import Both, EfficiencyReport
from benvenuto.statistics.intervals import Estimate
from benvenuto.ui.charts.frame import period
from benvenuto.ui.charts.ink import Ink, faint
from benvenuto.ui.charts.scatter import told_care, told_time
from benvenuto.ui.charts.sheet import axis, evenly, label, sheet
from benvenuto.ui.charts.timing import care_axis, time_axis

HEIGHT = 400
_UPPER, _LOWER = (0.56, 1.0), (0.0, 0.44)


@dataclass(frozen=True, slots=True)
class _Panel:
    """One of the two: its axis, what it is called and where its name stands, and what it shows of a point."""

    number: str
    name: str
    domain: tuple[float, float]
    before: Estimate | None
    after: Estimate | None

    def of(self, one: Both) -> Estimate:
        return one.care if self.number == "2" else one.time


def abreast(found: EfficiencyReport, say: Language, ink: Ink) -> go.Figure:
    """The points of the period, at least one with calls enough; the half that began last is shaded."""
    points = [one for one in found.points if one.enough]
    halves = [half if found.moved else None for half in (found.before, found.after)]
    times_name, care_name = say.text("Handling time, minutes:seconds"), say.text("Care score")
    upper = _Panel("", times_name, _UPPER, *(half.time if half else None for half in halves))
    lower = _Panel("2", care_name, _LOWER, *(half.care if half else None for half in halves))
    low, high, times = time_axis((one.time.low for one in points), (one.time.high for one in points), 4)
    floor, top, scores = care_axis(one.care.low for one in points)
    days = [date.fromisoformat(one.name) for one in found.points]
    edges = _edges(days, found.weeks_a_point)
    turn = _start(found.since) if found.since else edges[0]
    return go.Figure(
        data=[_series(upper, points, told_time, found, say, ink), _series(lower, points, told_care, found, say, ink)],
        layout=sheet(
            ink,
            HEIGHT,
            (44, 16, 30, 30),
            hovermode="x",
            xaxis=axis(
                ink,
                edges,
                {_middle(days[n], found.weeks_a_point): say.day(days[n], "d MMM") for n in evenly(range(len(days)), 6)},
                type="date",
                showgrid=False,
                anchor="y2",
                apart=6,
            ),
            yaxis=axis(ink, (low, high), times, domain=list(_UPPER)),
            yaxis2=axis(ink, (floor, top), scores, domain=list(_LOWER), anchor="x"),
            shapes=[shape for panel in (upper, lower) for shape in _averages(panel, edges, turn, ink)],
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
    told: Callable[[Both, Language], str],
    found: EfficiencyReport,
    say: Language,
    ink: Ink,
) -> dict[str, object]:
    figures, weeks = [panel.of(one) for one in points], found.weeks_a_point
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "xaxis": "x",
        "yaxis": f"y{panel.number}",
        "x": [_middle(date.fromisoformat(one.name), weeks) for one in points],
        "y": [one.mean for one in figures],
        "line": {"color": ink.accent, "width": 2},
        "marker": {"size": 8, "color": ink.accent, "opacity": 1},
        "hovertext": [_tip(one, told(one, say), weeks, say) for one in points],
        "hoverinfo": "text",
        "cliponaxis": False,
        "error_y": {
            "type": "data",
            "array": [one.high - one.mean for one in figures],
            "arrayminus": [one.mean - one.low for one in figures],
            "color": faint(ink.accent, 0.24),
            "thickness": 6,
            "width": 0,
        },
    }


def _averages(panel: _Panel, edges: tuple[datetime, datetime], turn: datetime, ink: Ink) -> Iterable[dict[str, object]]:
    """The two averages that are compared, each across its own half, and the shade of the second."""
    if panel.before is None or panel.after is None:
        return
    halves = ((edges[0], turn, panel.before, ink.faint(0.45)), (turn, edges[1], panel.after, ink.text))
    for begin, end, found, colour in halves:
        yield {
            "type": "line",
            "layer": "below",
            "xref": "x",
            "yref": f"y{panel.number}",
            "x0": begin,
            "x1": end,
            "y0": found.mean,
            "y1": found.mean,
            "line": {"color": colour, "width": 1.25, "dash": "4px,3px"},
        }
    yield {
        "type": "rect",
        "layer": "below",
        "xref": "x",
        "yref": f"y{panel.number} domain",
        "x0": turn,
        "x1": edges[1],
        "y0": 0,
        "y1": 1,
        "fillcolor": ink.faint(0.045),
        "line": {"width": 0},
    }


def _tip(one: Both, told: str, weeks: int, say: Language) -> str:
    calls = say.plural("{n} call", "{n} calls", one.care.n)
    days = period(say, date.fromisoformat(one.name), weeks)
    return f"<b>{escape(days)}</b><br>{escape(told)}<br>{escape(calls)}"


def _edges(days: Sequence[date], weeks: int) -> tuple[datetime, datetime]:
    return _start(days[0]), _start(days[-1] + timedelta(weeks=weeks))


def _start(day: date) -> datetime:
    """A place on the axis, which knows no time zones."""
    return datetime.combine(day, time())


def _middle(day: date, weeks: int) -> datetime:
    return _start(day) + timedelta(days=3.5 * weeks)
