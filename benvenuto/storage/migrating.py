"""Bring a database to today's schema, one process at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection, Engine, inspect, text

from benvenuto.storage.faults import DatabaseNewer, file_in_words, in_words
from benvenuto.storage.patience import wait_patiently

_LOCK_NUMBER = 0x42454E56  # "BENV": one advisory lock of PostgreSQL for all Benvenuto processes
_LOCK_PATIENCE_S = 300


_MIGRATIONS = Path(__file__).parent / "migrations"

VERSIONS = frozenset(path.name.partition("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))
"""Every revision that the database has had: the number by which its file's name begins."""


def migrate(engine: Engine) -> None:
    """Run what migrations are missing; a second process starting at the same time waits and finds nothing to do."""
    with in_words(), file_in_words(), locked(engine) as connection:
        revision = revision_of(connection)
        if revision == newest():
            return
        if revision > newest():
            raise DatabaseNewer(revision=revision, newest=newest())
        to_revision(connection, "head")


def to_revision(connection: Connection, revision: str) -> None:
    """Bring the schema to a revision, inside the connection's transaction: up, or down to `base`, which is nothing."""
    from alembic import command  # takes a quarter of a second to load, at each start of each command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    (command.downgrade if revision == "base" else command.upgrade)(config, revision)


def revision_of(connection: Connection) -> str:
    """The revision it stands at, numbered upwards; empty where there is none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("select version_num from alembic_version")) or "")


def newest() -> str:
    """The newest revision."""
    return max(VERSIONS)


@contextmanager
def locked(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else migrates."""
    writes = engine.execution_options(benvenuto_writes=True)
    if engine.dialect.name == "postgresql":
        with writes.connect() as holder:
            wait_patiently(holder)
            holder.execute(text("select pg_advisory_lock(:number)"), {"number": _LOCK_NUMBER})
            holder.commit()
            try:
                with writes.begin() as connection:
                    wait_patiently(connection)
                    yield connection
            finally:
                holder.execute(text("select pg_advisory_unlock(:number)"), {"number": _LOCK_NUMBER})
                holder.commit()
        return
    with FileLock(f"{engine.url.database}.lock", timeout=_LOCK_PATIENCE_S), writes.begin() as connection:
        yield connection
