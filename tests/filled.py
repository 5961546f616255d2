"""A database with rows in every table: whatever its columns can hold, in every combination that they allow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, Float, Integer, Table, Text, cast, insert, select

from benvenuto.storage.database import Database
from benvenuto.storage.tables import Instant, metadata

WORDS = (
    "", " ", "perché no?", "a\nb\r\n\tc", "\\N", "\\.", '"', "'; drop table calls; --", "😀 𝄞 \u200b", "null", "ﷺ" * 20,
    " ", "\x7f\x01", "1e5", "+39 06 1234567",
)  # fmt: skip
NUMBERS = (0.0, -0.0, 0.1, 1 / 3, 1e-300, 1.7976931348623157e308, -5.5, 2.0**53)
# a document that is only a number SQLite keeps as one (JSON has the affinity NUMERIC): 1e22 alone would be 1.0e+22
DOCUMENTS: Sequence[object] = (
    [],
    {},
    [1, 2.5, None, "è"],
    {"b": {"a": [True]}, "a": "\u2028"},
    "text",
    0,
    False,
    [1e22],
)


def fill(database: Database, seed: int, rows: int = 6) -> None:
    """Put random rows into every table that the application has."""
    random = Random(seed)
    with database.write() as tx:
        for table in metadata.sorted_tables:
            if table.name != "weekly_basis":
                _fill_table(tx.connection, table, random, rows)


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, documents as they are written."""
    with database.read() as tx:
        return {
            table.name: sorted(
                map(tuple, tx.connection.execute(select(*(_raw(column) for column in table.columns)))), key=repr
            )
            for table in metadata.sorted_tables
        }


def _raw(column: Column[Any]) -> Any:
    return cast(column, Text) if isinstance(column.type, JSON) else column


def _fill_table(connection: Connection, table: Table, random: Random, rows: int) -> None:
    seen: set[tuple[object, ...]] = set()
    parents = {
        column.name: list(connection.scalars(select(next(iter(column.foreign_keys)).column)))
        for column in table.columns
        if column.foreign_keys
    }
    for _ in range(rows):
        if any(not pool for pool in parents.values()):
            return
        row = {column.name: _value(column, random, parents) for column in table.columns if not _counted(column)}
        _mend(table, row)
        key = tuple(row.get(column.name) for column in table.primary_key) if not _counted(_first(table)) else ()
        if key and key in seen:
            continue
        seen.add(key)
        connection.execute(insert(table).values(row))


def _first(table: Table) -> Column[Any]:
    return next(iter(table.columns))


def _counted(column: Column[Any]) -> bool:
    return column.name == "id"


def _mend(table: Table, row: dict[str, Any]) -> None:
    """What one column says of another."""
    if table.name == "analyses" and (row["measured"] is None) == (row["fault"] is None):
        row["fault"] = None if row["measured"] is not None else {"template": "x"}
    if table.name == "evaluations":
        row["probability"] = 0.25
    if table.name == "recordings":
        row["originals"] = [{"side": "both", "key": f"aa/{row['call_id']}.wav"}]
        row["listening_key"] = f"bb/{row['call_id']}.flac"


def _value(column: Column[Any], random: Random, parents: dict[str, Any]) -> Any:
    if column.nullable and random.random() < 0.3:
        return None
    if column.name in parents:
        unique = column.unique or (column.primary_key and len(column.table.primary_key.columns) == 1)
        pool = parents[column.name]
        return pool.pop(random.randrange(len(pool))) if unique else random.choice(pool)
    return next((make(random) for kind, make in _MADE.items() if isinstance(column.type, kind)), _text(column, random))


_MADE: dict[type, Callable[[Random], object]] = {
    Instant: lambda random: datetime(2026, 3, 29, tzinfo=UTC) + timedelta(microseconds=random.randrange(10**13)),
    JSON: lambda random: random.choice(DOCUMENTS),
    Boolean: lambda random: random.random() < 0.5,
    Date: lambda random: date(2026, 1, 1) + timedelta(days=random.randrange(1000)),
    Float: lambda random: random.choice(NUMBERS),
    Integer: lambda random: random.randrange(10**6),
}


def _text(column: Column[Any], random: Random) -> str:
    kind: Any = column.type
    length = getattr(kind, "length", None) or getattr(getattr(kind, "impl", None), "length", None) or 400
    text = f"{random.randrange(10**9)}{random.choice(WORDS)}" if length > 12 else f"{random.randrange(10**9)}"
    return text[:length]
