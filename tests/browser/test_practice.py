"""Practice in a real browser: an exercise done without a mouse, and what is kept of it."""

from playwright.sync_api import expect

from benvenuto.domain.practice import Outcome
from tests.browser.team import Team
from tests.browser.windows import Windows


def test_an_exercise_is_done_by_keyboard_and_how_it_went_is_kept(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.anna)
    page.goto("/practice?exercise=greeting/fortieth-call")
    best = page.get_by_role("radio", name="Good morning, Casa Lume, this is Robert.")
    expect(best).to_be_attached()
    page.get_by_role("radio").first.focus()
    for _ in range(3):
        if not best.is_checked():
            page.keyboard.press("ArrowDown")
            expect(page.locator("input[type=radio]:focus")).to_be_checked()
    expect(best).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Right.")).to_be_visible()
    expect(page.get_by_text("Your answer")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Last time: Right")).to_be_visible()
    with team.app.database.read() as tx:
        assert [one.outcome for one in tx.practice.attempts([team.anna.id])] == [Outcome.RIGHT]
