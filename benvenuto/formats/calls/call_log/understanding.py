"""How a file is to be read, decided by its cells; a header is only a hint."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

import numpy as np

from benvenuto.formats.calls.call_log import durations
from benvenuto.formats.calls.call_log.cells import is_placeholder
from benvenuto.formats.calls.call_log.columns import CallField, ColumnMapping, candidates, check_mapping
from benvenuto.formats.calls.call_log.dialects import GENERIC, Dialect
from benvenuto.formats.calls.call_log.durations import DurationFormat, DurationUnit
from benvenuto.formats.calls.call_log.lines import APART_US
from benvenuto.formats.calls.call_log.statuses import letters, status
from benvenuto.formats.calls.call_log.synonyms import ENDS, ZONES, phrases
from benvenuto.formats.calls.call_log.table import LogTable
from benvenuto.formats.calls.call_log.timestamps import Clock, kind_of, tells_zone
from benvenuto.formats.calls.call_log.vocabulary import fold
from benvenuto.formats.calls.call_log.zones import zone_of_name, zone_said

_SAMPLE = 400  # lines, by which the columns are chosen
_LONGEST_SAMPLE = 250  # characters
_OF_A_BLOCK = 50  # durations looked at
_MOST = 50_000
_LONGEST = 60  # characters of a duration
_THREE = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
_FIRST_YEAR = 15  # of years in two digits that stand in front
_VAGUE = frozenset(("type", "tipo"))
_LONGEST_TITLE = 100
_ZONES = frozenset(phrases(ZONES))
_ENDS = frozenset(phrases(ENDS))


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
    """How a file is read. `order_matters` where a date could be read either way, `zone_in_cells` where every start says
    its own zone; `zone_said_by` is a line above the headers, or the name of the file, by which it is known.

    `repeated` holds the hashes of the call ids that stand on several lines, with how many. With `year_first` 26/11/20
    is in 2026; with `days_alone` every start is a midnight, which tells no time. `words` are those of this file for
    direction and outcome.
    """

    dialect: Dialect
    mapping: ColumnMapping
    zone: tzinfo
    day_first: bool = True
    order_by: Decided = Decided.HABIT
    order_matters: bool = False
    both_orders: bool = False
    zone_said_by: str = ""
    zone_in_cells: bool = False
    duration: DurationFormat = field(default_factory=DurationFormat)
    scored: Scored = Scored.LONGEST
    repeated: Mapping[int, int] = field(default_factory=dict)
    year_first: bool = False
    days_alone: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def group(self) -> Sequence[str]:
        """The columns by which lines of one call are known: the first of them that is filled."""
        return _group(self.mapping)

    @property
    def tells_direction(self) -> bool:
        """Whether a column says which calls came in and which went out."""
        by_dialect = self.dialect.agent_of is not None or self.dialect.extensions > 0
        return by_dialect or bool(self.mapping.get(CallField.DIRECTION))

    @property
    def tells_answer(self) -> bool:
        """Whether a column says which calls somebody answered."""
        by_dialect = self.dialect.agent_of is not None or self.dialect.is_talk
        return by_dialect or bool(self.mapping.get(CallField.ANSWERED))


def understand(
    table: LogTable, choices: LogChoices, *, timezone: tzinfo, dialect: Dialect = GENERIC, file: str = ""
) -> LogReading:
    """Look at the cells of the whole file and decide how it is read, as far as nobody has chosen.
    `file` is its name.

    A guess may leave out the start or the agent; of what somebody chose MissingColumns or UnknownColumns is raised.
    """
    dialect = choices.dialect or dialect
    mapping, sample = choices.mapping, _Sample.of(table)
    if mapping is None:
        mapping = dialect.guess(table.headers)
        if dialect.agent_of is None:
            mapping = settle(mapping, sample, dialect)
        if choices.columns:
            others = {name: header for name, header in mapping.items() if header not in choices.columns.values()}
            mapping = {name: header for name, header in {**others, **choices.columns}.items() if header}
    if choices.mapping is not None or choices.columns:
        check_mapping(table.headers, mapping)
    start = mapping.get(CallField.STARTED_AT, "")
    names = f"{start} {mapping.get(CallField.START_TIME, '')}"
    zone, said_by = (choices.zone, "") if choices.zone else _zone_of_file(names, sample, table, file, dialect)
    order, lasted, repeated = _look(table, mapping)
    duration = durations.decide(mapping.get(CallField.DURATION, ""), lasted)
    if (known := choices.unit or dialect.unit) is not None:
        duration = DurationFormat(known, duration.thousands)
    chosen = choices.day_first
    return LogReading(
        dialect,
        mapping,
        zone or timezone,
        order.day >= order.month if chosen is None else chosen,
        Decided.CHOICE if chosen is not None else Decided.CELLS if order.is_proved else Decided.HABIT,
        order.matters,
        bool(order.day and order.month),
        said_by,
        bool(starts := sample.cells.get(start, ())) and all(map(tells_zone, starts)),
        duration,
        choices.scored or Scored.LONGEST,
        repeated,
        order.year_first,
        sample.are(start, "day") and CallField.START_TIME not in mapping,
        {**letters(sample.cells.get(mapping.get(CallField.DIRECTION, ""), ())), **dialect.words},
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """How many days of a file prove that the day comes first, and the month; whether any could be read either way."""

    day: int
    month: int
    matters: bool
    year_first: bool

    @property
    def is_proved(self) -> bool:
        return self.year_first or bool(self.day) != bool(self.month)

    @classmethod
    def of(cls, days: Iterable[str]) -> _Order:
        """What these days prove."""
        parts = [tuple(map(int, match.groups())) for day in days if (match := _THREE.search(day))]
        if _are_years_first(parts):
            return cls(0, 0, False, True)
        return cls(
            sum(first > 12 >= other for first, other, _ in parts),
            sum(other > 12 >= first for first, other, _ in parts),
            any(first != other for first, other, _ in parts),
            False,
        )


def _are_years_first(parts: Sequence[tuple[int, ...]]) -> bool:
    """Whether 26/11/20, 26/11/21 are two days of one month rather than one day of two years."""
    could_be = all(year >= _FIRST_YEAR and 1 <= month <= 12 and 1 <= day <= 31 for year, month, day in parts)
    years, days = ({part[place] for part in parts} for place in (0, 2))
    return could_be and len(days) >= 2 * len(years) > 0


def _look(table: LogTable, mapping: ColumnMapping) -> tuple[_Order, list[str], Mapping[int, int]]:
    """Of the whole file: proofs of the order of day and month, some durations, and the ids on several lines."""
    start, duration = (
        table.headers.index(name) if (name := mapping.get(field)) else None
        for field in (CallField.STARTED_AT, CallField.DURATION)
    )
    group = list(map(table.headers.index, _group(mapping)))
    days, lasted, ids = set[str](), list[str](), list[np.ndarray[tuple[int], np.dtype[np.int64]]]()
    for block in table.blocks():
        if start is not None and len(days) < _MOST:
            days.update([text[:16] if text[:1].isalpha() else text[:10] for text in block.texts(start)])
        if duration is not None and len(lasted) < _MOST:
            lasted += [text[:_LONGEST] for text in block.texts(duration, _OF_A_BLOCK)]
        if group:
            ids.append(np.fromiter(map(hash, block.first_texts(group)), np.int64, len(block.numbers)))
    return _Order.of(days), lasted, _repeated(ids)


def _group(mapping: ColumnMapping) -> Sequence[str]:
    """The first line of a call may have no linked id, but an id to which the others are linked."""
    return [name for field in (CallField.LINKED_ID, CallField.EXTERNAL_ID) if (name := mapping.get(field))]


def _repeated(ids: Sequence[np.ndarray[tuple[int], np.dtype[np.int64]]]) -> Mapping[int, int]:
    if not ids:
        return {}
    hashes, counts = np.unique(np.concatenate(ids), return_counts=True)
    often = counts > 1
    repeated = dict(zip(hashes[often].tolist(), counts[often].tolist(), strict=True))
    return {key: count for key, count in repeated.items() if key != hash("")}


def _zone_of_file(
    header: str, sample: _Sample, table: LogTable, file: str, dialect: Dialect
) -> tuple[tzinfo | None, str]:
    """The zone that the header of the start tells, a column of zones, a line above, the name of the file or the system;
    and the words that tell it where they are not the header's."""
    if (zone := zone_said(header)) is not None:
        return zone, ""
    for column, cells in sample.cells.items():
        zones = set(map(zone_said, cells)) if fold(column) in _ZONES else ()
        if len(zones) == 1 and (zone := zones.pop()) is not None:
            return zone, f"{column}: {cells[0]}"
    for words in (" ".join(" ".join(cells).split())[:_LONGEST_TITLE] for cells in table.above):
        if (zone := zone_said(words)) is not None:
            return zone, words
    if (zone := zone_of_name(file)) is not None:
        return zone, file
    return (ZoneInfo(dialect.zone), "") if dialect.zone else (None, "")


