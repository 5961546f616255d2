"""Whether a database answers and takes what is written to it, found out without writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Engine, Pool
from sqlalchemy.engine.interfaces import DBAPICursor

from benvenuto.storage.faults import in_words
from benvenuto.storage.migrating import newest

_PRIMARY = 0xFF
"""SQLite's extended error codes hold the primary one in their last byte."""

_PATIENCE = ("SET lock_timeout = '1s'", "SET statement_timeout = '2s'")
_PROBE = "SELECT count(*) FROM sessions WHERE token_hash = ''"
"""It needs the tables, and next to nothing else."""


@dataclass(frozen=True)
class DatabaseHealth:
    """Asks through a connection of its own: when a lock has used up those of the pages, it is still told so at once."""

    engine: Engine

    @cached_property
    def _pool(self) -> Pool:
        return self.engine.pool.recreate()

    def writable(self) -> bool:
        """Whether it is neither read-only nor a standby; one that somebody is writing to is writable.

        Waits for nobody. Raises one of the database's faults when it does not answer.
        """
        with in_words(), closing(self._pool.connect()) as connection, closing(connection.cursor()) as cursor:
            if self.engine.dialect.name == "postgresql":
                return _postgresql_writable(cursor)
            cursor.execute(_PROBE)
            return _sqlite_writable(cursor)

    def current(self) -> bool:
        """Whether its tables are those of this version: neither behind it, nor of a later one that migrated it."""
        with in_words(), closing(self._pool.connect()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute("SELECT version_num FROM alembic_version")
            return cursor.fetchone() == (newest(),)

    def close(self) -> None:
        """Let go of the connection."""
        self._pool.dispose()


def _postgresql_writable(cursor: DBAPICursor) -> bool:
    for setting in (*_PATIENCE, _PROBE):
        cursor.execute(setting)
    cursor.execute("SHOW transaction_read_only")
    return cursor.fetchone()[0] == "off"  # type: ignore[index, no-any-return]  # SHOW has one row, of one text


def _sqlite_writable(cursor: DBAPICursor) -> bool:
    cursor.execute("PRAGMA busy_timeout = 0")  # this connection is nobody else's, so it may stay impatient
    cursor.execute("PRAGMA user_version")
    [version] = cursor.fetchone() or (0,)
    try:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute(f"PRAGMA user_version = {version}")  # BEGIN IMMEDIATE alone succeeds in a read-only file
    except sqlite3.OperationalError as refused:
        return bool(refused.sqlite_errorcode & _PRIMARY == sqlite3.SQLITE_BUSY)
    finally:
        cursor.connection.rollback()
    return True
