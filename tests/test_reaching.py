"""Asking the site at its public address, against real servers with real certificates."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from benvenuto.cli.reaching import CertificateRefused, NotReached, reach

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made by openssl")

OURS = b'<form method="post" action="/signin">'


@contextmanager
def encrypted(folder: Path, name: str, status: int = 200, page: bytes = OURS) -> Iterator[tuple[str, ssl.SSLContext]]:
    """A server with a certificate for this name: its address, and what trusts the certificate."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    key, certificate = folder / "key.pem", folder / "certificate.pem"
    asked = [
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "30",
        "-subj",
        f"/CN={name}",
        "-addext",
        f"subjectAltName=DNS:{name}",
    ]
    made = ["openssl", "req", "-x509", *asked, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), Answering)
    server.socket = serving.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}", ssl.create_default_context(cafile=str(certificate))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_it_answers_and_tells_until_when_its_certificate_is_valid(tmp_path: Path) -> None:
    with encrypted(tmp_path, "localhost") as (address, trusting):
        found = reach(address, trusting)
    assert (found.status, found.ours) == (200, True)
    assert timedelta(days=29) < found.certificate_until - datetime.now(UTC) < timedelta(days=31)


@pytest.mark.parametrize(("status", "page"), [(421, b"no"), (502, b"bad gateway"), (200, b"<h1>Welcome to nginx</h1>")])
def test_another_page_is_not_taken_for_ours(tmp_path: Path, status: int, page: bytes) -> None:
    with encrypted(tmp_path, "localhost", status, page) as (address, trusting):
        assert reach(address, trusting).ours is False


def test_a_certificate_that_nobody_trusts_or_of_another_name_is_refused(tmp_path: Path) -> None:
    with encrypted(tmp_path, "care.example") as (address, trusting):
        for context in (None, trusting):
            with pytest.raises(CertificateRefused):
                reach(address, context)


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1:9", "https://nobody.example", "https://" + "x" * 80 + ".example"]
)
def test_what_does_not_answer_is_told_in_the_words_of_the_network(address: str) -> None:
    with pytest.raises(NotReached) as told:
        reach(address)
    assert str(told.value)
