"""What a first visit costs: the bytes that travel until a page stands, with nothing in the browser's cache.

`python -m benchmarks.page_weight` serves the sample week and prints a table; docs/performance.md keeps the figures.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from benvenuto.domain.published import PUBLISHED_PASSWORD
from tests.browser.chromium import launch
from tests.serving import serving

PAGES = (("joe", "feedback"), ("bruno", "inbox"), ("carla", "trend"), ("carla", "report"))
"""Whose first page is which."""


_AT_REST = """() => document.fonts.ready.then(() => new Promise(done =>
  requestAnimationFrame(() => requestIdleCallback(() => done(!document.querySelector('[data-testid=stSkeleton]'))))))"""


@dataclass(frozen=True)
class Arrival:
    """What came from an address, in bytes on the wire; `kind` as the DevTools protocol has it (Script, Font, …)."""

    kind: str
    address: str
    size: int


class Wire:
    """A page's network traffic: what has arrived, and which requests are open, by their id."""

    def __init__(self, network: CDPSession) -> None:
        self.arrived: list[Arrival] = []
        self.begun = 0
        self._open: dict[str, tuple[str, str]] = {}
        self._sockets: dict[str, str] = {}
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", self._begin)
        network.on("Network.loadingFinished", lambda event: self._end(event["requestId"], event["encodedDataLength"]))
        network.on("Network.loadingFailed", lambda event: self._end(event["requestId"], 0))
        network.on("Network.webSocketCreated", lambda event: self._sockets.update({event["requestId"]: event["url"]}))
        network.on("Network.webSocketFrameReceived", self._frame)

    def settle(self, page: Page) -> None:
        """Wait until nothing is asked for and nothing begins any more: fonts stand, nothing is left to draw."""
        begun = -1
        while begun != self.begun or self._open:
            begun = self.begun
            while not page.evaluate(_AT_REST):
                pass

    def _begin(self, event: Mapping[str, Any]) -> None:
        if "redirectResponse" in event:
            self._end(event["requestId"], event["redirectResponse"]["encodedDataLength"])
        self.begun += 1
        self._open[event["requestId"]] = (event.get("type", "Other"), event["request"]["url"])

    def _end(self, request: str, size: float) -> None:
        if request in self._open:
            self.arrived.append(Arrival(*self._open.pop(request), int(size)))

    def _frame(self, event: Mapping[str, Any]) -> None:
        # binary frames come in base64
        size = len(event["response"]["payloadData"]) * 3 // 4
        self.arrived.append(Arrival("WebSocket", self._sockets[event["requestId"]], size))


def weight(
    browser: Browser, address: str, username: str, page_name: str, *, times_slower: float = 1
) -> Sequence[Arrival]:
    """All that arrives from the sign-in page on until the page has settled, on a processor so many times slower."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Emulation.setCPUThrottlingRate", {"rate": times_slower})
    wire = Wire(network)
    page.goto(f"{address}/signin?next=/{page_name}")
    wire.settle(page)  # somebody types for longer; what navigating breaks off is fetched twice
    page.fill("#username", username)
    page.fill("#password", PUBLISHED_PASSWORD)
    page.press("#password", "Enter")
    # notRunning alone also holds before the first run
    expect(page.locator("[data-test-script-state=notRunning] .st-key-page h1")).to_be_attached(timeout=60_000)
    wire.settle(page)
    context.close()
    return wire.arrived


def by_kind(arrived: Iterable[Arrival]) -> Counter[str]:
    """Bytes of each kind (Script, Stylesheet, Font, WebSocket, …)."""
    sizes: Counter[str] = Counter()
    for arrival in arrived:
        sizes[arrival.kind] += arrival.size
    return sizes


def heaviest(arrived: Iterable[Arrival], most: int = 40) -> str:
    """A table of the addresses that cost most, the heaviest first."""
    sizes: Counter[str] = Counter()
    for arrival in arrived:
        sizes[arrival.address] += arrival.size
    return "\n".join(f"{size:>9} {address}" for address, size in sizes.most_common(most))


def main() -> None:
    """Measure, and print a table."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "data", sample=True) as served,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        print(
            "| first page | MB in all | scripts | styles and fonts | socket |",
            "| --- | ---: | ---: | ---: | ---: |",
            sep="\n",
        )
        for username, page_name in PAGES:
            received = by_kind(weight(browser, served.url, username, page_name))
            parts = (
                sum(received.values()),
                received["Script"],
                received["Stylesheet"] + received["Font"],
                received["WebSocket"],
            )
            print(
                f"| {page_name} ({username}) | " + " | ".join(f"{part / 1e6:.2f}" for part in parts) + " |", flush=True
            )
        browser.close()


if __name__ == "__main__":
    main()
