"""The drawn data as a CSV file that opens in the reader's own spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from benvenuto.domain.faults import message
from benvenuto.formats.spreadsheet import BYTE_ORDER_MARK, csv_row
from benvenuto.languages import Language
from benvenuto.services.lines import Line, Week


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line as it was drawn: what it measures, and whose it is (empty for the only one)."""

    measure: str
    name: str
    line: Line


def trend_csv(say: Language, drawn: Sequence[Drawn], weeks_a_point: int) -> str:
    """One row a point. A figure that too few calls bear is left out here as it is on the chart."""
    # a spreadsheet that writes decimals with a comma parts its columns with a semicolon
    delimiter = ";" if say.number(0.5, 1) == "0,5" else ","
    header = csv_row((say.text(word) for word in _HEADER), delimiter)
    lines = (csv_row(_cells(say, one, week, weeks_a_point), delimiter) for one in drawn for week in one.line.weeks)
    return BYTE_ORDER_MARK + header + "".join(lines)


_HEADER = (
    message("Measure"),
    message("Line"),
    message("First day"),
    message("Last day"),
    message("Calls"),
    message("Of these, simulated"),
    message("Value"),
    message("95% interval, low"),
    message("95% interval, high"),
    message("Remark"),
)


def _cells(say: Language, one: Drawn, week: Week, weeks_a_point: int) -> Iterator[str]:
    found = week.estimate
    end = week.begin + timedelta(weeks=weeks_a_point, days=-1)
    yield from (one.measure, one.name, week.begin.isoformat(), end.isoformat())
    yield from (str(found.n), str(week.simulated))
    if week.enough:
        yield from (_figure(say, figure) for figure in (found.mean, found.low, found.high))
        yield ""
    else:
        yield from ("", "", "", say.text("too few calls to say"))


def _figure(say: Language, figure: float) -> str:
    return f"{figure:.2f}".replace(".", "," if say.number(0.5, 1) == "0,5" else ".")
