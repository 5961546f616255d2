"""A real mail server of our own, which keeps what it is given, or answers as a test wants."""

from __future__ import annotations

import ssl
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
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
def post(
    context: ssl.SSLContext | None = None, *, implicit: bool = False, accounts: Mapping[str, str] | None = None
) -> Iterator[Post]:
    """A mail server on a port of its own until the end of the block.

    With a context it offers STARTTLS, or (`implicit`) speaks TLS from the first byte. With `accounts`, user names with
    their passwords, nobody else sends anything, and no password is taken on an open line.
    """

    passwords = accounts or {}

    def known(
        _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: LoginPassword
    ) -> AuthResult:
        user, password = (login.login or b"").decode(), (login.password or b"").decode()
        return AuthResult(success=passwords.get(user) == password, handled=False)

    with kept_port() as port:
        office = Post(port)
        guarded: dict[str, Any] = {
            "authenticator": known,
            # it does not know that it speaks TLS where that was so from the beginning
            "auth_required": not implicit,
            "auth_require_tls": not implicit,
        }
        secured: dict[str, Any] = {"ssl_context" if implicit else "tls_context": context}
        controller = Controller(office, "127.0.0.1", port, **secured, **(guarded if accounts else {}))
        controller.start()
        try:
            yield office
        finally:
            if office.held is not None:
                office.held.set()
            controller.stop()
