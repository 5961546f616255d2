"""What somebody is writing to a colleague is kept in the browser until it was sent, and is nobody else's."""

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.people import Actor
from benvenuto.storage.tables import skipped_calls
from tests.browser.crawl import settled
from tests.browser.team import Team
from tests.browser.windows import Windows

WORDS = "I did say my name,\nat the very beginning."
KEPT = """() => {
  const names = Object.keys(localStorage).filter((name) => /^benvenuto\\.kept\\..+\\.draft\\./.test(name))
  return names.map((name) => JSON.parse(localStorage.getItem(name)).text)
}"""


def _open(page: Page, evaluation: Evaluation) -> Page:
    page.goto(f"/evaluation?id={evaluation.id}")
    expect(_comment(page)).to_be_visible()
    return page


def _comment(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your words")


def _write(page: Page, field: Locator, words: str) -> None:
    """Write this into a field, and wait until the browser keeps it: it does once the page is there whole."""
    field.fill(words)
    page.wait_for_function(f"words => ({KEPT})().includes(words)", arg=words)


def _nothing_kept(page: Page) -> None:
    """Wait until the browser keeps nothing of what was written."""
    page.wait_for_function(f"() => ({KEPT})().length === 0")


def _reason(page: Page) -> Locator:
    return page.get_by_label("Your reason")


def _comments(team: Team, actor: Actor, evaluation: Evaluation) -> list[str]:
    return [comment.text for comment in team.app.feedback.read(actor, evaluation.id).comments]


def test_a_comment_survives_a_reload_and_is_sent_as_it_stands(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = _open(windows.of(team, team.anna), evaluation)
    _write(page, _comment(page), "A question")
    page.keyboard.type(" about")
    page.reload()  # at once
    expect(_comment(page)).to_have_value("A question about")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your comment has been added.")).to_be_visible()
    assert _comments(team, team.anna, evaluation) == ["A question about"]
    expect(_comment(page)).to_have_value("")
    page.reload()
    expect(page.get_by_text("A question about")).to_be_visible()
    settled(page)
    expect(_comment(page)).to_have_value("")
    _nothing_kept(page)


def test_no_field_says_press_ctrl_enter_to_apply_in_a_language_of_its_own(windows: Windows, squadra: Team) -> None:
    evaluation = squadra.published(squadra.call())
    page = windows.of(squadra, squadra.anna)
    page.goto(f"/evaluation?id={evaluation.id}")
    page.get_by_role("textbox", name="Le sue parole").fill(WORDS)
    expect(page.get_by_test_id("InputInstructions")).to_have_count(1)  # Streamlit's, which is out of sight
    expect(page.get_by_text("Press ").filter(visible=True)).to_have_count(0)


def test_a_comment_outlives_its_window_and_a_killed_server(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = _open(windows.of(team, team.anna), evaluation)
    _write(page, _comment(page), WORDS)
    send = page.get_by_role("button", name="Send", include_hidden=True)
    windows.served.kill()
    expect(send).to_be_disabled()
    windows.served.start()
    expect(send).to_be_enabled()
    expect(_comment(page)).to_have_value(WORDS)
    page.close()
    windows.forgive()  # of a server that was not there, a browser complains rightly
    later = _open(page.context.new_page(), evaluation)
    expect(_comment(later)).to_have_value(WORDS)
    _comment(later).fill("")
    _nothing_kept(later)
    later.reload()
    expect(_comment(later)).to_be_visible()
    settled(later)
    expect(_comment(later)).to_have_value("")  # what was taken back does not come back


def test_the_reason_of_a_dispute_is_still_there_when_its_dialog_is_opened_again(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = _open(windows.of(team, team.anna), evaluation)
    page.get_by_role("button", name="Dispute…").click()
    page.get_by_text("The whole evaluation").click()
    _write(page, _reason(page), WORDS)
    page.reload()
    page.get_by_role("button", name="Dispute…").click()
    page.get_by_text("The whole evaluation").click()
    expect(_reason(page)).to_have_value(WORDS)
    page.get_by_role("button", name="Dispute it").click()
    expect(page.get_by_text("You have disputed this evaluation.")).to_be_visible()
    assert _comments(team, team.anna, evaluation) == [WORDS]
    settled(page)
    _nothing_kept(page)


def test_a_colleagues_comment_takes_nothing_from_the_one_who_is_writing(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = _open(windows.of(team, team.anna), evaluation)
    _write(page, _comment(page), WORDS)
    team.app.feedback.comment(team.bruno, evaluation.id, "Well done.")
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_text("Well done.")).to_be_visible()
    expect(_comment(page)).to_have_value(WORDS)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your comment has been added.")).to_be_visible()
    assert _comments(team, team.anna, evaluation) == ["Well done.", WORDS]


def test_an_answer_that_came_too_late_is_there_to_be_said_as_a_comment(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    team.app.feedback.dispute(team.anna, evaluation.id, "I did say my name.")
    page = _open(windows.of(team, team.bruno), evaluation)
    _write(page, _comment(page), WORDS)
    team.app.feedback.listen(team.carla, evaluation.id, {})
    team.app.feedback.decide(team.carla, evaluation.id, uphold=False, words="She did.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Comment")).to_be_visible()
    expect(_comment(page)).to_have_value(WORDS)
    assert WORDS not in _comments(team, team.bruno, evaluation)


def test_what_somebody_writes_is_not_shown_to_who_comes_after_them(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = _open(windows.of(team, team.anna), evaluation)
    _write(page, _comment(page), WORDS)
    page.goto("about:blank")  # a player that asks for more between two sessions would be refused
    page.context.clear_cookies()  # her session is over, and she has not signed out
    cookie = {"name": "benvenuto_session", "value": team.token(team.bruno), "url": windows.served.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    _open(page, evaluation)
    settled(page)
    assert page.evaluate(KEPT) == [WORDS]
    expect(_comment(page)).to_have_value("")


def test_why_a_call_is_skipped_survives_a_reload(windows: Windows, team: Team) -> None:
    call_id, _ = team.drawn(2)
    page = windows.of(team, team.bruno)
    page.goto(f"/evaluate?call={call_id}")
    page.get_by_role("button", name="Skip").click()
    words = page.get_by_role("textbox", name="In a few words")
    _write(page, words, "Casa Luce, non Casa Lume")
    page.reload()
    page.get_by_role("button", name="Skip").click()
    expect(words).to_have_value("Casa Luce, non Casa Lume")
    page.get_by_text("Another reason").click()
    page.get_by_role("dialog").get_by_role("button", name="Skip").click()
    expect(page.get_by_text("Skipped. If possible")).to_be_visible()
    with team.app.database.read() as tx:
        kept = select(skipped_calls.c.words).where(skipped_calls.c.call_id == call_id)
        assert tx.connection.scalar(kept) == "Casa Luce, non Casa Lume"
