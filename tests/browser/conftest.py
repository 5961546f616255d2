"""The browser tests: one real Chromium, one real application in each worker, a team of its own for each test."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.profiles import Profiles
from tests.browser.team import Team, new_team
from tests.browser.windows import Windows
from tests.serving import Served, serving


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    windows = getattr(item, "funcargs", {}).get("windows")
    if report.failed and report.when == "call" and isinstance(windows, Windows):
        report.sections.append(("Windows", windows.picture(item.funcargs["tmp_path"])))  # type: ignore[attr-defined]
    return report


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Benvenuto with its sample week."""
    with serving(tmp_path_factory.mktemp("browser") / "data", sample=True) as served:
        yield served


@pytest.fixture(scope="session")
def profiles(chromium: Browser, served: Served) -> Profiles:
    """The browser's profiles."""
    return Profiles(chromium)


@pytest.fixture
def team(served: Served) -> Team:
    """Anna, Bruno, Carla and Dario, who read English."""
    return new_team(served.app)


@pytest.fixture
def squadra(served: Served) -> Team:
    """Anna, Bruno, Carla e Dario, who read Italian."""
    return new_team(served.app, "it")


@pytest.fixture
def windows(profiles: Profiles, served: Served, tmp_path: Path) -> Iterator[Windows]:
    """Opens browser windows; at the end, no browser may have complained of anything."""
    opened = Windows(profiles, served)
    yield opened
    opened.close()
    assert not opened.complaints
    assert "Traceback" not in served.new_output()
