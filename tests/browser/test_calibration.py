"""On the wire: whoever scores in a calibration session is sent nothing of others' marks, nor whose call it is."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count

from playwright.sync_api import expect

from benvenuto.domain.calibration import NewSession
from benvenuto.domain.edits import AddMoment, Change, ChooseLevel, Edit, SetNote, SetSummary
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.test_second_listening import MOMENT, NOTE, REMARK, SUMMARY, colleague, received
from tests.browser.windows import Windows

PATH = "greeting/first-words"


def test_not_one_byte_of_other_marks_nor_of_the_agent_s_name_reaches_who_scores(windows: Windows, team: Team) -> None:
    elena, call = colleague(team), team.call()
    day = team.app.clock().date() + timedelta(days=7)
    people = [team.bruno.id, elena.id]
    session = team.app.calibrations.begin(team.carla, NewSession("Greetings in March", day, [call], 0, people))
    draft, seq = team.draft(call), count(1)
    worst = draft.scorecard.criterion(PATH).scale[-1].id  # type: ignore[union-attr]
    changes: list[tuple[str, Change | SetSummary]] = [
        (PATH, ChooseLevel(worst)),
        (PATH, SetNote(NOTE)),
        (PATH, AddMoment(MOMENT, 20.0, REMARK)),
        ("", SetSummary(SUMMARY)),
    ]
    edits = [Edit(next(seq), place, change) for place, change in changes]
    team.app.scoring.edit(team.bruno, draft.id, "wire", edits)
    first = team.app.scoring.publish(team.bruno, draft.id)
    secrets = [text.encode() for text in (NOTE, SUMMARY, MOMENT, REMARK, "Anna", f"call-{team.number}-1")]

    page = windows.of(team, elena)
    frames = received(page)
    page.goto("/for-you")
    page.get_by_role("link", name="Invited to a calibration session").click()
    expect(page.get_by_role("heading", name="Greetings in March")).to_be_visible()
    page.locator(".st-key-calibration_mine a").click()
    scorecard = ScorecardPage(page).ready()
    expect(page.get_by_text("calibration session: each scores")).to_be_visible()
    expect(scorecard.chosen).to_have_count(0)
    scorecard.score_by_keyboard()
    scorecard.saved()
    page.goto(f"/evaluation?id={first.id}")
    expect(page.get_by_text("You do not have access to this.")).to_be_visible()
    so_far = len(frames)
    for address in ("/calibration", "/scored", "/scored?words=xylo", "/inbox", "/trend?calls=random&split=agent"):
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
    for address in (f"/grade?id={first.id}", f"/own-beside?evaluation={first.id}", f"/side-by-side?call={call}"):
        page.goto(address)
        expect(page.get_by_text("You do not have access to this.")).to_be_visible()
    # the agents of the team are named there, to choose from; of no call
    assert [secret for secret in secrets[:4] if any(secret in frame for frame in frames[so_far:])] == []
    del frames[so_far:]
    assert frames
    assert [secret for secret in secrets if any(secret in frame for frame in frames)] == []

    scorecard.open(call).page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="Greetings in March").click()
    expect(page).to_have_url(re.compile(rf"/calibration\?session={session}$"))
    expect(page.get_by_text(NOTE)).to_be_visible()
    page.get_by_role("button", name="00:20", exact=True).click()
    page.get_by_role("button", name="Record the consensus").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").click()
    page.get_by_role("option").first.click()
    dialog.get_by_role("textbox").fill("Her name comes later.")
    dialog.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Her name comes later.")).to_be_visible()
    assert [secret for secret in secrets[4:] if any(secret in frame for frame in frames)] == []
    team.app.calibrations.end(team.carla, session)
    page.reload()
    expect(page.get_by_text(team.anna.name)).to_be_visible()


def test_a_session_that_was_just_planned_stays_on_the_screen_when_something_is_pressed(
    windows: Windows, team: Team
) -> None:
    colleague(team)
    team.call()
    page = windows.of(team, team.carla)
    page.goto("/calibration")
    page.get_by_role("button", name="New session").click()
    page.get_by_role("textbox", name="Name of the session").fill("Greetings")
    page.get_by_role("button", name="Invite them").click()
    expect(page.get_by_role("heading", name="Greetings")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/calibration\?session=\d+$"))
    page.get_by_role("button", name="Cancel the session").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel the session").click()
    expect(page.get_by_text("Cancelled.", exact=True)).to_be_visible()
    page.get_by_role("button", name="All calibration sessions").click()
    expect(page.get_by_role("heading", name="Ended")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/calibration$"))
