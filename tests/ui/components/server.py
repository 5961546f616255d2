"""The test page's server, which tests may kill and start again."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benvenuto.config import HOME

ACKNOWLEDGED = ".state[data-waiting='0']"


@dataclass
class Site:
    """The test page's server; it can be killed and started again on the same port."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "asgi.py", f"--server.port={self.port}"],
                cwd=Path(__file__).with_name("site"),
                env={**os.environ, "PYTHONPATH": str(HOME), "COMPONENTS_FOLDER": str(self.folder)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        while not self.answers():
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)
                raise AssertionError((self.folder / "server.log").read_text())

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=5):  # noqa: S310 (our own)
                return True
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stored(self, evaluation: str) -> dict[str, Any]:
        file = self.folder / f"{evaluation}.json"
        return json.loads(file.read_text()) if file.exists() else {}
