"""A first start that is killed outright goes on at the next; of two at once the second waits, and comes up."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack, closing
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import FromClause, func, select

from benvenuto.bootstrap import Benvenuto, build, prepare
from benvenuto.config import HOME, read_settings
from benvenuto.sample import load
from benvenuto.services.clock import system_clock
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from benvenuto.storage.tables import comments, evaluations, metadata, people, recordings
from tests.databases import PostgresServer
from tests.ports import kept_port
from tests.sample.killing import loading
from tests.test_killed_import import is_being_written

COMPLETE = {"people": 15, "recordings": 17, "published": 769, "comments": 4}


def house(data: Path, **settings: str) -> dict[str, str]:
    """The settings of a house on one's own machine that begins with the sample."""
    return {"BENVENUTO_DATA": str(data), "BENVENUTO_ANALYSE": "no", "BENVENUTO_LANGUAGE": "en"} | settings


def started(settings: Mapping[str, str], port: int) -> subprocess.Popen[str]:
    """A real `run`."""
    command = [sys.executable, "-m", "benvenuto", "run"]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BENVENUTO_")}
    own = inherited | dict(settings) | {"BENVENUTO_PORT": str(port)}
    return subprocess.Popen(command, cwd=HOME, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


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


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a house with its tables and rubrics, and nobody in it."""
    folder = tmp_path_factory.mktemp("empty")
    app = build(read_settings(house(folder)))
    prepare(app)
    app.database.close()
    return folder


@pytest.fixture
def settings(empty: Path, tmp_path: Path) -> dict[str, str]:
    """The settings of another such house."""
    return house(Path(shutil.copytree(empty, tmp_path / "data")))


def killed_before(settings: Mapping[str, str], recordings: int) -> None:
    """Kill a first start outright when so many recordings are in its database: it takes ages over the next."""
    data = Path(settings["BENVENUTO_DATA"])
    with (
        kept_port() as port,
        closing(sqlite3.connect(data / "benvenuto.db", isolation_level=None, timeout=60)) as looking,
    ):
        looking.executescript(STAND_STILL.format(recordings=recordings))
        server = started(settings, port)
        while not (looking.execute(REACHED, [recordings]).fetchone() and is_being_written(data)):
            with pytest.raises(subprocess.TimeoutExpired):
                server.wait(0.01)
        server.send_signal(signal.SIGKILL)
        server.wait()
        looking.executescript("drop trigger stand_still; drop view for_ages")
    assert server.stdout is not None
    server.stdout.close()


STAND_STILL = """
    create view for_ages as
        with recursive steps (n) as (select 1 union all select 1 from steps limit 5000000000) select sum(n) from steps;
    create trigger stand_still before insert on recordings when (select count(*) from recordings) = {recordings}
    begin select * from for_ages; end;
"""
REACHED = "select 1 from people where (select count(*) from recordings) = ?"
LOOKS = {
    "before the first commit": 1,
    "with people alone": 2,
    "with some recordings": 11,
    "with all recordings": 36,
    "while calls are drawn": 39,
    "with nothing but the draw": 42,
    "with a draft": 44,
    "in publishing": 45,
    "with the first of them published": 46,
    "with a second listening to come": 58,
    "in the second listening": 61,
    "with a dispute to come": 63,
    "in a dispute": 69,
    "in the calibration session": 82,
    "at the last step": 124,
}
"""For the how manieth time the clock is looked at there."""


@pytest.fixture(scope="module")
def cut_off(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each place of LOOKS: the house as a load that is killed outright there leaves it."""
    folder = tmp_path_factory.mktemp("cut-off")
    data = Path(shutil.copytree(empty, folder / "data"))
    places, looks = {look: place for place, look in LOOKS.items()}, count(1)

    def clock() -> datetime:
        if place := places.get(next(looks)):
            # by another process: SQLite's locks end with the first of its files that their own process closes
            subprocess.run(["cp", "-r", data, folder / place], check=True)
        return system_clock()

    app = build(read_settings(house(data)), clock)
    load(app)
    app.database.close()
    return folder


@pytest.mark.parametrize("place", LOOKS)
def test_loading_that_is_cut_off_anywhere_goes_on_from_there(cut_off: Path, tmp_path: Path, place: str) -> None:
    app = build(read_settings(house(Path(shutil.copytree(cut_off / place, tmp_path / "data")))))
    prepare(app)
    assert found(app) != COMPLETE
    assert load(app)
    assert found(app) == COMPLETE
    before = app.audit.latest(LOCAL_ADMINISTRATOR, 1000)
    assert not load(app)
    assert app.audit.latest(LOCAL_ADMINISTRATOR, 1000) == before
    app.database.close()


def test_a_load_that_is_killed_outright_leaves_what_the_folder_of_its_place_holds(
    cut_off: Path, settings: dict[str, str], tmp_path: Path
) -> None:
    place = "in publishing"
    assert loading(settings, LOOKS[place]) == -signal.SIGKILL
    copied = Path(shutil.copytree(cut_off / place, tmp_path / "copied"))
    killed, cut = (left_in(data) for data in (Path(settings["BENVENUTO_DATA"]), copied))
    assert killed == cut


def left_in(data: Path) -> tuple[set[str], dict[str, int]]:
    """The files of a house, and how many rows each of its tables has."""
    files = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    app = build(read_settings(house(data)))
    with app.database.read() as tx:
        rows = {
            table.name: int(tx.connection.scalar(select(func.count()).select_from(table)) or 0)
            for table in metadata.sorted_tables
        }
    app.database.close()
    return files, rows


@pytest.mark.parametrize("recordings", [0, 1])
def test_a_first_start_killed_outright_is_whole_after_the_next(settings: dict[str, str], recordings: int) -> None:
    killed_before(settings, recordings)
    app = build(read_settings(settings))
    assert found(app) == {**COMPLETE, "recordings": recordings, "published": 758, "comments": 0}
    with kept_port() as port:
        server = started(settings, port)
        try:
            comes_up(server)
        finally:
            end(server)
    assert found(app) == COMPLETE
    app.database.engine.dispose()


def test_of_two_first_starts_at_once_the_second_waits_and_both_come_up(
    postgresql: PostgresServer, tmp_path: Path
) -> None:
    settings = house(tmp_path, BENVENUTO_DATABASE_URL=postgresql.new())
    with ExitStack() as ending:
        servers = [started(settings, ending.enter_context(kept_port())) for _ in range(2)]
        for server in servers:
            ending.callback(end, server)
        for server in servers:
            assert any("dario" in line for line in comes_up(server))
    app = build(read_settings(settings))
    assert found(app) == COMPLETE
    app.database.engine.dispose()
