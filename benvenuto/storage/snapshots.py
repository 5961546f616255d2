"""Snapshots: every row of a database at one moment, read and put back as values that SQLite and PostgreSQL share.

The tables are those that the database has, not those of this version: an older one is read as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, MetaData, Table, cast, event, func, select, text
from sqlalchemy.types import TypeEngine

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.snapshot import ColumnKind, ColumnShape, TableShape, Values
from benvenuto.storage.bulk import append
from benvenuto.storage.faults import DatabaseNewer, driver_error, file_in_words, in_words
from benvenuto.storage.migrating import VERSIONS, locked, newest, revision_of, to_revision
from benvenuto.storage.patience import wait_patiently
from benvenuto.storage.private import database_files
from benvenuto.storage.tables import Instant, metadata

_AT_ONCE = 2000
_KINDS: Sequence[tuple[type[TypeEngine[Any]], ColumnKind, TypeEngine[Any]]] = (
    (sa.Boolean, ColumnKind.BOOLEAN, sa.Boolean()),
    (sa.JSON, ColumnKind.JSON, sa.Text()),  # as it is written: nothing is understood, so nothing is changed
    (sa.DateTime, ColumnKind.INSTANT, Instant()),
    (sa.Date, ColumnKind.DAY, sa.Date()),
    (sa.Integer, ColumnKind.INTEGER, sa.BigInteger()),
    (sa.Float, ColumnKind.NUMBER, sa.Float()),
    (sa.String, ColumnKind.TEXT, sa.Text()),
)
_BY_THE_WAY = {"alembic_version", "weekly_basis"}
"""What any command writes into a new database, before there is anything in it."""


class NoDatabase(BenvenutoError):
    """There are no tables to read."""

    template = message("There is no database of Benvenuto's here yet.")
    remedy = message("Check BENVENUTO_DATA and BENVENUTO_DATABASE_URL: they must be those that the server runs with.")


class NotEmpty(BenvenutoError):
    """A backup can't be put where something is: it would have to be mixed or lost."""

    template = message("Nothing was restored: there are people or calls in this database already.")
    remedy = message(
        "Restore into a new place: set BENVENUTO_DATA to an empty folder, "
        "or BENVENUTO_DATABASE_URL to an empty database."
    )


class OtherTables(BenvenutoError):
    """Tables that its version of Benvenuto never had."""

    template = message("Nothing was restored: table {table} does not fit version {revision} of the database.")
    remedy = message("The file was not written by Benvenuto, or was changed since: take another backup.")


class RefusedRows(BenvenutoError):
    """Rows that the database doesn't take: they contradict each other."""

    template = message("Nothing was restored: the database refuses the rows of table {table}.")
    remedy = message("The file was not written by Benvenuto, or was changed since: take another backup.")


@dataclass(frozen=True)
class Snapshot:
    """Everything that there is, as its transaction sees it."""

    connection: Connection

    @cached_property
    def revision(self) -> str:
        """The revision of the schema. Raises NoDatabase where there is none."""
        wait_patiently(self.connection)
        revision = revision_of(self.connection)
        if not revision:
            raise NoDatabase
        return revision

    @property
    def current(self) -> bool:
        """Whether its tables are those of this version."""
        return self.revision == newest()

    @cached_property
    def _tables(self) -> Mapping[str, Table]:
        # beside tables that are today's, others are somebody else's; an older version's have names of their own
        ours = metadata.tables if self.current else None
        return _reflected(self.connection, lambda name: ours is None or name in ours)

    @cached_property
    def tables(self) -> Sequence[TableShape]:
        """Its tables: each after those that it refers to."""
        return [_shape(table, self._last_id(table)) for table in self._tables.values()]

    def rows(self, name: str) -> Iterator[Values]:
        """The rows of a table, a few thousand in memory at a time."""
        table = self._tables[name]
        # PostgreSQL's driver would read a document into objects, and write it otherwise
        columns = [cast(c, sa.Text) if _kind(c) is ColumnKind.JSON else c for c in table.columns]
        asked = self.connection.execution_options(stream_results=True, yield_per=_AT_ONCE).execute(select(*columns))
        for part in asked.partitions():
            yield from part

    def references(self, name: str) -> Mapping[str, str]:
        """What the columns of a table refer to, as table.column."""
        keys = self._tables[name].foreign_keys
        return {str(key.parent.name): f"{key.column.table.name}.{key.column.name}" for key in keys}

    def recording_keys(self) -> Iterator[str]:
        """The keys of all files that recordings name, brought and listened to; some come more than once."""
        recordings = self._tables["recordings"]
        query = select(cast(recordings.c.originals, sa.Text), recordings.c.listening_key).order_by(recordings.c.id)
        asked = self.connection.execution_options(stream_results=True, yield_per=_AT_ONCE).execute(query)
        for part in asked.partitions():
            for originals, listening_key in part:
                yield from (str(original["key"]) for original in json.loads(originals))
                yield str(listening_key)

    def _last_id(self, table: Table) -> int | None:
        if self.connection.dialect.name != "postgresql" or "id" not in table.c:
            return None
        sequence = self.connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
        if sequence is None:
            return None
        last, called = self.connection.execute(text(f"select last_value, is_called from {sequence}")).one()  # noqa: S608
        return int(last) if called else None


