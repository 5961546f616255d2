"""Tables as Excel files; apart from spreadsheet.py, since openpyxl takes longer to load than most commands take."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from benvenuto.formats.spreadsheet import Cell


def workbook(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """An Excel file: numbers and days are numbers and days, and words are never formulas."""
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, words, bold=True) for words in header])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> object:
    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # else openpyxl takes what begins with "=" for a formula
    if bold:
        cell.font = Font(bold=True)
    return cell
