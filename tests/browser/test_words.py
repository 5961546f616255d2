"""The few words for the agent: what Bruno has typed is what is kept, and what Anna reads."""

from collections.abc import Callable
from time import monotonic

from playwright.sync_api import Page, expect

from benvenuto.domain.edits import ChooseLevel, Edit, SetSummary
from benvenuto.domain.evaluation import Status
from tests.browser.held import held
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows

WORDS = "You found her twice and did not let go. Next time, say the date at once."
KEPT = """() => Object.keys(localStorage).filter((name) => name.startsWith("benvenuto.kept.")).length"""


def _published_words(windows: Windows, team: Team, call: int) -> str:
    """What is stored, once Anna reads the same on her page."""
    evaluation = team.evaluation(call)
    assert evaluation.status is Status.PUBLISHED
    page = windows.of(team, team.anna)
    page.goto(f"/evaluation?id={evaluation.id}")
    expect(page.locator(".bv-summary blockquote")).to_have_text(evaluation.summary)
    return evaluation.summary


def _gone_on(page: Page, call: int) -> None:
    """Wait until the page shows another call."""
    page.wait_for_url(lambda url: f"call={call}" not in url)


def _until(page: Page, true: Callable[[], bool]) -> None:
    """Wait for what only the database knows, while the page lives on."""
    until = monotonic() + 30
    while not true():
        assert monotonic() < until
        page.evaluate("() => new Promise(requestAnimationFrame)")


def test_a_click_on_publish_takes_the_words_being_typed_along(windows: Windows, team: Team) -> None:
    call, _ = team.drawn(2)
    team.draft(call)
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    scorecard.words.click()
    scorecard.page.keyboard.type(WORDS)
    scorecard.page.get_by_role("button", name="Publish").click()
    _gone_on(scorecard.page, call)
    assert _published_words(windows, team, call) == WORDS


def test_publish_by_key_from_within_the_field_takes_the_last_character_along(windows: Windows, team: Team) -> None:
    call, _ = team.drawn(2)
    team.draft(call)
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    scorecard.words.click()
    scorecard.page.keyboard.type(WORDS)
    scorecard.page.keyboard.press("Control+Enter")
    _gone_on(scorecard.page, call)
    assert _published_words(windows, team, call) == WORDS


def test_what_was_rewritten_is_published_as_it_reads_now(windows: Windows, team: Team) -> None:
    call, _ = team.drawn(2)
    team.draft(call)
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    scorecard.words.click()
    scorecard.page.keyboard.type("Too short a farewell.")
    scorecard.page.keyboard.press("Tab")
    scorecard.saved()
    scorecard.words.fill(WORDS)
    scorecard.page.keyboard.press("Control+Enter")
    _gone_on(scorecard.page, call)
    assert _published_words(windows, team, call) == WORDS


def test_a_reload_while_the_words_are_being_typed_keeps_them(windows: Windows, team: Team) -> None:
    call = team.call()
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    scorecard.words.click()
    scorecard.page.keyboard.type(WORDS)
    scorecard.page.reload()
    expect(scorecard.ready().words).to_have_value(WORDS)
    scorecard.saved()
    assert team.evaluation(call).summary == WORDS


def test_words_are_saved_while_the_field_is_not_left(windows: Windows, team: Team) -> None:
    call = team.call()
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    scorecard.words.click()
    scorecard.page.keyboard.type(WORDS)
    scorecard.saved()
    expect(scorecard.words).to_be_focused()
    assert team.evaluation(call).summary == WORDS
    scorecard.page.reload()
    expect(scorecard.ready().words).to_have_value(WORDS)


def test_a_mark_in_another_tab_leaves_the_words_alone(windows: Windows, team: Team) -> None:
    call = team.call()
    left = ScorecardPage(windows.of(team, team.bruno)).open(call)
    right = ScorecardPage(left.page.context.new_page()).open(call)
    right.words.click()
    right.page.keyboard.type(WORDS)
    right.page.keyboard.press("Tab")
    right.saved()
    left.level("The first words", 1).click()
    left.saved()
    assert team.evaluation(call).summary == WORDS
    expect(left.words).to_have_value(WORDS)
    left.page.keyboard.press("2")
    left.saved()
    expect(right.words).to_have_value(WORDS)
    assert team.evaluation(call).summary == WORDS


def test_words_that_another_tab_has_overwritten_do_not_come_back(windows: Windows, team: Team) -> None:
    """Each run of a page hands in again what it has sent before."""
    call = team.call()
    left = ScorecardPage(windows.of(team, team.bruno)).open(call)
    left.words.fill("An older thought.")
    left.saved()
    right = ScorecardPage(left.page.context.new_page()).open(call)
    right.words.fill(WORDS)
    right.saved()
    left.level("The first words", 1).click()
    left.saved()
    assert team.evaluation(call).summary == WORDS
    expect(left.words).to_have_value(WORDS)


def test_what_a_page_had_sent_before_its_reload_does_not_come_back_over_newer_marks(
    windows: Windows, team: Team
) -> None:
    """The server has it, and the page has not heard so: after the reload it is sent again."""
    call = team.call()
    page = windows.of(team, team.bruno)
    between = held(page)
    scorecard = ScorecardPage(page).open(call)
    between.hold_all()
    page.keyboard.press("1")
    scorecard.words.fill("An older thought.")
    page.keyboard.press("Tab")
    _until(page, lambda: team.evaluation(call).summary != "")
    draft = team.evaluation(call)
    path = "greeting/first-words"
    criterion = draft.scorecard.criterion(path)
    assert criterion is not None
    worst = criterion.scale[-1].id
    newer = [Edit(1, path, ChooseLevel(worst)), Edit(2, "", SetSummary(WORDS))]
    team.app.scoring.edit(team.bruno, draft.id, "another tab", newer)
    between.forget()
    page.reload()
    scorecard.ready()
    # sent again and acknowledged; the bar says "Saved" only where the card that sent it still stands
    page.wait_for_function(f"() => ({KEPT})() === 0")
    expect(scorecard.words).to_have_value(WORDS)
    expect(scorecard.level("The first words", len(criterion.scale))).to_be_checked()
    assert team.evaluation(call).summary == WORDS
    assert team.evaluation(call).answers[path].choice == worst


def test_publish_pressed_as_the_connection_comes_back_takes_along_what_was_typed_without_it(
    windows: Windows, team: Team
) -> None:
    call, _ = team.drawn(2)
    team.draft(call)
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    page = scorecard.page
    windows.served.kill()
    expect(page.locator(".bar .state")).to_contain_text("Not connected")
    scorecard.words.fill(WORDS)
    page.evaluate(_PUBLISH_WHEN_CONNECTED)
    windows.served.start()
    _gone_on(page, call)
    windows.forgive()  # of a server that was not there, a browser complains rightly
    assert _published_words(windows, team, call) == WORDS


_PUBLISH_WHEN_CONNECTED = """() => {
  const app = document.querySelector("[data-test-connection-state]")
  const publish = () => {
    const button = document.querySelector("[class*=st-key-publish] button")
    if (app.getAttribute("data-test-connection-state") !== "CONNECTED" || !button || button.disabled) return
    observer.disconnect()
    button.click()
  }
  const observer = new MutationObserver(publish)
  observer.observe(document.body, { attributes: true, childList: true, subtree: true })
}"""
