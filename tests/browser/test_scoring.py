"""A call is heard, scored and published."""

import re
from itertools import pairwise

from playwright.sync_api import expect

from benvenuto.domain.evaluation import SelectionKind, Status
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows


def _address_of(call_id: int) -> re.Pattern[str]:
    return re.compile(rf"/evaluate\?call={call_id}$")


def test_a_whole_call_is_scored_by_keyboard_alone_and_the_next_one_opens(windows: Windows, team: Team) -> None:
    first, second = team.drawn(2)
    page = windows.of(team, team.bruno)
    page.goto("/inbox")
    expect(page.get_by_role("link", name=team.anna.name)).to_have_count(2)
    expect(page.get_by_role("button", name="Next call")).to_be_enabled()
    page.keyboard.press("n")
    scorecard = ScorecardPage(page).ready()
    expect(page).to_have_url(_address_of(first))

    page.keyboard.press("k")
    expect(page.locator(".player .time")).not_to_contain_text("00:00 /")
    page.keyboard.press("m")
    page.keyboard.press("k")
    expect(page.get_by_label("Remark on this moment")).to_have_count(1)
    page.keyboard.press("e")
    page.keyboard.type("She said her name; 1 and 2 are digits here, not marks.")
    page.keyboard.press("Escape")
    marked = scorecard.score_by_keyboard()
    expect(scorecard.score).to_have_text("100")
    page.keyboard.press("Control+Enter")

    expect(page).to_have_url(_address_of(second))
    scorecard.ready()
    evaluation = team.evaluation(first)
    assert evaluation.status is Status.PUBLISHED
    assert evaluation.selection.kind is SelectionKind.RANDOM
    assert evaluation.score
    assert evaluation.score.final == 100
    assert len(evaluation.answers) == marked
    answer = evaluation.answers["greeting/first-words"]
    assert answer.note == "She said her name; 1 and 2 are digits here, not marks."
    assert [moment.at_s > 0 for moment in answer.moments] == [True]


def test_the_sound_of_the_next_call_is_drawn_in_the_colours_of_the_page(windows: Windows, team: Team) -> None:
    """The page that follows has the player before its stylesheet; a colour not known yet would be black."""
    first, second = team.drawn(2)
    page = windows.of(team, team.bruno)
    scorecard = ScorecardPage(page).open(first)
    page.wait_for_function(_COLOURED)
    scorecard.score_by_keyboard()
    scorecard.saved()
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(_address_of(second))
    scorecard.ready()
    page.wait_for_function(_COLOURED)


_COLOURED = """() => {
  const canvases = (node) => [
    ...node.querySelectorAll("canvas"),
    ...[...node.querySelectorAll("*")].flatMap((inner) => (inner.shadowRoot ? canvases(inner.shadowRoot) : [])),
  ]
  const pixels = (canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
  const black = (data) =>
    data.some((opaque, at) => at % 4 === 3 && opaque && !(data[at - 1] || data[at - 2] || data[at - 3]))
  const drawn = canvases(document).filter((canvas) => canvas.width && canvas.height).map(pixels)
  const inked = drawn.filter((data) => data.some((value) => value))
  return inked.length > 1 && !inked.some(black)
}"""


def test_publish_pressed_twice_publishes_one_call_and_goes_on_to_the_next(windows: Windows, team: Team) -> None:
    """The second press overtakes the page while it publishes: Streamlit ends that run wherever it is."""
    calls = team.drawn(4)
    page = windows.of(team, team.bruno)
    for call, following in pairwise(calls):
        scorecard = ScorecardPage(page).open(call)
        scorecard.score_by_keyboard()
        scorecard.saved()
        page.keyboard.press("Control+Enter")
        page.keyboard.press("Control+Enter")
        expect(page).to_have_url(_address_of(following))
        expect(scorecard.ready().chosen).to_have_count(0)
    assert [team.evaluation(call).status for call in calls] == [*[Status.PUBLISHED] * 3, Status.DRAFT]


def test_no_score_shows_before_the_last_mark_and_the_bar_says_why_there_may_be_more(
    windows: Windows, team: Team
) -> None:
    call = team.call(reason="complaint")
    team.draft(call, but="greeting/farewell")
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    bar, groups = scorecard.page.locator(".bar"), scorecard.page.locator(".group-score")
    expect(bar.locator(".scored")).to_have_text("Score –shown once every criterion is marked")
    expect(groups.first).to_have_text("")
    expect(groups.last).to_have_text("100")
    every = scorecard.open_criteria.count()
    expect(bar.locator(".progress")).to_have_text(f"{every - 1} of {every} marked")
    opening = scorecard.criterion("Offers a remedy")
    opening.get_by_role("radio", checked=True).press("Delete")
    expect(bar.locator(".progress")).to_have_text(f"{every - 3} of {every - 1} marked; 1 more depends on what you mark")
    opening.get_by_role("radio").first.click()
    scorecard.level("The farewell", 1).click()
    expect(bar.locator(".scored")).to_contain_text("Score 100")
    expect(groups.first).to_have_text("100")


