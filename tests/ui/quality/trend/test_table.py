"""The drawn data as a table: in the reader's language, without figures that say nothing, with limits where drawn."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from benvenuto.formats.spreadsheet import Cell
from benvenuto.languages import language
from benvenuto.statistics.control_chart import Baseline
from benvenuto.ui.quality.trend.table import DrawnLine, trend_table
from tests.ui.controlled import FALL, USUAL, controlled, monday
from tests.ui.quality.trend.lines import FEW, STEADY, line, lines

EN, IT = (language(code, ZoneInfo("Europe/Rome")) for code in ("en", "it"))


def first_row(one: DrawnLine) -> list[Cell]:
    return list(trend_table(EN, [one], 1).rows[0])


def test_there_is_a_row_a_point_with_its_interval_and_its_calls() -> None:
    one = line([STEADY, STEADY])
    found = one.weeks[0].estimate
    table = trend_table(EN, [DrawnLine("Care score", "", one)], 1)
    assert list(table.header[:5]) == ["Measure", "Line", "First day", "Last day", "Calls"]
    first, _second = table.rows
    assert list(first[2:6]) == [date(2026, 1, 5), date(2026, 1, 11), 12, 0]
    assert list(first[6:]) == [found.mean, found.low, found.high, ""]


def test_headers_are_in_the_readers_language() -> None:
    table = trend_table(IT, [DrawnLine("Punteggio di accoglienza", "", line([STEADY]))], 1)
    assert table.header[0] == "Misura"


def test_a_figure_of_too_few_calls_is_left_out() -> None:
    assert first_row(DrawnLine("Care score", "", line([FEW])))[4:] == [2, 0, None, None, None, "too few calls to say"]


def test_simulated_calls_are_counted() -> None:
    (one,) = lines({"": [STEADY]}, simulated=True)
    assert first_row(DrawnLine("Care score", "", one))[5] == 12


def test_the_control_charts_limits_and_signals_stand_beside_its_line_alone() -> None:
    found = controlled(USUAL + FALL, baseline=Baseline(monday(0), monday(11)))
    care, other = line([STEADY] * 21), line([STEADY])
    table = trend_table(EN, [DrawnLine("Care score", "", care), DrawnLine("Other", "", other)], 1, found)
    assert list(table.header[-4:]) == ["Usual", "Lower limit", "Upper limit", "Signal"]
    usual, low, high, signal = table.rows[20][-4:]
    assert (usual, signal) == (82, "rules 1, 2, 6")
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert low < 82 < high
    assert table.rows[0][-1] == ""
    assert list(table.rows[21][-4:]) == [None] * 4
