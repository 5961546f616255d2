"""File descriptors: as many as the system grants, and how many are left. Windows sets no such limit."""

from __future__ import annotations

import errno
import logging
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import resource

_LOG = logging.getLogger(__name__)

_OPEN = Path("/dev/fd")
_FEW = 1024
_MACOS_MOST = 10_240
"""macOS sets no hard limit and grants no more than this (OPEN_MAX)."""
_SPARE = 32
_SPARE_SHARE = 10


@dataclass(frozen=True, slots=True)
class Descriptors:
    """How many this process has open, and how many it may."""

    open: int
    limit: int

    @property
    def nearly_used_up(self) -> bool:
        """Whether the next page loads may fail: less than 32 are left, or less than a tenth."""
        return self.limit - self.open < max(_SPARE, self.limit // _SPARE_SHARE)


def raise_limit() -> None:
    """Ask for as many as this process may have; what is said in the log is only that they stay few."""
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (hard, max(soft, _MACOS_MOST)):
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            break
    granted, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if granted != resource.RLIM_INFINITY and granted < _FEW:
        _LOG.warning("Only %d files may be open at once; let it be %d or more (ulimit -Hn).", granted, _FEW)


def descriptors() -> Descriptors | None:
    """Those of this process, None where there is no limit or the system does not tell."""
    if sys.platform == "win32":
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if limit == resource.RLIM_INFINITY:
        return None
    try:
        return Descriptors(sum(1 for _ in _OPEN.iterdir()), limit)
    except OSError as refused:  # to look takes one, too
        return Descriptors(limit, limit) if refused.errno in (errno.EMFILE, errno.ENFILE) else None
