"""Adding many calls at once; those that are there already stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, count, repeat
from operator import eq, is_
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Dialect

from benvenuto.domain.instants import instant
from benvenuto.storage.tables import CleanText, Instant, calls

# in one statement: every row but the first costs SQLite less; a power of two, so that the rest takes few more
_MOST_ROWS = 1024
_WIDTH = len("2026-03-04 08:00:07.000000")
_DATE_WIDTH = len("2026-03-04 ")
_SECOND, _DAY = 1_000_000, 86_400_000_000  # in microseconds
_MOST_DAYS = 1_000  # more of them are too few timestamps on each to be worth it


class NewCalls(NamedTuple):
    """Calls to add, a column each: the facts of one call stand at the same place of every column.

    Timestamps are in microseconds since 1970.
    """

    external_id: Sequence[str]
    agent_id: Sequence[int | None]
    agent_code: Sequence[str]
    team_id: Sequence[int | None]
    started_at: Sequence[int]
    duration_s: Sequence[int | None]
    contact_reason: Sequence[str]
    language: Sequence[str]
    caller: Sequence[str]
    note: Sequence[str]
    recording_name: Sequence[str]
    simulated: Sequence[bool]
    created_at: Sequence[int]
    import_id: Sequence[int | None]


_COLUMNS = ", ".join(NewCalls._fields)


@dataclass(frozen=True, slots=True)
class ReadyCalls:
    """The same, as the driver of one kind of database takes them: rows to copy, or statements and what fills them."""

    rows: Sequence[Sequence[Any]] = ()
    statements: Sequence[tuple[str, Sequence[Any]]] = ()


def make_ready(dialect: Dialect, new: NewCalls) -> ReadyCalls:
    """What can be done before the database is held."""
    columns = [_bound(dialect, name, values) for name, values in zip(new._fields, new, strict=True)]
    if dialect.name == "postgresql":
        return ReadyCalls(rows=list(zip(*columns, strict=True)))
    return ReadyCalls(statements=list(_statements(columns)))


def add_calls(connection: Connection, parts: Iterable[ReadyCalls]) -> int:
    """Add the calls whose external id is not there yet, the first of each; how many were added.

    Past SQLAlchemy, whose work on every value takes longer than the database's.
    """
    if connection.dialect.name == "postgresql":
        return _copy(connection, chain.from_iterable(part.rows for part in parts))
    return sum(connection.exec_driver_sql(*statement).rowcount for part in parts for statement in part.statements)


def _bound(dialect: Dialect, name: str, values: Sequence[Any]) -> Sequence[Any]:
    """A column as the driver takes it: what its type does to a value, but only where there is something to do."""
    kind = calls.c[name].type
    if isinstance(kind, CleanText) and not _can_be_kept("".join(values)):
        return [kind.process_bind_param(text, dialect) for text in values]
    if isinstance(kind, Instant):
        return list(map(instant, values)) if dialect.name == "postgresql" else _written(values)
    return values


def _can_be_kept(text: str) -> bool:
    """Whether every database can keep this text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _statements(columns: Sequence[Sequence[Any]]) -> Iterator[tuple[str, Sequence[Any]]]:
    """Handing a value over takes as long as writing it, so that what is the same for all rows is handed over once."""
    same = tuple(all(map(is_, column, repeat(next(iter(column), None)))) for column in columns)
    once = [column[0] for column, is_same in zip(columns, same, strict=True) if is_same and column]
    each = [column for column, is_same in zip(columns, same, strict=True) if not is_same]
    start = 0
    while left := len(columns[0]) - start:
        rows = min(_MOST_ROWS, 1 << left.bit_length() - 1)
        values: list[Any] = [None] * (rows * len(each))
        for place, column in enumerate(each):
            values[place :: len(each)] = column[start : start + rows]
        yield _statement(same, rows), (*once, *values)
        start += rows


@lru_cache(maxsize=128)
def _statement(same: Sequence[bool], rows: int) -> str:
    """What adds so many rows: first come the values that are the same for all of them, then those of each row."""
    numbers = count(1)
    once = {place: f"?{next(numbers)}" for place, is_same in enumerate(same) if is_same}
    # the first row says where the counting goes on; SQLite seeks each number that is written among all before it
    first = ", ".join(once.get(place) or f"?{next(numbers)}" for place in range(len(same)))
    others = ", ".join(once.get(place, "?") for place in range(len(same)))
    values = ", ".join([f"({first})", *[f"({others})"] * (rows - 1)])
    return f"INSERT INTO calls ({_COLUMNS}) VALUES {values} ON CONFLICT (external_id) DO NOTHING"  # noqa: S608


def _written(timestamps: Sequence[int]) -> Sequence[str]:
    """Timestamps as SQLAlchemy writes them for SQLite, whose isoformat takes ten times as long."""
    if all(map(eq, timestamps, repeat(next(iter(timestamps), 0)))):  # when all calls of a file came in
        return [_text(timestamps[0])] * len(timestamps) if timestamps else []
    seconds, beyond = np.divmod(np.array(timestamps, np.int64), _SECOND)
    days, seconds = np.divmod(seconds, _DAY // _SECOND)
    first, last = int(days.min()), int(days.max())
    if beyond.any() or last - first > _MOST_DAYS:
        return list(map(_text, timestamps))
    dates = "".join(_text(day * _DAY)[:_DATE_WIDTH] for day in range(first, last + 1))
    written = np.hstack((_rows(dates, _DATE_WIDTH)[days - first], _times()[seconds])).tobytes().decode("ascii")
    return [written[start : start + _WIDTH] for start in range(0, len(written), _WIDTH)]


@cache
def _times() -> npt.NDArray[np.uint8]:
    """Every second of a day as it is written, a row each."""
    hours, sixty = [f"{n:02}:" for n in range(24)], [f"{n:02}" for n in range(60)]
    minutes = [f"{hour}{minute}:" for hour in hours for minute in sixty]
    return _rows("".join(f"{minute}{second}.000000" for minute in minutes for second in sixty), _WIDTH - _DATE_WIDTH)


def _rows(text: str, width: int) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode("ascii"), np.uint8).reshape(-1, width)


def _text(timestamp: int) -> str:
    return instant(timestamp).isoformat(" ", "microseconds")[:_WIDTH]


def _copy(connection: Connection, rows: Iterable[Sequence[Any]]) -> int:
    """By way of a table of its own, as COPY knows no conflict."""
    cursor = connection.connection.cursor()
    cursor.execute(
        f"CREATE TEMPORARY TABLE new_calls ON COMMIT DROP AS SELECT {_COLUMNS} FROM calls WITH NO DATA"  # noqa: S608
    )
    with cursor.copy(f"COPY new_calls ({_COLUMNS}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    added = cursor.execute(
        f"INSERT INTO calls ({_COLUMNS}) SELECT {_COLUMNS} FROM new_calls ON CONFLICT (external_id) DO NOTHING"  # noqa: S608
    ).rowcount
    cursor.execute("DROP TABLE new_calls")
    return int(added)
