"""A chat's incoming webhook: one POST of {"text": ...}, as Slack, Mattermost, Rocket.Chat and Google Chat take it.

The address is typed by whoever wants the messages, and we stand inside the company's network: unless the settings allow
any, it must lead outside. The name is resolved once, all its addresses are looked at, and the connection goes to one of
those; a redirection is a refusal.
"""

from __future__ import annotations

import json
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from benvenuto.services.feedback.carriers import Outgoing, Undelivered

_PATIENCE_S = 10.0
_LONGEST_S = 30.0
"""All in all: who answers a byte at a time keeps everybody's messages waiting."""
_LONGEST_ADDRESS = 1000
_NAT64 = IPv6Network("64:ff9b::/96")
_TRY_AGAIN = frozenset({408, 425, 429})


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address leads outside: not to this machine, its network, or an IPv4 address of those inside IPv6."""
    if isinstance(address, IPv6Address):
        if address.is_site_local:  # given up long ago, still in use, and "global" to the library
            return False
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved)


def is_chat_address(text: str, *, anywhere: bool) -> bool:
    """Whether this may be a webhook's address: https, and where not `anywhere` no address of a network inside."""
    if len(text) > _LONGEST_ADDRESS or not text.isascii() or not text.isprintable() or " " in text:
        return False
    try:
        url = urlsplit(text)
        host, port = url.hostname, url.port
    except ValueError:
        return False
    if url.scheme not in ({"http", "https"} if anywhere else {"https"}) or not host or port == 0:
        return False
    if url.username is not None or url.password is not None:
        return False
    try:
        address = ip_address(host)
    except ValueError:  # a name, which is looked up when something is sent
        return _is_name(host)
    return anywhere or is_public(address)


def _is_name(host: str) -> bool:
    try:
        host.encode("idna")  # as it will be looked up: an empty or endless label is none
    except UnicodeError:
        return False
    return True


@dataclass(frozen=True)
class ChatCarrier:
    """Posts messages to webhooks; `anywhere`: also into the company's own network."""

    anywhere: bool
    context: ssl.SSLContext | None = None

    def carry(self, outgoing: Outgoing) -> None:
        """Hand it over, once; Undelivered says why not. No reason names the address: who has it may write there."""
        if not is_chat_address(outgoing.address, anywhere=self.anywhere):
            raise Undelivered("the address is not allowed", final=True)
        url = urlsplit(outgoing.address)
        body = json.dumps({"text": f"{outgoing.subject}\n{outgoing.text}"}).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Benvenuto",
            "Idempotency-Key": outgoing.message_id,
            "Connection": "close",
        }
        connection = self._connected(url)
        hanging_up = Timer(_LONGEST_S, _hang_up, [connection.sock])
        hanging_up.daemon = True
        hanging_up.start()
        try:
            path = (url.path or "/") + (f"?{url.query}" if url.query else "")
            connection.request("POST", path, body, headers)
            with connection.getresponse() as answer:
                _judge(answer)
        except (HTTPException, OSError) as error:
            # it may have been taken, and only the answer was lost
            raise Undelivered(type(error).__name__, surely_unsent=False) from error
        finally:
            hanging_up.cancel()
            connection.close()

    def _connected(self, url: SplitResult) -> HTTPConnection:
        host, port = url.hostname or "", url.port or (443 if url.scheme == "https" else 80)
        try:
            connection = HTTPConnection(host, port)
            # already connected, to the address that was looked at: a name may mean another a moment later
            connection.sock = sock = socket.create_connection((self._resolved(host, port), port), _PATIENCE_S)
            if url.scheme == "https":
                context = self.context or ssl.create_default_context()
                try:
                    connection.sock = context.wrap_socket(sock, server_hostname=host)
                except BaseException:
                    sock.close()
                    raise
        except OSError as error:
            raise Undelivered(f"{type(error).__name__}: {error}"[:200]) from error
        return connection

    def _resolved(self, host: str, port: int) -> str:
        known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in known]
        if not self.anywhere and not all(is_public(ip_address(address)) for address in addresses):
            raise Undelivered("the address leads inside the network", final=True)
        return addresses[0]


def _hang_up(sock: socket.socket) -> None:
    with suppress(OSError):  # it may have ended by itself
        sock.shutdown(socket.SHUT_RDWR)


def _judge(answer: HTTPResponse) -> None:
    if 200 <= answer.status < 300:
        return
    server_error = answer.status >= 500
    raise Undelivered(f"HTTP {answer.status}", final=not (server_error or answer.status in _TRY_AGAIN))
