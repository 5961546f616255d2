"""The inbox: which call comes next, and why."""

import re

from playwright.sync_api import expect

from benvenuto.domain.evaluation import SelectionKind
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows


def test_a_call_picked_by_hand_is_marked_targeted(windows: Windows, team: Team) -> None:
    call = team.call()
    page = windows.of(team, team.bruno)
    page.goto("/inbox")
    expect(page.get_by_role("heading", name="No sampling plan yet")).to_be_visible()
    page.get_by_text("All unscored", exact=True).click()
    page.get_by_role("link", name=team.anna.name).click()
    ScorecardPage(page).ready()
    expect(page.get_by_text("hand-picked")).to_be_visible()
    assert team.evaluation(call).selection.kind is SelectionKind.TARGETED


def test_a_drawn_call_says_with_which_chance_it_was_drawn(windows: Windows, team: Team) -> None:
    (call,) = team.drawn()
    page = windows.of(team, team.bruno)
    page.goto("/inbox")
    page.get_by_role("link", name=team.anna.name).click()
    ScorecardPage(page).ready()
    expect(page.get_by_text("randomly selected (100% chance)")).to_be_visible()
    assert team.evaluation(call).selection.probability == 1


def test_filters_stay_in_the_address_so_that_a_reload_and_a_sent_link_show_the_same(
    windows: Windows, team: Team
) -> None:
    for reason in ("delivery", "refund", "refund"):
        team.call(reason)
    page = windows.of(team, team.bruno)
    page.goto("/inbox")
    page.get_by_text("All unscored", exact=True).click()
    expect(page.get_by_role("link", name=team.anna.name)).to_have_count(3)
    page.get_by_label("Contact reason").click()
    page.get_by_role("option", name="Refund").click()
    expect(page.get_by_role("link", name=team.anna.name)).to_have_count(2)
    expect(page).to_have_url(re.compile("state=open"))
    expect(page).to_have_url(re.compile("reason=refund"))
    page.reload()
    expect(page.get_by_role("link", name=team.anna.name)).to_have_count(2)
    another = page.context.new_page()
    another.goto(page.url)
    expect(another.get_by_role("link", name=team.anna.name)).to_have_count(2)


def test_when_all_is_scored_the_inbox_says_so(windows: Windows, team: Team) -> None:
    (call,) = team.drawn()
    team.draft(call)
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    scorecard.page.get_by_role("button", name="Publish").click()
    expect(scorecard.page.get_by_text("All selected calls have been scored.")).to_be_visible()
