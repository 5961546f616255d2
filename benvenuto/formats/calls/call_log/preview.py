"""The first lines of a table as they would be imported, to be looked at before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import islice

from benvenuto.formats.calls.call_log.columns import CallField, ColumnMapping
from benvenuto.formats.calls.call_log.dialects import GENERIC, Dialect
from benvenuto.formats.calls.call_log.lines import LoggedCall, RejectedLine
from benvenuto.formats.calls.call_log.reading import one_by_one, read_lines
from benvenuto.formats.calls.call_log.table import LogTable


@dataclass(frozen=True, slots=True)
class Preview:
    """The first lines, in the order of the file; `more` when the file goes on after them."""

    headers: tuple[str, ...]
    mapping: Mapping[CallField, str]
    lines: tuple[LoggedCall | RejectedLine, ...]
    more: bool

    @property
    def accepted(self) -> tuple[LoggedCall, ...]:
        """Those that would be imported."""
        return tuple(line for line in self.lines if isinstance(line, LoggedCall))

    @property
    def rejected(self) -> tuple[RejectedLine, ...]:
        """Those that would not, with the reason."""
        return tuple(line for line in self.lines if isinstance(line, RejectedLine))


def preview(
    table: LogTable,
    mapping: ColumnMapping,
    *,
    timezone: tzinfo,
    now: datetime,
    dialect: Dialect = GENERIC,
    day_first: bool = True,
    first: int = 20,
) -> Preview:
    """The first lines as `read_lines` reads them; raises what it raises."""
    lines = read_lines(table, mapping, timezone=timezone, now=now, dialect=dialect, day_first=day_first)
    shown = list(islice(one_by_one(lines), first + 1))
    return Preview(table.headers, mapping, tuple(shown[:first]), len(shown) > first)
