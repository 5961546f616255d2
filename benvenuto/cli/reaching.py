"""Asking the site at its public address, as a browser would: whether it answers, and by which certificate."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException, HTTPSConnection
from urllib.parse import urlsplit

_PATIENCE_S = 5.0


class NotReached(Exception):
    """Nothing answers there: in the words of the network."""


class CertificateRefused(NotReached):
    """Something answers, and is not who it says that it is."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What answered: its status, whether it is Benvenuto, and until when its certificate is valid."""

    status: int
    ours: bool
    certificate_until: datetime


def reach(url: str, context: ssl.SSLContext | None = None) -> Reached:
    """Ask the sign-in page at an https:// address. Raises NotReached."""
    parts = urlsplit(url)
    connection = HTTPSConnection(
        parts.hostname or "",
        parts.port or 443,
        timeout=_PATIENCE_S,
        context=context or ssl.create_default_context(),
    )
    try:
        connection.connect()
        certificate = connection.sock.getpeercert() or {}
        connection.request("GET", "/signin")
        answer = connection.getresponse()
        ours = answer.status == 200 and b'action="/signin' in answer.read()
    except ssl.SSLCertVerificationError as refused:
        raise CertificateRefused(refused.verify_message) from None
    except (OSError, HTTPException, UnicodeError) as failed:
        raise NotReached(getattr(failed, "strerror", None) or str(failed) or type(failed).__name__) from None
    finally:
        connection.close()
    until = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
    return Reached(answer.status, ours, datetime.fromtimestamp(until, UTC))
