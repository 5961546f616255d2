"""A server of our own on a free port, and a real Chromium to look at it."""

import socket
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, Page

from tests.ui.components.server import Site

KEEP_AUDIO = """
const Original = window.Audio
window.audios = []
window.Audio = function () { const audio = new Original(); window.audios.push(audio); return audio }
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("components")
    _record(folder / "call.wav")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = Site(folder, port)
    site.start()
    yield site
    site.kill()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(KEEP_AUDIO)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


@pytest.fixture
def evaluation(request: pytest.FixtureRequest) -> str:
    """An evaluation of this test's own."""
    return request.node.name.replace("[", "-").replace("]", "")[:90]


@pytest.fixture
def scoring(site: Site, page: Page, evaluation: str) -> Page:
    """The scoring page, ready, with nothing marked."""
    page.goto(f"{site.address}/?evaluation={evaluation}")
    page.locator(".criterion.current").wait_for()
    page.locator(".player .toggle .icon").wait_for()
    return page


def _record(file: Path) -> None:
    """A minute of a call: bursts of tone, agent and caller in turn."""
    rate, seconds = 8000, 60
    time = np.arange(rate * seconds) / rate
    agent = np.sin(2 * np.pi * 220 * time) * (time % 6 < 3) * 0.4
    caller = np.sin(2 * np.pi * 330 * time) * (time % 6 >= 3) * 0.3
    soundfile.write(file, np.column_stack([agent, caller]), rate, subtype="PCM_16")
