"""Reading a call log in one step, as of a fixed day, in Rome."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from benvenuto.formats.calls.call_log import (
    ApartLine,
    CallField,
    Dialect,
    LogChoices,
    LoggedCall,
    LogReading,
    RejectedLine,
    detect_dialect,
    open_table,
    read_lines,
    understand,
)
from benvenuto.formats.calls.call_log.lines import LegOfCall

NOW = datetime(2025, 12, 31, 12, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True)
class Read:
    """What became of a file."""

    headers: tuple[str, ...]
    calls: list[LoggedCall]
    rejected: list[RejectedLine]
    apart: list[ApartLine]
    reading: LogReading
    legs: Mapping[str, Sequence[LegOfCall]]


ReadLog = Callable[..., Read]
MakeWorkbook = Callable[..., bytes]


def read_log(
    source: str | bytes | Path,
    *,
    mapping: dict[CallField, str] | None = None,
    dialect: Dialect | None = None,
    timezone: tzinfo = ROME,
    day_first: bool | None = None,
    now: datetime = NOW,
) -> Read:
    table = open_table(source.encode() if isinstance(source, str) else source)
    choices = LogChoices(mapping=mapping, day_first=day_first)
    reading = understand(table, choices, timezone=timezone, dialect=dialect or detect_dialect(table.headers))
    parts = list(read_lines(table, reading, now))
    return Read(
        table.headers,
        sorted((call for part in parts for call in part.calls.calls()), key=lambda call: call.number),
        sorted((line for part in parts for line in part.rejected), key=lambda line: line.number),
        sorted((line for part in parts for line in part.apart), key=lambda line: line.number),
        reading,
        {name: legs for part in parts for name, legs in part.legs.items()},
    )


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
