"""The real application in a process of its own, as `make run` starts it, with the sample week in a fresh folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from time import monotonic, sleep

import httpx

from benvenuto.bootstrap import Benvenuto, build
from benvenuto.config import HOME, read_settings
from tests.ports import kept_port

PATIENCE_S = 300
"""The first start fills the database; on a busy machine that takes a while."""


@dataclass
class Served:
    """One Benvenuto on a port of its own; it can be killed and started again over the same data."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] = field(init=False)
    _heard: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.start()

    @property
    def address(self) -> str:
        """Where it is; localhost, so that the browser takes it for a safe context."""
        return f"http://localhost:{self.port}"

    @property
    def settings(self) -> Mapping[str, str]:
        """What the environment tells it."""
        return {
            "BENVENUTO_DATA": str(self.folder),
            "BENVENUTO_PORT": str(self.port),
            "BENVENUTO_LANGUAGE": "en",
            "BENVENUTO_SAMPLE": "yes",
            "BENVENUTO_ANALYSE": "no",
        }

    @cached_property
    def app(self) -> Benvenuto:
        """The same application over the same data in this process, to prepare what a browser shall meet."""
        return build(read_settings(self.settings))

    def start(self) -> None:
        """Start it, and wait until it answers."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("BENVENUTO_")}
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "benvenuto", "run"],
                cwd=HOME,
                env={**inherited, **self.settings},
                stdout=log,
                stderr=log,
            )
        self._wait()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it as Ctrl+C would; a process that hangs is killed."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    @property
    def said(self) -> str:
        """Everything it has printed and logged."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    def said_since(self) -> str:
        """What it has printed and logged since this was last asked: a fault is told once, by the test it fell into."""
        said, before = self.said, self._heard
        self._heard = len(said)
        return said[before:]

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    def _wait(self) -> None:
        until = monotonic() + PATIENCE_S
        with httpx.Client(verify=False, timeout=5) as asking:  # noqa: S501 - reading certificates takes longer than all
            while self.process.poll() is None and monotonic() < until:
                try:
                    if asking.get(f"{self.address}/healthz").status_code == 200:
                        return
                except httpx.TransportError:
                    sleep(0.05)  # between two questions whether it is there
        self.kill()
        raise AssertionError(f"Benvenuto did not start:\n{self.said}")


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve until the end of the block; whatever happens, our own process ends with it."""
    folder.mkdir(parents=True, exist_ok=True)
    with kept_port() as port:
        served = Served(folder, port)
        try:
            yield served
        finally:
            served.stop()
