"""Practice in a real browser: an exercise done without a mouse, and what is kept of it."""

from playwright.sync_api import expect

from benvenuto.domain.practice import Outcome
from tests.browser.team import Team
from tests.browser.windows import PHONE, Windows


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


def test_turns_and_reasons_are_marked_by_keyboard_on_a_telephone(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.anna, PHONE)
    page.goto("/practice?exercise=listening/every-word-takes-time")
    for name in (
        "…your parcel, of course! Go on.",
        "…a transfer! And when did you make it?",
        "Finished the caller's sentence",
    ):
        box = page.get_by_role("checkbox", name=name)
        expect(box).to_be_attached()
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_be_checked()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Check").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Right.")).to_be_visible()
    expect(page.locator(".bv-fault")).to_have_count(2)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_that_there_is_no_mistake_is_an_answer(windows: Windows, squadra: Team) -> None:
    page = windows.of(squadra, squadra.anna, PHONE)
    page.goto("/practice?exercise=greeting/hurry-on-the-stairs")
    none = page.get_by_role("checkbox", name="Non c'è nessun errore")
    expect(none).to_be_attached()
    none.focus()
    page.keyboard.press("Space")
    expect(none).to_be_checked()
    page.get_by_role("button", name="Controlla").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Giusto.")).to_be_visible()


def test_that_a_criterion_does_not_apply_is_an_answer(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.anna, PHONE)
    page.goto("/practice?exercise=permission-and-follow-up/tracking-by-text")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Not applicable")).to_be_checked()
    page.get_by_role("button", name="Check").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Right.")).to_be_visible()


def test_what_is_dictated_is_written_and_sent_with_enter(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.anna, PHONE)
    page.goto("/practice?exercise=listening/five-digits-heard-en")
    field = page.get_by_role("textbox")
    expect(field).to_be_visible()
    expect(page.locator("audio")).to_have_attribute("src", "/excerpts/07-refund-status%4017.4-25.7.wav")
    assert "seven" not in page.locator("[data-testid=stMain]").inner_text(), "what is heard is not written beside it"
    field.focus()
    page.keyboard.type("7 70 12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Right.")).to_be_visible()
