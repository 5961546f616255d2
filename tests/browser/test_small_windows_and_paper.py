"""Pages where there is less room than on a desk: on a telephone, at 200%, and on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from benvenuto.domain.published import PUBLISHED_PASSWORD
from tests.browser.crawl import settled
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import DESK, PHONE, Windows

AT_200_PERCENT = (640, 400)
GROUNDS = """() => ["html", "body", "[data-testid=stApp]", "[data-testid=stAppViewContainer]", "[data-testid=stMain]"]
  .map((place) => getComputedStyle(document.querySelector(place)).backgroundColor)"""
BELOW = """() => {
  const blocks = [...document.querySelectorAll(".st-key-page [data-testid=stElementContainer]")]
  const ends = blocks.filter((block) => block.checkVisibility()).map((block) => block.getBoundingClientRect().bottom)
  return document.body.getBoundingClientRect().bottom - Math.max(...ends)
}"""


def _carla(windows: Windows, size: tuple[int, int]) -> Page:
    token = windows.served.app.sign_in.sign_in("carla", PUBLISHED_PASSWORD, "browser test")
    return windows.with_session(token, size, "it")


def test_the_drawer_of_a_telephone_closes_over_the_page_that_was_chosen_and_stays_so(windows: Windows) -> None:
    page = _carla(windows, PHONE)
    page.goto("/trend")
    settled(page)
    drawer = page.get_by_test_id("stSidebar")
    expect(drawer).to_be_hidden()
    page.get_by_role("button", name="Apri il menu").click()
    drawer.get_by_role("link", name="Manuale").click()
    expect(page.get_by_role("heading", level=1, name="Manuale")).to_be_visible()
    expect(drawer).to_be_hidden()
    page.get_by_role("button", name="Apri il menu").click()
    expect(drawer).to_be_visible()
    page.reload()
    settled(page)
    expect(drawer).to_be_hidden()


def test_where_the_keyboard_is_in_the_menu_is_outlined(windows: Windows) -> None:
    page = _carla(windows, DESK)
    page.goto("/handbook")
    settled(page)
    link = page.get_by_test_id("stTopNavLink").first
    link.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(link).to_be_focused()
    expect(link).to_have_css("outline", "rgb(31, 95, 91) solid 2px")


def test_at_200_percent_the_criterion_at_hand_is_seen_from_its_title_on(windows: Windows, team: Team) -> None:
    scorecard = ScorecardPage(windows.of(team, team.bruno, AT_200_PERCENT)).open(team.call())
    scorecard.page.keyboard.press("1")
    scorecard.page.keyboard.press("1")
    expect(scorecard.chosen).to_have_count(2)
    title = scorecard.page.locator(".criterion.current h4")
    expect(title).to_be_in_viewport(ratio=1)
    assert title.evaluate(
        "title => { const at = title.getBoundingClientRect();"
        " return title.getRootNode().elementFromPoint(at.left + 5, at.top + 5) === title }"
    )


@pytest.mark.parametrize("address", ["trend", "coverage", "critical-errors", "handbook?at=precise-answers", "report"])
def test_on_paper_a_page_has_no_ground_no_buttons_and_nothing_below_its_end(windows: Windows, address: str) -> None:
    page = _carla(windows, DESK)
    page.goto(f"/{address}")
    settled(page)
    page.emulate_media(media="print")
    page.wait_for_function(f"white => ({GROUNDS})().every((ground) => ground === white)", arg="rgb(255, 255, 255)")
    page.wait_for_function(f"() => ({BELOW})() < 48")  # a chart takes a moment to become as wide as the paper
    for controls in (page.get_by_role("button"), page.get_by_role("combobox"), page.get_by_role("navigation")):
        expect(controls.locator("visible=true")).to_have_count(0)
    # a chart on a desk is wider than paper: the browser makes the page smaller, so there may be fewer sheets than this
    height = page.evaluate("document.body.getBoundingClientRect().height")
    sheets = len(re.findall(rb"/Type ?/Page\b", page.pdf(format="A4")))
    assert 1 <= sheets <= height // 900 + 2
