"""The background of the served application: recordings are analysed there, one after another, while it serves."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from random import choice
from threading import Event, Thread

from benvenuto.listening.vad_process import VadProcess
from benvenuto.services.calls.analysis_queue import AnalysisQueue

_log = logging.getLogger(__name__)

_LOOK_AGAIN_S = 10.0
_AFTER_A_FAULT_S = 60.0
_END_S = 10.0
_AMONG = 8
"""Two servers on one database each take any of so many, so that they seldom hear the same recording twice."""


@dataclass
class AnalysisWorker:
    """A background worker: a thread that takes recordings from the queue, and a process that hears them, which there is
    only while something waits."""

    analyses: AnalysisQueue
    look_again_s: float = _LOOK_AGAIN_S
    _apart: VadProcess = field(default_factory=VadProcess)
    _ending: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def begin(self) -> None:
        """Start the thread; what a server left undone when it was killed is in the queue."""
        # a daemon: the server ends though a recording is being heard
        self._thread = Thread(target=self._work, name="analysing", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop at once; the recording in hand waits for the next start."""
        self._ending.set()
        self._apart.close()
        if self._thread is not None:
            self._thread.join(_END_S)

    def _work(self) -> None:
        pause = 0.0
        while not self._ending.wait(pause):
            try:
                self._all_that_waits()
                pause = self.look_again_s
            except Exception:  # a database or a store that is away for a while must not end the analysis for good
                _log.exception("the analysis of recordings paused")
                pause = _AFTER_A_FAULT_S
            # the model takes memory, and most of the time nothing waits
            self._apart.close()

    def _all_that_waits(self) -> None:
        while not self._ending.is_set() and (waiting := self.analyses.pending(_AMONG)):
            self.analyses.run_one(choice(waiting), self._apart.hear, wanted=lambda: not self._ending.is_set())  # noqa: S311