def test_zero_marks_not_applicable_and_the_arrows_move(windows: Windows, team: Team) -> None:
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(team.call())
    keyboard = scorecard.page.keyboard
    for key in ("2", "Enter", "2", "Enter"):
        keyboard.press(key)
    expect(scorecard.at_hand.get_by_role("heading")).to_have_text("What stays on the recording")
    keyboard.press("0")
    expect(scorecard.at_hand.get_by_role("heading")).to_have_text("The farewell")
    keyboard.press("ArrowUp")
    expect(scorecard.at_hand.get_by_role("radio", name="N/A")).to_be_checked()
    keyboard.press("ArrowUp")
    expect(scorecard.at_hand.get_by_role("radio").nth(1)).to_be_checked()


def test_a_moment_on_a_criterion_plays_from_there(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.bruno)
    ScorecardPage(page).open(team.call())
    for _ in range(4):
        page.keyboard.press("l")
    expect(page.locator(".player .time")).to_contain_text("00:20 /")
    page.keyboard.press("m")
    page.get_by_role("slider", name="Position").press("Home")
    expect(page.locator(".player .time")).to_contain_text("00:00 /")
    page.locator(".criterion").get_by_role("button", name="Play from 00:20").click()
    expect(page.locator(".player .toggle")).to_have_attribute("aria-label", "Pause (k)")
    expect(page.locator(".player .time")).to_contain_text(re.compile(r"00:2\d /"))


def test_the_sound_goes_on_while_marks_are_made(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.bruno)
    scorecard = ScorecardPage(page).open(team.call())
    page.keyboard.press("k")
    for _ in range(5):
        page.keyboard.press("1")
    scorecard.saved()
    expect(page.locator(".player .toggle")).to_have_attribute("aria-label", "Pause (k)")
    expect(page.locator(".player .time")).not_to_contain_text("00:00 /")


def test_a_critical_error_shows_at_once(windows: Windows, team: Team) -> None:
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(team.call())
    worst = scorecard.criterion("Identity before details").get_by_role("radio").filter(has_not_text="N/A").last
    worst.click()
    expect(scorecard.page.locator(".critical-errors")).to_contain_text("Identity before details")


def test_publishing_with_something_missing_says_what(windows: Windows, team: Team) -> None:
    call = team.call()
    team.draft(call, but="greeting/farewell")
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    scorecard.page.get_by_role("heading", name="Anna").click()
    scorecard.page.keyboard.press("Control+Enter")
    farewell = scorecard.criterion("The farewell")
    expect(farewell.get_by_text("Not answered yet.")).to_be_in_viewport()
    expect(scorecard.at_hand.get_by_role("heading")).to_have_text("The farewell")
    sentence = scorecard.page.get_by_role("alert")
    expect(sentence).to_contain_text("1 criterion is not complete yet.")
    scorecard.page.keyboard.press("Home")
    scorecard.page.mouse.wheel(0, -5000)
    expect(farewell).not_to_be_in_viewport()
    sentence.get_by_role("button", name="Go to the first one").click()
    expect(farewell).to_be_in_viewport()
    assert team.evaluation(call).status is Status.DRAFT
    scorecard.page.keyboard.press("1")
    expect(sentence).to_have_count(0)
    scorecard.saved().page.keyboard.press("Control+Enter")
    scorecard.page.wait_for_url(lambda url: f"call={call}" not in url)
    assert team.evaluation(call).status is Status.PUBLISHED


def test_a_discarded_draft_is_gone_and_the_call_waits_again(windows: Windows, team: Team) -> None:
    (call,) = team.drawn()
    page = windows.of(team, team.bruno)
    scorecard = ScorecardPage(page).open(call)
    page.keyboard.press("1")
    scorecard.saved()
    page.get_by_role("button", name="Discard draft").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard draft").click()
    expect(page.get_by_role("link", name=team.anna.name)).to_be_visible()
    scorecard.open(call)
    expect(scorecard.chosen).to_have_count(0)


def test_a_published_evaluation_can_be_read_again_but_not_changed(windows: Windows, team: Team) -> None:
    call = team.call()
    team.published(call)
    page = windows.of(team, team.bruno)
    page.goto(f"/evaluate?call={call}")
    expect(page.get_by_text("You published this on")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    expect(page.locator(".card.read-only button[role=radio]:enabled")).to_have_count(0)
