"""A server of our own on a free port, and a real Chromium to look at it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from benvenuto.domain.measure import Segments
from tests.browser.profiles import Kind, Profiles
from tests.ports import kept_port
from tests.ui.components.drawn import ready
from tests.ui.components.server import Site
from tests.ui.components.site.heard import SPEECH

KEEP_AUDIO = """
const Original = window.Audio
window.audios = []
window.Audio = function () { const audio = new Original(); window.audios.push(audio); return audio }
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("components")
    _record(folder / "call.wav")
    with kept_port() as port:
        site = Site(folder, port)
        site.start()
        yield site
        site.kill()


@pytest.fixture(scope="session")
def profiles(chromium: Browser) -> Profiles:
    """The browser's profiles."""
    return Profiles(chromium, KEEP_AUDIO)


@pytest.fixture
def page(profiles: Profiles, site: Site) -> Iterator[Page]:
    profile = profiles.take(Kind(site.address, (1280, 900), "en"))
    page = profile.context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    profiles.give_back(profile)
    assert not faults


@pytest.fixture
def evaluation(request: pytest.FixtureRequest) -> str:
    """An evaluation of this test's own."""
    return str(request.node.name).replace("[", "-").replace("]", "")[:90]


@pytest.fixture
def scoring(site: Site, page: Page, evaluation: str) -> Page:
    """The scoring page, ready, with nothing marked."""
    page.goto(f"{site.address}/?evaluation={evaluation}")
    page.locator(".criterion.current").wait_for()
    return ready(page)


def _record(file: Path) -> None:
    """A minute of a call: a tone for each side wherever it speaks, another one for the hold."""
    rate = 8000
    time = np.arange(int(SPEECH.duration_s * rate)) / rate

    def tone(pitch: float, segments: Segments) -> NDArray[np.float64]:
        heard = sum((time >= one.start_s) & (time < one.end_s) for one in segments)
        return np.sin(2 * np.pi * pitch * time) * heard * (0.3 + 0.2 * np.sin(40 * time) * np.sin(7 * time))

    held = 0.3 * tone(500, SPEECH.other)
    agent, caller = tone(220, SPEECH.agent) + held, tone(330, SPEECH.caller) + held
    soundfile.write(file, np.column_stack([agent, caller]), rate, subtype="PCM_16")
