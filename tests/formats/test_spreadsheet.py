"""Files to keep: numbers stay numbers, days days, and no words are obeyed."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl

from benvenuto.formats.spreadsheet import BYTE_ORDER_MARK, csv_file
from benvenuto.formats.workbook import workbook

HEADER = ("Agente", "Punteggio", "Dal")
ROWS = [("=Anna", -3.5, date(2026, 3, 2)), ("Bruno", None, date(2026, 3, 9)), ("Carla", 1200, date(2026, 3, 16))]


def test_a_comma_for_decimals_parts_columns_with_a_semicolon() -> None:
    written = csv_file(HEADER, ROWS, comma=True)
    assert written.splitlines() == [
        f"{BYTE_ORDER_MARK}Agente;Punteggio;Dal",
        "'=Anna;-3,50;2026-03-02",
        "Bruno;;2026-03-09",
        "Carla;1200;2026-03-16",
    ]


def test_a_workbook_keeps_numbers_days_and_words_that_look_like_formulas() -> None:
    sheet = openpyxl.load_workbook(BytesIO(workbook(HEADER, ROWS))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(HEADER)
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=Anna", "s")
    assert (sheet["B2"].value, sheet["B3"].value, sheet["B4"].value) == (-3.5, None, 1200)
    assert sheet["C2"].is_date
