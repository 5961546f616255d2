"""Files that hold voices, names and password hashes: closed to everybody else on this machine. Not on Windows."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import make_url

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_BESIDE_A_DATABASE = ("", "-wal", "-shm", "-journal", ".lock")


def write_privately() -> None:
    """Let every file that this process makes from now on be its owner's alone."""
    if os.name == "posix":
        os.umask(_OTHERS)


def close_to_others(data: Path, database_url: str, recordings: Path | None) -> None:
    """Close what an earlier version, or a copy, has left open to others.

    Only what Benvenuto keeps there: the folder may have been chosen badly, and hold somebody's other files.
    """
    if os.name != "posix":
        return
    if recordings is not None and is_open(recordings):
        for path in (*_within(recordings), recordings):  # the folder last: cut off before, it is done again
            _close(path)
    for file in database_files(database_url):
        _close(file)
    if not _holds_more(data):
        _close(data)


def is_open(place: Path) -> bool:
    """Whether others on this machine can look into a folder or file; never where modes mean nothing."""
    return os.name == "posix" and place.exists() and bool(place.stat().st_mode & _OTHERS)


def database_files(database_url: str) -> list[Path]:
    """The files that SQLite keeps of a database; none of another one."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return []
    return [Path(url.database + ending) for ending in _BESIDE_A_DATABASE]


def _close(path: Path) -> None:
    if is_open(path):
        with suppress(OSError):  # somebody else's, or kept where there are no modes: `go-live` says what is open
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)


def _holds_more(data: Path) -> bool:
    """Whether the folder is one that others have business in: the working directory, a home, or one above them."""
    return any(place.is_relative_to(data) for place in (Path.cwd(), Path.home()))


def _within(place: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(place):
        yield from (path for name in (*folders, *files) if not (path := Path(folder, name)).is_symlink())
