"""Tables that a spreadsheet opens as it is meant: letters with accents kept, and no cell obeyed as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

BYTE_ORDER_MARK = "\ufeff"
"""What such a file begins with: Excel takes UTF-8 for Windows text without it."""

DECIMALS = 2
"""With which a figure is written; more would claim what no sample bears."""

Cell = str | int | float | date | None

_FORMULA = r"(?=\s*[=+\-@＝＋－＠])"
_AT_ITS_START = re.compile(rf"^{_FORMULA}|^(?=[\t\r])")
# a spreadsheet with other settings ends a cell where another separator stands in it, whatever is in quotation marks
_ANYWHERE = re.compile(rf"""{_AT_ITS_START.pattern}|(?<=[,;|\t\r\n"]){_FORMULA}""")


def csv_row(cells: Iterable[str], delimiter: str, *, comes_back: bool = False) -> str:
    """One line of the file, its end included; what looks like a formula is marked as text.

    Of a file that `comes_back` to us only the start of a cell is marked: the mark is taken off again there.
    """
    return _row((_harmless(cell, _AT_ITS_START if comes_back else _ANYWHERE) for cell in cells), delimiter)


def csv_file(header: Sequence[str], rows: Iterable[Sequence[Cell]], comma: bool) -> str:
    """A whole file; where decimals are written with a `comma`, columns are parted by a semicolon."""
    delimiter = ";" if comma else ","
    lines = (_row((_written(cell, comma) for cell in row), delimiter) for row in rows)
    return BYTE_ORDER_MARK + csv_row(header, delimiter) + "".join(lines)


def _written(cell: Cell, comma: bool) -> str:
    match cell:
        case None:
            return ""
        case float():
            return f"{cell:.{DECIMALS}f}".replace(".", "," if comma else ".")
        case date():
            return cell.isoformat()
        case int():
            return str(cell)
    return _harmless(cell)


def _harmless(cell: str, formula: re.Pattern[str] = _ANYWHERE) -> str:
    return formula.sub("'", cell)


def _row(cells: Iterable[str], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerow(cells)
    return text.getvalue()
