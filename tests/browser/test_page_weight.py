"""A first visit stays light: on a telephone an agent waits for every kilobyte."""

import pytest
from playwright.sync_api import Browser

from benchmarks.page_weight import weight
from tests.serving import Served


@pytest.mark.parametrize(("username", "page", "most"), [("joe", "feedback", 1_200_000), ("carla", "trend", 2_500_000)])
def test_a_first_visit_stays_light(served: Served, chromium: Browser, username: str, page: str, most: int) -> None:
    received = weight(chromium, served.url, username, page)
    assert received["Script"] > 200_000
    assert sum(received.values()) < most, received
