"""The drawn data as a table to keep, with the control chart's limits and signals where one is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benvenuto.domain.faults import message
from benvenuto.formats.spreadsheet import Cell
from benvenuto.languages import Language
from benvenuto.services.quality.control_charts import Controlled
from benvenuto.services.quality.lines import TrendLine, TrendPoint
from benvenuto.statistics.control_chart import Stretch
from benvenuto.ui.charts.words import rule_numbers
from benvenuto.ui.quality.downloads import DataTable


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A time series of the page: what it measures, whose it is (empty for the only one), and its points."""

    measure: str
    name: str
    line: TrendLine


def trend_table(
    say: Language, drawn: Sequence[DrawnLine], weeks_a_point: int, controlled: Controlled | None = None
) -> DataTable:
    """One row a point. A figure that too few calls bear is left out here as it is on the chart.

    `controlled` is the control chart of the first line.
    """
    rows = [
        list(_cells(say, drawn_line, week, weeks_a_point)) for drawn_line in drawn for week in drawn_line.line.weeks
    ]
    header = [say.text(word) for word in _HEADER]
    if controlled:
        limits, nothing = _limits(say, controlled), [None] * len(_LIMITS)
        first = [week.begin for week in drawn[0].line.weeks]
        added = [limits.get(week, nothing) for week in first] + [nothing] * (len(rows) - len(first))
        rows = [[*row, *more] for row, more in zip(rows, added, strict=True)]
        header += [say.text(word) for word in _LIMITS]
    return DataTable(header, rows)


_HEADER = (
    message("Measure"),
    message("Line"),
    message("First day"),
    message("Last day"),
    message("Calls"),
    message("Of which simulated"),
    message("Value"),
    message("95% interval, low"),
    message("95% interval, high"),
    message("Note"),
)
_LIMITS = (message("Usual level"), message("Lower limit"), message("Upper limit"), message("Signal"))


def _limits(say: Language, controlled: Controlled) -> Mapping[date, Sequence[Cell]]:
    rules = {
        point.week: rule_numbers(say, event.rules)
        for event in controlled.events
        for stretch in controlled.chart.stretches
        if isinstance(stretch, Stretch)
        for point in stretch.points
        if event.tells(point.week, point.estimate.mean)
    }
    return {
        point.week: [stretch.centre, point.low, point.high, rules.get(point.week, "")]
        for stretch in controlled.chart.stretches
        if isinstance(stretch, Stretch)
        for point in stretch.points
    }


def _cells(say: Language, drawn_line: DrawnLine, week: TrendPoint, weeks_a_point: int) -> Iterator[Cell]:
    estimate = week.estimate
    end = week.begin + timedelta(weeks=weeks_a_point, days=-1)
    yield from (drawn_line.measure, drawn_line.name, week.begin, end, estimate.n, week.simulated)
    if week.enough:
        yield from (estimate.mean, estimate.low, estimate.high, "")
    else:
        yield from (None, None, None, say.text("too few calls to say"))
