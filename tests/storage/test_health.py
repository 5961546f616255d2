"""A database says whether it takes what is written, and waits for nobody to find out."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from benvenuto.storage.database import Database, open_database
from benvenuto.storage.faults import DatabaseBusy


def test_a_usual_database_can_be_written_to(database: Database) -> None:
    assert database.health.writable()


def test_one_that_somebody_writes_to_can_be_written_to_and_is_not_waited_for(database: Database) -> None:
    with database.write() as tx:
        tx.people.add_team("Nord")
        assert database.health.writable()
    with database.read() as tx:
        assert [team.name for team in tx.people.teams()] == ["Nord"]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_afterwards_a_writer_is_as_patient_as_before(database: Database) -> None:
    def patience() -> int:
        with database.engine.connect() as connection:
            return int(connection.execute(text("PRAGMA busy_timeout")).scalar_one())

    before = patience()
    assert database.health.writable()
    assert patience() == before > 0


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_file_that_may_only_be_read_cannot_be_written_to(database: Database) -> None:
    address = f"file:{database.engine.url.database}?mode=ro"
    reading = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False))
    only_read = replace(database, engine=reading)
    with only_read.read() as tx:
        assert tx.people.teams() == []
    assert not only_read.health.writable()
    reading.dispose()


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_a_server_that_takes_no_writes_cannot_be_written_to(database: Database) -> None:
    address = database.engine.url.render_as_string(hide_password=False)
    standby = open_database(f"{address}&options=-c%20default_transaction_read_only%3Don", database.zone)
    assert not standby.health.writable()
    standby.close()


def test_it_is_asked_though_every_connection_is_used_up(database: Database) -> None:
    with ExitStack() as held:
        for _ in range(30 if database.engine.dialect.name == "postgresql" else 60):
            held.enter_context(database.engine.connect())
        assert database.health.writable()


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_a_server_whose_tables_somebody_locks_is_not_waited_for(database: Database) -> None:
    with database.engine.begin() as locking:
        locking.execute(text("lock table sessions"))
        with pytest.raises(DatabaseBusy):
            database.health.writable()
    assert database.health.writable()
