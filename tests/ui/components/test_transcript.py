"""The transcript beside the player in a real browser: it follows the sound until its reader goes elsewhere."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.components.drawn import PLAYED_FROM, ready
from tests.ui.components.server import Site


@pytest.fixture
def reading(site: Site, page: Page) -> Page:
    page.goto(f"{site.address}/?player_only&transcript")
    page.get_by_text("Line 0 of the call.").wait_for()
    return ready(page)


def _line(page: Page, number: int) -> Locator:
    return page.get_by_role("listitem").filter(has_text=f"Line {number} of")


def test_the_line_being_heard_is_marked_and_comes_into_view(reading: Page) -> None:
    expect(_line(reading, 32)).not_to_be_in_viewport()
    reading.evaluate("audios[0].currentTime = 48.5")
    expect(_line(reading, 32)).to_have_attribute("aria-current", "true")
    expect(_line(reading, 32)).to_be_in_viewport()
    expect(reading.locator("li[aria-current]")).to_have_count(1)


def test_who_scrolls_away_is_left_there_until_they_ask_to_follow_again(reading: Page) -> None:
    follow = reading.get_by_role("button", name="Follow the sound")
    expect(follow).to_be_hidden()
    _line(reading, 2).hover()
    reading.mouse.wheel(0, 5000)
    expect(_line(reading, 39)).to_be_in_viewport()
    expect(follow).to_be_visible()
    reading.evaluate("audios[0].currentTime = 7")
    expect(_line(reading, 4)).to_have_attribute("aria-current", "true")
    expect(_line(reading, 39)).to_be_in_viewport()
    follow.click()
    expect(_line(reading, 4)).to_be_in_viewport()
    expect(follow).to_be_hidden()
    reading.evaluate("audios[0].currentTime = 40")
    expect(_line(reading, 26)).to_be_in_viewport()


def test_a_click_anywhere_on_a_line_plays_it(reading: Page) -> None:
    _line(reading, 6).click()
    reading.wait_for_function(PLAYED_FROM, arg=9)
