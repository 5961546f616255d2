"""Browsers in front of the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.databases import SqliteFiles
from tests.house import House
from tests.web.visiting import visiting


@pytest.fixture
def databases(sqlite: SqliteFiles) -> SqliteFiles:
    """SQLite alone: what is tested here asks no database anything of its own."""
    return sqlite


@pytest.fixture
def browser(house: House) -> Iterator[TestClient]:
    """A browser that nobody has signed in with."""
    with visiting(house.app) as client:
        yield client


@pytest.fixture
def secure(house: House) -> Iterator[TestClient]:
    """A browser at a site that is reached by https."""
    settings = replace(house.app.settings, public_url="https://care.example")
    with visiting(replace(house.app, settings=settings), base_url="https://care.example") as client:
        yield client
