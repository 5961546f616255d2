"""The background of the served application that sends messages: a thread that asks what is due while it serves."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic

from benvenuto.services.feedback.sending import Sending

_log = logging.getLogger(__name__)

_LOOK_AGAIN_S = 5.0
_AFTER_A_FAULT_S = 60.0
_REMIND_AGAIN_S = 600.0  # what is due hangs on the day
_END_S = 10.0


@dataclass
class OutboxSender:
    """A background worker: sends what waits in the outbox, and what a killed server left there."""

    sending: Sending
    look_again_s: float = _LOOK_AGAIN_S
    _ending: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def begin(self) -> None:
        """Start the thread."""
        # a daemon: the server ends though another's answers slowly
        self._thread = Thread(target=self._work, name="sending", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop after the message in hand."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join(_END_S)

    def _work(self) -> None:
        pause, remind_at = 0.0, 0.0
        while not self._ending.wait(pause):
            try:
                remind = monotonic() >= remind_at
                self.sending.run(lambda: not self._ending.is_set(), remind=remind)
                if remind:
                    remind_at = monotonic() + _REMIND_AGAIN_S
                pause = self.look_again_s
            except Exception:  # a database that is away for a while must not end the sending for good
                _log.exception("the sending of messages paused")
                pause = _AFTER_A_FAULT_S
