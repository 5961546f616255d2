"""Separated text as a table, whatever the encoding and the separator, a piece of the file at a time in memory.

Arrow cuts a piece into columns when each of its lines is a record. The csv module cuts the others record by record, so
that a quotation mark somebody forgot costs its own line and never the ones below.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv as arrow

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log import asterisk
from benvenuto.formats.calls.call_log.faults import EmptyFile, NotATable, TooLarge
from benvenuto.formats.calls.call_log.lines import LineFault, RejectedLine, shown
from benvenuto.formats.calls.call_log.profiles import profiles
from benvenuto.formats.calls.call_log.table import HEADER_WITHIN, Block, LogTable, Row, Source, find_header
from benvenuto.formats.encodings import encoding_of

PIECE = 500_000  # characters read at once: Arrow takes as long to begin as for a thousand lines
_A_FEW_LINES = 2_000  # characters that the csv module reads before Arrow is asked again
_MEGABYTE = 1_000_000
_LARGEST_MB = 2_000
_SAMPLE = 64_000
_FEW = 0.02  # a stray NUL costs its line; more of them are no text
_DELIMITERS = ";,\t|"
_LONGEST_LINE = 100_000
_MOST_LINES = 100  # of one record

_FORMULA = re.compile(r'(^|[;,\t|])(?:="([^"\n]*)"|"=""([^"\n]*)""")(?=[;,\t|\r\n]|$)', re.MULTILINE)

_OPEN_QUOTE = message("A quotation mark opened on this line is not closed where it should be.")
_TOO_LONG = message("The line is longer than {limit} characters.")


