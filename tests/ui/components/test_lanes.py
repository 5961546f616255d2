"""Lanes, sides and pins in a real browser: what was measured is seen, heard and reached."""

import re

import pytest
from playwright.sync_api import Page, Response, expect

from tests.ui.components.drawn import LISTEN, PLAYED_FROM, covered, ready
from tests.ui.components.server import ACKNOWLEDGED, Site


@pytest.fixture
def listening(page: Page) -> Page:
    page.add_init_script(LISTEN)
    return page


def test_each_side_has_its_lane_and_overlap_silence_and_hold_have_shapes_of_their_own(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/?player_only")
    ready(page)
    assert covered(page, 2, 3, "agent") == 1
    assert covered(page, 2, 3, "caller") == 0
    assert covered(page, 6, 9, "caller") == 1
    assert covered(page, 6, 9, "agent") == 0
    assert covered(page, 13.2, 14.8, "between") == 1, "overlap bridges the lanes"
    assert covered(page, 6, 9, "between") == 0
    assert covered(page, 25, 30, "between") == 1, "dead air is a line between the lanes"
    assert covered(page, 25, 30, "agent") == 0
    assert 0.1 < covered(page, 43, 50, "agent") < 0.9, "hold is hatched"
    assert 0.1 < covered(page, 43, 50, "caller") < 0.9


def test_one_side_alone_is_heard_on_both_ears_and_no_rerun_brings_the_other_back(
    site: Site, listening: Page, evaluation: str
) -> None:
    partial: list[int] = []

    def keep(response: Response) -> None:
        if "/recording" in response.url:
            partial.append(response.status)

    listening.on("response", keep)
    listening.goto(f"{site.address}/?evaluation={evaluation}")
    listening.locator(".criterion.current").wait_for()
    ready(listening)
    agent, caller = (listening.get_by_role("button", name=f"Listen only to: {side}") for side in ("Agent", "Caller"))
    listening.evaluate("Object.assign(audios[0], { currentTime: 6, loop: false, playbackRate: 0.5 })")
    caller.click()
    listening.keyboard.press("k")
    listening.wait_for_function("() => ears && loud().every(Boolean)")
    agent.click()
    listening.wait_for_function("() => !loud().some(Boolean)")
    expect(agent).to_have_attribute("aria-pressed", "true")
    expect(caller).to_have_attribute("aria-pressed", "false")
    listening.evaluate("audios[0].currentTime = 6")
    listening.keyboard.press("1")
    expect(listening.locator(ACKNOWLEDGED)).to_be_attached()
    assert listening.evaluate("[audios.length, audios[0].paused, loud().some(Boolean)]") == [1, False, False]
    listening.evaluate("audios[0].currentTime = 6")
    agent.click()
    listening.wait_for_function("() => loud().join() === 'false,true'")
    assert set(partial) == {206}


def test_a_side_on_the_other_channel_is_heard_there(site: Site, listening: Page) -> None:
    listening.goto(f"{site.address}/?player_only&swapped")
    ready(listening)
    listening.get_by_role("button", name="Listen only to: Agent").click()
    listening.evaluate("Object.assign(audios[0], { currentTime: 6, playbackRate: 0.5 })")
    listening.keyboard.press("k")
    listening.wait_for_function("() => ears && loud().every(Boolean)")


def test_marks_and_evidence_are_pins_of_two_kinds_and_both_play(site: Site, page: Page, evaluation: str) -> None:
    page.goto(f"{site.address}/?evaluation={evaluation}&evidence")
    page.locator(".criterion.current").wait_for()
    ready(page).evaluate("audios[0].currentTime = 20")
    page.keyboard.press("m")
    mark = page.get_by_role("group", name="Marked moments").get_by_role("button")
    expect(mark).to_have_count(1)
    evidence = page.get_by_role("group", name="Evidence from the transcript").get_by_role("button")
    expect(evidence).to_have_count(2)
    shapes = [
        pin.evaluate("pin => [getComputedStyle(pin, '::before').borderRadius, pin.getBoundingClientRect().top]")
        for pin in (mark, evidence.first)
    ]
    assert shapes[0][0] != shapes[1][0], "round, and a diamond"
    assert shapes[0][1] < shapes[1][1], "above the waveform, and below it"
    evidence.first.focus()
    page.keyboard.press("ArrowRight")
    expect(evidence.last).to_be_focused()
    expect(evidence.last).to_have_accessible_name(re.compile("00:40: Hold: “may I put you on hold"))
    page.keyboard.press("Enter")
    page.wait_for_function(PLAYED_FROM, arg=40)
