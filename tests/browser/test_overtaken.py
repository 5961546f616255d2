"""While the page of the next call is still being drawn, Streamlit keeps the call before on it: nothing reaches that."""

from playwright.sync_api import Page, expect

from tests.browser.held import Held, held
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows
from tests.ui.components.conftest import KEEP_AUDIO

PLAYING = "() => audios.filter((audio) => !audio.paused).map((audio) => new URL(audio.src).pathname)"


def _published_and_held(windows: Windows, team: Team) -> tuple[ScorecardPage, Held, int, int]:
    """The second of two calls as it stands before its run is over; the first one was published by keyboard."""
    first, second = team.drawn(2)
    team.draft(first)
    page = windows.of(team, team.bruno)
    page.add_init_script(KEEP_AUDIO)
    between = held(page)
    scorecard = ScorecardPage(page).open(first)
    scorecard.level("The farewell", 1).focus()  # what holds the focus Streamlit keeps not only alive, but in sight
    page.keyboard.press("k")
    page.wait_for_function(f"() => ({PLAYING})().length === 1")
    between.hold_ends()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(f"call-{team.number}-2")).to_be_visible()
    page.wait_for_function("() => document.querySelectorAll('[data-retained]').length > 0")
    return scorecard, between, first, second


def _recording(team: Team, call: int) -> str:
    with team.app.database.read() as tx:
        recording = tx.recordings.of_call(call)
    assert recording
    return f"/recordings/{recording.id}"


def _one_of_each(page: Page) -> None:
    for kind in (".player", ".card", ".strip", "header:has(h3:text-is('Transcript'))", ".criterion.current"):
        expect(page.locator(kind)).to_have_count(1)


def test_one_call_stands_on_the_page_and_keys_reach_no_other(windows: Windows, team: Team) -> None:
    scorecard, between, first, second = _published_and_held(windows, team)
    page = scorecard.page
    _one_of_each(page)
    page.wait_for_function(f"() => ({PLAYING})().length === 0")  # the call before is not heard any more
    page.keyboard.press("k")
    page.wait_for_function(f"() => ({PLAYING})().length > 0")
    assert page.evaluate(PLAYING) == [_recording(team, second)]
    page.keyboard.press("m")
    page.locator(".criterion").first.scroll_into_view_if_needed()  # a key marks nothing that is out of sight
    page.keyboard.press("1")
    expect(scorecard.chosen).to_have_count(1)
    scorecard.saved()
    before = team.evaluation(first)
    between.release()
    _one_of_each(page)
    expect(scorecard.chosen).to_have_count(1)
    (answer,) = team.evaluation(second).answers.values()
    assert answer.choice
    assert len(answer.moments) == 1
    assert team.evaluation(first) == before


def test_a_line_and_a_measure_play_the_call_they_stand_beside(windows: Windows, team: Team) -> None:
    scorecard, between, _, second = _published_and_held(windows, team)
    page = scorecard.page
    page.get_by_role("button", name="Play from 00:05").click()
    page.wait_for_function(f"() => ({PLAYING})().length > 0")
    assert page.evaluate(PLAYING) == [_recording(team, second)]
    expect(page.locator("[aria-current=true]")).to_have_count(1)
    between.release()
    expect(page.locator("[aria-current=true]")).to_have_count(1)