def _as_windows_text(error: UnicodeError) -> tuple[str, int]:
    """Read what is not UTF-8 as Windows text, byte by byte: exports pasted together keep their accents."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(bytes((byte,)).decode("cp1252", "replace") for byte in wrong), error.end


codecs.register_error("benvenuto.windows", _as_windows_text)


def open_separated(source: Source, header_row: int = 0) -> LogTable:
    """The table in separated text. Raises a CallLogError when there is none."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > _LARGEST_MB * _MEGABYTE:
        raise TooLarge(found=size // _MEGABYTE, limit=_LARGEST_MB)
    encoding, sample = _sample(source)
    announced = _announced(sample.splitlines()[0])
    file = _Text(source, encoding, announced or _delimiter(sample))
    rows = file.first(max(HEADER_WITHIN, header_row))[1 if announced else 0 :]
    if rows and not header_row and (names := _names_without_header(rows[0][1])):
        return LogTable(names, lambda: file.blocks(int(bool(announced)), len(names)))
    number, headers = find_header(rows, header_row)
    above = [cells for line, cells in rows if line < number]
    return LogTable(headers, lambda: file.blocks(number, len(headers)), header_row=number, above=above)


def first_rows(source: Source, most: int) -> Sequence[Row]:
    """The first records of a file."""
    encoding, sample = _sample(source)
    return _Text(source, encoding, _announced(sample.splitlines()[0]) or _delimiter(sample)).first(most)


def _names_without_header(first: Sequence[str]) -> tuple[str, ...] | None:
    """The names of the columns of a log that does not name them itself, from its first line."""
    known = (profile.names for profile in profiles() if profile.writes(first))
    return asterisk.column_names(first) or next(known, None)


@dataclass(frozen=True, slots=True)
class _Text:
    """How one file is to be read."""

    source: Source
    encoding: str
    delimiter: str

    def _open(self) -> TextIO:
        raw = io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb")
        return io.TextIOWrapper(raw, encoding=self.encoding, errors=_errors(self.encoding))

    def blocks(self, header_at: int, width: int) -> Iterator[Block]:
        """The lines below that of the header (0: there is none)."""
        with self._open() as text:
            pieces, number = _Pieces(text), 1
            for piece in pieces:
                plain = _plain(piece) if number > header_at else 0
                part = piece[: plain or piece.find("\n", _A_FEW_LINES) + 1 or len(piece)]
                pieces.waiting.appendleft(piece[len(part) :])
                block = _at_once(part, number, self.delimiter, width) if plain else None
                if block is None:
                    feed = _Feed(pieces, deque(_lines(part)))
                    block, number = _one_by_one(feed, number, self.delimiter, width, header_at)
                else:
                    number += _count(part)
                yield block

    def first(self, most: int) -> list[Row]:
        """The records at the top of the file, among which the header is sought."""
        with self._open() as text:
            records = _records(_Feed(_Pieces(text)), 1, self.delimiter, 0)
            return [row for row in islice(records, most) if not isinstance(row, RejectedLine)]


class _Pieces:
    """Whole lines of the text, some at a time; what goes on after the limit of a line is left out. A cell like ="0039",
    by which spreadsheets are told to keep a zero, is its text.

    What is put among those `waiting` comes first.
    """

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.waiting = deque[str]()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while self.waiting:
            if piece := self.waiting.popleft():
                return piece
        if not (piece := self._text.read(PIECE)):
            raise StopIteration
        rest = end = "" if piece[-1] == "\n" else self._text.readline(_LONGEST_LINE)
        while len(end) == _LONGEST_LINE and end[-1] != "\n":
            end = self._text.readline(_LONGEST_LINE)
        lines = piece + rest
        lines = lines[: lines.rfind("\n", 0, -1) + 1 + _LONGEST_LINE]
        return _FORMULA.sub(r'\1"\2\3"', lines) if '="' in lines else lines


def _lines(piece: str) -> Iterator[str]:
    return io.StringIO(piece, newline="\n")


def _count(piece: str) -> int:
    return piece.count("\n") + (piece[-1] != "\n")


def _plain(piece: str) -> int:
    """How long the beginning is that has no line on which a quotation mark stays open, in characters."""
    if '"' not in piece:
        return len(piece)
    quotes, ends = _places(piece, '"'), _places(piece, "\n")
    until = np.searchsorted(quotes, ends)  # quotation marks up to the end of each line
    odd = np.flatnonzero(np.diff(until, prepend=0) % 2)
    if len(odd):
        return int(ends[odd[0] - 1]) + 1 if odd[0] else 0
    is_open = (len(quotes) - (until[-1] if len(ends) else 0)) % 2  # the last line may have no end
    return (int(ends[-1]) + 1 if len(ends) else 0) if is_open else len(piece)


def _places(piece: str, sign: str) -> npt.NDArray[np.int64]:
    """Where an ASCII character stands, in characters."""
    if piece.isascii():
        signs: npt.NDArray[Any] = np.frombuffer(piece.encode("ascii"), np.uint8)
    else:
        signs = np.frombuffer(piece.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.flatnonzero(signs == ord(sign))


def _at_once(piece: str, number: int, delimiter: str, width: int) -> Block | None:
    """The lines of a piece, of which the first has this number; None where one of them is no record by itself."""
    count = _count(piece)
    uneven = list[Any]()

    def set_aside(row: Any) -> str:
        uneven.append(row)
        return "skip"

    names = list(map(str, range(width)))
    try:
        read = arrow.read_csv(
            pa.py_buffer(piece.encode()),
            arrow.ReadOptions(column_names=names, use_threads=False, block_size=4 * (PIECE + _LONGEST_LINE)),
            arrow.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=set_aside,
            ),
            arrow.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    if read.num_rows + len(uneven) != count or (len(piece) >= _LONGEST_LINE and _has_endless(piece)):
        return None
    columns = [column.combine_chunks() for column in read.columns]
    if not uneven:
        return Block(range(number, number + count), columns)
    odd = {row.number - 1 for row in uneven}
    even = Block([number + place for place in range(count) if place not in odd], columns)
    rows = [(number + row.number - 1, next(csv.reader([row.text], delimiter=delimiter), [])) for row in uneven]
    return even.joined(Block.of(rows, width))


def _has_endless(piece: str) -> bool:
    ends = np.concatenate(([-1], _places(piece, "\n"), [len(piece) - 1]))
    return int(np.diff(ends).max()) >= _LONGEST_LINE


@dataclass(slots=True)
class _Feed:
    """Lines for the csv module, that can be taken back when a record turns out to have swallowed its neighbours."""

    pieces: Iterator[str]
    waiting: deque[str] = field(default_factory=deque)
    taken: list[str] = field(default_factory=list)
    ran_dry: bool = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) == _MOST_LINES or not self.more():
            self.ran_dry = True
            raise StopIteration
        self.taken.append(self.waiting.popleft())
        return self.taken[-1]

    def more(self) -> bool:
        """Whether a line follows."""
        if not self.waiting:
            self.waiting.extend(_lines(next(self.pieces, "")))
        return bool(self.waiting)

    def start(self) -> None:
        """Begin a record."""
        self.taken.clear()
        self.ran_dry = False

    def take_back(self) -> str:
        """Give all but the first line of the record to the next ones; the first line."""
        self.waiting.extendleft(reversed(self.taken[1:]))
        return self.taken[0]


def _one_by_one(feed: _Feed, number: int, delimiter: str, width: int, header_at: int) -> tuple[Block, int]:
    """The records that begin on the lines that wait, and the number of the line after them."""
    rows, broken = list[Row](), list[RejectedLine]()
    records = _records(feed, number, delimiter, width)
    while feed.waiting:
        record = next(records)
        number = (record.number if isinstance(record, RejectedLine) else record[0]) + _taken(feed, record)
        if isinstance(record, RejectedLine):
            broken.append(record)
        elif record[0] > header_at:
            rows.append(record)
    return Block.of(rows, width, (line for line in broken if line.number > header_at)), number


def _taken(feed: _Feed, record: Row | RejectedLine) -> int:
    return 1 if isinstance(record, RejectedLine) else len(feed.taken)


def _records(feed: _Feed, number: int, delimiter: str, width: int) -> Iterator[Row | RejectedLine]:
    """Every record with the line on which it begins; one over several lines must have `width` cells (0: any)."""
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while feed.more():
        cells = _cells(feed, reader, delimiter)
        if _is_sound(feed, cells, width):
            yield number, cells
            number += len(feed.taken)
        else:
            yield _broken(number, feed.take_back())
            number += 1


def _cells(feed: _Feed, reader: Iterator[list[str]], delimiter: str) -> list[str]:
    """The cells of the next record; none where its quotation marks are beyond forgiving."""
    feed.start()
    try:
        return next(reader)
    except csv.Error:
        if len(feed.taken) > 1 or feed.ran_dry or len(feed.taken[0]) >= _LONGEST_LINE:
            return []
        # text after a closing quotation mark, on a single line
        return next(csv.reader(feed.taken, delimiter=delimiter))


def _is_sound(feed: _Feed, cells: Sequence[str], width: int) -> bool:
    """False when a stray quotation mark swallowed the lines that follow, or a line is cut at the limit."""
    if feed.ran_dry or len(feed.taken[0]) >= _LONGEST_LINE:
        return False
    if len(feed.taken) == 1:
        return True
    return len(cells) > 0 and width in {0, len(cells)} and max(map(len, feed.taken)) < _LONGEST_LINE


def _broken(number: int, line: str) -> RejectedLine:
    fault = LineFault(_OPEN_QUOTE) if len(line) < _LONGEST_LINE else LineFault(_TOO_LONG, limit=_LONGEST_LINE)
    return fault.line(number, (shown(line),))


def _sample(source: Source) -> tuple[str, str]:
    """The encoding and the beginning of the text."""
    head = source[:_SAMPLE] if isinstance(source, bytes) else _head(source)
    encoding = encoding_of(head)
    text = head.decode(encoding, _errors(encoding))
    if not text.strip():
        raise EmptyFile
    if text.count("\0") > len(text) * _FEW:
        raise NotATable
    return encoding, text


def _errors(encoding: str) -> str:
    return "replace" if encoding.startswith("utf-16") else "benvenuto.windows"


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
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        return count / len([row for row in rows if row]), width

    return max(_DELIMITERS, key=agreement)
