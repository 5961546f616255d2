"""Folders for what passes through: copies of recordings while they are measured, merged or sent on."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from time import time

from filelock import FileLock, Timeout

from benvenuto.listening.writing import disk_may_refuse

_PREFIX = "benvenuto-call-"
_LOCK = ".in-use"
_NEW_S = 60.0
"""One that was made a moment ago may not be locked yet."""


@contextmanager
def workroom() -> Iterator[Path]:
    """A folder that vanishes afterwards. Raises NoRoomToWork when the disk refuses one.

    It is locked as long as its process lives: that is how `sweep` tells one that was left behind.
    """
    with disk_may_refuse():
        folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
    with folder as name, FileLock(Path(name) / _LOCK):
        yield Path(name)


def sweep() -> int:
    """Remove the folders whose processes were killed; how many there were. A caller's voice does not lie about."""
    left = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        # OSError: somebody else's on this machine, or gone meanwhile
        with suppress(Timeout, OSError):
            if time() - folder.stat().st_mtime < _NEW_S:
                continue
            with FileLock(folder / _LOCK, timeout=0):
                rmtree(folder, ignore_errors=True)
                left += 1
    return left
