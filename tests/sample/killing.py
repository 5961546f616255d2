"""Load the sample in a process of its own, which kills itself outright when it looks at the clock for the nth time."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from types import ModuleType

import tests.house  # noqa: F401 - whose databases wait for no disk: what a killed process has written is the system's
from benvenuto.bootstrap import build, prepare
from benvenuto.config import read_settings
from benvenuto.sample import load
from benvenuto.services.clock import system_clock


def loading(settings: Mapping[str, str], look: int = 0) -> int:
    """Load it, and tell how that ended: with 0, or with -SIGKILL at this look at the clock."""
    apart = get_context("forkserver")
    apart.set_forkserver_preload([__name__])  # what takes longest, to import everything, is done once for all
    process = apart.Process(target=_load, args=(settings, look))
    with _main_of_nobody():
        process.start()
    process.join()
    assert process.exitcode is not None
    exitcode = process.exitcode
    process.close()
    return exitcode


@contextmanager
def _main_of_nobody() -> Iterator[None]:
    """Streamlit leaves a page that it tested as the main module of this process; a child would begin by running it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _load(settings: Mapping[str, str], look: int) -> None:
    left = look

    def clock() -> datetime:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return system_clock()

    prepare(build(read_settings(settings)))
    load(build(read_settings(settings), clock))
