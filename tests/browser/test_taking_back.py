"""What was just published can be taken back for a minute, on the page that follows."""

from datetime import timedelta

from playwright.sync_api import expect

from benvenuto.domain.evaluation import Status
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows


def test_published_by_keyboard_and_taken_back_by_keyboard_after_a_reload(windows: Windows, team: Team) -> None:
    first, second = team.drawn(2)
    draft = team.draft(first)
    page = windows.of(team, team.bruno)
    scorecard = ScorecardPage(page).open(first)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/evaluate?call={second}")
    scorecard.ready()
    undo = page.get_by_role("button", name="Undo publication")
    expect(undo).to_be_visible()
    page.goto("/inbox")
    expect(undo).to_be_visible()
    page.reload()
    undo.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/evaluate?call={first}")
    scorecard.ready()
    expect(undo).to_have_count(0)
    assert team.evaluation(first) == draft
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: f"call={first}" not in url)
    assert team.evaluation(first).status is Status.PUBLISHED


def test_the_offer_leaves_the_page_by_itself_when_the_minute_is_over(windows: Windows, team: Team) -> None:
    published = team.published(team.call())
    page = windows.of(team, team.bruno)
    page.goto("/inbox")
    undo = page.get_by_role("button", name="Undo publication")
    expect(undo).to_be_visible()
    with team.app.database.write() as tx:
        tx.evaluations.set(published.id, published_at=team.app.clock() - timedelta(seconds=57))
    page.reload()
    expect(undo).to_be_visible()
    expect(undo).to_be_hidden()


def test_the_offer_is_taken_by_a_click_into_its_middle(windows: Windows, team: Team) -> None:
    call = team.call()
    team.published(call)
    page = windows.of(team, team.bruno)
    page.goto("/inbox")
    page.get_by_role("button", name="Undo publication").click()
    page.wait_for_url(f"**/evaluate?call={call}")
    assert team.evaluation(call).status is Status.DRAFT
