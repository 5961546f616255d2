"""The icons that a browser gets are all that Benvenuto and Streamlit show."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.web.bundles import ICONS
from tests.icon_typeface import whole, words
from tests.serving import Served

_WIDTHS = """async ([font, words]) => {
  document.fonts.add(await new FontFace("icons", `url(data:font/woff2;base64,${font})`).load())
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = "100px icons"
  return words.map(word => pen.measureText(word).width)
}"""


def _drawn_as_one(chromium: Browser, file: Path) -> set[str]:
    """The words that this typeface draws as one sign, an icon, and not letter by letter."""
    asked = sorted(word for word in words() if len(word) > 1)
    page = chromium.new_page()
    widths = page.evaluate(_WIDTHS, [b64encode(file.read_bytes()).decode(), asked])
    page.close()
    return {word for word, width in zip(asked, widths, strict=True) if round(width) == 100}


def test_every_icon_in_use_is_in_the_typeface_that_is_served(chromium: Browser) -> None:
    """Else its name stands there: run `python -m tests.icon_typeface`."""
    shown = _drawn_as_one(chromium, whole())
    assert {"menu_book", "phonelink_lock", "event_busy", "notifications", "chevron_right"} <= shown
    assert shown - _drawn_as_one(chromium, ICONS) == set()


@pytest.mark.parametrize("username", ["joe", "bruno", "carla", "dario"])
def test_no_icon_of_a_first_page_stands_there_as_its_name(served: Served, chromium: Browser, username: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served.url}/signin")
    page.fill("#username", username)
    page.fill("#password", PUBLISHED_PASSWORD)
    page.press("#password", "Enter")
    expect(page.locator("[data-test-script-state=notRunning] .st-key-page h1")).to_be_attached()
    icons = page.locator("[data-testid=stIconMaterial]")
    expect(icons.first).to_be_attached()
    page.evaluate("() => document.fonts.ready")
    wide = "icons => icons.filter(icon => icon.scrollWidth > 40).map(icon => icon.textContent)"
    assert icons.evaluate_all(wide) == []
    context.close()
