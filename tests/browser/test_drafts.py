"""What somebody is writing to a colleague is kept in the browser until it was sent, and is nobody else's."""

from datetime import timedelta

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select, update

from benvenuto.domain.edits import Edit, SetNote
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.people import Actor
from benvenuto.storage.tables import evaluations, skipped_calls
from tests.browser.crawl import settled
from tests.browser.team import Team
from tests.browser.test_second_listening import colleague
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


def test_two_windows_show_the_same_words_and_neither_takes_any_from_the_other(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    here = _open(windows.of(team, team.anna), evaluation)
    there = _open(here.context.new_page(), evaluation)
    settled(there)
    _write(here, _comment(here), "A question")
    expect(_comment(there)).to_have_value("A question")
    _comment(here).press_sequentially(" about the greeting")
    expect(_comment(there)).to_have_value("A question about the greeting")
    _write(there, _comment(there), "Another matter")
    expect(_comment(here)).to_have_value("Another matter")
    expect(_comment(there)).to_have_value("Another matter")


def test_back_from_a_page_on_which_words_were_typed_and_forward_again_loses_none(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.bruno)
    page.goto("/coaching")
    settled(page)
    page.goto(f"/coaching?evaluation={evaluation.id}")
    behaviour = page.get_by_role("textbox", name="The behaviour")
    _write(page, behaviour, WORDS)
    page.go_back()
    expect(behaviour).to_have_count(0)
    page.go_forward()
    expect(behaviour).to_have_value(WORDS)
    page.goto("/coaching?new=1")
    expect(behaviour).to_be_visible()
    settled(page)
    expect(behaviour).to_have_value("")  # what is written about one evaluation is not put into another plan


def test_a_correction_that_somebody_else_was_faster_with_takes_no_place_from_their_words(
    windows: Windows, team: Team
) -> None:
    evaluation = team.published(team.call())
    page = _open(windows.of(team, team.bruno), evaluation)
    dialog, correct = page.get_by_role("dialog"), page.get_by_role("button", name="Correct…").nth(1)
    note, why = dialog.get_by_role("textbox", name="Note"), dialog.get_by_role("textbox", name="Why it is corrected")
    key = correct.evaluate("button => button.closest('[class*=st-key-correct_]').className") + " "
    path = next(path for path in evaluation.answers if f"_{path.replace('/', '-')} " in key)
    correct.click()
    _write(page, note, "He gives his name first.")
    _write(page, why, "I listened again.")
    edits = [Edit(1, path, SetNote("Name first."))]
    team.app.corrections.correct(team.bruno, evaluation.id, edits, "In another window.", seen=1)
    page.reload()
    correct.click()
    expect(why).to_have_value("I listened again.")
    expect(note).to_have_value("Name first.")


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


def test_why_one_criterion_is_disputed_and_where_survive_a_reload(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = _open(windows.of(team, team.anna), evaluation)
    dialog = page.get_by_role("dialog")
    for reloaded in (False, True):
        page.get_by_role("button", name="Dispute…").click()
        dialog.get_by_role("combobox").click()
        page.get_by_role("option").first.click()
        page.keyboard.press("Tab")  # Escape would close the dialog where its list has closed by itself
        at = dialog.get_by_role("textbox", name="Where in the call")
        if not reloaded:
            _write(page, _reason(page), WORDS)
            _write(page, at, "0:20")
            page.reload()
    expect(_reason(page)).to_have_value(WORDS)
    expect(at).to_have_value("0:20")
    dialog.get_by_role("button", name="Dispute it").click()
    expect(page.get_by_text("You have disputed this evaluation.")).to_be_visible()
    (criterion,) = team.app.feedback.read(team.anna, evaluation.id).dispute.criteria
    assert (criterion.reason, criterion.at_s) == (WORDS, 20.0)
    _nothing_kept(page)


def test_words_put_in_the_place_of_those_that_stand_survive_a_reload(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = _open(windows.of(team, team.bruno), evaluation)
    correct = page.get_by_role("button", name="Correct…").nth(1)
    note = page.get_by_role("dialog").get_by_role("textbox", name="Note")
    correct.click()
    _write(page, note, "He gives his name first.")
    page.reload()
    correct.click()
    expect(note).to_have_value("He gives his name first.")
    page.get_by_role("textbox", name="Why it is corrected").fill("I listened again.")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_text("Corrected. The agent sees")).to_be_visible()
    corrected = team.app.feedback.read(team.bruno, evaluation.id).evaluation.answers.values()
    assert "He gives his name first." in [answer.note for answer in corrected]
    _nothing_kept(page)


def test_words_about_feedback_survive_a_session_that_ran_out_and_go_with_the_grading(
    windows: Windows, team: Team
) -> None:
    evaluation = team.published(team.call())
    with team.app.database.write() as tx:  # no longer to be taken back
        earlier = update(evaluations).where(evaluations.c.id == evaluation.id)
        tx.connection.execute(earlier.values(published_at=team.app.clock() - timedelta(minutes=5)))
    page = windows.of(team, team.carla)
    page.goto(f"/grade?id={evaluation.id}")
    words = page.get_by_role("textbox", name="Words for")
    _write(page, words, WORDS)
    page.goto("about:blank")
    page.context.clear_cookies()
    cookie = {"name": "benvenuto_session", "value": team.token(team.carla), "url": windows.served.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(f"/grade?id={evaluation.id}")
    expect(words).to_have_value(WORDS)
    for group in page.get_by_role("radiogroup").all():
        group.locator("label").first.click()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Handed in.")).to_be_visible()
    (grading,) = team.app.gradings.of_evaluator(team.carla, team.bruno.id).gradings
    assert grading.words == WORDS
    _nothing_kept(page)


def test_the_name_of_a_calibration_session_survives_a_reload_and_goes_with_the_invitation(
    windows: Windows, team: Team
) -> None:
    colleague(team)
    for _ in range(5):
        team.call()
    page = windows.of(team, team.carla)
    page.goto("/calibration?new=1")
    name = page.get_by_role("textbox", name="Name of the session")
    _write(page, name, "Greetings")
    page.reload()
    expect(name).to_have_value("Greetings")
    page.get_by_role("button", name="Invite them").click()
    expect(page.get_by_role("heading", name="Greetings")).to_be_visible()
    _nothing_kept(page)
    page.goto("/calibration?new=1")
    expect(name).to_be_visible()
    settled(page)
    expect(name).to_have_value("")
