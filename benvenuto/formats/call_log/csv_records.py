"""The records of separated text: many at once where each line is one, else one after another."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import repeat
from typing import TextIO

from benvenuto.domain.faults import message
from benvenuto.formats.call_log.lines import LineFault, RejectedLine, shown
from benvenuto.formats.call_log.table import Block, Columns, Row, Rows, blocks_of

_LONGEST_LINE = 100_000
_MOST_LINES = 100
_APART = "\x1f"  # the unit separator of ASCII, made for this and found nowhere
# characters; a record over two lines slows down all that are read with it, reading few at once costs each a little more
PIECE = 16_384

_OPEN_QUOTE = message("A quotation mark opens on this line and does not close where it should.")
_TOO_LONG = message("The line is longer than {limit} characters.")


@dataclass(slots=True)
class _Feed:
    """Lines for the csv module, that can be taken back when a record turns out to have swallowed its neighbours."""

    pieces: Iterator[Sequence[str]]
    waiting: deque[str] = field(default_factory=deque)
    taken: list[str] = field(default_factory=list)
    ran_dry: bool = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = "" if len(self.taken) == _MOST_LINES else self._line()
        if not line:
            self.ran_dry = True
            raise StopIteration
        self.taken.append(line)
        return line

    def _line(self) -> str:
        if not self.waiting:
            self.waiting.extend(next(self.pieces, ()))
        return self.waiting.popleft() if self.waiting else ""

    def start(self) -> None:
        """Begin a record."""
        self.taken.clear()
        self.ran_dry = False

    def take_back(self) -> str:
        """Give all but the first line of the record to the next ones; the first line."""
        self.waiting.extendleft(reversed(self.taken[1:]))
        return self.taken[0]


class Records:
    """The records of one text; one over several lines must have `width` cells (0: any)."""

    def __init__(self, text: TextIO, delimiter: str, width: int = 0) -> None:
        self._feed = _Feed(_pieces(text))
        self._delimiter = delimiter
        self._reader = csv.reader(self._feed, delimiter=delimiter, strict=True)
        self._width = width
        self._number = 1

    def blocks(self) -> Iterator[Block]:
        """Every record with the line on which it begins, blank ones too; a broken line comes alone."""
        for lines in self._feed.pieces:
            numbers = range(self._number, self._number + len(lines))
            if columns := self._columns(lines):
                self._number += len(lines)
                yield Columns(numbers, columns)
            elif records := self._parsed(lines):
                self._number += len(lines)
                yield Rows(numbers, records)
            else:
                self._feed.waiting.extend(lines)
                yield from blocks_of(self._one_after_another())

    def _columns(self, lines: Sequence[str]) -> Sequence[Sequence[str]] | None:
        """The columns of lines of `width` cells each; None where some line is another.

        All lines are cut at once, in half the time the csv module takes: only those with quotation marks go through it.
        """
        together = "".join(lines)
        if len(together) >= _LONGEST_LINE or _APART in together:
            return None
        quoted = [place for place, line in enumerate(lines) if '"' in line]
        parsed = self._parsed([lines[place] for place in quoted])
        if parsed is None:
            return None
        cut = [line.replace(self._delimiter, _APART) for line in lines]
        for place, cells in zip(quoted, parsed, strict=True):
            cut[place] = _APART.join(cells) + "\n"
        if set(map(str.count, cut, repeat(_APART))) != {self._width - 1}:
            return None
        text = "".join(cut).replace("\r\n", "\n").removesuffix("\n")
        if "\r" in text:
            return None
        cells = text.replace("\n", _APART).split(_APART)
        return [cells[place :: self._width] for place in range(self._width)]

    def _parsed(self, lines: Sequence[str]) -> Sequence[list[str]] | None:
        """The cells of each line; None unless every line is a sound record of its own."""
        if max(map(len, lines), default=0) >= _LONGEST_LINE:
            return None
        try:
            records = list(csv.reader(lines, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return None
        return records if len(records) == len(lines) else None

    def _one_after_another(self) -> Iterator[Row | RejectedLine]:
        while self._feed.waiting:
            number, cells = self._number, self._cells()
            if self._is_sound(cells):
                self._number += len(self._feed.taken)
                yield number, cells
            else:
                self._number += 1
                yield _broken(number, self._feed.take_back())

    def _cells(self) -> list[str]:
        """The cells of the next record; none where its quotation marks are beyond forgiving."""
        self._feed.start()
        try:
            return next(self._reader)
        except csv.Error:
            if len(self._feed.taken) > 1 or self._feed.ran_dry:
                return []
            # text after a closing quotation mark, on a single line
            return next(csv.reader(self._feed.taken, delimiter=self._delimiter))

    def _is_sound(self, cells: Sequence[str]) -> bool:
        """False when a stray quotation mark swallowed the lines that follow, or a line is cut at the limit."""
        feed = self._feed
        if feed.ran_dry or len(feed.taken[0]) >= _LONGEST_LINE:
            return False
        if len(feed.taken) == 1:
            return True
        return len(cells) > 0 and self._width in {0, len(cells)} and max(map(len, feed.taken)) < _LONGEST_LINE


def _pieces(text: TextIO) -> Iterator[Sequence[str]]:
    """The lines of the text, some at a time; what goes on after the limit is left out."""
    while piece := text.read(PIECE):
        rest = "" if piece[-1] == "\n" else text.readline(_LONGEST_LINE)
        lines = StringIO(piece + rest, newline="").readlines()
        while len(rest) == _LONGEST_LINE and rest[-1] not in "\r\n":
            rest = text.readline(_LONGEST_LINE)
        lines[-1] = lines[-1][:_LONGEST_LINE]
        yield lines


def _broken(number: int, line: str) -> RejectedLine:
    fault = LineFault(_OPEN_QUOTE) if len(line) < _LONGEST_LINE else LineFault(_TOO_LONG, limit=_LONGEST_LINE)
    return RejectedLine(number, fault.template, fault.params, (shown(line),))
