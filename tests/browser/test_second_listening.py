"""On the wire: what a browser of the second evaluator is sent holds nothing of the first one's marks."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from playwright.sync_api import Page, expect

from benvenuto.domain.edits import AddMoment, Change, ChooseLevel, Edit, SetNote, SetSummary
from benvenuto.domain.people import Actor, Membership, Role
from tests.browser.own_scores import NOTE as OWN_NOTE
from tests.browser.own_scores import handed_in
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows

NOTE, SUMMARY, MOMENT, REMARK = "xylophones-of-note", "xylophones-in-sum", "xylophone17", "xylophone heard"
CORRECTED, WHY = "xylophones-corrected", "xylophones-for-a-reason"


def received(page: Page) -> list[bytes]:
    """All that the page is sent from now on: frames of its sockets, and what it fetches."""
    frames: list[bytes] = []

    def hear(frame: str | bytes) -> None:
        frames.append(frame if isinstance(frame, bytes) else frame.encode())

    page.on("websocket", lambda socket: socket.on("framereceived", hear))
    page.on("response", lambda response: frames.append(repr(response.all_headers()).encode()))
    return frames


def colleague(team: Team) -> Actor:
    """Another supervisor of the team."""
    with team.app.database.write() as tx:
        known = tx.people.credentials(team.username(team.bruno))
        assert known
        password = tx.people.password_hash(known.person_id)
        name = f"Elena {team.number}"
        person = tx.people.add(f"elena-{team.number}", name, "en", password, team.app.clock(), agent_code="")
        tx.people.set_memberships(person, [Membership(Role.SUPERVISOR, team.id)])
        elena = tx.people.actor(person)
    assert elena
    return elena


def test_not_one_byte_of_the_first_reaches_the_second_until_both_have_published(windows: Windows, team: Team) -> None:
    elena, call = colleague(team), team.call()
    team.app.sampling.set_plan(team.bruno, team.id, 50)
    assert replace(team.app.sampling, second_share=1.0).draw_due(team.bruno) == 1
    draft, path, seq = team.draft(call), "greeting/first-words", count(1)
    worst = draft.scorecard.criterion(path).scale[-1].id  # type: ignore[union-attr]
    changes: list[tuple[str, Change | SetSummary]] = [
        (path, ChooseLevel(worst)),
        (path, SetNote(NOTE)),
        (path, AddMoment(MOMENT, 20.0, REMARK)),
        ("", SetSummary(SUMMARY)),
    ]
    edits = [Edit(next(seq), place, change) for place, change in changes]
    team.app.scoring.edit(team.bruno, draft.id, "wire", edits)
    first = team.app.scoring.publish(team.bruno, draft.id)
    corrected = [Edit(next(seq), "greeting/farewell", SetNote(CORRECTED))]
    team.app.corrections.correct(team.bruno, first.id, corrected, WHY, seen=1)
    own = handed_in(team, call)
    team.app.self_evaluations.share(team.anna, own, shared=True)
    secrets = [text.encode() for text in (NOTE, SUMMARY, MOMENT, REMARK, team.bruno.name)]

    page = windows.of(team, elena)
    frames = received(page)
    page.goto("/inbox")
    expect(page.get_by_text("second listening")).to_be_visible()
    page.get_by_role("button", name="Next call").click()
    scorecard = ScorecardPage(page).ready()
    expect(page.get_by_text("second listening: two hear this call")).to_be_visible()
    expect(scorecard.chosen).to_have_count(0)
    scorecard.score_by_keyboard()
    scorecard.saved()
    for address in (f"/evaluation?id={first.id}", f"/side-by-side?call={call}"):
        page.goto(address)
        expect(page.get_by_text("You do not have access to this.")).to_be_visible()
    for address in ("/trend?calls=random", "/disputes", "/critical-errors"):
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
    assert frames
    hidden = [*secrets, OWN_NOTE.encode(), CORRECTED.encode(), WHY.encode(), b"its evaluator corrected it"]
    assert [secret for secret in hidden if any(secret in frame for frame in frames)] == []

    # pages on which colleagues are named: whom to invite, whose evaluations to look for
    so_far = len(frames)
    page.goto("/calibration?new=1")
    page.get_by_text("The most argued").click()
    expect(page.get_by_text("No call of the last 90 days was disputed")).to_be_visible()
    for address in ("/calibration", "/scored", "/scored?words=xylo", "/self-evaluations"):
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
    for address in (f"/grade?id={first.id}", f"/own-beside?evaluation={own}", f"/own-beside?evaluation={first.id}"):
        page.goto(address)
        expect(page.get_by_text("You do not have access to this.")).to_be_visible()
    marks = [secret for secret in hidden if secret != team.bruno.name.encode()]
    assert [secret for secret in marks if any(secret in frame for frame in frames[so_far:])] == []
    del frames[so_far:]

    scorecard.open(call).page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.get_by_role("button", name="00:20", exact=True)).to_be_visible()
    assert [secret for secret in secrets if any(secret in frame for frame in frames)] == secrets[:1] + secrets[2:]
