"""A real mail server of our own, which keeps what it is given, or answers as a test wants."""

from __future__ import annotations

import ssl
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from anyio import to_thread

from benvenuto.config import MailServer
from tests.ports import kept_port


@dataclass
class Post:
    """What came, and what is answered instead of taking the next ones: at RCPT or after DATA, "" for hanging up.

    While `held` is there, whoever has given a letter waits for the answer.
    """

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    at_recipient: deque[str] = field(default_factory=deque)
    at_end: deque[str] = field(default_factory=deque)
    arrived: Event = field(default_factory=Event)
    held: Event | None = None

    @property
    def server(self) -> MailServer:
        """How we reach it."""
        return MailServer("127.0.0.1", self.port, "none", "", "", "benvenuto@casa-lume.example")

    @property
    def ids(self) -> list[str]:
        """The ids of the letters, in the order of their coming."""
        return [str(letter["Message-ID"]) for letter in self.letters]

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """A recipient is named."""
        if self.at_recipient:
            return self.at_recipient.popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        """A letter is there."""
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.arrived.set()
        if self.held is not None:
            await to_thread.run_sync(self.held.wait, abandon_on_cancel=True)
        answer = self.at_end.popleft() if self.at_end else "250 OK"
        if not answer:
            assert server.transport is not None
            server.transport.close()
        return answer


@contextmanager
def post(context: ssl.SSLContext | None = None) -> Iterator[Post]:
    """A mail server on a port of its own until the end of the block; with a context it offers STARTTLS."""
    with kept_port() as port:
        office = Post(port)
        controller = Controller(office, "127.0.0.1", port, tls_context=context)
        controller.start()
        try:
            yield office
        finally:
            if office.held is not None:
                office.held.set()
            controller.stop()
