"""Whatever happens in the middle of an evaluation, every mark is still there."""

import sqlite3
from contextlib import closing
from time import monotonic

from playwright.sync_api import Dialog, expect

from benvenuto.domain.hearing import HearingReason
from benvenuto.domain.people import Membership, Role
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows


def test_a_reload_in_mid_evaluation_loses_nothing(windows: Windows, team: Team) -> None:
    call = team.call()
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    for _ in range(3):
        scorecard.page.keyboard.press("2")
        scorecard.page.keyboard.press("Enter")
    scorecard.page.keyboard.press("e")
    scorecard.page.keyboard.type("Half a sentence")
    scorecard.page.reload()  # at once: neither the marks nor the words have had time to reach the server
    scorecard.ready().saved()
    expect(scorecard.chosen).to_have_count(3)
    expect(scorecard.page.get_by_role("textbox", name="Note")).to_have_value("Half a sentence")
    assert len(team.evaluation(call).answers) == 4


def test_looking_at_a_call_begins_nothing_and_two_windows_begin_one_draft(windows: Windows, team: Team) -> None:
    call = team.call()
    first = ScorecardPage(windows.of(team, team.bruno)).open(call)
    second = ScorecardPage(first.page.context.new_page()).open(call)
    with team.app.database.read() as tx:
        assert tx.evaluations.of_call(call) == []
    for scorecard in (first, second):  # the second still shows nothing, or has just been told
        scorecard.page.keyboard.press("e")
        scorecard.page.keyboard.press("ControlOrMeta+A")
        scorecard.page.keyboard.type("Half a sentence, and the rest of it while the first half is on its way")
        scorecard.page.keyboard.press("Escape")
        scorecard.page.keyboard.press("Enter")
        first.page.keyboard.press("1")
    for scorecard in (first, second):
        scorecard.saved()
    with team.app.database.read() as tx:
        (stored,) = tx.evaluations.of_call(call)
        assert stored.evaluator_id == team.bruno.id
    notes = [answer.note for answer in team.evaluation(call).answers.values() if answer.note]
    assert notes == ["Half a sentence, and the rest of it while the first half is on its way"]


def test_first_marks_made_without_a_server_begin_the_draft_once_it_is_back(windows: Windows, team: Team) -> None:
    call = team.call()
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    windows.served.kill()
    expect(scorecard.page.locator(".bar .state")).to_contain_text("Not connected")
    for _ in range(3):
        scorecard.page.keyboard.press("2")
        scorecard.page.keyboard.press("Enter")
    windows.served.start()
    scorecard.saved()
    windows.forgive()  # of a server that was not there, a browser complains rightly
    assert len(team.evaluation(call).answers) == 3
    expect(scorecard.page.get_by_role("button", name="Discard draft")).to_be_visible()


def test_a_server_killed_in_mid_evaluation_costs_no_mark(windows: Windows, team: Team) -> None:
    call = team.call()
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    scorecard.page.keyboard.press("1")
    scorecard.saved()
    windows.served.kill()
    for _ in range(3):
        scorecard.page.keyboard.press("2")
        scorecard.page.keyboard.press("Enter")
    expect(scorecard.chosen).to_have_count(4)
    expect(scorecard.page.locator(".bar .state")).to_contain_text("Not connected")
    windows.served.start()
    scorecard.saved()
    expect(scorecard.page.locator(".bar .progress")).to_contain_text("4 of ")
    windows.forgive()  # of a server that was not there, a browser complains rightly

    scorecard.page.keyboard.press("3")
    scorecard.saved()
    assert len(team.evaluation(call).answers) == 5
    scorecard.page.get_by_role("button", name="Publish").click()
    expect(scorecard.page.get_by_text("Not answered yet.").first).to_be_visible()


def test_marks_made_without_a_server_outlive_their_tab(windows: Windows, team: Team) -> None:
    call = team.call()
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    scorecard.page.keyboard.press("1")
    scorecard.saved()
    windows.served.kill()
    expect(scorecard.page.locator(".bar .state")).to_contain_text("Not connected")
    for _ in range(3):
        scorecard.page.keyboard.press("2")
        scorecard.page.keyboard.press("Enter")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    scorecard.page.on("dialog", leave)
    with scorecard.page.expect_event("close"):
        scorecard.page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    windows.served.start()
    windows.forgive()
    later = ScorecardPage(scorecard.page.context.new_page()).open(call).saved()
    expect(later.chosen).to_have_count(4)
    assert len(team.evaluation(call).answers) == 4
    later.page.on("dialog", leave)
    with later.page.expect_event("close"):
        later.page.close(run_before_unload=True)
    assert asked == ["beforeunload"]  # and not again, once everything is saved


