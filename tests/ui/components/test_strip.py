"""The strip of measures in a real browser: numbers that say what they are, where they stand, and that can be heard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.components.drawn import PLAYED_FROM, covered, ready
from tests.ui.components.server import ACKNOWLEDGED, Site


@pytest.fixture
def scored(site: Site, page: Page, evaluation: str) -> Page:
    """The strip on a scoring page, among the calls of a team."""
    page.goto(f"{site.address}/?evaluation={evaluation}&strip=among")
    page.locator(".criterion.current").wait_for()
    page.locator(".group[data-rubric=listening]").wait_for()
    ready(page).evaluate("audios[0].playbackRate = 0.1")
    return page


def test_it_stands_above_the_listening_rubric_and_stays_whatever_is_marked(scored: Page) -> None:
    expect(scored.locator(".strip + [data-rubric=listening]")).to_have_count(1)
    scored.locator(".strip").evaluate("strip => (strip.same = true)")
    for key in ("1", "2"):
        scored.keyboard.press(key)
    expect(scored.locator(ACKNOWLEDGED)).to_be_attached()
    expect(scored.locator(".strip")).to_have_count(1)
    assert scored.locator(".strip + [data-rubric=listening]").evaluate("group => group.previousSibling.same")


def test_a_click_plays_the_moments_one_after_the_other_and_lights_them(scored: Page) -> None:
    both = scored.get_by_role("button", name=re.compile(r"^Both speak at once\W*2\.5 s"))
    both.click()
    scored.wait_for_function(PLAYED_FROM, arg=9)
    expect(both.locator(".count")).to_have_text("1/2")
    assert covered(scored, 20, 24, "agent", canvas="light") == 1, "what is no such moment fades"
    assert covered(scored, 13.2, 14.8, "agent", canvas="light") == 0
    scored.keyboard.press("Enter")
    scored.wait_for_function(PLAYED_FROM, arg=12)
    expect(both.locator(".count")).to_have_text("2/2")
    both.press("Escape")
    expect(scored.locator("canvas.light")).to_be_hidden()


def test_its_definition_with_the_threshold_and_its_place_are_said(scored: Page) -> None:
    dead = scored.get_by_role("button", name=re.compile(r"^Dead air\W*7\.0 s"))
    tip = scored.get_by_role("tooltip").filter(has_text="Silences longer than 3 s")
    expect(tip).to_be_hidden()
    dead.hover()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("24 calls from this team: half have 14.5 s or less. 4 have less than this one.")
    scored.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    dead.focus()
    expect(tip).to_be_visible()
    expect(dead).to_have_accessible_description(re.compile("^Silences longer than 3 s"))
    expect(dead.locator(".dot")).to_have_count(24)
    expect(dead.locator(".n")).to_have_text("n 24")


def test_the_other_measures_come_on_request(scored: Page) -> None:
    words = scored.get_by_role("button", name=re.compile("^Caller's listening words"))
    expect(words).to_be_hidden()
    more = scored.get_by_role("button", name="All measures")
    more.press("Enter")
    expect(words).to_be_visible()
    expect(scored.get_by_role("button", name="Fewer measures")).to_have_attribute("aria-expanded", "true")


def test_few_calls_are_dots_and_no_comparison(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/?player_only&strip=few")
    expect(page.get_by_text("6 calls from this team, too few to compare")).to_be_visible()
    expect(page.locator(".measure:visible")).to_have_count(8)
    dead = page.get_by_role("button", name=re.compile("^Dead air"))
    expect(dead.locator(".dot")).to_have_count(6)
    expect(dead.locator(".middle")).to_have_count(0)
    expect(dead).to_have_accessible_description(re.compile("too few to compare"))


def test_one_channel_gives_speech_and_silence_and_says_why(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/?player_only&mono&strip=mono")
    expect(page.get_by_text("Both voices share one channel")).to_be_visible()
    expect(page.locator(".measure .name")).to_have_text(["Speech", "Silence"])
    assert covered(page, 2, 3, "call") == 1


def test_swapped_voices_are_put_right_by_one_click(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/?player_only&strip=swapped")
    expect(page.get_by_text("The voices seem swapped")).to_be_visible()
    page.get_by_role("button", name="Swap them").click()
    expect(page.get_by_text("asked swap")).to_be_visible()


def test_while_the_call_is_measured_the_page_looks_again_by_itself(site: Site, page: Page) -> None:
    page.add_init_script("const later = setTimeout; window.setTimeout = (act, ms) => later(act, ms / 10)")
    page.goto(f"{site.address}/?player_only&strip=waiting")
    expect(page.get_by_text("The audio of this call is being measured.")).to_be_visible()
    expect(page.get_by_text(re.compile("asked look, [3-9] in all"))).to_be_visible()
