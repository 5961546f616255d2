"""Separated text as a table, whatever the encoding and the separator, read a line at a time."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from benvenuto.formats.calls.call_log import asterisk
from benvenuto.formats.calls.call_log.csv_records import Records
from benvenuto.formats.calls.call_log.faults import EmptyFile, NotATable, TooLarge
from benvenuto.formats.calls.call_log.lines import RejectedLine
from benvenuto.formats.calls.call_log.table import (
    HEADER_WITHIN,
    Block,
    Columns,
    LogTable,
    Row,
    Rows,
    Source,
    blocks_of,
    find_header,
    flat_rows,
    is_blank,
)

_MEGABYTE = 1_000_000
_LARGEST_MB = 2_000
_SAMPLE = 64_000
_FEW = 0.02  # a stray NUL costs its line; more of them are no text
_DELIMITERS = ";,\t|"


def _as_windows_text(error: UnicodeError) -> tuple[str, int]:
    """Read what is not UTF-8 as Windows text, byte by byte: exports pasted together keep their accents."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(bytes((byte,)).decode("cp1252", "replace") for byte in wrong), error.end


codecs.register_error("benvenuto.windows", _as_windows_text)


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

    def blocks(self, header_at: int, width: int) -> Iterator[Block]:
        """The records after the line of the header (0: there is none), blank ones left out."""
        with self._open() as text:
            for block in Records(text, self.delimiter, width).blocks():
                if not isinstance(block, RejectedLine):
                    yield from _filled(block, header_at)
                elif block.number > header_at:
                    yield block

    def first(self) -> list[Row]:
        """The records at the top of the file, among which the header is sought."""
        with self._open() as text:
            records = flat_rows(Records(text, self.delimiter).blocks())
            return [row for row in islice(records, HEADER_WITHIN) if not isinstance(row, RejectedLine)]


def _filled(block: Rows | Columns, header_at: int) -> Iterator[Block]:
    if isinstance(block, Columns):
        block = block.at(places) if (places := _worth_reading(block, header_at)) is not None else block
        if block.numbers:
            yield block
    else:
        yield from blocks_of((number, cells) for number, cells in block if number > header_at and not is_blank(cells))


def _worth_reading(block: Columns, header_at: int) -> Sequence[int] | None:
    """The places of the lines after the header that are not blank; None where that is all of them."""
    if block.numbers[0] > header_at and all(map(str.strip, block.cells[0])):
        return None  # most files fill the first column, and a look at it is enough
    return [place for place, (number, cells) in enumerate(block) if number > header_at and not is_blank(cells)]


def open_csv(source: Source) -> LogTable:
    """The table in separated text. Raises a CallLogError when there is none."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > _LARGEST_MB * _MEGABYTE:
        raise TooLarge(found=size // _MEGABYTE, limit=_LARGEST_MB)
    encoding, sample = _sample(source)
    lines = sample.splitlines()
    announced = _announced(lines[0])
    file = _Csv(source, encoding, announced or _delimiter(sample))
    rows = file.first()[1 if announced else 0 :]
    if rows and (names := asterisk.column_names(rows[0][1])):
        return LogTable(names, lambda: file.blocks(int(bool(announced)), len(names)))
    number, headers = find_header(rows)
    return LogTable(headers, lambda: file.blocks(number, len(headers)))


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
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        return count / len([row for row in rows if row]), width

    return max(_DELIMITERS, key=agreement)
