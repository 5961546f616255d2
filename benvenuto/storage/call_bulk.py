"""Adding many calls at once; those that are there already stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count, repeat
from operator import is_
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect

from benvenuto.storage.tables import Instant, Words, calls

# in one statement: every row but the first costs SQLite less; a power of two, so that the rest takes few more
_MOST_ROWS = 1024
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NewCalls(NamedTuple):
    """Calls to add, a column each: the facts of one call stand at the same place of every column. Times are aware."""

    external_id: Sequence[str]
    agent_id: Sequence[int | None]
    agent_code: Sequence[str]
    team_id: Sequence[int | None]
    started_at: Sequence[datetime]
    duration_s: Sequence[int | None]
    contact_reason: Sequence[str]
    language: Sequence[str]
    caller: Sequence[str]
    note: Sequence[str]
    simulated: Sequence[bool]
    created_at: Sequence[datetime]


_COLUMNS = ", ".join(NewCalls._fields)


@dataclass(frozen=True, slots=True)
class ReadyCalls:
    """The same, as the driver of one kind of database takes them."""

    columns: Sequence[Sequence[Any]]


def make_ready(dialect: Dialect, new: NewCalls) -> ReadyCalls:
    """What can be done before the database is held. Raises ValueError when a moment has no time zone."""
    return ReadyCalls([_bound(dialect, name, values) for name, values in zip(new._fields, new, strict=True)])


def add_calls(connection: Connection, ready: ReadyCalls) -> int:
    """Add the calls whose external id is not there yet, the first of each; how many were added."""
    if not ready.columns[0]:
        return 0
    if connection.dialect.name == "postgresql":
        return _copy(connection, ready.columns)
    return _insert(connection, ready.columns)


def _bound(dialect: Dialect, name: str, values: Sequence[Any]) -> Sequence[Any]:
    """A column as the driver takes it: what its type does to a value, but only where there is something to do."""
    kind = calls.c[name].type
    if isinstance(kind, Words) and not _can_be_kept("".join(values)):
        return [kind.process_bind_param(text, dialect) for text in values]
    if isinstance(kind, Instant):
        moments: Sequence[Any] = [at if at.tzinfo is UTC else kind.process_bind_param(at, dialect) for at in values]
        return moments if dialect.name == "postgresql" else _written(moments)
    return values


def _can_be_kept(text: str) -> bool:
    """Whether every database can keep this text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _insert(connection: Connection, columns: Sequence[Sequence[Any]]) -> int:
    """Past SQLAlchemy, whose work on every value takes longer than SQLite's. Handing a value over takes as long as
    writing it, so that what is the same for all rows is handed over once."""
    same = tuple(all(map(is_, column, repeat(column[0]))) for column in columns)
    once = [column[0] for column, is_same in zip(columns, same, strict=True) if is_same]
    each = [column for column, is_same in zip(columns, same, strict=True) if not is_same]
    added = start = 0
    while left := len(columns[0]) - start:
        rows = min(_MOST_ROWS, 1 << left.bit_length() - 1)
        values: list[Any] = [None] * (rows * len(each))
        for place, column in enumerate(each):
            values[place :: len(each)] = column[start : start + rows]
        added += connection.exec_driver_sql(_statement(same, rows), (*once, *values)).rowcount
        start += rows
    return added


@cache
def _statement(same: Sequence[bool], rows: int) -> str:
    """What adds so many rows: first come the values that are the same for all of them, then those of each row."""
    numbers = count(1)
    once = {place: next(numbers) for place, is_same in enumerate(same) if is_same}
    values = ", ".join(
        "(" + ", ".join(f"?{once[place] if place in once else next(numbers)}" for place in range(len(same))) + ")"
        for _ in range(rows)
    )
    return f"INSERT INTO calls ({_COLUMNS}) VALUES {values} ON CONFLICT (external_id) DO NOTHING"  # noqa: S608


def _written(moments: Sequence[datetime]) -> Sequence[str]:
    """Moments in UTC as SQLAlchemy writes them for SQLite: isoformat takes five times as long."""
    if moments and all(map(is_, moments, repeat(moments[0]))):  # when all calls of a file came in
        return [_text(moments[0] - _EPOCH)] * len(moments)
    return [
        _text(since) if since.microseconds else _DAYS[since.days] + _TIMES[since.seconds]
        for since in [at - _EPOCH for at in moments]
    ]


def _text(since: timedelta) -> str:
    return (_EPOCH + since).isoformat(" ", "microseconds")[:26]


class _Days(dict[int, str]):
    def __missing__(self, days: int) -> str:
        text = self[days] = _text(timedelta(days))[:11]
        return text


class _Times(dict[int, str]):
    def __missing__(self, seconds: int) -> str:
        text = self[seconds] = _text(timedelta(seconds=seconds))[11:]
        return text


_DAYS, _TIMES = _Days(), _Times()


def _copy(connection: Connection, columns: Sequence[Sequence[Any]]) -> int:
    """By way of a table of its own, as COPY knows no conflict."""
    cursor = connection.connection.cursor()
    cursor.execute(
        f"CREATE TEMPORARY TABLE new_calls ON COMMIT DROP AS SELECT {_COLUMNS} FROM calls WITH NO DATA"  # noqa: S608
    )
    with cursor.copy(f"COPY new_calls ({_COLUMNS}) FROM STDIN") as copy:
        for row in zip(*columns, strict=True):
            copy.write_row(row)
    added = cursor.execute(
        f"INSERT INTO calls ({_COLUMNS}) SELECT {_COLUMNS} FROM new_calls ON CONFLICT (external_id) DO NOTHING"  # noqa: S608
    ).rowcount
    cursor.execute("DROP TABLE new_calls")
    return int(added)
