"""Whether a database takes what is written to it, found out without writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlalchemy import Engine, text

_PRIMARY = 0xFF
"""SQLite's extended error codes hold the primary one in their last byte."""


def writable(engine: Engine) -> bool:
    """Whether it is neither read-only nor a standby; one that somebody is writing to is writable. Waits for nobody."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            return bool(connection.scalar(text("SHOW transaction_read_only")) == "off")
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        [patience] = cursor.execute("PRAGMA busy_timeout").fetchone()
        [version] = cursor.execute("PRAGMA user_version").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute(f"PRAGMA user_version = {version}")  # BEGIN IMMEDIATE alone succeeds in a read-only file
        except sqlite3.OperationalError as refused:
            return bool(refused.sqlite_errorcode & _PRIMARY == sqlite3.SQLITE_BUSY)
        finally:
            connection.rollback()
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
    return True
