"""Open a call log by what it is, not by what its name says."""

from __future__ import annotations

from pathlib import Path

from benvenuto.formats.calls.call_log.csv_table import open_csv
from benvenuto.formats.calls.call_log.faults import EncryptedWorkbook, NoSuchFile, OldExcel, TooLarge, WebPage
from benvenuto.formats.calls.call_log.table import LogTable, Source

_ZIP = b"PK"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
_LARGEST_PACKED = 300_000_000


def open_table(source: Source) -> LogTable:
    """The table of calls in a file, given by path or whole: CSV, Excel (.xlsx), or Asterisk's cdr_csv.

    Raises a CallLogError (benvenuto.formats.calls.call_log.faults) when there is none to read.
    """
    try:
        return _opener(source)
    except OSError as error:
        name = source.name if isinstance(source, Path) else ""
        raise NoSuchFile(file=name) from error


def _opener(source: Source) -> LogTable:
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

        return open_workbook(source)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_HTML):
        raise WebPage
    return open_csv(source)


def _head(source: Source, length: int) -> bytes:
    if isinstance(source, bytes):
        return source[:length]
    with source.open("rb") as file:
        return file.read(length)
