"""Files to keep: numbers stay numbers, days days, and no words are obeyed."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from io import BytesIO

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.formats.spreadsheet import BYTE_ORDER_MARK, csv_file, csv_row
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


@given(st.lists(st.text("=+-@＝,;|\t\r\n\"' ax1", max_size=12), min_size=1, max_size=4), st.booleans())
def test_no_cell_is_a_formula_whatever_separates_the_columns_where_it_is_opened(cells: list[str], comma: bool) -> None:
    line = csv_file(["head"], [cells], comma).split("\r\n", 1)[1]
    for separator in ",;|\t":
        read = [cell for row in csv.reader(io.StringIO(line, newline=""), delimiter=separator) for cell in row]
        for cell in (*read, *re.split(r'[,;|\t\r\n"]', line)):
            assert not cell.lstrip(' "').startswith(("=", "+", "-", "@", "＝")), (cell, separator)


def test_words_that_are_no_formula_are_left_alone() -> None:
    for words in ("Anna-Maria", "1 + 1 = 2", "a, b; c", "12:30 - 13:00", "x@example.org", "'so'"):
        assert csv_row([words], "\t").strip() == words


def test_a_workbook_leaves_out_what_no_workbook_can_hold() -> None:
    sheet = openpyxl.load_workbook(BytesIO(workbook("Foglio", ["A\x0bB"], [("C\x00\x1fD😀",)]))).active
    assert sheet is not None
    assert (sheet["A1"].value, sheet["A2"].value) == ("AB", "CD😀")


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
