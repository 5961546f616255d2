"""The background of the served application: recordings are analysed there, one after another, while it serves."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import choice

from benvenuto.listening.vad_process import VadProcess
from benvenuto.services.calls.analysis_queue import AnalysisQueue
from benvenuto.web.background import Background

_LOOK_AGAIN_S = 10.0
_AMONG = 8
"""Two servers on one database each take any of so many, so that they seldom hear the same recording twice."""


@dataclass
class AnalysisWorker:
    """A background worker: a thread that takes recordings from the queue, and a process that hears them, which there is
    only while something waits."""

    analyses: AnalysisQueue
    look_again_s: float = _LOOK_AGAIN_S
    _apart: VadProcess = field(default_factory=VadProcess)
    _background: Background = field(init=False)

    def __post_init__(self) -> None:
        paused = "the analysis of recordings paused"
        self._background = Background("analysing", self._all_that_waits, self.look_again_s, paused)

    def begin(self) -> None:
        """Start the thread; what a server left undone when it was killed is in the queue."""
        self._background.begin()

    def end(self) -> None:
        """Stop at once; the recording in hand waits for the next start."""
        self._background.stop()
        self._apart.close()
        self._background.end()

    def _all_that_waits(self) -> None:
        try:
            while self._background.wanted and (waiting := self.analyses.pending(_AMONG)):
                self.analyses.run_one(choice(waiting), self._apart.hear, wanted=lambda: self._background.wanted)  # noqa: S311
        finally:
            # the model takes memory, and most of the time nothing waits
            self._apart.close()
