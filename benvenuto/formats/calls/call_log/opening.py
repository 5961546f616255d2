"""Open a call log by what it is, not by what its name says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benvenuto.formats.calls.call_log import queue_log
from benvenuto.formats.calls.call_log.faults import (
    EncryptedWorkbook,
    NoSuchFile,
    NotSeparated,
    OldExcel,
    TooLarge,
    WebPage,
)
from benvenuto.formats.calls.call_log.groups import grouped
from benvenuto.formats.calls.call_log.json_records import open_records
from benvenuto.formats.calls.call_log.separated import first_rows, open_separated
from benvenuto.formats.calls.call_log.table import LogTable, Row, Source

_ZIP = b"PK"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"<(?:html|!doctype html|table|meta|head)", re.IGNORECASE)
_XML = re.compile(rb"<[?!]?[a-z]", re.IGNORECASE)
_JSON = re.compile(rb"""[{\[]\s*(?:[{\["']|\Z|[}\]])""")
_MOST_ROWS = 60
_LARGEST_PACKED = 300_000_000


def open_table(source: Source, sheet: str = "", header_row: int = 0) -> LogTable:
    """The table of calls in a file, given by path or whole: CSV, Excel (.xlsx), JSON, or what Asterisk writes.

    A sheet of a workbook and the line of the column names are sought unless they are given.
    Raises a CallLogError (benvenuto.formats.calls.call_log.faults) when there is none to read.
    """
    try:
        return grouped(_opener(source, sheet, header_row))
    except OSError as error:
        name = source.name if isinstance(source, Path) else ""
        raise NoSuchFile(file=name) from error


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a person chooses among: sheets of a workbook, those with calls, and the first rows of a sheet or file."""

    sheets: Sequence[str] = ()
    with_calls: Sequence[str] = ()
    rows: Sequence[Row] = ()


def beginning(source: Source, sheet: str = "") -> Beginning:
    """The sheets and the first rows of a file that `open_table` takes for a table; nothing of one without headers."""
    head = _head(source, 1024)
    if head.startswith(_ZIP):
        from benvenuto.formats.calls.call_log.workbook import sheets_and_rows

        return Beginning(*sheets_and_rows(source, sheet, _MOST_ROWS))
    if _JSON.match(_text_of(head)):
        return Beginning()
    return Beginning(rows=first_rows(source, _MOST_ROWS))


def _opener(source: Source, sheet: str, header_row: int) -> LogTable:
    head = _head(source, 1024)
    if head.startswith(_OLE):
        raise EncryptedWorkbook if _ENCRYPTED in _head(source, 1_000_000) else OldExcel
    if head.startswith((_ZIP + b"\3\4", _ZIP + b"\5\6")):
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > _LARGEST_PACKED:
            raise TooLarge(found=size // 1_000_000, limit=_LARGEST_PACKED // 1_000_000)
        from benvenuto.formats.calls.call_log.workbook import (
            open_workbook,  # openpyxl takes longer to load than it may read
        )

        return open_workbook(source, sheet, header_row)
    begin = _text_of(head)
    if _HTML.match(begin) or (_XML.match(begin) and _HTML.search(begin)):
        raise WebPage
    if queue_log.FIRST_LINE.match(begin):
        return LogTable(queue_log.HEADERS, lambda: queue_log.blocks(queue_log.lines(source)))
    if _XML.match(begin):
        raise NotSeparated(kind="XML")
    if _JSON.match(begin):
        return open_records(source)
    return open_separated(source, header_row)


def _text_of(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _head(source: Source, length: int) -> bytes:
    if isinstance(source, bytes):
        return source[:length]
    with source.open("rb") as file:
        return file.read(length)
