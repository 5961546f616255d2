"""What a first visit costs: the bytes that travel until a page stands, with nothing in the browser's cache.

`python -m benchmarks.page_weight` serves the sample week and prints a table; docs/performance.md keeps the figures.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from benvenuto.domain.published import PUBLISHED_PASSWORD
from tests.browser.chromium import launch
from tests.serving import serving

PAGES = (("joe", "feedback"), ("bruno", "inbox"), ("carla", "trend"), ("carla", "report"))
"""Whose first page is which."""


def weight(browser: Browser, address: str, username: str, page_name: str) -> Mapping[str, int]:
    """Bytes received by kind (script, style, font, socket, other) from signing in until the page has settled."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    kinds: dict[str, str] = {}
    received: dict[str, int] = {}

    def add(kind: str, size: int) -> None:
        received[kind] = received.get(kind, 0) + size

    network.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    network.on(
        "Network.loadingFinished",
        lambda event: add(kinds.get(event["requestId"], "Other"), int(event["encodedDataLength"])),
    )
    network.on(
        "Network.webSocketFrameReceived",
        # binary frames come in base64
        lambda event: add("WebSocket", len(event["response"]["payloadData"]) * 3 // 4),
    )
    page.goto(f"{address}/signin?next=/{page_name}")
    page.fill("#username", username)
    page.fill("#password", PUBLISHED_PASSWORD)
    page.press("#password", "Enter")
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    context.close()
    return received


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
            received = weight(browser, served.url, username, page_name)
            parts = (
                sum(received.values()),
                received.get("Script", 0),
                received.get("Stylesheet", 0) + received.get("Font", 0),
                received.get("WebSocket", 0),
            )
            print(
                f"| {page_name} ({username}) | " + " | ".join(f"{part / 1e6:.2f}" for part in parts) + " |", flush=True
            )
        browser.close()


if __name__ == "__main__":
    main()