def test_who_signs_out_leaves_nothing_in_the_browser(windows: Windows, team: Team) -> None:
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(team.call())
    scorecard.page.evaluate("localStorage.setItem('benvenuto.kept.1.outbox.1.0123456789abcdef.1', '{}')")
    scorecard.page.goto("/leaving")
    scorecard.page.get_by_role("button", name="Sign out").click()
    expect(scorecard.page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert scorecard.page.evaluate("Object.keys(localStorage).filter((name) => name.includes('.kept.'))") == []


def test_two_tabs_on_one_call_keep_what_each_of_them_marks(windows: Windows, team: Team) -> None:
    call = team.call()
    left = ScorecardPage(windows.of(team, team.bruno)).open(call)
    right = ScorecardPage(left.page.context.new_page()).open(call)
    left.level("The first words", 1).click()
    left.saved()
    right.level("The farewell", 2).click()
    right.saved()
    expect(right.level("The first words", 1)).to_be_checked()
    left.level("The right questions", 1).click()
    left.saved()
    expect(left.level("The farewell", 2)).to_be_checked()
    assert len(team.evaluation(call).answers) == 3


def test_two_evaluators_do_not_overwrite_each_other(windows: Windows, team: Team) -> None:
    with team.app.database.write() as tx:
        tx.people.set_memberships(team.carla.id, [Membership(Role.SUPERVISOR, team.id)])
        supervising = tx.people.actor(team.carla.id)
    assert supervising
    call = team.call()
    team.app.hearings.say_why(supervising, call, HearingReason.SUPERVISION)
    bruno, carla = (ScorecardPage(windows.of(team, who)).open(call) for who in (team.bruno, team.carla))
    bruno.level("The first words", 1).click()
    bruno.saved()
    carla.level("The first words", 3).click()
    carla.saved()
    bruno.page.reload()
    bruno.ready()
    expect(bruno.level("The first words", 1)).to_be_checked()
    expect(bruno.level("The first words", 3)).not_to_be_checked()


def test_publishing_twice_from_two_tabs_publishes_once(windows: Windows, team: Team) -> None:
    call, following = team.drawn(2)
    team.draft(call)
    left = ScorecardPage(windows.of(team, team.bruno)).open(call)
    right = ScorecardPage(left.page.context.new_page()).open(call)
    publish = right.page.get_by_role("button", name="Publish").element_handle()
    left.page.get_by_role("button", name="Publish").click()
    expect(left.page).to_have_url(f"{windows.served.url}/evaluate?call={following}")
    publish.evaluate("button => button.click()")  # in vain if the tab has noticed by itself that it is too late
    expect(right.page.get_by_text("You published this on")).to_be_visible()
    actions = [row.action for row in team.app.audit.latest(team.dario, limit=20) if row.actor == team.bruno.name]
    assert actions.count("evaluation_published") == 1


def test_while_the_database_takes_nothing_the_card_says_so_and_saves_when_it_can(windows: Windows, team: Team) -> None:
    call = team.call()
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    state = scorecard.page.locator(".bar .state")
    with closing(sqlite3.connect(windows.served.folder / "benvenuto.db", isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        for _ in range(2):
            scorecard.page.keyboard.press("1")
        expect(state).to_have_text("Not saved yet: 2 changes are kept here and will be sent.")
        expect(scorecard.page.locator("[data-stale=true]:has(.stBidiComponent)").first).to_have_css("opacity", "1")
        _until_the_server_has_given_up(windows, scorecard)
        expect(scorecard.chosen).to_have_count(2)
        expect(state).to_have_text("Not saved yet: 2 changes are kept here and will be sent.")
        expect(scorecard.page.get_by_text("encountered an error")).to_have_count(0)
    scorecard.saved()
    assert len(team.evaluation(call).answers) == 2


def _until_the_server_has_given_up(windows: Windows, scorecard: ScorecardPage) -> None:
    until = monotonic() + 60
    # busy, says the log: the file is locked by somebody else
    while "The database is busy" not in windows.served.output.read_text("utf-8"):
        assert monotonic() < until
        scorecard.page.evaluate("() => new Promise(requestAnimationFrame)")
