"""An agent scores an own call by keyboard alone; what a browser of the supervisor is sent holds nothing of it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.own_scores import MOMENT, NOTE, REMARK, handed_in
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.test_second_listening import received
from tests.browser.windows import Windows


def test_a_whole_card_costs_one_key_a_criterion_and_one_to_hand_it_in(windows: Windows, team: Team) -> None:
    call, keys = team.call(), 0
    page = windows.of(team, team.anna)
    page.goto("/own-calls")
    page.locator(f"a[href='/score-own?call={call}']").click()
    card = ScorecardPage(page)
    expect(card.at_hand).to_be_visible()
    expect(page.get_by_role("button", name="Hand in")).to_be_visible()
    expect(card.words).to_have_count(0)
    while card.chosen.count() < card.open_criteria.count():
        page.keyboard.press("2")  # below the best level: a supervisor would be asked for words
        keys += 1
        expect(card.chosen).to_have_count(keys)
    expect(page.locator(".state")).to_have_text("Saved")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Once a supervisor has scored the call too")).to_be_visible()
    with team.app.database.read() as tx:
        own = tx.evaluations.mine(call, team.anna.id)
        assert own
        answers = tx.evaluations.answers(own.id, 1)
    assert own.handed_in_at is not None
    assert keys == len(answers)


def test_not_one_byte_of_it_reaches_the_supervisor_before_theirs_is_published(windows: Windows, team: Team) -> None:
    call = team.call()
    own = handed_in(team, call)
    team.app.self_evaluations.share_all(team.anna, shared=True)
    draft = team.draft(call)
    secrets = [text.encode() for text in (NOTE, MOMENT, REMARK)]
    page = windows.of(team, team.bruno)
    frames = received(page)
    ScorecardPage(page).open(call)
    page.goto(f"/own-beside?evaluation={own}")
    expect(page.get_by_text("You do not have access to this.")).to_be_visible()
    page.goto(f"/self-evaluations?agent={team.anna.id}")
    expect(page.get_by_text("None yet that stands beside")).to_be_visible()
    page.goto("/scored")
    expect(page.locator("h1")).to_be_visible()
    assert frames
    assert [secret for secret in secrets if any(secret in frame for frame in frames)] == []
    team.app.scoring.publish(team.bruno, draft.id)
    page.goto(f"/own-beside?evaluation={own}")
    expect(page.get_by_text(NOTE).first).to_be_visible()
    expect(page.get_by_role("button", name="00:20", exact=True).first).to_be_visible()
