"""Adding many calls at once; those that are there already stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from benvenuto.storage.tables import Instant, Words

# as many as SQLite takes unless it is built to take more; every row of a statement but the first costs it less
_MOST_VARIABLES = 32_766
# with less the pages of an index by agent, one for each, go out to the file and come back in turn
_CACHE_KB = 64_000


class NewCall(NamedTuple):
    """A call to add. Times are aware."""

    external_id: str
    agent_id: int | None
    agent_code: str
    team_id: int | None
    started_at: datetime
    duration_s: int | None
    contact_reason: str
    language: str
    caller: str
    note: str
    simulated: bool
    created_at: datetime


_COLUMNS = ", ".join(NewCall._fields)
_TEXTS = ("external_id", "agent_code", "contact_reason", "language", "caller", "note")
_texts_of = itemgetter(*map(NewCall._fields.index, _TEXTS))
_ROWS = _MOST_VARIABLES // len(NewCall._fields)


def add_calls(connection: Connection, rows: Sequence[NewCall]) -> int:
    """Add the calls whose external id is not there yet, the first of each; how many were added.

    Raises ValueError when a moment has no time zone.
    """
    if not rows:
        return 0
    cleaned = _cleaned(connection, rows)
    if connection.dialect.name == "postgresql":
        return _copy(connection, cleaned)
    with _large_cache(connection):
        return _insert(connection, cleaned)


def _cleaned(connection: Connection, rows: Sequence[NewCall]) -> Sequence[NewCall]:
    """Without what no database can keep, which is looked for in all texts at once."""
    together = "".join(chain.from_iterable(map(_texts_of, rows)))
    try:
        together.encode()
    except UnicodeEncodeError:
        kept = False
    else:
        kept = "\0" not in together
    if kept:
        return rows
    clean = Words().process_bind_param

    def cleaned(row: NewCall) -> NewCall:
        texts: Mapping[str, Any] = {name: clean(getattr(row, name), connection.dialect) for name in _TEXTS}
        return row._replace(**texts)

    return list(map(cleaned, rows))


def _in_utc(connection: Connection, moments: Sequence[datetime]) -> Sequence[datetime]:
    to_utc = Instant().process_bind_param
    return [at if at.tzinfo is UTC else to_utc(at, connection.dialect) or at for at in moments]


def _insert(connection: Connection, rows: Sequence[NewCall]) -> int:
    """Past SQLAlchemy, whose work on every value takes longer than SQLite's."""
    columns: dict[str, Sequence[Any]] = dict(zip(NewCall._fields, zip(*rows, strict=True), strict=True))
    columns["started_at"] = _written(connection, columns["started_at"])
    created = list(set(columns["created_at"]))  # one for all calls of a file
    texts = dict(zip(created, _written(connection, created), strict=True))
    columns["created_at"] = [texts[at] for at in columns["created_at"]]
    columns["simulated"] = list(map(int, columns["simulated"]))
    values = tuple(chain.from_iterable(zip(*columns.values(), strict=True)))
    added = 0
    for start in range(0, len(values), _ROWS * len(columns)):
        part = values[start : start + _ROWS * len(columns)]
        added += connection.exec_driver_sql(_statement(len(part) // len(columns)), part).rowcount
    return added


def _written(connection: Connection, moments: Sequence[datetime]) -> Sequence[str]:
    """As SQLAlchemy writes moments for SQLite."""
    return [at.isoformat(" ", "microseconds")[:26] for at in _in_utc(connection, moments)]


@cache
def _statement(rows: int) -> str:
    row = f"({', '.join('?' * len(NewCall._fields))})"
    values = ", ".join([row] * rows)
    return f"INSERT INTO calls ({_COLUMNS}) VALUES {values} ON CONFLICT (external_id) DO NOTHING"  # noqa: S608


@contextmanager
def _large_cache(connection: Connection) -> Iterator[None]:
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {before}")


def _copy(connection: Connection, rows: Sequence[NewCall]) -> int:
    """By way of a table of its own, as COPY knows no conflict."""
    _in_utc(connection, [at for row in rows for at in (row.started_at, row.created_at)])  # raises without a zone
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
