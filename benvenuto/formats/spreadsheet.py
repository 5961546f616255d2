"""CSV that a spreadsheet opens as it is meant: letters with accents kept, and no cell obeyed as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

BYTE_ORDER_MARK = "\ufeff"
"""What such a file begins with: Excel takes UTF-8 for Windows text without it."""

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_HIDDEN_STARTS = ("\t", "\r")


def csv_row(cells: Iterable[str], delimiter: str) -> str:
    """One line of the file, its end included; a cell that looks like a formula is marked as text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerow(_harmless(cell) for cell in cells)
    return text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_HIDDEN_STARTS) or cell.lstrip().startswith(_FORMULA_STARTS) else cell
