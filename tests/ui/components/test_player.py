"""The player in a real browser: it plays, seeks, marks, and no rerun of the page interrupts it."""

from playwright.sync_api import Page, expect

from tests.ui.components.drawn import PLAYED_FROM
from tests.ui.components.server import ACKNOWLEDGED, Site

PLAYING = "() => !audios[0].paused && audios[0].readyState > 2"


def test_a_moment_plays_from_there(scoring: Page) -> None:
    scoring.evaluate("audios[0].currentTime = 24")
    scoring.wait_for_function("() => !audios[0].seeking")
    scoring.keyboard.press("m")
    expect(scoring.locator(".play-moment")).to_contain_text("24")
    scoring.evaluate("audios[0].currentTime = 3")
    scoring.wait_for_function("() => !audios[0].seeking")
    scoring.locator(".play-moment").click()
    scoring.wait_for_function(PLAYED_FROM, arg=24)


def test_reruns_do_not_interrupt_the_sound(scoring: Page) -> None:
    scoring.keyboard.press("k")
    scoring.wait_for_function(PLAYING)
    scoring.evaluate("() => { audios[0].onpause = () => (window.interrupted = true) }")
    for _ in range(3):
        for key in ("1", "2", "ArrowUp"):
            scoring.keyboard.press(key)
        expect(scoring.locator(ACKNOWLEDGED)).to_be_attached()
    at_s = scoring.evaluate("audios[0].currentTime")
    scoring.wait_for_function(f"() => audios[0].currentTime > {at_s} + 0.5")
    assert scoring.evaluate("[audios.length, window.interrupted]") == [1, None]


def test_keys_play_skip_and_pause(scoring: Page) -> None:
    scoring.keyboard.press(" ")
    scoring.wait_for_function(PLAYING)
    scoring.keyboard.press("k")
    expect(scoring.get_by_role("button", name="Play (k)")).to_be_visible()
    scoring.evaluate("audios[0].currentTime = 20")
    for key, at_s in (("l", 25), ("j", 20), ("j", 15)):
        scoring.keyboard.press(key)
        scoring.wait_for_function(f"() => audios[0].currentTime === {at_s}")


def test_space_on_a_button_presses_the_button(scoring: Page) -> None:
    scoring.get_by_role("button", name="Mark this moment (m)").focus()
    scoring.keyboard.press(" ")
    expect(scoring.locator(".play-moment")).to_have_count(1)
    assert scoring.evaluate("audios[0].paused")


def test_the_waveform_is_a_slider(scoring: Page) -> None:
    slider = scoring.get_by_role("slider", name="Position in the recording")
    slider.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        scoring.keyboard.press(key)
    expect(slider).to_have_attribute("aria-valuetext", "00:05 of 01:00")
    scoring.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuenow", "60")


def test_a_click_on_the_waveform_seeks(scoring: Page) -> None:
    wave = scoring.get_by_role("slider")
    box = wave.bounding_box()
    assert box is not None
    wave.click(position={"x": box["width"] / 2, "y": 20})
    scoring.wait_for_function("() => Math.abs(audios[0].currentTime - 30) < 1")


def test_speed_keeps_the_pitch_and_is_remembered(site: Site, scoring: Page, evaluation: str) -> None:
    scoring.get_by_label("Speed").select_option("1.5")
    assert scoring.evaluate("[audios[0].playbackRate, audios[0].preservesPitch]") == [1.5, True]
    scoring.goto(f"{site.address}/?evaluation={evaluation}&again")
    scoring.wait_for_function("() => audios[0]?.playbackRate === 1.5")


def test_without_a_scorecard_the_mark_goes_to_the_page_once(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/?player_only")
    page.get_by_role("button", name="Mark this moment (m)").click()
    expect(page.get_by_text("mark for the page 0.0")).to_be_visible()


def test_a_recording_that_cannot_be_played_is_said_and_tried_again(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/?broken&player_only")
    expect(page.get_by_role("alert")).to_contain_text("The recording could not be played.")
    page.route("**/missing", lambda route: route.fulfill(path=site.folder / "call.wav", content_type="audio/wav"))
    page.get_by_role("button", name="Try again").click()
    page.wait_for_function(PLAYING)
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_mono_recording_has_one_lane(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/?mono&player_only")
    expect(page.locator(".lanes span")).to_have_text(["Call"])
