"""The records of separated text: many at once where each line is one, else one after another."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import groupby, islice
from typing import TextIO

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.lines import LineFault, RejectedLine, shown
from benvenuto.formats.calls.call_log.table import Block, Columns, Row, Rows, blocks_of

PIECE = 65_536  # characters read at once
STRETCH = 16  # records read one after another, before many at once are tried again
_APART = "\x1f"  # the unit separator of ASCII, made for this and found nowhere
_END = f"{_APART}\n{_APART}"
_LONGEST_LINE = 100_000
_MOST_LINES = 100
_A_FEW_LINES = 2_000  # characters

_OPEN_QUOTE = message("A quotation mark opened on this line is not closed where it should be.")
_TOO_LONG = message("The line is longer than {limit} characters.")


@dataclass(slots=True)
class _Feed:
    """Lines for the csv module, that can be taken back when a record turns out to have swallowed its neighbours."""

    pieces: Iterator[str]
    rest: str = ""
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
            text = self.rest or next(self.pieces, "")
            end = text.find("\n", _A_FEW_LINES) + 1 or len(text)
            self.waiting.extend(StringIO(text[:end], newline=""))
            self.rest = text[end:]
        return self.waiting.popleft() if self.waiting else ""

    def start(self) -> None:
        """Begin a record."""
        self.taken.clear()
        self.ran_dry = False

    def take_back(self) -> str:
        """Give all but the first line of the record to the next ones; the first line."""
        self.waiting.extendleft(reversed(self.taken[1:]))
        return self.taken[0]

    def text(self) -> str:
        """All that waits, or the next piece: whole lines, of which none has been taken; nothing at the end."""
        text = "".join((*self.waiting, self.rest)) or next(self.pieces, "")
        self.waiting.clear()
        self.rest = ""
        return text


class Records:
    """The records of one text; one over several lines must have `width` cells (0: any)."""

    def __init__(self, text: TextIO, delimiter: str, width: int = 0) -> None:
        self._feed = _Feed(_pieces(text))
        self._reader = csv.reader(self._feed, delimiter=delimiter, strict=True)
        self._at_once = _AtOnce(delimiter, width)
        self._delimiter = delimiter
        self._width = width
        self._number = 1

    def blocks(self) -> Iterator[Block]:
        """Every record with the line on which it begins, blank ones too; a broken line comes alone."""
        while text := self._feed.text():
            plain, cut = self._at_once.cut(text)
            if plain:
                yield from self._at_once.blocks(self._number, cut)
                self._number += cut.count("\n") + 1
            self._feed.rest = text[plain:]
            yield from blocks_of(islice(self._one_after_another(), STRETCH))

    def _one_after_another(self) -> Iterator[Row | RejectedLine]:
        while self._feed.waiting or self._feed.rest:
            number, cells = self._number, self._cells()
            if self._is_sound(cells):
                self._number += len(self._feed.taken)
                yield number, [] if cells == [""] else cells  # a line that holds but quotation marks is blank, too
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


class _AtOnce:
    """Reads lines of which each is a record, with quotation marks, if any, around whole cells: all are cut together."""

    def __init__(self, delimiter: str, width: int) -> None:
        self._delimiter = delimiter
        self._width = width
        edge = f"{_APART}\r\n"
        # both cases after the one mark: a search that begins with a choice looks at every character
        self._quoted = re.compile(rf'"(?:(?<![^{edge}]")([^"\r\n]*(?:""[^"\r\n]*)*)"(?![^{edge}])|)')

    def cut(self, text: str) -> tuple[int, str]:
        """How much of the beginning can be read so, in characters; and that with its cells apart, unquoted."""
        if not self._width or len(text) >= _LONGEST_LINE or "\0" in text or _APART in text:
            return 0, ""
        if "\r" in text and text.count("\r") != text.count("\r\n"):
            return 0, ""
        apart = text.replace(self._delimiter, _APART)
        if '"' not in text:
            return len(text), _ends_alike(apart)
        cut, misplaced = self._unquoted(apart)
        if misplaced is not None:
            apart = apart[: apart.rfind("\n", 0, misplaced) + 1]
            cut, _ = self._unquoted(apart)
        # a last line that holds but quotation marks has no end of its own, and must not take that of the line before
        return len(apart), _ends_alike(cut if apart.endswith("\n") else f"{cut}\n")

    def _unquoted(self, apart: str) -> tuple[str, int | None]:
        """The text without the marks around its cells; and where the first mark stands that is around none."""
        misplaced = list[int]()

        def bare(cell: re.Match[str]) -> str:
            text = cell[1]
            if text is None:
                misplaced.append(cell.start())
                return ""
            text = text.replace(_APART, self._delimiter)
            return text.replace('""', '"') if '"' in text else text

        return self._quoted.sub(bare, apart), misplaced[0] if misplaced else None

    def blocks(self, number: int, cut: str) -> Iterator[Columns | Rows]:
        """The lines of a text that was cut, of which the first has this number; those of another width apart."""
        if columns := self._columns(cut):
            yield Columns(range(number, number + len(columns[0])), columns)
            return
        for is_even, some in groupby(cut.split("\n"), lambda line: line.count(_APART) == self._width - 1):
            lines = list(some)
            numbers = range(number, number + len(lines))
            number += len(lines)
            if is_even:
                yield Columns(numbers, self._columns("\n".join(lines)))
            else:
                yield Rows(numbers, [line.split(_APART) if line else [] for line in lines])

    def _columns(self, cut: str) -> Sequence[Sequence[str]]:
        """The columns of these lines; none where one is of another width: its end is not where the others have it."""
        lines, width = cut.count("\n") + 1, self._width + 1
        cells = cut.replace("\n", _END).split(_APART)
        if len(cells) != lines * width - 1 or cells[self._width :: width].count("\n") != lines - 1:
            return ()
        return [cells[place::width] for place in range(self._width)]


def _ends_alike(text: str) -> str:
    return text.replace("\r\n", "\n").removesuffix("\n")


def _pieces(text: TextIO) -> Iterator[str]:
    """Whole lines of the text, some at a time; what goes on after the limit is left out."""
    while piece := text.read(PIECE):
        rest = end = "" if piece[-1] == "\n" else text.readline(_LONGEST_LINE)
        while len(end) == _LONGEST_LINE and end[-1] not in "\r\n":
            end = text.readline(_LONGEST_LINE)
        lines = piece + rest
        last = max(lines.rfind("\n", 0, -1), lines.rfind("\r", 0, -2)) + 1
        yield lines[: last + _LONGEST_LINE]


def _broken(number: int, line: str) -> RejectedLine:
    fault = LineFault(_OPEN_QUOTE) if len(line) < _LONGEST_LINE else LineFault(_TOO_LONG, limit=_LONGEST_LINE)
    return RejectedLine(number, fault.template, fault.params, (shown(line),))
