"""The drawn data as a file: in the reader's language, without figures that say nothing, harmless to a spreadsheet."""

from __future__ import annotations

import csv
from zoneinfo import ZoneInfo

from benvenuto.languages import language
from benvenuto.ui.trend.table import Drawn, trend_csv
from tests.ui.trend.lines import FEW, STEADY, line, lines

EN, IT = (language(code, ZoneInfo("Europe/Rome")) for code in ("en", "it"))


def read(text: str, delimiter: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(text[1:].splitlines(), delimiter=delimiter))


def test_there_is_a_row_a_point_with_its_interval_and_its_calls() -> None:
    one = line([STEADY, STEADY])
    found = one.weeks[0].estimate
    header, first, _second = read(trend_csv(EN, [Drawn("Care score", "", one)], 1), ",")
    assert header[:5] == ["Measure", "Line", "First day", "Last day", "Calls"]
    assert first[2:6] == ["2026-01-05", "2026-01-11", "12", "0"]
    assert first[6:] == [f"{found.mean:.2f}", f"{found.low:.2f}", f"{found.high:.2f}", ""]


def test_italian_headers_come_with_semicolons_and_decimal_commas() -> None:
    header, first = read(trend_csv(IT, [Drawn("Punteggio di cura", "", line([STEADY]))], 1), ";")
    assert header[0] == "Misura"
    assert first[6] == "85,42"


def test_a_figure_of_too_few_calls_is_left_out() -> None:
    _header, row = read(trend_csv(EN, [Drawn("Care score", "", line([FEW]))], 1), ",")
    assert row[4:] == ["2", "0", "", "", "", "too few calls to say"]


def test_simulated_calls_are_counted() -> None:
    (one,) = lines({"": [STEADY]}, simulated=True)
    _header, row = read(trend_csv(EN, [Drawn("Care score", "", one)], 1), ",")
    assert row[5] == "12"


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    _header, row = read(trend_csv(EN, [Drawn("Care score", "=HYPERLINK(0)", line([FEW]))], 1), ",")
    assert row[1] == "'=HYPERLINK(0)"