@dataclass(frozen=True)
class EmptyTables:
    """The tables of a revision, with nothing in them yet."""

    connection: Connection
    revision: str

    @cached_property
    def _tables(self) -> Mapping[str, Table]:
        return _reflected(self.connection, lambda name: True)

    def check(self, shapes: Sequence[TableShape]) -> None:
        """Raise OtherTables when these are not the shapes of the tables, each with all of its columns."""
        here = {name: set(_shape(table, None).columns) for name, table in self._tables.items()}
        wanted = {shape.name: set(shape.columns) for shape in shapes}
        for name in sorted({*here, *wanted}):
            if here.get(name) != wanted.get(name):
                raise OtherTables(table=name, revision=self.revision)

    def put(self, shape: TableShape, rows: Iterable[Values]) -> None:
        """Put rows into a table, in the order of the shape's columns; what comes next gets a number of its own."""
        table = self._tables[shape.name]
        try:
            append(self.connection, table, [column.name for column in shape.columns], map(tuple, rows))
        except Exception as error:
            if driver_error(error) or isinstance(error, UnicodeEncodeError):
                raise RefusedRows(table=shape.name) from error
            raise
        if self.connection.dialect.name == "postgresql" and "id" in table.c:
            self._go_on(table, shape.last_id)

    def _go_on(self, table: Table, last_id: int | None) -> None:
        sequence = self.connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
        last = max(last_id or 0, int(self.connection.scalar(select(func.max(table.c.id))) or 0))
        if sequence is not None and last:
            self.connection.execute(select(func.setval(sequence, last)))


@contextmanager
def emptied(engine: Engine, revision: str) -> Iterator[EmptyTables]:
    """The tables of a revision in an empty database, all in one transaction: at its end they are brought to today's.

    Raises NotEmpty, and what `check_revision` raises.
    """
    check_revision(revision)
    with in_words(), file_in_words(), locked(engine) as connection:
        if _holds_something(connection):
            raise NotEmpty
        to_revision(connection, "base")
        to_revision(connection, revision)
        wait_patiently(connection)
        tables = EmptyTables(connection, revision)
        yield tables
        to_revision(connection, "head")


def check_there(engine: Engine) -> None:
    """Raise NoDatabase when SQLite would make a new file."""
    if _is_missing(engine):
        raise NoDatabase


def check_empty(engine: Engine) -> None:
    """Raise NotEmpty when there is anything in the database; a file that is not there is not made."""
    if _is_missing(engine):
        return
    with in_words(), engine.connect() as connection:
        if _holds_something(connection):
            raise NotEmpty


def check_revision(revision: str) -> None:
    """Raise a fault when this version of Benvenuto can't read the tables of a revision."""
    if revision > newest():
        raise DatabaseNewer(revision=revision, newest=newest())
    if revision not in VERSIONS:
        raise OtherTables(table="alembic_version", revision=revision)


def _is_missing(engine: Engine) -> bool:
    files = database_files(engine.url.render_as_string(hide_password=False))
    return bool(files) and not files[0].exists()


def _holds_something(connection: Connection) -> bool:
    tables = _reflected(connection, lambda name: name in metadata.tables)
    return any(
        connection.execute(select(table).limit(1)).first() is not None
        for name, table in tables.items()
        if name not in _BY_THE_WAY
    )


def _reflected(connection: Connection, wanted: Callable[[str], bool]) -> Mapping[str, Table]:
    """The database's own tables by name, each after those that it refers to, their columns of our types."""
    known = MetaData()

    @event.listens_for(known, "column_reflect")
    def _typed(_inspector: object, _table: object, column: dict[str, object]) -> None:
        native = column["type"]
        for family, kind, ours in _KINDS:
            if isinstance(native, family):
                column["type"], column["info"] = ours, {"kind": kind}
                return

    known.reflect(connection, only=lambda name, _: name != "alembic_version" and wanted(name))
    return {table.name: table for table in known.sorted_tables}


def _kind(column: sa.Column[object]) -> ColumnKind:
    kind: ColumnKind = column.info["kind"]
    return kind


def _shape(table: Table, last_id: int | None) -> TableShape:
    # a name that was read from a database is a kind of text of SQLAlchemy's own
    return TableShape(str(table.name), tuple(ColumnShape(str(c.name), _kind(c)) for c in table.columns), last_id)
