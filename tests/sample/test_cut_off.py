"""A first start that is killed outright goes on at the next; of two at once the second waits, and comes up."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import FromClause, func, select

from benvenuto.bootstrap import Benvenuto, build
from benvenuto.config import HOME, read_settings
from benvenuto.sample import load
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from benvenuto.storage.tables import comments, evaluations, people, recordings
from tests.databases import PostgresServer

COMPLETE = {"people": 15, "recordings": 10, "published": 696, "comments": 1}


def environment(data: Path, **settings: str) -> dict[str, str]:
    """A first start on one's own machine, with the sample."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    own = {"BENVENUTO_DATA": str(data), "BENVENUTO_ANALYSE": "no", "BENVENUTO_PORT": port, "BENVENUTO_LANGUAGE": "en"}
    return {name: value for name, value in os.environ.items() if not name.startswith("BENVENUTO_")} | own | settings


def started(settings: Mapping[str, str]) -> subprocess.Popen[str]:
    """A real `run`."""
    command = [sys.executable, "-m", "benvenuto", "run"]
    return subprocess.Popen(
        command, cwd=HOME, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def comes_up(server: subprocess.Popen[str]) -> list[str]:
    """What it prints until it can be visited."""
    assert server.stdout is not None
    said: list[str] = []
    for line in server.stdout:
        said.append(line)
        if "Benvenuto is at" in line:
            return said
    raise AssertionError(said)


def end(server: subprocess.Popen[str]) -> None:
    server.terminate()
    server.wait(60)
    assert server.stdout is not None
    server.stdout.close()


def found(app: Benvenuto) -> dict[str, int]:
    """How much of the sample is there."""
    tables: dict[str, FromClause] = {table.name: table for table in (people, recordings, comments)}
    tables["published"] = evaluations.select().where(evaluations.c.status != "draft").subquery()
    with app.database.read() as tx:
        return {
            name: int(tx.connection.scalar(select(func.count()).select_from(counted)) or 0)
            for name, counted in tables.items()
        }


def killed_when(settings: Mapping[str, str], there: str) -> None:
    """Kill a first start outright as soon as this is in its database, before it can write anything more."""
    database = Path(settings["BENVENUTO_DATA"]) / "benvenuto.db"
    server = started(settings)
    with closing(sqlite3.connect(database, isolation_level=None, timeout=60)) as looking:
        while not _there(looking, there):
            with pytest.raises(subprocess.TimeoutExpired):
                server.wait(0.002)
        looking.execute("begin immediate")  # it stands before its next write
        server.send_signal(signal.SIGKILL)
        server.wait()
    assert server.stdout is not None
    server.stdout.close()


def _there(database: sqlite3.Connection, what: str) -> bool:
    try:
        return database.execute(what).fetchone() is not None
    except sqlite3.OperationalError:  # no tables yet
        return False


PLACES = {
    "people": "select 1 from people",
    "a recording": "select 1 from recordings",
}
LOOKS = {
    "before the first commit": 1,
    "with people alone": 2,
    "with some recordings": 11,
    "with all recordings": 22,
    "while calls are drawn": 25,
    "with nothing but the draw": 28,
    "with a draft": 30,
    "in publishing": 31,
    "with one of three published": 32,
    "with a dispute to come": 36,
    "in a dispute": 37,
    "at the last step": 41,
}
"""For the how manieth time the clock is looked at there."""


@pytest.mark.parametrize("place", LOOKS)
def test_loading_that_is_killed_anywhere_goes_on_from_there(tmp_path: Path, place: str) -> None:
    settings = environment(tmp_path)

    def run(look: int) -> int:
        command = [sys.executable, "-m", "tests.sample.killing", str(look)]
        return subprocess.run(command, cwd=HOME, env=settings, check=False).returncode

    assert run(LOOKS[place]) == -signal.SIGKILL
    app = build(read_settings(settings))
    assert found(app) != COMPLETE
    assert run(1000) == 0
    assert found(app) == COMPLETE
    before = app.audit.latest(LOCAL_ADMINISTRATOR, 1000)
    assert not load(app)
    assert app.audit.latest(LOCAL_ADMINISTRATOR, 1000) == before
    app.database.engine.dispose()


@pytest.mark.parametrize("place", PLACES)
def test_a_first_start_killed_outright_is_whole_after_the_next(tmp_path: Path, place: str) -> None:
    settings = environment(tmp_path)
    killed_when(settings, PLACES[place])
    app = build(read_settings(settings))
    assert found(app) != COMPLETE
    server = started(settings)
    try:
        comes_up(server)
    finally:
        end(server)
    assert found(app) == COMPLETE
    app.database.engine.dispose()


def test_of_two_first_starts_at_once_the_second_waits_and_both_come_up(
    postgresql: PostgresServer, tmp_path: Path
) -> None:
    url = postgresql.new()
    starts = [environment(tmp_path, BENVENUTO_DATABASE_URL=url) for _ in range(2)]
    with ExitStack() as ending:
        servers = [started(settings) for settings in starts]
        for server in servers:
            ending.callback(end, server)
        for server in servers:
            assert any("dario" in line for line in comes_up(server))
    app = build(read_settings(starts[0]))
    assert found(app) == COMPLETE
    app.database.engine.dispose()
