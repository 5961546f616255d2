"""Marks that were not delivered are by the next page, and replace nothing that was marked since in another browser."""

from playwright.sync_api import expect

from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows


def test_marks_that_wait_are_saved_by_the_inbox(windows: Windows, team: Team) -> None:
    call = team.call()
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    windows.served.kill()
    expect(scorecard.page.locator(".bar .state")).to_contain_text("Not connected")
    for _ in range(2):
        scorecard.page.keyboard.press("1")
    browser = scorecard.page.context
    scorecard.page.close()
    windows.served.start()
    windows.forgive()  # of a server that was not there, a browser complains rightly

    page = browser.new_page()
    page.goto("/inbox")
    expect(page.get_by_text("2 changes that had waited in this browser have been saved")).to_be_visible()
    assert len(team.evaluation(call).answers) == 2
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('benvenuto.kept.'))")
    expect(page.get_by_text("2 changes that had waited")).to_be_visible()


def test_an_older_mark_of_another_browser_is_shown_and_may_be_used(windows: Windows, team: Team) -> None:
    call = team.call()
    train = ScorecardPage(windows.of(team, team.bruno)).open(call)
    windows.served.kill()
    expect(train.page.locator(".bar .state")).to_contain_text("Not connected")
    train.level("The first words", 3).click()
    train.page.keyboard.press("e")
    train.page.keyboard.type("She mumbled")
    train.page.keyboard.press("Escape")
    browser = train.page.context
    train.page.close()
    windows.served.start()
    windows.forgive()  # of a server that was not there, a browser complains rightly

    desk = ScorecardPage(windows.of(team, team.bruno)).open(call)
    desk.level("The first words", 1).click()
    desk.saved()
    later = ScorecardPage(browser.new_page()).open(call).saved()
    expect(later.level("The first words", 1)).to_be_checked()
    expect(later.page.get_by_text("The first words: made on")).to_be_visible()
    expect(later.page.get_by_role("textbox", name="Note")).to_have_value("She mumbled")  # nobody wrote another note
    kept = team.evaluation(call)
    later.page.get_by_role("button", name="Use the older one").click()
    expect(later.level("The first words", 3)).to_be_checked()
    expect(later.page.get_by_text("The first words: made on")).to_have_count(0)
    path = "greeting/first-words"
    used = team.evaluation(call).answers[path]
    assert used.choice != kept.answers[path].choice
    assert used.note == "She mumbled"


def test_what_comes_after_the_publication_is_quoted_on_its_page(windows: Windows, team: Team) -> None:
    call = team.call()
    team.draft(call)
    train = ScorecardPage(windows.of(team, team.bruno)).open(call)
    windows.served.kill()
    expect(train.page.locator(".bar .state")).to_contain_text("Not connected")
    train.words.fill("A thought in the tunnel")
    browser = train.page.context
    train.page.close()
    windows.served.start()
    windows.forgive()  # of a server that was not there, a browser complains rightly

    published = team.app.scoring.publish(team.bruno, team.evaluation(call).id)
    page = browser.new_page()
    page.goto(f"/evaluate?call={call}")
    expect(page.get_by_text("1 change that had waited in this browser came too late")).to_be_visible()
    expect(page.get_by_text("“A thought in the tunnel”")).to_be_visible()
    assert team.evaluation(call) == published
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('benvenuto.kept.'))")