def settle(guess: Mapping[CallField, str], sample: _Sample, dialect: Dialect) -> dict[CallField, str]:
    """The mapping that headers suggest, set right by what stands in the first lines."""
    mapping = dict(guess)
    _settle_start(mapping, sample)
    if dialect.name == GENERIC.name:
        _settle_statuses(mapping, sample)
        _settle_id(mapping, sample)
    for call_field in (CallField.AGENT, CallField.DURATION):
        header = mapping.get(call_field, "")
        if header and not sample.cells[header]:
            others = (other for other in candidates(list(sample.cells), call_field) if sample.cells[other])
            mapping[call_field] = next(others, header)
    return {call_field: mapping[call_field] for call_field in CallField if mapping.get(call_field)}


@dataclass(frozen=True, slots=True)
class _Sample:
    """The first lines by header: the columns, the cells among them that say something, and what these look like."""

    columns: Mapping[str, Sequence[str]]
    cells: Mapping[str, Sequence[str]]
    kinds: Mapping[str, Counter[str]]

    @classmethod
    def of(cls, table: LogTable) -> _Sample:
        lines = islice((cells for block in table.blocks() for _, cells in block.rows()), _SAMPLE)
        rows = [[cell[:_LONGEST_SAMPLE].strip() for cell in cells] for cells in lines]
        columns = zip(*rows, strict=True) if rows else [()] * len(table.headers)
        named = {header: column for header, column in zip(table.headers, columns, strict=True) if header}
        cells = {header: [cell for cell in column if not is_placeholder(cell)] for header, column in named.items()}
        return cls(named, cells, {header: Counter(map(kind_of, column)) for header, column in cells.items()})

    def are(self, header: str, kind: str) -> bool:
        """Whether most of a column's cells are of a kind."""
        return header in self.cells and self.kinds[header][kind] * 2 > len(self.cells[header])

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


