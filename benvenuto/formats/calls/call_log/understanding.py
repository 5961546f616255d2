"""How a file is to be read, decided by its cells; a header is only a hint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

import numpy as np

from benvenuto.formats.calls.call_log import durations
from benvenuto.formats.calls.call_log.cells import is_placeholder
from benvenuto.formats.calls.call_log.columns import CallField, ColumnMapping, candidates, check_mapping
from benvenuto.formats.calls.call_log.dialects import GENERIC, Dialect
from benvenuto.formats.calls.call_log.durations import DurationFormat, DurationUnit
from benvenuto.formats.calls.call_log.statuses import status
from benvenuto.formats.calls.call_log.table import LogTable
from benvenuto.formats.calls.call_log.timestamps import kind_of, named_zone
from benvenuto.formats.calls.call_log.vocabulary import fold

_SAMPLE = 400  # lines, by which the columns are chosen
_OF_A_BLOCK = 50  # durations looked at
_MOST = 50_000
_LONGEST = 60  # characters of a duration
_FIRST_TWO = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-]\d{2}")
_ZONE_NAME = re.compile(r"[A-Za-z]+/[A-Za-z_]+")
_ENDS = frozenset(
    fold("end ended fine termine hangup chiusura answer answered risposta update updated created").split()
)


class Decided(StrEnum):
    """By what the order of day and month is known."""

    CELLS = "cells"
    CHOICE = "choice"
    HABIT = "habit"


class Scored(StrEnum):
    """Who of the agents of a call that went through several hands is to be scored."""

    LONGEST = "longest"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class LogChoices:
    """What a person has said of a file; None and nothing where the cells are to decide.

    `mapping` is a whole one, `columns` are single columns of one that is guessed for the rest; `header_row` is a line
    of the file, from 1.
    """

    mapping: ColumnMapping | None = None
    columns: ColumnMapping = field(default_factory=dict)
    sheet: str = ""
    header_row: int = 0
    dialect: Dialect | None = None
    day_first: bool | None = None
    zone: tzinfo | None = None
    unit: DurationUnit | None = None
    scored: Scored | None = None


@dataclass(frozen=True, slots=True)
class LogReading:
    """How a file is read. `order_matters` where a date could be read either way.

    `repeated` holds the hashes of the call ids that stand on several lines, with how many.
    """

    dialect: Dialect
    mapping: ColumnMapping
    zone: tzinfo
    day_first: bool = True
    order_by: Decided = Decided.HABIT
    order_matters: bool = False
    both_orders: bool = False
    zone_in_header: bool = False
    duration: DurationFormat = field(default_factory=DurationFormat)
    scored: Scored = Scored.LONGEST
    repeated: Mapping[int, int] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """The column by which lines of one call are known."""
        return self.mapping.get(CallField.LINKED_ID) or self.mapping.get(CallField.EXTERNAL_ID, "")

    @property
    def tells_direction(self) -> bool:
        """Whether a column says which calls came in and which went out."""
        return bool(self.mapping.get(CallField.DIRECTION)) or self.dialect.agent_of is not None

    @property
    def tells_answer(self) -> bool:
        """Whether a column says which calls somebody answered."""
        return bool(self.mapping.get(CallField.ANSWERED)) or self.dialect.agent_of is not None


def understand(table: LogTable, choices: LogChoices, *, timezone: tzinfo, dialect: Dialect = GENERIC) -> LogReading:
    """Look at the cells of the whole file and decide how it is read, as far as nobody has chosen.

    A guess may leave out the start or the agent; of what somebody chose MissingColumns or UnknownColumns is raised.
    """
    dialect = choices.dialect or dialect
    mapping = choices.mapping
    if mapping is None:
        mapping = dialect.guess(table.headers)
        if dialect.agent_of is None:
            mapping = settle(mapping, table)
        if choices.columns:
            others = {name: header for name, header in mapping.items() if header not in choices.columns.values()}
            mapping = {name: header for name, header in {**others, **choices.columns}.items() if header}
    if choices.mapping is not None or choices.columns:
        check_mapping(table.headers, mapping)
    start = mapping.get(CallField.STARTED_AT, "")
    zone = choices.zone or zone_said(f"{start} {mapping.get(CallField.START_TIME, '')}")
    if zone is None and dialect.zone:
        zone = ZoneInfo(dialect.zone)
    order, lasted, repeated = _look(table, mapping)
    by_cells = bool(order["day"]) != bool(order["month"])
    unit = mapping.get(CallField.DURATION, "")
    duration = durations.decide(unit, lasted)
    if (known := choices.unit or dialect.unit) is not None:
        duration = DurationFormat(known, duration.thousands)
    if choices.day_first is not None:
        day_first, decided = choices.day_first, Decided.CHOICE
    else:
        day_first, decided = order["day"] >= order["month"], Decided.CELLS if by_cells else Decided.HABIT
    return LogReading(
        dialect,
        mapping,
        zone or timezone,
        day_first,
        decided,
        bool(order["either"]),
        bool(order["day"] and order["month"]),
        zone is not None and choices.zone is None,
        duration,
        choices.scored or Scored.LONGEST,
        repeated,
    )


def _look(table: LogTable, mapping: ColumnMapping) -> tuple[Counter[str], list[str], Mapping[int, int]]:
    """Of the whole file: proofs of the order of day and month, some durations, and the ids on several lines."""
    start, duration, group = (
        table.headers.index(name) if name else None
        for name in (
            mapping.get(CallField.STARTED_AT, ""),
            mapping.get(CallField.DURATION, ""),
            mapping.get(CallField.LINKED_ID) or mapping.get(CallField.EXTERNAL_ID, ""),
        )
    )
    days, lasted, ids = set[str](), list[str](), list[np.ndarray[tuple[int], np.dtype[np.int64]]]()
    for block in table.blocks():
        if start is not None and len(days) < _MOST:
            days.update([text[:16] if text[:1].isalpha() else text[:10] for text in block.texts(start)])
        if duration is not None and len(lasted) < _MOST:
            lasted += [text[:_LONGEST] for text in block.texts(duration, _OF_A_BLOCK)]
        if group is not None:
            ids.append(np.fromiter(map(hash, block.texts(group)), np.int64, len(block.numbers)))
    order = Counter[str]()
    for day in days:
        if match := _FIRST_TWO.search(day):
            order["day"] += int(match[1]) > 12 >= int(match[2])
            order["month"] += int(match[2]) > 12 >= int(match[1])
            order["either"] += match[1] != match[2]
    return order, lasted, _repeated(ids)


def _repeated(ids: Sequence[np.ndarray[tuple[int], np.dtype[np.int64]]]) -> Mapping[int, int]:
    if not ids:
        return {}
    hashes, counts = np.unique(np.concatenate(ids), return_counts=True)
    often = counts > 1
    repeated = dict(zip(hashes[often].tolist(), counts[often].tolist(), strict=True))
    return {key: count for key, count in repeated.items() if key != hash("")}


def zone_said(header: str) -> tzinfo | None:
    """The zone that a header names; None where it names none."""
    if {"utc", "gmt", "zulu"} & set(fold(header).split()):
        return UTC
    for name in _ZONE_NAME.findall(header):
        try:
            return named_zone(name)
        except ValueError:
            continue
    return None


def settle(guess: Mapping[CallField, str], table: LogTable) -> dict[CallField, str]:
    """The mapping that headers suggest, set right by what stands in the first lines."""
    sample = _Sample.of(table)
    mapping = dict(guess)
    _settle_start(mapping, sample)
    _settle_reason(mapping, sample)
    for call_field in (CallField.AGENT, CallField.DURATION):
        header = mapping.get(call_field, "")
        if header and not sample.cells[header]:
            others = (other for other in candidates(table.headers, call_field) if sample.cells[other])
            mapping[call_field] = next(others, header)
    return {call_field: mapping[call_field] for call_field in CallField if mapping.get(call_field)}


@dataclass(frozen=True, slots=True)
class _Sample:
    """The cells of the first lines that say something, by header."""

    cells: Mapping[str, Sequence[str]]
    kinds: Mapping[str, Counter[str]]

    @classmethod
    def of(cls, table: LogTable) -> _Sample:
        rows = list(islice((cells for block in table.blocks() for _, cells in block.rows()), _SAMPLE))
        columns = zip(*rows, strict=True) if rows else [()] * len(table.headers)
        cells = {
            header: [cell.strip() for cell in column if not is_placeholder(cell.strip())]
            for header, column in zip(table.headers, columns, strict=True)
            if header
        }
        return cls(cells, {header: Counter(map(kind_of, column)) for header, column in cells.items()})

    def are(self, header: str, kind: str) -> bool:
        """Whether most of a column's cells are of a kind."""
        return bool(header) and self.kinds[header][kind] * 2 > len(self.cells[header])

    def first(self, headers: Iterable[str], kind: str) -> str:
        """The first of the headers whose cells are of a kind; nothing where there is none."""
        return next((header for header in headers if self.are(header, kind)), "")


