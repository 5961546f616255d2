"""A call opened by hand: why do you listen? Answered once, by keyboard, it can be heard."""

import re

from playwright.sync_api import expect

from tests.browser.team import Team
from tests.browser.windows import Windows


def test_a_reason_given_by_keyboard_opens_the_call_and_its_agent_reads_it(windows: Windows, team: Team) -> None:
    call = team.call(why=False)
    page = windows.of(team, team.bruno)
    asked_for: list[int] = []
    page.on("response", lambda answer: asked_for.append(answer.status) if "/recordings/" in answer.url else None)
    page.goto(f"/evaluate?call={call}")
    reason = page.get_by_role("button", name="Training or coaching")
    expect(reason).to_be_visible()
    expect(page.locator(".card")).to_be_visible()
    expect(page.locator(".player")).to_have_count(0)
    assert asked_for == []
    reason.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".player .toggle")).to_be_visible()
    page.locator(".player .toggle").click()
    expect(page.locator(".player .toggle")).to_have_attribute("aria-label", "Pause (k)")
    expect(page.get_by_text("My lamp arrived broken")).to_be_visible()
    expect(page.locator(".player .time")).not_to_contain_text("00:00 /")
    assert set(asked_for) <= {200, 206}
    page.reload()
    expect(page.locator(".player .toggle")).to_be_visible()
    expect(reason).to_have_count(0)
    agent = windows.of(team, team.anna)
    agent.goto("/who-listened")
    row = agent.get_by_role("row", name=re.compile("Training or coaching"))
    expect(row).to_contain_text("recording, transcript")
    expect(row).to_contain_text(f"{team.bruno.name} (Supervisor)")
    expect(agent.get_by_role("row")).to_have_count(2)
