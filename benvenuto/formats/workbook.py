"""Tables as Excel files; apart from spreadsheet.py, since openpyxl takes longer to load than most commands take."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from benvenuto.formats.spreadsheet import DECIMALS, Cell

_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
_NARROWEST, _WIDEST = 9, 48


def workbook(title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """An Excel file of one sheet: numbers and days are numbers and days, and words are never formulas.

    What Excel allows in no sheet's title is left out of this one; columns are as wide as what stands in them.
    """
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(_NOT_IN_A_TITLE.sub("", title)[:_LONGEST_TITLE].strip(" '"))
    sheet.freeze_panes = "A2"
    for place, column in enumerate(zip(header, *rows, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _width(column)  # type: ignore[attr-defined]
    sheet.append([_cell(sheet, words, bold=True) for words in header])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> object:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, float):
        value = round(value, DECIMALS)
        cell.number_format = "0." + "0" * DECIMALS
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # else openpyxl takes what begins with "=" for a formula
    if bold:
        cell.font = Font(bold=True)
    return cell


def _width(column: Iterable[Cell]) -> int:
    """In characters, with room for the margin."""
    longest = max(len(f"{cell:.{DECIMALS}f}" if isinstance(cell, float) else str(cell)) for cell in column)
    return min(max(longest + 2, _NARROWEST), _WIDEST)
