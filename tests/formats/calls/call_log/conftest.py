"""Reading a call log in one step, as of a fixed day, in Rome."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from benvenuto.formats.calls.call_log import (
    CallField,
    Dialect,
    LoggedCall,
    RejectedLine,
    detect_dialect,
    one_by_one,
    open_table,
    read_lines,
)

NOW = datetime(2025, 12, 31, 12, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True)
class Read:
    """What became of a file."""

    headers: tuple[str, ...]
    calls: list[LoggedCall]
    rejected: list[RejectedLine]


ReadLog = Callable[..., Read]
MakeWorkbook = Callable[..., bytes]


def read_log(
    source: str | bytes | Path,
    *,
    mapping: dict[CallField, str] | None = None,
    dialect: Dialect | None = None,
    timezone: tzinfo = ROME,
    day_first: bool = True,
) -> Read:
    table = open_table(source.encode() if isinstance(source, str) else source)
    dialect = dialect or detect_dialect(table.headers)
    mapping = dialect.guess(table.headers) if mapping is None else mapping
    lines = list(
        one_by_one(read_lines(table, mapping, timezone=timezone, now=NOW, dialect=dialect, day_first=day_first))
    )
    calls = [line for line in lines if isinstance(line, LoggedCall)]
    return Read(table.headers, calls, [line for line in lines if isinstance(line, RejectedLine)])


@pytest.fixture(scope="session")
def read() -> ReadLog:
    """Open, guess and read; text is taken as the content of a file."""
    return read_log


@pytest.fixture(scope="session")
def workbook() -> MakeWorkbook:
    """An Excel workbook of sheets given as lists of rows."""

    def build(*sheets: Iterable[Sequence[object]]) -> bytes:
        book = openpyxl.Workbook()
        for sheet in book.worksheets:
            book.remove(sheet)
        for rows in sheets:
            sheet = book.create_sheet()
            for row in rows:
                sheet.append(row)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return build
