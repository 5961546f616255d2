"""What a worksheet says beside its cells: hidden rows, merged cells, formulas whose results were never calculated.

Read from the XML itself: openpyxl tells none of it of a workbook that is read row by row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from openpyxl.utils import column_index_from_string

from benvenuto.domain.faults import message

_PIECE = 1_000_000  # bytes
_MOST_MERGED = 100_000
_ROW = re.compile(rb"<row\b([^>]{0,500})>(?=\s*<c\b)")
_FORMULA = re.compile(rb"<c\b([^>]{0,300})>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:</c>|<v\s*/>|<v>\s*</v>)")
_MERGED = re.compile(rb'<mergeCell\b[^>]{0,100}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_PLACE = re.compile(rb'\br="[A-Z]{0,3}(\d{1,7})"')
_TEXT = re.compile(rb'\bt="str"')  # of a formula whose result is an empty text

_HIDDEN_ROWS = message("Rows that are hidden in the sheet, and are read as all others: {lines}.")
_NO_RESULTS = message(
    "Cells with a formula whose result the file does not hold, and which count as empty: {cells}. Open the file in your"
    " spreadsheet program, save it, and import it again."
)


@dataclass(slots=True)
class SheetMarks:
    """Of the rows below the header. `merged` holds, by column from 0, the first and last rows of merged cells."""

    hidden: int = 0
    uncalculated: int = 0
    merged: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    _room: int = _MOST_MERGED

    @property
    def remarks(self) -> Sequence[tuple[str, Mapping[str, object]]]:
        """What is worth telling, as message ids and what fills them."""
        counted = ((_HIDDEN_ROWS, "lines", self.hidden), (_NO_RESULTS, "cells", self.uncalculated))
        return [(template, {name: number}) for template, name, number in counted if number]

    def add(self, xml: bytes, header_at: int) -> None:
        """Some more of the sheet."""
        for attributes in _ROW.findall(xml):
            self.hidden += _HIDDEN.search(attributes) is not None and _row_of(attributes) > header_at
        for attributes in _FORMULA.findall(xml):
            self.uncalculated += not _TEXT.search(attributes) and _row_of(attributes) > header_at
        for left, first, right, last in _MERGED.findall(xml):
            if left == right and header_at < int(first) < int(last) and self._room:
                self._room -= 1
                self.merged[column_index_from_string(left.decode()) - 1].append((int(first), int(last)))


def marks_of(sheet: IO[bytes], header_at: int) -> SheetMarks:
    """The marks of a sheet's XML, a piece of it at a time in memory; of a damaged one those before the damage."""
    marks, rest = SheetMarks(), b""
    try:
        while piece := sheet.read(_PIECE):
            rest += piece
            cut = max(rest.rfind(b"<row"), rest.rfind(b"<mergeCell "))
            if cut < 0:
                cut = len(rest) - 100
            marks.add(rest[:cut], header_at)
            rest = rest[cut:][-4 * _PIECE :]
    except Exception:  # noqa: S110 (the damage is told where the rows are read)
        pass
    marks.add(rest, header_at)
    return marks


def filled(
    rows: Iterable[tuple[int, list[str]]], marks: SheetMarks, but: Container[int]
) -> Iterator[tuple[int, list[str]]]:
    """The rows, with the text of a cell that is merged over several of them in each; but not in some columns."""
    waiting = {column: sorted(ranges, reverse=True) for column, ranges in marks.merged.items() if column not in but}
    held = dict[int, str]()
    for number, cells in rows:
        is_filled = any(cells)
        for column, ranges in waiting.items():
            while ranges and ranges[-1][1] < number:
                ranges.pop()
            if ranges and ranges[-1][0] <= number and column < len(cells):
                if number == ranges[-1][0]:
                    held[column] = cells[column]
                elif is_filled and not cells[column]:
                    cells[column] = held.get(column, "")
        yield number, cells


def _row_of(attributes: bytes) -> int:
    place = _PLACE.search(attributes)
    return int(place[1]) if place else 1_048_576
