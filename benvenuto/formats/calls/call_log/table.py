"""A table of any file format: its headers, and its lines as text by columns, as often as they are asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.columns import REQUIRED, guess_mapping
from benvenuto.formats.calls.call_log.faults import EmptyFile, NoHeader, NotATable
from benvenuto.formats.calls.call_log.lines import LineFault, RejectedLine

Source = bytes | Path
Row = tuple[int, Sequence[str]]

HEADER_WITHIN = 60
MOST_COLUMNS = 200
_LONGEST_HEADER = 100
_NUMBER_OR_DATE = re.compile(r"[\d\s.,:/+T-]*\d[\d\s.,:/+T-]*", re.ASCII)

_TOO_MANY_CELLS = message(
    "{found} cells where {expected} are expected: a separator inside a text must be in quotation marks."
)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together: the number of each in the file, from 1, their cells by columns, and broken ones."""

    numbers: Sequence[int]
    columns: Sequence[Any]
    """As many as there are headers: lists of text, or Arrow's arrays of it."""
    broken: Sequence[RejectedLine] = ()

    @classmethod
    def of(cls, rows: Iterable[Row], width: int, broken: Iterable[RejectedLine] = ()) -> Block:
        """Lines one after another: missing cells are empty, surplus ones must be; blank lines are left out."""
        kept, faulty = list[Row](), list(broken)
        for number, cells in rows:
            if len(cells) > width and any(map(str.strip, cells[width:])):
                fault = LineFault(_TOO_MANY_CELLS, found=len(cells), expected=width)
                faulty.append(fault.line(number, cells))
            elif any(map(str.strip, cells)):
                kept.append((number, (*cells[:width], *[""] * (width - len(cells)))))
        columns = zip(*(cells for _, cells in kept), strict=True) if kept else [()] * width
        return cls([number for number, _ in kept], list(map(list, columns)), faulty)

    def joined(self, other: Block) -> Block:
        """With the lines of another block among its own, in the order of the file."""
        if not other.numbers:
            return Block(self.numbers, self.columns, [*self.broken, *other.broken])
        numbers = [*self.numbers, *other.numbers]
        order = sorted(range(len(numbers)), key=numbers.__getitem__)
        both = [_as_list(mine) + _as_list(others) for mine, others in zip(self.columns, other.columns, strict=True)]
        columns = [[column[place] for place in order] for column in both]
        return Block(sorted(numbers), columns, [*self.broken, *other.broken])

    def texts(self, column: int, most: int | None = None) -> list[str]:
        """A column, or the first cells of it, without the spaces around them."""
        cells = self.columns[column][:most]
        if isinstance(cells, list):
            return list(map(str.strip, cells))
        trimmed: list[str] = pc.utf8_trim_whitespace(cells).to_pylist()
        return trimmed

    def first_texts(self, columns: Sequence[int]) -> list[str]:
        """Of each line the first of these columns that says something."""
        if len(columns) == 1:
            return self.texts(columns[0])
        return [next(filter(None, cells), "") for cells in zip(*map(self.texts, columns), strict=True)]

    def cells(self, place: int) -> Sequence[str]:
        """A line as it stands."""
        return [column[place] if isinstance(column, list) else column[place].as_py() for column in self.columns]

    def rows(self) -> Iterator[Row]:
        """The lines one after another."""
        lines = zip(*map(_as_list, self.columns), strict=True)
        return zip(self.numbers, lines, strict=True)


def _as_list(column: Any) -> list[str]:
    # never the other way round: pa.array of a list loads pandas, which takes longer than a short log
    cells: list[str] = column if isinstance(column, list) else column.to_pylist()
    return cells


@dataclass(frozen=True, slots=True)
class LogTable:
    """An opened file. `blocks()` begins anew at each call.

    `sheet` is that of a workbook, `header_row` the line of the names, 0 where the file does not name its columns.
    `remarks` are what is to be told of the file itself: message ids and what fills them; `above` are the cells of the
    lines above that of the names.
    """

    headers: tuple[str, ...]
    blocks: Callable[[], Iterator[Block]]
    sheet: str = ""
    header_row: int = 0
    remarks: Sequence[tuple[str, Mapping[str, object]]] = ()
    above: Sequence[Sequence[str]] = ()

    def count(self) -> int:
        """How many lines there are."""
        return sum(len(block.numbers) + len(block.broken) for block in self.blocks())


def is_blank(cells: Iterable[str]) -> bool:
    """Whether there is nothing in any cell."""
    return not any(map(str.strip, cells))


def find_header(rows: Iterable[Row], header_row: int = 0) -> tuple[int, tuple[str, ...]]:
    """The line and the names of the columns among the first rows: the one that is asked for, else the first that names
    a start and an agent, else the first that names two fields of a call. Titles above it are passed over.

    Raises EmptyFile, NotATable (a single column) or NoHeader.
    """
    if header_row:
        chosen = next((cells for number, cells in rows if number == header_row and not is_blank(cells)), None)
        if chosen is None:
            raise NoHeader
        return header_row, unlike(_names(chosen))
    filled = [(number, cells) for number, cells in rows if not is_blank(cells)]
    if not filled:
        raise EmptyFile
    wide = [(number, cells) for number, cells in filled if sum(bool(cell.strip()) for cell in cells) > 1]
    if not wide:
        raise NotATable
    named = [(number, _names(cells)) for number, cells in wide if not any(map(_is_data, cells))]
    guesses = [(row, guess_mapping(row[1])) for row in named]
    whole = (row for row, guess in guesses if all(field in guess for field in REQUIRED))
    known = next(whole, None) or next((row for row, guess in guesses if len(guess) > 1), None)
    if known is None and (not named or named[0][0] != wide[0][0]):
        raise NoHeader
    number, names = known or named[0]
    return number, unlike(names)


def _is_data(cell: str) -> bool:
    return _NUMBER_OR_DATE.fullmatch(cell.strip()[:_LONGEST_HEADER]) is not None


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split())[:_LONGEST_HEADER] for cell in cells)


def unlike(names: Sequence[str]) -> tuple[str, ...]:
    """The names, a second column of one name with its count: `Note`, `Note (2)`."""
    seen, taken = Counter[str](), set(names)
    distinct = []
    for name in names:
        seen[name] += 1
        if name and seen[name] > 1:
            while (numbered := f"{name} ({seen[name]})") in taken:
                seen[name] += 1
            taken.add(numbered)
            distinct.append(numbered)
        else:
            distinct.append(name)
    return tuple(distinct)
