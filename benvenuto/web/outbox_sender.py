"""The background of the served application that sends messages: it asks what is due while the server serves."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from benvenuto.services.feedback.sending import Sending
from benvenuto.web.background import Background

_LOOK_AGAIN_S = 5.0
_REMIND_AGAIN_S = 600.0  # what is due hangs on the day


@dataclass
class OutboxSender:
    """A background worker: sends what waits in the outbox, and what a killed server left there."""

    sending: Sending
    look_again_s: float = _LOOK_AGAIN_S
    _background: Background = field(init=False)
    _remind_at: float = 0.0

    def __post_init__(self) -> None:
        self._background = Background("sending", self._send, self.look_again_s, "the sending of messages paused")

    def begin(self) -> None:
        """Start the thread."""
        self._background.begin()

    def end(self) -> None:
        """Stop after the message in hand."""
        self._background.end()

    def _send(self) -> None:
        remind = monotonic() >= self._remind_at
        self.sending.run(lambda: self._background.wanted, remind=remind)
        if remind:
            self._remind_at = monotonic() + _REMIND_AGAIN_S
