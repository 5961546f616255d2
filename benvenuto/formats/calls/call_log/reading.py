"""Read the lines of a table into logged calls; a bad line becomes a rejected one and stops nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from itertools import chain

from benvenuto.formats.calls.call_log.columns import ColumnMapping, check_mapping
from benvenuto.formats.calls.call_log.dialects import GENERIC, Dialect
from benvenuto.formats.calls.call_log.lines import LoggedCall, LoggedCalls, RejectedLine
from benvenuto.formats.calls.call_log.row import RowReader
from benvenuto.formats.calls.call_log.row_batch import RowBatch
from benvenuto.formats.calls.call_log.table import Block, Columns, LogTable, Row
from benvenuto.formats.calls.call_log.timestamps import Clock

_FEW = 8  # lines that are not worth reading at once


def read_lines(
    table: LogTable,
    mapping: ColumnMapping,
    *,
    timezone: tzinfo,
    now: datetime,
    dialect: Dialect = GENERIC,
    day_first: bool = True,
) -> Iterator[LoggedCalls | RejectedLine]:
    """Every line of the table, in order, a block of lines at a time in memory: calls many at once, each bad line alone.

    Times without a zone are in `timezone`; `now` bounds them; `day_first` tells 3/4 in Italy from 3/4 in the USA.
    Raises MissingColumns or UnknownColumns at once, before the first line is read.
    """
    check_mapping(table.headers, mapping)
    clock = Clock(timezone, now, day_first)
    reader = _Reader(
        RowReader(table.headers, mapping, dialect, clock),
        # other dialects first decide of each line whether it is a call
        RowBatch(table.headers, mapping, clock) if dialect is GENERIC else None,
    )
    return chain.from_iterable(map(reader.lines, table.blocks()))


def one_by_one(lines: Iterable[LoggedCalls | RejectedLine]) -> Iterator[LoggedCall | RejectedLine]:
    """The same lines, each by itself."""
    for part in lines:
        if isinstance(part, RejectedLine):
            yield part
        else:
            yield from part.calls()


class _Reader:
    """Reads ordinary lines at once, and the others one by one."""

    def __init__(self, one_line: RowReader, at_once: RowBatch | None) -> None:
        self._one_line = one_line
        self._at_once = at_once

    def lines(self, block: Block) -> Iterator[LoggedCalls | RejectedLine]:
        """What the lines of a block become, in order."""
        if isinstance(block, RejectedLine):
            yield block
        elif self._at_once and isinstance(block, Columns) and len(block.numbers) > _FEW:
            yield from self._most_at_once(self._at_once, block)
        else:
            yield from self._alone(block)

    def _most_at_once(self, at_once: RowBatch, block: Columns) -> Iterator[LoggedCalls | RejectedLine]:
        calls, odd = at_once.read(block)
        places = sorted(odd)
        begun = 0
        for place, line in zip(places, block.at(places), strict=True):
            if begun < place:
                yield calls.between(begun, place)
            yield from self._alone((line,))
            begun = place + 1
        if begun < len(block.numbers):
            yield calls.between(begun, len(block.numbers))

    def _alone(self, rows: Iterable[Row]) -> Iterator[LoggedCalls | RejectedLine]:
        for number, cells in rows:
            line = self._one_line.read(number, cells)
            yield line if isinstance(line, RejectedLine) else LoggedCalls.of(line)
