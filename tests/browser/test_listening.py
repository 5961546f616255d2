"""How a call sounded, on both sides of the desk: awaited, put right, and read by the agent."""

import re
from dataclasses import replace

from playwright.sync_api import Page, Route, expect

from benvenuto.domain.measure import Segment, Speech
from benvenuto.listening.measures import measure
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import PHONE, Windows

SPEECH = Speech(80.0, agent=(Segment(1, 10), Segment(30, 40)), caller=(Segment(12, 20), Segment(36, 60)))
STRIP = ".strip + [data-rubric=listening]"


def _measured(team: Team, call_id: int, *, swapped: bool = False) -> None:
    with team.app.database.write() as tx:
        recording = tx.recordings.of_call(call_id)
        assert recording
        tx.measures.keep(recording.id, replace(measure(SPEECH), swapped=swapped), team.app.clock())


def _measure(page: Page, words: str) -> None:
    expect(page.get_by_role("button", name=re.compile(f"^{words}"))).to_be_visible()


def test_numbers_appear_by_themselves_while_a_call_is_being_scored(windows: Windows, team: Team) -> None:
    call = team.call()
    scorecard = ScorecardPage(windows.of(team, team.bruno)).open(call)
    page = scorecard.page
    expect(page.get_by_text("The audio of this call is being measured.")).to_be_visible()
    page.keyboard.press("1")
    page.keyboard.press("k")
    _measured(team, call)
    _measure(page, "Dead air 30.0 s")
    expect(page.locator(STRIP)).to_have_count(1)
    expect(scorecard.chosen).to_have_count(1)
    expect(page.locator(".player .toggle")).to_have_attribute("aria-label", "Pause (k)")
    page.get_by_role("button", name=re.compile("^Dead air")).click()
    expect(page.locator(".player .time")).to_contain_text(re.compile(r"00:(19|2\d) /"))


def test_swapped_voices_are_exchanged_by_one_click_of_the_supervisor(windows: Windows, team: Team) -> None:
    call = team.call()
    _measured(team, call, swapped=True)
    page = ScorecardPage(windows.of(team, team.bruno)).open(call).page
    # the agent speaks for 19 s, the caller for 32
    _measure(page, "Agent's share of talk 37%")
    page.get_by_role("button", name="Swap them").click()
    _measure(page, "Agent's share of talk 63%")
    expect(page.get_by_role("button", name="Swap them")).to_have_count(0)


def test_the_agent_sees_the_same_strip_also_on_a_telephone(windows: Windows, team: Team) -> None:
    call = team.call()
    _measured(team, call, swapped=True)
    evaluation = team.published(call)
    page = windows.of(team, team.anna, PHONE)
    page.goto(f"/evaluation?id={evaluation.id}")
    _measure(page, "Agent's share of talk 37%")
    expect(page.get_by_role("button", name="Swap them")).to_have_count(0)
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name=re.compile("^Both speak at once")).click()
    expect(page.locator(".player .time")).to_contain_text(re.compile(r"00:3[5-9] /"))


def test_a_line_pressed_before_the_player_has_come_is_played_when_it_comes(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.bruno)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    scripts = re.compile(r"/bidi-components/benvenuto\.player/")
    page.route(scripts, hold)
    page.goto(f"/evaluate?call={team.call()}")
    page.get_by_role("button", name="Play from 00:05").click()
    assert held
    page.unroute(scripts)  # which lets them go on
    expect(page.locator(".player .toggle")).to_have_attribute("aria-label", "Pause (k)")
    expect(page.locator(".player .time")).to_contain_text(re.compile(r"00:(0[5-9]|1\d) /"))
