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
    sheet = openpyxl.load_workbook(BytesIO(workbook("Andamento", HEADER, ROWS))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(HEADER)
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=Anna", "s")
    assert (sheet["B2"].value, sheet["B3"].value, sheet["B4"].value) == (-3.5, None, 1200)
    assert sheet["C2"].is_date


def test_a_workbook_has_a_title_columns_as_wide_as_their_words_and_figures_of_two_decimals() -> None:
    header, rows = ("Operatore", "Punteggio"), [("Anna Maria Bernasconi", 95.83333333333331), ("Bruno", 7)]
    title = "Criteri: perché [secondo i valutatori], 2026/11"
    sheet = openpyxl.load_workbook(BytesIO(workbook(title, header, rows))).active
    assert sheet is not None
    assert sheet.title == "Criteri perché secondo i valuta"
    assert sheet.column_dimensions["A"].width > len("Anna Maria Bernasconi")
    assert (sheet["B2"].value, sheet["B2"].number_format) == (95.83, "0.00")
    assert (sheet["B3"].value, sheet["B3"].number_format) == (7, "General")
