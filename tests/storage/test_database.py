"""Transactions: all or nothing, one writer after another, and reads that see one timestamp."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from benvenuto.domain.faults import DatabaseUnavailable
from benvenuto.storage.database import Database, open_database
from tests.house import WEDNESDAY

WRITER = """
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
from benvenuto.storage.database import open_database
database, writer, rows = open_database(sys.argv[1], ZoneInfo("UTC")), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(rows):
    with database.write() as tx:
        before = len(tx.audit.latest(1000))
        tx.audit.write(datetime.now(UTC), None, "written", writer, number, before=before)
"""


def names(database: Database) -> list[str]:
    with database.read() as tx:
        return [team.name for team in tx.people.teams()]


def test_what_is_written_is_there(database: Database) -> None:
    with database.write() as tx:
        tx.people.add_team("Nord")
    assert names(database) == ["Nord"]


def test_a_transaction_that_fails_is_rolled_back_whole(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as tx:  # noqa: PT012 - all of it is the transaction
        tx.people.add_team("Nord")
        tx.audit.write(WEDNESDAY, None, "team_added", "team", 1)
        raise RuntimeError
    assert names(database) == []
    with database.read() as tx:
        assert tx.audit.latest(10) == []


def test_a_read_writes_nothing(database: Database) -> None:
    try:
        with database.read() as tx:
            tx.people.add_team("Nord")
    except DBAPIError as refused:
        assert "read-only" in str(refused)  # noqa: PT017 - PostgreSQL refuses at once, SQLite forgets at the end
    assert names(database) == []


def test_a_read_sees_one_moment_whatever_others_write_meanwhile(database: Database) -> None:
    with database.read() as reader:
        assert reader.people.teams() == []
        with database.write() as writer:
            writer.people.add_team("Nord")
        assert reader.people.teams() == []
    assert names(database) == ["Nord"]


def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as tx:
        tx.audit.write(WEDNESDAY, 4711, "signed_in", "person", 4711)


def test_busy_threads_lose_nothing(database: Database) -> None:
    barrier = Barrier(4)

    def write(writer: int) -> None:
        barrier.wait()
        for number in range(25):
            with database.write() as tx:
                tx.audit.latest(5)  # on SQLite, reading before writing is what fails when a write begins deferred
                tx.audit.write(WEDNESDAY + timedelta(seconds=number), None, "written", str(writer), number)

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(write, writer) for writer in range(4)]:
            done.result()
    with database.read() as tx:
        rows = {(row.subject_type, row.subject_id) for row in tx.audit.latest(1000)}
    assert rows == {(str(writer), str(number)) for writer in range(4) for number in range(25)}


def test_busy_processes_lose_nothing(database: Database) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, f"writer-{n}", "40"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=120)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], errors
    with database.read() as tx:
        assert len(tx.audit.latest(1000)) == 80


def test_who_holds_a_name_alone_is_waited_for(database: Database) -> None:
    order: list[str] = []
    held = Barrier(2)

    def second() -> None:
        held.wait()
        with database.write() as tx:
            tx.advisory_lock("teams")
            order.append(f"second sees {[team.name for team in tx.people.teams()]}")

    with ThreadPoolExecutor(1) as pool:
        with database.write() as tx:
            tx.advisory_lock("teams")
            other = pool.submit(second)
            held.wait()
            tx.people.add_team("Nord")
            order.append("first writes")
        other.result()
    assert order == ["first writes", "second sees ['Nord']"]


def test_a_folder_for_sqlite_is_made_when_it_is_missing(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path / 'new' / 'folder' / 'benvenuto.db'}", ZoneInfo("UTC"))
    with opened.read() as tx:
        assert tx.connection.execute(text("select 1")).scalar() == 1
    opened.engine.dispose()


def test_a_bare_postgresql_url_means_the_driver_that_is_installed() -> None:
    opened = open_database("postgresql://benvenuto:secret@localhost/benvenuto", ZoneInfo("UTC"))
    assert opened.engine.driver == "psycopg"
    assert opened.engine.url.password == "secret"


def test_a_database_without_room_is_told_from_a_mistake_of_ours(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL cannot be told to be full")
    with pytest.raises(OperationalError), database.read() as tx:
        tx.connection.execute(text("SELECT no_such_column FROM people"))
    with pytest.raises(DatabaseUnavailable), database.write() as tx:  # noqa: PT012 - all of it is the transaction
        tx.connection.execute(text("PRAGMA max_page_count = 1"))  # which means: as many as there are
        for number in range(1000):
            tx.audit.write(WEDNESDAY, None, "written", "writer", number, words="x" * 1000)
    with database.read() as tx:
        assert tx.audit.latest(10) == []
