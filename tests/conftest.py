"""What all tests may ask for: a database, and a house with people in it, on SQLite and on PostgreSQL.

A test for which one database will do marks itself: `@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)`.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

# imported where it is needed, so that a test of the lowest floor starts at once, whatever stands above it
if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from benvenuto.bootstrap import Benvenuto
    from benvenuto.storage.database import Database
    from tests.databases import Databases, PostgresServer, SqliteFiles
    from tests.house import House

TESTS = Path(__file__).parent

# how long an example takes is the machine's affair, and no fault of what is tested
settings.register_profile("benvenuto", deadline=None, derandomize=True)
# new examples at every run, ten times as many: for who goes looking for what nobody has thought of
settings.register_profile("explore", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "benvenuto"))


_FIRST = ("browser", "test_wheel.py", "web", "sample", "ui", "transcribing", "measuring")
"""Where most of the time is waited, for browsers, servers and processes."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many workers `-n auto` means: one more than cores, as each waits now and then, for a page or a process."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Let xdist hand out files as they are collected, not those of many tests first: a file of one may take longest."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: at the end no worker waits for another one's last file."""
    items.sort(key=lambda item: item.path.relative_to(TESTS).parts[0] not in _FIRST)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported here stays to the end: Python need not look through its million objects for garbage."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for this test run, the same one in every worker."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real browser for all tests of a process: Playwright can be started only once in each."""
    from playwright.sync_api import expect, sync_playwright

    from tests.browser.chromium import launch

    expect.set_options(timeout=30_000)  # a machine that runs everything else at once is slow, not wrong
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sqlite(shared_folder: Path) -> SqliteFiles:
    from tests.databases import SqliteFiles

    folder = shared_folder / "sqlite"
    folder.mkdir(exist_ok=True)
    return SqliteFiles(folder)


@pytest.fixture(scope="session")
def postgresql(shared_folder: Path) -> Iterator[PostgresServer]:
    from tests.databases import postgres_server

    with postgres_server(shared_folder) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Where databases come from: first SQLite, then PostgreSQL."""
    found: Databases = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    """A database with all its tables and nothing in them."""
    from benvenuto.storage.database import open_database
    from benvenuto.storage.migrating import migrate
    from tests.databases import ROME, open_again

    def build(url: str) -> None:
        empty = open_database(url, ROME)
        migrate(empty.engine)
        empty.engine.dispose()

    url = databases.lend("tables", build)
    yield open_again(url)
    databases.take_back(url)


@pytest.fixture
def house(databases: Databases, tmp_path: Path) -> Iterator[House]:
    """The whole application with the standing personas."""
    from tests.house import enter, furnish

    url = databases.lend("house", lambda empty: furnish(empty, tmp_path))
    yield enter(url, tmp_path)
    databases.take_back(url)


@pytest.fixture
def app(house: House) -> Benvenuto:
    """The application in the house."""
    return house.app