def _settle_statuses(mapping: dict[CallField, str], sample: _Sample) -> None:
    """A column of reasons that says inbound, outbound, missed is one of directions, one of outcomes that says answered
    and missed is one of answers, whatever they are called; a `Type` that says neither is none of directions."""
    for call_field, asked in (
        (CallField.CONTACT_REASON, CallField.DIRECTION),
        (CallField.OUTCOME, CallField.ANSWERED),
    ):
        header = mapping.get(call_field, "")
        cells = sample.cells.get(header, ())
        if asked not in mapping and cells and sum(bool(status(cell)) for cell in cells) * 2 > len(cells):
            mapping[asked] = mapping.pop(call_field)
    header = mapping.get(CallField.DIRECTION, "")
    if fold(header) in _VAGUE and not any(map(status, sample.cells[header])):
        del mapping[CallField.DIRECTION]


def _settle_id(mapping: dict[CallField, str], sample: _Sample) -> None:
    """What stands on lines hours apart, time and again, is no id of a call, but that of an agent or a customer."""
    names = [mapping.get(field, "") for field in (CallField.EXTERNAL_ID, CallField.STARTED_AT, CallField.START_TIME)]
    ids, days, times = (sample.columns.get(name, ()) for name in names)
    clock = Clock(UTC, datetime(2100, 1, 1, tzinfo=UTC))
    started = defaultdict[str, list[int]](list)
    for key, start in zip(ids, clock.starts_of_two(days, times) if times else clock.starts(days), strict=False):
        if isinstance(start, int) and not is_placeholder(key):
            started[key].append(start)
    spans = [max(starts) - min(starts) for starts in started.values() if len(starts) > 1]
    apart = sum(span > APART_US for span in spans)
    if apart > 1 and apart * 2 > len(spans):
        del mapping[CallField.EXTERNAL_ID]
