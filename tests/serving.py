"""A real Benvenuto in a process of its own, started by the command that everybody uses."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benvenuto.bootstrap import Benvenuto, build
from benvenuto.config import HOME, read_settings
from tests.house import furnish
from tests.ports import kept_port


@dataclass
class Served:
    """A Benvenuto on a port of its own; it can be killed and started again over the same data.

    `app` is the same application in this process, to prepare what a browser shall meet and to look behind it.
    """

    folder: Path
    environment: Mapping[str, str]
    app: Benvenuto
    within: Sequence[str]
    process: subprocess.Popen[str] = field(init=False)
    _read: int = field(init=False, default=0)

    @property
    def url(self) -> str:
        """Where it is; localhost, so that the browser takes it for a safe context."""
        return f"http://localhost:{self.app.settings.port}"

    @property
    def output(self) -> Path:
        """What it has logged: nothing, as long as all is well."""
        return self.app.settings.data / "output.txt"

    def start(self) -> None:
        """Start it, and wait until it can be visited."""
        with self.output.open("a") as log:
            self.process = subprocess.Popen(
                [*self.within, sys.executable, "-m", "benvenuto", "run"],
                cwd=self.folder.parent,  # from another folder than its own, as an administrator would
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        announced = self.environment.get("BENVENUTO_PUBLIC_URL", self.url)
        assert any(announced in line for line in self.process.stdout), self.output.read_text()

    def kill(self) -> None:
        """End it as a power cut would."""
        with self.process:
            self.process.kill()

    def stop(self) -> None:
        """End it as Ctrl+C would."""
        self.process.terminate()
        try:
            self.process.wait(timeout=60)
        finally:
            self.kill()

    def new_output(self) -> str:
        """What it has logged since this was last asked: a fault is told once, by the test it fell into."""
        output, before = self.output.read_text("utf-8", "replace"), self._read
        self._read = len(output)
        return output[before:]


@contextmanager
def serving(folder: Path, *, sample: bool = False, within: Sequence[str] = (), **environment: str) -> Iterator[Served]:
    """The house with its personas, or the sample week with its own, in this folder, until the end of the block.

    `within` is a command that runs another, to serve under its limits; `environment` are settings of its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with kept_port() as port:
        settings = {
            "BENVENUTO_DATA": str(folder),
            "BENVENUTO_PORT": str(port),
            "BENVENUTO_LANGUAGE": "en",
            "BENVENUTO_SAMPLE": "yes" if sample else "no",
            "BENVENUTO_ANALYSE": "no",
            "BENVENUTO_SECOND_LISTENINGS": "0",
            **environment,
        }
        app = build(read_settings(settings))
        if not sample:
            furnish(app.settings.database_url, folder)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("BENVENUTO_")}
        served = Served(folder, inherited | settings | {"PYTHONPATH": str(HOME)}, app, within)
        try:
            served.start()
            yield served
        finally:
            served.stop()
            app.database.engine.dispose()
