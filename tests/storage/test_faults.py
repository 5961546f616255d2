"""What a database refuses is told in words: which trouble it is, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from benvenuto.domain.faults import BenvenutoError
from benvenuto.storage.database import Database, open_database
from benvenuto.storage.faults import (
    DatabaseAway,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseDiskFull,
    DatabaseNewer,
    DatabaseReadOnly,
)
from benvenuto.storage.migrating import migrate, newest
from tests.databases import ROME, PostgresServer

on_sqlite = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)


def add_team(database: Database, name: str = "Nord") -> None:
    with database.write() as tx:
        tx.people.add_team(name)


@contextmanager
def each_connection(database: Database, statement: str) -> Iterator[None]:
    """Every connection within says this first."""

    def say(connection: Any, _record: object) -> None:
        connection.execute(statement)
        connection.commit()

    database.engine.dispose()
    event.listen(database.engine, "connect", say)
    yield
    event.remove(database.engine, "connect", say)
    database.engine.dispose()


@on_sqlite
def test_a_file_that_another_process_is_writing_to_for_too_long_is_busy(database: Database) -> None:
    with (
        closing(sqlite3.connect(str(database.engine.url.database), isolation_level=None)) as other,
        each_connection(database, "PRAGMA busy_timeout = 1"),
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy):
            add_team(database)
        other.execute("ROLLBACK")
    add_team(database)


@on_sqlite
def test_a_file_that_may_only_be_read_takes_nothing(database: Database) -> None:
    with each_connection(database, "PRAGMA query_only = ON"), pytest.raises(DatabaseReadOnly):
        add_team(database)


@on_sqlite
def test_a_disk_without_room_is_full_and_keeps_what_was_there(database: Database) -> None:
    add_team(database, "Nord")
    with each_connection(database, "PRAGMA max_page_count = 1"), pytest.raises(DatabaseDiskFull):
        add_team(database, "S" * 500_000)
    with database.read() as tx:
        assert [team.name for team in tx.people.teams()] == ["Nord"]


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_said_to_be_damaged_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "benvenuto.db"
    file.write_bytes(content)
    database = open_database(f"sqlite:///{file}", ROME)
    with pytest.raises(DatabaseDamaged):
        migrate(database.engine)
    database.engine.dispose()
    assert file.read_bytes() == content


def test_a_file_where_the_folder_should_be_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(DatabaseReadOnly):
        open_database(f"sqlite:///{tmp_path / 'data' / 'benvenuto.db'}", ROME)


@on_postgresql
def test_a_server_that_is_not_there_is_away(databases: PostgresServer) -> None:
    database = open_database("postgresql://nobody:secret@127.0.0.1:1/none?connect_timeout=2", ROME)
    with pytest.raises(DatabaseAway) as raised:
        add_team(database)
    assert "secret" not in str(raised.value)


@on_postgresql
def test_a_server_that_ends_the_connection_in_the_middle_is_away(database: Database, databases: PostgresServer) -> None:
    with pytest.raises(DatabaseAway), database.write() as tx:  # noqa: PT012 - all of it is the transaction
        number = tx.connection.scalar(text("select pg_backend_pid()"))
        databases.run("select pg_terminate_backend(%s::int)", str(number))
        tx.people.add_team("Nord")
    add_team(database)


@on_postgresql
def test_a_row_that_another_holds_too_long_is_busy_and_so_is_a_statement_without_an_end(database: Database) -> None:
    add_team(database)
    with (
        each_connection(database, "SET lock_timeout = '50ms'"),
        database.write() as holding,
    ):
        holding.connection.execute(text("update teams set name = 'Sud'"))
        with pytest.raises(DatabaseBusy), database.write() as tx:
            tx.connection.execute(text("update teams set name = 'Est'"))
        with pytest.raises(DatabaseBusy), database.read() as reading:  # noqa: PT012 - it is told what is too long
            reading.connection.execute(text("set local statement_timeout = '50ms'"))
            reading.connection.execute(text("select pg_sleep(60)"))


@on_postgresql
def test_every_connection_has_its_time_outs_and_who_waits_for_a_name_has_none(database: Database) -> None:
    def timeouts(tx: Any) -> list[str]:
        return [tx.scalar(text(f"show {name}_timeout")) for name in ("lock", "statement")]

    with database.read() as tx:
        assert timeouts(tx.connection) == ["10s", "2min"]
    with database.advisory_lock("sample"), database.write() as tx:
        assert timeouts(tx.connection) == ["10s", "2min"]


@on_postgresql
def test_a_standby_takes_nothing(database: Database) -> None:
    with each_connection(database, "SET default_transaction_read_only = on"), pytest.raises(DatabaseReadOnly):
        add_team(database)


def test_what_is_wrong_in_our_own_question_stays_what_it_is(database: Database) -> None:
    add_team(database)
    with pytest.raises(IntegrityError):
        add_team(database)
    with pytest.raises(Exception, match="no_such_table") as raised, database.read() as tx:
        tx.connection.execute(text("select * from no_such_table"))
    assert not isinstance(raised.value, BenvenutoError)
    assert isinstance(raised.value, ProgrammingError) or database.engine.dialect.name == "sqlite"


def test_an_error_never_quotes_what_was_written(database: Database) -> None:
    add_team(database, "+39 055 123456")
    with pytest.raises(IntegrityError) as raised:
        add_team(database, "+39 055 123456")
    assert "SQL parameters hidden" in str(raised.value)


def test_a_database_of_a_newer_version_is_left_as_it_is(database: Database) -> None:
    with database.write() as tx:
        tx.connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(DatabaseNewer) as raised:
        migrate(database.engine)
    assert str(raised.value) == (
        f"The database belongs to a newer version of Benvenuto (9999; this one knows {newest()})."
    )
    with database.write() as tx:
        assert tx.connection.scalar(text("select version_num from alembic_version")) == "9999"
        tx.connection.execute(text("update alembic_version set version_num = :known"), {"known": newest()})
