"""E-mail by SMTP. The message's id stays the same however often it is tried, so that a second copy can be told."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from benvenuto.config import MailServer
from benvenuto.services.clock import Clock
from benvenuto.services.feedback.carriers import Outgoing, Undelivered

_PATIENCE_S = 30.0
_ACCEPTED = 250
_FORWARDED = 251


@dataclass(frozen=True)
class MailCarrier:
    """Hands messages to the mail server; `host` is how we name ourselves to it."""

    server: MailServer
    host: str
    clock: Clock
    context: ssl.SSLContext | None = None

    def carry(self, outgoing: Outgoing) -> None:
        """Hand it over, once; Undelivered says why not."""
        letter = _letter(outgoing, self.server.sender, self.clock())
        with self._connected() as smtp:
            # step by step: a server that refuses has not got it, one that falls silent after the end may have
            self._expect(smtp.mail(self.server.sender), _ACCEPTED)
            self._expect(smtp.rcpt(outgoing.address), _ACCEPTED, _FORWARDED, final=True)
            try:
                answer = smtp.data(letter)
            except smtplib.SMTPDataError as error:
                self._expect((error.smtp_code, error.smtp_error), final=True)
            except (smtplib.SMTPException, OSError) as error:
                raise Undelivered(self._reason(error), surely_unsent=False) from error
            else:
                self._expect(answer, _ACCEPTED, final=True)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        try:
            smtp = self._connect()
        except (smtplib.SMTPException, OSError) as error:
            raise Undelivered(self._reason(error)) from error
        try:
            yield smtp
        except (smtplib.SMTPException, OSError) as error:
            raise Undelivered(self._reason(error)) from error
        finally:
            # by hand: the context manager of smtplib raises when QUIT is answered badly, after the message has left
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
            smtp.close()

    def _connect(self) -> smtplib.SMTP:
        server, context = self.server, self.context or ssl.create_default_context()
        if server.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, self.host, timeout=_PATIENCE_S, context=context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, self.host, timeout=_PATIENCE_S)
        try:
            if server.security == "starttls":
                smtp.starttls(context=context)  # a server that does not offer it gets nothing
            smtp.ehlo_or_helo_if_needed()
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _expect(self, answer: tuple[int, bytes | str], *accepted: int, final: bool = False) -> None:
        code, words = answer
        if code not in accepted:
            permanent = 500 <= code < 600
            raise Undelivered(self._clean(f"{code} {_text(words)}"), final=final and permanent)

    def _reason(self, error: Exception) -> str:
        if isinstance(error, smtplib.SMTPResponseException):
            return self._clean(f"{error.smtp_code} {_text(error.smtp_error)}")
        return self._clean(f"{type(error).__name__}: {error}")

    def _clean(self, words: str) -> str:
        # a server may repeat what it was given, and reasons are shown
        return words.replace(self.server.password or "\0", "…")


def _letter(outgoing: Outgoing, sender: str, at: datetime) -> bytes:
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = outgoing.subject
    letter["From"] = f"Benvenuto <{sender}>"
    letter["To"] = outgoing.address
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = f"<{outgoing.message_id}@{sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"  # nobody's absence answers it (RFC 3834)
    letter.set_content(outgoing.text, cte="quoted-printable")  # also where a server takes seven bits alone
    return letter.as_bytes()


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
