"""Separated text as a table, whatever the encoding and the separator, read a line at a time."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from benvenuto.domain.faults import message
from benvenuto.formats.call_log import asterisk
from benvenuto.formats.call_log.faults import EmptyFile, NotATable, TooLarge
from benvenuto.formats.call_log.lines import LineFault, RejectedLine, shown
from benvenuto.formats.call_log.table import HEADER_WITHIN, Row, Source, Table, find_header

_MEGABYTE = 1_000_000
_LARGEST_MB = 2_000
_SAMPLE = 64_000
_FEW = 0.02  # a stray NUL costs its line; more of them are no text
_LONGEST_LINE = 100_000
_MOST_LINES = 100
_DELIMITERS = ";,\t|"

_OPEN_QUOTE = message("A quotation mark opens on this line and does not close where it should.")
_TOO_LONG = message("The line is longer than {limit} characters.")


def _as_windows_text(error: UnicodeError) -> tuple[str, int]:
    """Read what is not UTF-8 as Windows text, byte by byte: exports pasted together keep their accents."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(bytes((byte,)).decode("cp1252", "replace") for byte in wrong), error.end


codecs.register_error("benvenuto.windows", _as_windows_text)


@dataclass(slots=True)
class _Feed:
    """Lines for the csv module, that can be taken back when a record turns out to have swallowed its neighbours."""

    text: TextIO
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
        if self.waiting:
            return self.waiting.popleft()
        line = self.text.readline(_LONGEST_LINE)
        if len(line) == _LONGEST_LINE and line[-1] not in "\r\n":
            while (rest := self.text.readline(_LONGEST_LINE)) and rest[-1] not in "\r\n":
                pass
        return line

    def start(self) -> None:
        """Begin a record."""
        self.taken.clear()
        self.ran_dry = False

    def take_back(self) -> str:
        """Give all but the first line of the record to the next ones; the first line."""
        self.waiting.extendleft(reversed(self.taken[1:]))
        return self.taken[0]


@dataclass(frozen=True, slots=True)
class _Csv:
    """How one file is to be read."""

    source: Source
    encoding: str
    delimiter: str

    def _open(self) -> TextIO:
        raw = io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb")
        errors = "replace" if self.encoding == "utf-16" else "benvenuto.windows"
        return io.TextIOWrapper(raw, encoding=self.encoding, errors=errors, newline="")

    def records(self, width: int = 0) -> Iterator[tuple[int, list[str]] | RejectedLine]:
        """Every record with the line on which it begins; one over several lines must have `width` cells (0: any)."""
        number = 1
        with self._open() as text:
            feed = _Feed(text)
            reader = csv.reader(feed, delimiter=self.delimiter, strict=True)
            while True:
                feed.start()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    cells = self._forgiven(feed)
                if _is_sound(feed, cells, width):
                    yield number, cells
                    number += len(feed.taken)
                else:
                    yield _broken(number, feed.take_back())
                    number += 1

    def _forgiven(self, feed: _Feed) -> list[str]:
        """The cells of a single line with text after a closing quotation mark; none of anything worse."""
        if len(feed.taken) > 1 or feed.ran_dry:
            return []
        return next(csv.reader(feed.taken, delimiter=self.delimiter))

    def rows(self, header_at: int, width: int) -> Iterator[Row | RejectedLine]:
        """The records after the line of the header (0: there is none), blank ones left out."""
        for record in self.records(width):
            if isinstance(record, RejectedLine):
                if record.number > header_at:
                    yield record
            elif record[0] > header_at and "".join(record[1]).strip():
                yield record


def _is_sound(feed: _Feed, cells: list[str], width: int) -> bool:
    """False when a stray quotation mark swallowed the lines that follow, or a line is cut at the limit."""
    if feed.ran_dry or len(feed.taken[0]) >= _LONGEST_LINE:
        return False
    if len(feed.taken) == 1:
        return True
    return len(cells) > 0 and width in {0, len(cells)} and max(map(len, feed.taken)) < _LONGEST_LINE


def _broken(number: int, line: str) -> RejectedLine:
    fault = LineFault(_OPEN_QUOTE) if len(line) < _LONGEST_LINE else LineFault(_TOO_LONG, limit=_LONGEST_LINE)
    return RejectedLine(number, fault.template, fault.params, (shown(line),))


def open_csv(source: Source) -> Table:
    """The table in separated text. Raises a CallLogError when there is none."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > _LARGEST_MB * _MEGABYTE:
        raise TooLarge(found=size // _MEGABYTE, limit=_LARGEST_MB)
    encoding, sample = _sample(source)
    lines = sample.splitlines()
    announced = _announced(lines[0])
    file = _Csv(source, encoding, announced or _delimiter(sample))
    first = [row for row in islice(file.records(), HEADER_WITHIN) if not isinstance(row, RejectedLine)]
    rows = first[1:] if announced else first
    if rows and (names := asterisk.column_names(rows[0][1])):
        return Table(names, lambda: file.rows(int(bool(announced)), len(names)))
    number, headers = find_header(rows)
    return Table(headers, lambda: file.rows(number, len(headers)))


def _sample(source: Source) -> tuple[str, str]:
    """The encoding and the beginning of the text."""
    head = source[:_SAMPLE] if isinstance(source, bytes) else _head(source)
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    errors = "replace" if encoding == "utf-16" else "benvenuto.windows"
    text = head.decode(encoding, errors)
    if not text.strip():
        raise EmptyFile
    if text.count("\0") > len(text) * _FEW:
        raise NotATable
    return encoding, text


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_SAMPLE)


def _announced(line: str) -> str:
    """The separator that the first line announces to Excel as `sep=;`, or nothing."""
    bare = line.strip('"\r\n ')
    return bare[4] if bare[:4].lower() == "sep=" and bare[4:] in tuple(_DELIMITERS) else ""


def _delimiter(sample: str) -> str:
    """The separator that cuts most lines into the same number of cells, two at least."""

    def agreement(delimiter: str) -> tuple[float, int]:
        try:
            rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), 50))
        except csv.Error:
            return 0.0, 0
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            return 0.0, 0
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        return count / len([row for row in rows if row]), width

    return max(_DELIMITERS, key=agreement)
