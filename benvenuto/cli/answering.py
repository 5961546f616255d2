"""Whether the site answers at its public address, with a certificate that lasts: what `go-live` asks the network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benvenuto.cli.reaching import CertificateRefused, NotReached, Reached, reach
from benvenuto.cli.terminal import Terminal
from benvenuto.domain.faults import message
from benvenuto.services.people.live_requirements import Requirement, is_encrypted

_CERTIFICATE_LASTS = timedelta(days=14)


def answering(terminal: Terminal) -> Iterator[Requirement]:
    """The one thing that is asked of an address for others; nothing of one that is not."""
    if is_encrypted(terminal.settings):
        yield _answers(terminal)


def _answers(terminal: Terminal) -> Requirement:
    settings, text = terminal.settings, terminal.say.text
    try:
        reached = reach(settings.public_url)
    except CertificateRefused as refused:
        words = message("Browsers will refuse the certificate of {address}: {reason}")
        return Requirement(False, text(words, address=settings.public_url, reason=refused))
    except NotReached as refused:
        words = message("Nothing answers at {address} yet ({reason}): start server and proxy, then run this again.")
        return Requirement(False, text(words, address=settings.public_url, reason=refused))
    return _answered(terminal, reached)


def _answered(terminal: Terminal, reached: Reached) -> Requirement:
    address, text = terminal.settings.public_url, terminal.say.text
    until = terminal.say.day(reached.certificate_until)
    if not reached.ours:
        words = message(
            "{address} is answered by something else (status {status}): the proxy must pass requests on to Benvenuto, "
            "with the Host header as the browser sent it."
        )
        return Requirement(False, text(words, address=address, status=reached.status))
    if reached.certificate_until - datetime.now(UTC) < _CERTIFICATE_LASTS:
        words = message("The certificate of {address} expires on {day}: see that it is renewed.")
        return Requirement(False, text(words, address=address, day=until))
    words = message("It answers at {address}, with a certificate that is valid until {day}.")
    return Requirement(True, text(words, address=address, day=until))
