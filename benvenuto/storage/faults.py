"""What a database may refuse, in words: the drivers' errors told apart by their codes."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolUsedUp

from benvenuto.domain.faults import BenvenutoError, DatabaseUnavailable, message


class DatabaseAway(DatabaseUnavailable):
    """Nobody answers where the database should be."""

    template = message("The database does not answer.")
    remedy = message(
        "Try again in a moment: what was saved is safe. If it does not come back, tell your administrator."
    )


class DatabaseBusy(DatabaseUnavailable):
    """Somebody else has held for too long what this needs."""

    template = message("The database is busy with something else.")
    remedy = message("Try again in a moment: what was saved is safe.")


class DatabaseReadOnly(DatabaseUnavailable):
    """It can be read, and takes nothing."""

    template = message("The database cannot be written to.")
    remedy = message(
        "What was saved is safe. An administrator has to look at the rights of its file and folder, or whether it is a "
        "standby."
    )


class DatabaseDiskFull(DatabaseUnavailable):
    """There is no room for what should be written, or the disk fails."""

    template = message("The disk of the database is full.")
    remedy = message("Nothing is half-written. Once an administrator has made room, try again.")


class DatabaseDamaged(DatabaseUnavailable):
    """The file is no database, or one that was overwritten."""

    template = message("The file of the database is damaged, or is not a database.")
    remedy = message("Keep the file for inspection, and restore the latest backup.")


class DatabaseNewer(BenvenutoError):
    """A later version of Benvenuto has migrated it."""

    template = message("The database belongs to a newer version of Benvenuto ({revision}; this one knows {newest}).")
    remedy = message("Start that version, or restore the backup that was made before the upgrade.")


_SQLITE: Mapping[int, type[BenvenutoError]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
    sqlite3.SQLITE_PERM: DatabaseReadOnly,
    sqlite3.SQLITE_FULL: DatabaseDiskFull,
    sqlite3.SQLITE_IOERR: DatabaseDiskFull,
    sqlite3.SQLITE_CANTOPEN: DatabaseReadOnly,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_NOTADB: DatabaseDamaged,
}
"""By SQLite's primary result codes (sqlite.org/rescode.html)."""

_POSTGRESQL: Mapping[str, type[BenvenutoError]] = {
    "08": DatabaseAway,  # connection exceptions
    "57P": DatabaseAway,  # shut down, or not yet started
    "53100": DatabaseDiskFull,
    "53": DatabaseBusy,  # other resources used up, such as connections
    "55P03": DatabaseBusy,  # a lock that was not to be had in time
    "57014": DatabaseBusy,  # a statement that took too long
    "40": DatabaseBusy,  # a deadlock, or transactions that cannot be put in an order
    "25006": DatabaseReadOnly,
}
"""By how the SQLSTATE begins (PostgreSQL's appendix A); the longest beginning counts."""

_OS: Mapping[int, type[BenvenutoError]] = {
    errno.EACCES: DatabaseReadOnly,
    errno.EPERM: DatabaseReadOnly,
    errno.EROFS: DatabaseReadOnly,
    errno.ENOTDIR: DatabaseReadOnly,
    errno.EEXIST: DatabaseReadOnly,  # a file lies where its folder should be
    errno.ENOSPC: DatabaseDiskFull,
    errno.EDQUOT: DatabaseDiskFull,
}


@contextmanager
def in_words(log: logging.Logger | None = None) -> Iterator[None]:
    """Turn what a driver raises into one of the faults above; an error in our own question stays what it is.

    With a `log` it is told there what it was, without the statement, which bears people's words.
    """
    try:
        yield
    except Exception as error:
        fault = _fault_of(error)
        if fault is None:
            raise
        if log:
            log.warning("%s (%s)", fault, type(error).__name__)
        raise fault from error


@contextmanager
def file_in_words() -> Iterator[None]:
    """The same for the file of a database and its folder: what the operating system refuses."""
    try:
        yield
    except OSError as error:
        fault = _OS.get(error.errno or 0)
        if fault is None:
            raise
        raise fault from error


def driver_error(error: Exception) -> bool:
    """Whether a database refused something by itself, and not because it is away, busy or full."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return (isinstance(cause, sqlite3.Error) or hasattr(cause, "sqlstate")) and _fault_of(error) is None


def _fault_of(error: Exception) -> BenvenutoError | None:
    if isinstance(error, PoolUsedUp):
        return DatabaseBusy()
    cause = error.orig if isinstance(error, DBAPIError) else error  # a cursor of the driver's own raises its own
    if isinstance(cause, sqlite3.Error):
        kind = _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)  # extended codes hold the primary one last
        return kind() if kind else None
    if not hasattr(cause, "sqlstate"):  # psycopg's errors all have one, be it None
        return None
    state: str | None = getattr(cause, "sqlstate", None)
    if not state:  # libpq itself: nobody there, or gone in the middle
        return DatabaseAway() if type(cause).__name__ in {"OperationalError", "ConnectionTimeout"} else None
    beginnings = (state[:length] for length in (5, 3, 2))
    return next((_POSTGRESQL[part]() for part in beginnings if part in _POSTGRESQL), None)
