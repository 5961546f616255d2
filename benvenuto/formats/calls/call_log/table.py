"""A table of any file format: its headers, and its lines as often as they are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import cast

from benvenuto.formats.calls.call_log.columns import guess_mapping
from benvenuto.formats.calls.call_log.faults import DuplicateHeaders, EmptyFile, NoHeader, NotATable
from benvenuto.formats.calls.call_log.lines import Cell, RejectedLine

Source = bytes | Path
Row = tuple[int, Sequence[Cell]]

HEADER_WITHIN = 20
_LONGEST_HEADER = 100
_NUMBER_OR_DATE = re.compile(r"[\d\s.,:/+T-]*\d[\d\s.,:/+T-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines found together: the number of each in the file, from 1, and its cells."""

    numbers: Sequence[int]
    lines: Sequence[Sequence[Cell]]

    def __iter__(self) -> Iterator[Row]:
        return zip(self.numbers, self.lines, strict=True)


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines of as many cells as there are headers, found together: the number of each in the file, from 1, and their
    cells by columns: texts without NUL."""

    numbers: Sequence[int]
    cells: Sequence[Sequence[str]]

    def __iter__(self) -> Iterator[Row]:
        return zip(self.numbers, zip(*self.cells, strict=True), strict=True)

    def at(self, places: Sequence[int]) -> Columns:
        """The lines at these places, from 0."""
        return Columns(
            [self.numbers[place] for place in places], [[column[place] for place in places] for column in self.cells]
        )


Block = Rows | Columns | RejectedLine


def blocks_of(rows: Iterable[Row | RejectedLine]) -> Iterator[Block]:
    """Rows one after another, as many together as come without a line between them that is none."""
    for is_row, some in groupby(rows, lambda row: isinstance(row, tuple)):
        if is_row:
            yield Rows(*zip(*cast("Iterable[Row]", some), strict=True))
        else:
            yield from cast("Iterable[RejectedLine]", some)


@dataclass(frozen=True, slots=True)
class LogTable:
    """An opened file. `blocks()` begins anew at each call: rows, as many as are found at once; or a line that is none.
    Blank lines are left out."""

    headers: tuple[str, ...]
    blocks: Callable[[], Iterator[Block]]

    def count(self) -> int:
        """How many there are."""
        return sum(1 if isinstance(block, RejectedLine) else len(block.numbers) for block in self.blocks())

    def rows(self) -> Iterator[Row | RejectedLine]:
        """The same, one after another."""
        return flat_rows(self.blocks())


def flat_rows(blocks: Iterable[Block]) -> Iterator[Row | RejectedLine]:
    """What is in the blocks, one after another."""
    for block in blocks:
        if isinstance(block, RejectedLine):
            yield block
        else:
            yield from block


def is_blank(cells: Sequence[Cell]) -> bool:
    """Whether there is nothing in any cell."""
    return not any(cell not in {None, ""} and str(cell).strip() for cell in cells)


def find_header(rows: Iterable[Row]) -> tuple[int, tuple[str, ...]]:
    """The line and the names of the columns among the first rows; titles above them are passed over.

    Raises EmptyFile, NotATable (a single column), NoHeader or DuplicateHeaders.
    """
    filled = [(number, cells) for number, cells in rows if not is_blank(cells)]
    if not filled:
        raise EmptyFile
    wide = [(number, cells) for number, cells in filled if _filled(cells) > 1]
    if not wide:
        raise NotATable
    named = [(number, _names(cells)) for number, cells in wide if not any(map(_is_data, cells))]
    known = next((row for row in named if len(guess_mapping(row[1])) > 1), None)
    if known is None and (not named or named[0][0] != wide[0][0]):
        raise NoHeader
    number, names = known or named[0]
    _check_names(names)
    return number, names


def _filled(cells: Sequence[Cell]) -> int:
    return sum(not is_blank((cell,)) for cell in cells)


def _is_data(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _NUMBER_OR_DATE.fullmatch(cell.strip()[:_LONGEST_HEADER]) is not None
    return cell is not None


def _names(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(" ".join(str(cell or "").split())[:_LONGEST_HEADER] for cell in cells)


def _check_names(names: Sequence[str]) -> None:
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise DuplicateHeaders(columns=", ".join(twice))