def _settle_start(mapping: dict[CallField, str], sample: _Sample) -> None:
    """A start is a column of moments; a time of day counts only beside a column of days."""
    names = list(sample.cells)
    by_name = candidates(names, CallField.STARTED_AT) + candidates(names, CallField.START_TIME)
    meant = {*by_name, *mapping.values()}
    others = [name for name in names if name not in meant and not _ENDS & set(fold(name).split())]
    whole = sample.first([mapping.get(CallField.STARTED_AT, ""), *by_name], "start")
    day = sample.first([mapping.get(CallField.STARTED_AT, ""), *by_name], "day")
    time = sample.first(
        [mapping.get(CallField.START_TIME, ""), *candidates(names, CallField.START_TIME), *by_name], "time"
    )
    if not whole and not (day and time):
        whole = sample.first(others, "start")
    if whole:
        mapping[CallField.STARTED_AT] = whole
        mapping.pop(CallField.START_TIME, None)
    elif day and time:
        mapping[CallField.STARTED_AT], mapping[CallField.START_TIME] = day, time
    taken = {mapping.get(CallField.STARTED_AT), mapping.get(CallField.START_TIME)}
    for call_field in set(mapping) - {CallField.STARTED_AT, CallField.START_TIME}:
        if mapping[call_field] in taken:
            del mapping[call_field]


def _settle_reason(mapping: dict[CallField, str], sample: _Sample) -> None:
    """A column of reasons that says inbound, outbound, missed is one of directions, whatever it is called."""
    header = mapping.get(CallField.CONTACT_REASON, "")
    cells = sample.cells.get(header, ())
    if cells and sum(bool(status(cell)) for cell in cells) * 2 > len(cells):
        del mapping[CallField.CONTACT_REASON]
        mapping.setdefault(CallField.DIRECTION, header)
