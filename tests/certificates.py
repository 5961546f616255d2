"""Certificates as a company signs them itself: an authority of its own, and a server's certificate by it."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@dataclass(frozen=True)
class Certified:
    """Files of an authority nobody knows, and of a server whose certificate it has signed."""

    authority: Path
    certificate: Path
    key: Path

    @property
    def serving(self) -> ssl.SSLContext:
        """What the server speaks TLS with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


def certified(folder: Path, names: str = "DNS:localhost,IP:127.0.0.1") -> Certified:
    """Made now, for two days, for a server of these names."""
    authority, own = ("ca.pem", "ca.key"), ("server.pem", "server.key")
    _openssl(
        folder, "req", "-x509", *_KEY, "-keyout", authority[1], "-out", authority[0], "-days", "2",
        "-subj", "/CN=Casa Lume CA", "-addext", "keyUsage=critical,keyCertSign",
    )  # fmt: skip
    _openssl(
        folder, "req", *_KEY, "-keyout", own[1], "-out", "server.csr", "-subj", "/CN=Casa Lume",
        "-addext", f"subjectAltName={names}",
    )  # fmt: skip
    _openssl(
        folder, "x509", "-req", "-in", "server.csr", "-CA", authority[0], "-CAkey", authority[1], "-CAcreateserial",
        "-out", own[0], "-days", "2", "-copy_extensions", "copy",
    )  # fmt: skip
    return Certified(folder / authority[0], folder / own[0], folder / own[1])


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
