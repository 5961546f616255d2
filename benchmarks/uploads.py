"""What a large recording costs the server in memory: while it is sent, while it is imported, and afterwards.

`python -m benchmarks.uploads` sends two hours in stereo (230 MB); docs/performance.md keeps the figures.
"""

from __future__ import annotations

import argparse
import tempfile
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import numpy as np
import psutil
from playwright.sync_api import Page, expect, sync_playwright

from benvenuto.domain.published import PUBLISHED_PASSWORD
from tests.browser.chromium import launch
from tests.serving import Served, serving

_RATE, _BLOCK_S = 8000, 60
_PATIENCE_MS = 120_000


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.uploads", description=__doc__)
    parser.add_argument("--minutes", type=int, default=120)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "data", sample=True) as served,
        sync_playwright() as playwright,
    ):
        recording = _recording(Path(folder) / f"{_silent_call(served)}.wav", asked.minutes)
        server = psutil.Process(served.process.pid)
        page = launch(playwright).new_page()
        _sign_in(page, served.url)
        page.goto(f"{served.url}/recordings-import")
        expect(page.locator("input[type=file]")).to_be_attached()
        idle = server.memory_info().rss
        print(f"{recording.stat().st_size / 1e6:.0f} MB; the server idle: {idle / 1e6:.0f} MB resident")
        print("| | at most, MB above idle | then, MB above idle |", "| --- | ---: | ---: |", sep="\n")
        with _watched(server, "sent", idle):
            page.set_input_files("input[type=file]", recording)
            expect(page.locator(".st-key-import_recordings_first button")).to_be_visible(timeout=_PATIENCE_MS)
        with _watched(server, "imported", idle):
            page.locator(".st-key-import_recordings_first button").click()
            expect(page.locator(".bv-files .bv-label")).to_be_visible(timeout=_PATIENCE_MS)


def _silent_call(served: Served) -> str:
    """The id of a call that has no recording yet."""
    with served.app.database.read() as tx:
        return next(name for name, call in tx.calls.external_ids().items() if tx.recordings.of_call(call) is None)


def _recording(path: Path, minutes: int) -> Path:
    """Noise in stereo, 16 bits at 8 kHz."""
    noise = np.random.default_rng(1)
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, _RATE, 0, "NONE", ""))
        for _ in range(minutes * 60 // _BLOCK_S):
            file.writeframes(noise.integers(-3000, 3000, 2 * _RATE * _BLOCK_S, dtype=np.int16).tobytes())
    return path


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/signin")
    page.fill("#username", "dario")
    page.fill("#password", PUBLISHED_PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url(lambda url: "signin" not in url)


@contextmanager
def _watched(server: psutil.Process, deed: str, idle: int) -> Iterator[None]:
    """Print a row: the most that the server had resident meanwhile, and what it had at the end."""
    over, most = Event(), idle

    def watch() -> None:
        nonlocal most
        while not over.wait(0.02):
            most = max(most, server.memory_info().rss)

    watching = Thread(target=watch)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()
    print(f"| {deed} | {(most - idle) / 1e6:.0f} | {(server.memory_info().rss - idle) / 1e6:.0f} |", flush=True)


if __name__ == "__main__":
    main()
