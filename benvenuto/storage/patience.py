"""Waiting without an end, where that is meant."""

from __future__ import annotations

from sqlalchemy import Connection


def wait_patiently(connection: Connection) -> None:
    """Take the time-outs off a connection of PostgreSQL: for who waits for another process to end, or migrates."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
