"""Messages to a chat's webhook: what is posted, and where nothing is posted at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from threading import Thread

import pytest

from benvenuto.services.feedback.carriers import Outgoing, Undelivered
from benvenuto.services.feedback.chat import ChatCarrier, is_chat_address, is_public


@dataclass
class Hook:
    """A real webhook: what was posted to it, and what it answers."""

    answer: int = 200
    url: str = ""
    posted: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)


@contextmanager
def hook(answer: int = 200) -> Iterator[Hook]:
    kept = Hook(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.posted.append((self.path, dict(self.headers), body))
            self.send_response(kept.answer)
            self.send_header("Location", kept.url)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.url = f"http://127.0.0.1:{server.server_port}/hooks/secret?key=1"
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()


def outgoing(url: str) -> Outgoing:
    return Outgoing(url, "0123abcd", "C’è qualcosa di nuovo", "https://benvenuto.example/for-you")


def test_it_posts_words_with_an_id_to_the_whole_address() -> None:
    with hook() as chat:
        ChatCarrier(anywhere=True).carry(outgoing(chat.url))
    ((path, headers, body),) = chat.posted
    assert path == "/hooks/secret?key=1"
    assert headers["Idempotency-Key"] == "0123abcd"
    assert json.loads(body) == {"text": "C’è qualcosa di nuovo\nhttps://benvenuto.example/for-you"}


@pytest.mark.parametrize(("answer", "final"), [(302, True), (307, True), (404, True), (429, False), (503, False)])
def test_another_answer_is_a_refusal_and_nobody_is_followed(answer: int, final: bool) -> None:
    with hook(answer) as chat, pytest.raises(Undelivered) as refused:
        ChatCarrier(anywhere=True).carry(outgoing(chat.url))
    assert (refused.value.final, refused.value.reason) == (final, f"HTTP {answer}")
    assert len(chat.posted) == 1


def test_a_name_that_leads_inside_is_refused_before_anything_is_sent() -> None:
    with hook() as chat, pytest.raises(Undelivered, match="inside the network") as refused:
        ChatCarrier(anywhere=False).carry(outgoing(chat.url.replace("http://127.0.0.1", "https://localhost")))
    assert refused.value.final
    assert not chat.posted


def test_no_reason_names_the_address() -> None:
    with pytest.raises(Undelivered) as refused:
        ChatCarrier(anywhere=True).carry(outgoing("http://127.0.0.1:1/hooks/secret"))
    assert not refused.value.final
    assert "secret" not in refused.value.reason
    assert "secret" not in repr(outgoing("http://127.0.0.1:1/hooks/secret"))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
     "255.255.255.255", "::", "::1", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
     "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::", "2001:db8::1",
     "fec0::1"],
)  # fmt: skip
def test_addresses_inside_are_known_in_every_disguise(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::"])
def test_addresses_outside_are_let_through(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("url", "outside", "anywhere"),
    [
        ("https://chat.example/hooks/1", True, True),
        ("http://chat.example/hooks/1", False, True),
        ("https://10.0.0.1/hooks", False, True),
        ("https://[::1]/hooks", False, True),
        ("https://user:pass@chat.example/", False, False),
        ("ftp://chat.example/", False, False),
        ("https:///hooks", False, False),
        ("https://chat.example:0/", False, False),
        ("https://chat.example:x/", False, False),
        ("https://chat.example/a b", False, False),
        ("https://chat.example/\r\nHost: x", False, False),
        ("https://[::1", False, False),
        ("https://chat..example/", False, False),
        ("https://.example/", False, False),
        ("https://" + "x" * 64 + ".example/", False, False),
        ("", False, False),
        ("https://chat.example/" + "x" * 1000, False, False),
    ],
)
def test_what_may_be_an_address(url: str, outside: bool, anywhere: bool) -> None:
    assert (is_chat_address(url, anywhere=False), is_chat_address(url, anywhere=True)) == (outside, anywhere)
