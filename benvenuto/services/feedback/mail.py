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
from benvenuto.domain.faults import message
from benvenuto.services.clock import Clock
from benvenuto.services.feedback.carriers import Outgoing, Undelivered

NOT_TRUSTED = message(
    "The certificate of the mail server is not trusted, so nothing was sent. If your company signs its own, name the "
    "file of its certificate authority in BENVENUTO_SMTP_CA."
)
OTHER_NAME = message(
    "The certificate of the mail server is for another name than BENVENUTO_SMTP_HOST, so nothing was sent. Set the "
    "name that is in the certificate."
)
NO_STARTTLS = message(
    "The mail server offers no STARTTLS, so nothing was sent. Ask for its port with STARTTLS, or set "
    "BENVENUTO_SMTP_SECURITY to tls if it has TLS from the beginning (usually port 465)."
)
NO_SIGN_IN = message(
    "The mail server takes no user name and password here. Ask for its port for sending, or leave BENVENUTO_SMTP_USER "
    "out."
)
WRONG_PASSWORD = message(
    "The mail server refuses the user name or the password: check BENVENUTO_SMTP_USER and BENVENUTO_SMTP_PASSWORD."
)
REASONS = frozenset({NOT_TRUSTED, OTHER_NAME, NO_STARTTLS, NO_SIGN_IN, WRONG_PASSWORD})
"""Why nothing can be sent until somebody sets something, as message ids; other reasons are the server's own words."""

_PATIENCE_S = 30.0
_NAME_MISMATCH = (62, 64)
"""OpenSSL's X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH."""
_ACCEPTED = 250
_FORWARDED = 251


@dataclass(frozen=True)
class MailCarrier:
    """Hands messages to the mail server; `host` is how we name ourselves to it."""

    server: MailServer
    host: str
    clock: Clock

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
        server, context = self.server, ssl.create_default_context()
        if server.authority is not None:
            context.load_verify_locations(server.authority)
        if server.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, self.host, timeout=_PATIENCE_S, context=context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, self.host, timeout=_PATIENCE_S)
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                if not smtp.has_extn("starttls"):
                    raise Undelivered(NO_STARTTLS)  # it gets nothing, least of all the password
                smtp.starttls(context=context)
                smtp.ehlo_or_helo_if_needed()
            if server.user:
                _sign_in(smtp, server)
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
        if isinstance(error, ssl.SSLCertVerificationError):
            return OTHER_NAME if error.verify_code in _NAME_MISMATCH else NOT_TRUSTED
        if isinstance(error, smtplib.SMTPResponseException):
            return self._clean(f"{error.smtp_code} {_text(error.smtp_error)}")
        return self._clean(f"{type(error).__name__}: {error}")

    def _clean(self, words: str) -> str:
        # a server may repeat what it was given, and reasons are shown
        return words.replace(self.server.password or "\0", "…")


def _sign_in(smtp: smtplib.SMTP, server: MailServer) -> None:
    if not smtp.has_extn("auth"):
        raise Undelivered(NO_SIGN_IN)
    try:
        smtp.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as error:
        raise Undelivered(WRONG_PASSWORD) from error


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
