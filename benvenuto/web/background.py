"""The background of the served application: a thread that does its round again and again while the server serves."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread

_log = logging.getLogger(__name__)

_AFTER_A_FAULT_S = 60.0
_END_S = 10.0


@dataclass
class Background:
    """A background worker: `work` is one round, after which it pauses for `look_again_s` seconds.

    What a round raises is logged with the words `paused`, and the next one waits for a minute.
    """

    name: str
    work: Callable[[], None]
    look_again_s: float
    paused: str
    _ending: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def begin(self) -> None:
        """Start the thread."""
        # a daemon: the server ends though a round is slow
        self._thread = Thread(target=self._rounds, name=self.name, daemon=True)
        self._thread.start()

    @property
    def wanted(self) -> bool:
        """Whether the round may go on: until the end is asked for."""
        return not self._ending.is_set()

    def stop(self) -> None:
        """Ask for the end."""
        self._ending.set()

    def end(self) -> None:
        """Ask for the end, and wait a while for it."""
        self.stop()
        if self._thread is not None:
            self._thread.join(_END_S)

    def _rounds(self) -> None:
        pause = 0.0
        while not self._ending.wait(pause):
            try:
                self.work()
                pause = self.look_again_s
            except Exception:  # a database or a store that is away for a while must not end the work for good
                _log.exception(self.paused)
                pause = _AFTER_A_FAULT_S
