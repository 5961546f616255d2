"""Many rows at once, as fast as each database takes them: past SQLAlchemy's work row by row, not past its types."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Connection, Table, func, select

from benvenuto.storage.tables import CleanText

Row = tuple[Any, ...]


def append(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Bulk insert: append rows, each the values of `columns` in their order, inside the connection's transaction.

    SQLite takes them by one prepared statement, PostgreSQL by COPY. Nothing is returned, and no default filled in.
    Raises what the driver raises, not what SQLAlchemy would make of it.
    """
    if connection.dialect.name == "postgresql":
        _copy(connection, table, columns, rows)
    else:
        places = ", ".join("?" * len(columns))
        names = ", ".join(f'"{name}"' for name in columns)
        statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({places})'  # noqa: S608 - names of our own tables
        cursor = connection.connection.cursor()
        cursor.executemany(statement, _bound(connection, table, columns, rows))  # type: ignore[arg-type] # an iterator
        cursor.close()


def reserve_ids(connection: Connection, table: Table, number: int) -> Sequence[int]:
    """Reserve primary keys: `number` ids that no other row will have, in growing order."""
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        each = select(func.nextval(sequence)).select_from(func.generate_series(1, number))
        # no order is promised of the rows of a query, and others may draw from the sequence in between
        return sorted(connection.scalars(each))
    # nobody else writes to SQLite meanwhile: a writing transaction holds it whole
    last = int(connection.scalar(select(func.max(table.c.id))) or 0)
    return range(last + 1, last + number + 1)


def _copy(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    cursor = connection.connection.cursor()
    # psycopg's own COPY, text format: the server reads each value as its column's type
    with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in _bound(connection, table, columns, rows):
            copy.write_row(row)
    cursor.close()


def _bound(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows as the driver takes them: what the columns' types do to a value, done once for each column."""
    binders = [(place, binder) for place, name in enumerate(columns) if (binder := _binder(connection, table, name))]
    if not binders:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place, binder in binders:
            values[place] = binder(values[place])
        yield tuple(values)


def _binder(connection: Connection, table: Table, name: str) -> Callable[[Any], Any] | None:
    kind = table.c[name].type
    if isinstance(kind, JSON):
        return _json
    binder = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    # of a million rows nearly all say the same few words
    return lru_cache(maxsize=4096)(binder) if binder and isinstance(kind, CleanText) else binder


def _json(value: object) -> str:
    # most lists of reasons and moments are empty
    return "[]" if value == [] else json.dumps(value)
