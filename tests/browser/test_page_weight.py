"""A first visit stays light: on a telephone an agent waits for every kilobyte."""

import pytest
from playwright.sync_api import Browser

from benchmarks.page_weight import by_kind, heaviest, weight
from tests.serving import Served


@pytest.mark.parametrize(
    ("username", "page", "most"),
    [("joe", "feedback", 1_000_000), ("bruno", "inbox", 1_000_000), ("carla", "trend", 2_250_000)],
)
def test_a_first_visit_stays_light(served: Served, chromium: Browser, username: str, page: str, most: int) -> None:
    received = weight(chromium, served.url, username, page)
    sizes = by_kind(received)
    assert sizes["Script"] > 200_000
    assert sizes["Font"] > 100_000
    assert sizes["WebSocket"] > 10_000
    assert sizes.total() < most, f"{sizes.total():,} bytes, {dict(sizes)}:\n{heaviest(received)}"
