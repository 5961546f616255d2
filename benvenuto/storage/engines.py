"""Engines: connections to SQLite and PostgreSQL, set up so that both wait, write and read alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from benvenuto.storage.faults import file_in_words

PATIENCE_S = 10
"""How long anybody waits for a lock, or for a connection."""

_LONGEST_STATEMENT_S = 120
"""On PostgreSQL; a statement that takes longer has gone astray, and holds what others wait for."""

_SYNCHRONOUS = "FULL"
"""What the page calls saved is on the disk, at 1 to 3 ms a mark. With NORMAL a power cut takes the latest along."""


def make_engine(url: str) -> Engine:
    """The engine of a SQLAlchemy URL; a missing folder of a SQLite file is made."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        # a bare postgresql:// means the driver that the requirements install
        url = str(parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False))
        engine = create_engine(
            url,
            pool_pre_ping=True,  # a server that was restarted leaves dead connections in the pool
            pool_size=10,
            max_overflow=20,
            pool_timeout=PATIENCE_S,
            hide_parameters=True,  # callers' numbers are among them, and an error with them ends in a log
            connect_args={} if "connect_timeout" in parsed.query else {"connect_timeout": PATIENCE_S},
        )
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    if parsed.database:
        with file_in_words():
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=10, max_overflow=50, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: a write begins IMMEDIATE, below
    for pragma in (
        f"busy_timeout = {1000 * PATIENCE_S}",
        "journal_mode = WAL",
        f"synchronous = {_SYNCHRONOUS}",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # each question is planned for its own week or agent: a plan for any week at all reads far too much
    connection.execute("SET plan_cache_mode = force_custom_plan")
    connection.execute(f"SET lock_timeout = '{PATIENCE_S}s'")
    connection.execute(f"SET statement_timeout = '{_LONGEST_STATEMENT_S}s'")
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    # what is written is found by its key, and planned once for any of them: that is half the time of such a statement
    if connection.get_execution_options().get("benvenuto_writes", False):
        connection.exec_driver_sql("SET LOCAL plan_cache_mode = auto")


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at once, so that no transaction fails half-way because another one wrote first
    writes = connection.get_execution_options().get("benvenuto_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
