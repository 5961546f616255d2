"""A real Benvenuto in a process of its own, and a real Chromium to visit it with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from benvenuto.bootstrap import Benvenuto, build
from benvenuto.config import HOME, read_settings
from tests.house import PASSWORD, furnish
from tests.ports import kept_port


@dataclass(frozen=True)
class Served:
    """A running Benvenuto: its address, and the same application from within, to arrange and to look behind."""

    url: str
    app: Benvenuto
    output: Path
    process: subprocess.Popen[str]


@contextmanager
def serving(folder: Path, *, within: Sequence[str] = (), **environment: str) -> Iterator[Served]:
    """The house with its personas, served on a free port by the command that everybody uses.

    `within` is a command that runs another, to serve under its limits.
    """
    with kept_port() as port:
        settings = {
            "BENVENUTO_DATA": str(folder),
            "BENVENUTO_DATABASE_URL": f"sqlite:///{folder / 'served.db'}",
            "BENVENUTO_SAMPLE": "no",
            "BENVENUTO_ANALYSE": "no",
            "BENVENUTO_PORT": str(port),
            **environment,
        }
        app = build(read_settings(settings))
        furnish(app.settings.database_url, folder)
        output = folder / "output.txt"
        command = [*within, sys.executable, "-m", "benvenuto", "run"]
        everything = os.environ | settings | {"PYTHONPATH": str(HOME)}
        with (
            output.open("w") as told,
            # from another folder than its own, as an administrator would
            subprocess.Popen(
                command, cwd=folder, env=everything, stdout=subprocess.PIPE, stderr=told, text=True
            ) as process,
        ):
            try:
                assert process.stdout is not None
                address = f"http://localhost:{port}"
                announced = environment.get("BENVENUTO_PUBLIC_URL", address)
                assert any(announced in line for line in process.stdout), output.read_text()
                yield Served(address, app, output, process)
            finally:
                process.terminate()
                process.wait(timeout=60)
                app.database.engine.dispose()


@dataclass
class Visit:
    """What happened in a page since `watch`: console errors, and the hosts that were asked."""

    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> Visit:
        """Listen to this page from now on."""
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        return self


def sign_in(page: Page, url: str, username: str) -> None:
    """Go to an address and sign in on the way."""
    page.goto(url)
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
