"""A link from a page onto itself changes what the browser's address says, as any other link does."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from benvenuto.domain.coaching import NewCoachingPlan
from tests.browser.team import Team
from tests.browser.windows import Windows

BEHAVIOUR = "says her name before anything else"


def test_a_coaching_plan_stays_through_presses_and_a_reload_and_back_leads_to_the_list(
    windows: Windows, team: Team
) -> None:
    due = team.app.clock().date() + timedelta(days=7)
    new = NewCoachingPlan(team.anna.id, "greeting/first-words", BEHAVIOUR, "Two calls together.", due)
    plan = team.app.coaching.begin(team.bruno, new)
    page = windows.of(team, team.bruno)
    page.goto("/coaching")
    page.get_by_role("link", name=BEHAVIOUR).click()
    expect(page.get_by_role("heading", name=BEHAVIOUR)).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/coaching\?plan={plan}$"))
    page.get_by_role("button", name="Withdraw").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name=BEHAVIOUR)).to_be_visible()
    page.get_by_role("link", name="All coaching plans").click()
    expect(page.get_by_role("heading", name="Open plans")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/coaching$"))
    page.go_back()
    expect(page.get_by_role("heading", name=BEHAVIOUR)).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/coaching\?plan={plan}$"))


def test_from_a_learning_path_the_link_to_all_agents_holds_through_a_reload(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.bruno)
    page.goto("/learning-path")
    page.get_by_role("link", name=team.anna.name).click()
    expect(page.get_by_role("heading", name=f"The first weeks of {team.anna.name}")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/learning-path\?agent={team.anna.id}$"))
    page.get_by_role("link", name="All agents").click()
    expect(page.get_by_role("heading", name="The first weeks of your agents")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/learning-path$"))
    page.reload()
    expect(page.get_by_role("heading", name="The first weeks of your agents")).to_be_visible()
