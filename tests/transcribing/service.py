"""A transcription service on this machine, as real as its answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

HEARD = {
    "task": "transcribe",
    "language": "english",
    "duration": 3.0,
    "text": "Good afternoon.",
    "segments": [{"id": 0, "start": 1.1, "end": 2.3, "text": " Good afternoon."}],
    "words": [{"word": "Good", "start": 1.1, "end": 1.5}, {"word": "afternoon", "start": 1.5, "end": 2.3}],
}


@dataclass
class Service:
    """What it answers, and what it was asked."""

    url: str = ""
    status: int = 200
    answer: object = field(default_factory=lambda: HEARD)
    headers: Mapping[str, str] = field(default_factory=dict)
    silent: bool = False
    asked: list[tuple[str, Message, dict[str, list[bytes]]]] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Service]:
    """A service that listens on a free port of this machine."""
    service, closing = Service(), Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.asked.append((self.path, self.headers, _form(self.headers, body)))
            if service.silent:
                closing.wait(30)
                return
            answer = service.answer
            said = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(service.status)
            for name, value in {"Content-Length": str(len(said)), **service.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        service.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield service
        finally:
            closing.set()
            server.shutdown()
            thread.join()


def _form(headers: Message, body: bytes) -> dict[str, list[bytes]]:
    parsed = BytesParser().parsebytes(b"Content-Type: " + headers["Content-Type"].encode() + b"\r\n\r\n" + body)
    parts: dict[str, list[bytes]] = {}
    for part in parsed.get_payload():
        assert isinstance(part, Message)
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        parts.setdefault(name, []).append(content)
    return parts
