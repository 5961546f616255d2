"""A database says whether it takes what is written, and waits for nobody to find out."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from benvenuto.storage.database import Database, open_database
from tests.databases import PostgresServer, SqliteFiles


def test_a_usual_database_can_be_written_to(database: Database) -> None:
    assert database.writable


def test_one_that_somebody_writes_to_can_be_written_to_and_is_not_waited_for(database: Database) -> None:
    with database.write() as tx:
        tx.people.add_team("Nord")
        assert database.writable
    with database.read() as tx:
        assert [team.name for team in tx.people.teams()] == ["Nord"]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_afterwards_a_writer_is_as_patient_as_before(database: Database) -> None:
    def patience() -> int:
        with database.engine.connect() as connection:
            return int(connection.execute(text("PRAGMA busy_timeout")).scalar_one())

    before = patience()
    assert database.writable
    assert patience() == before > 0


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_file_that_may_only_be_read_cannot_be_written_to(database: Database) -> None:
    address = f"file:{database.engine.url.database}?mode=ro"
    reading = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False))
    only_read = replace(database, engine=reading)
    with only_read.read() as tx:
        assert tx.people.teams() == []
    assert not only_read.writable
    reading.dispose()


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_a_server_that_takes_no_writes_cannot_be_written_to(databases: PostgresServer | SqliteFiles) -> None:
    from tests.house import ROME

    url = databases.new()
    standby = open_database(f"{url}{'&' if '?' in url else '?'}options=-c%20default_transaction_read_only%3Don", ROME)
    assert not standby.writable
    standby.engine.dispose()
