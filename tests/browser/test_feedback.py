"""The agent reads, hears and answers; the manager sees where it leads."""

import re

from playwright.sync_api import Locator, Page, Route, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benvenuto.domain.evaluation import Status
from tests.browser.overtaking import Overtaking
from tests.browser.team import Team
from tests.browser.windows import Windows

MOST_TABS = 150
FOCUSED = """() => {
  let node = document.activeElement
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement
  return node?.innerText?.trim() ?? ""
}"""


def _ended(frame: str | bytes) -> bool:
    """Whether this message of the server says that a run has come to its end."""
    return isinstance(frame, bytes) and ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished"


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until what says these words has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == words:
            return
    raise AssertionError(f"“{words}” cannot be reached with the Tab key")


def _evaluation(page: Page) -> Locator:
    return page.get_by_role("heading", name=re.compile("^Call of "))


def test_an_agent_reads_the_feedback_hears_the_moment_and_acknowledges(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.anna)
    page.goto("/feedback")
    page.get_by_role("link", name=re.compile(r"\d{4}$")).click()
    expect(_evaluation(page)).to_be_visible()
    page.get_by_role("button", name=re.compile("00:20")).last.click()
    expect(page.locator(".player .toggle")).to_have_attribute("aria-label", "Pause (k)")
    expect(page.locator(".player .time")).to_contain_text(re.compile(r"00:2\d /"))
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_text("Acknowledged. Thank you for reading it.")).to_be_visible()
    assert team.app.scoring.read(team.bruno, evaluation.id).status is Status.ACKNOWLEDGED


def test_an_agent_acknowledges_without_a_mouse(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.anna)
    page.goto(f"/evaluation?id={evaluation.id}")
    expect(_evaluation(page)).to_be_visible()
    expect(page.get_by_role("button", name="Acknowledge")).to_be_visible()
    _tab_to(page, "Acknowledge")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Acknowledged. Thank you for reading it.")).to_be_visible()


def test_acknowledging_survives_a_request_that_comes_right_behind_it(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.anna)
    between = Overtaking.on(page)
    page.goto(f"/evaluation?id={evaluation.id}")
    expect(page.get_by_role("button", name="Acknowledge")).to_be_visible()
    _tab_to(page, "Acknowledge")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Acknowledged. Thank you for reading it.")).to_be_visible()
    assert between.overtaken
    assert team.app.scoring.read(team.bruno, evaluation.id).status is Status.ACKNOWLEDGED


def test_a_dispute_survives_requests_that_come_right_behind_every_press(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.anna)
    between = Overtaking.on(page)
    page.goto(f"/evaluation?id={evaluation.id}")
    page.get_by_role("button", name="Dispute…").click()
    page.get_by_text("The whole evaluation").click()
    page.get_by_label("Your reason").fill("I did say my name, at the very beginning.")
    page.get_by_role("button", name="Dispute it").click()
    expect(page.get_by_text("You have disputed this evaluation.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert between.overtaken >= 2
    (comment,) = team.app.feedback.read(team.anna, evaluation.id).comments
    assert comment.text == "I did say my name, at the very beginning."


def test_what_is_written_before_the_scripts_have_come_is_put_back(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.anna)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/bidi-components/benvenuto.draft/**", hold)
    with page.expect_websocket() as connecting:
        page.goto(f"/evaluation?id={evaluation.id}")
    page.get_by_role("button", name="Dispute…").click()
    page.get_by_text("The whole evaluation").click()
    reason = page.get_by_label("Your reason")
    reason.fill("I did say")
    with connecting.value.expect_event("framereceived", _ended):
        play = page.locator(".st-key-fb_part_well").get_by_role("button", include_hidden=True)
        play.first.evaluate("button => button.click()")
    assert held
    page.unroute("**/bidi-components/benvenuto.draft/**")  # which lets it go on
    expect(reason).to_have_value("I did say")


def test_what_is_being_written_in_a_dialog_survives_runs_of_its_page(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.anna)
    with page.expect_websocket() as connecting:
        page.goto(f"/evaluation?id={evaluation.id}")
    page.get_by_role("button", name="Dispute…").click()
    page.get_by_text("The whole evaluation").click()
    reason = page.get_by_label("Your reason")
    reason.fill("I did say")
    play = page.locator(".st-key-fb_part_well").get_by_role("button", include_hidden=True)
    for _ in range(5):
        with connecting.value.expect_event("framereceived", _ended):
            play.first.evaluate("button => button.click()")
        expect(reason).to_have_value("I did say")
    reason.press_sequentially(" my name.")
    page.get_by_role("button", name="Dispute it").click()
    expect(page.get_by_text("You have disputed this evaluation.")).to_be_visible()
    (comment,) = team.app.feedback.read(team.anna, evaluation.id).comments
    assert comment.text == "I did say my name."


def test_a_dispute_travels_from_the_agent_by_the_supervisor_to_the_manager(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    agent = windows.of(team, team.anna)
    agent.goto(f"/evaluation?id={evaluation.id}")
    agent.get_by_role("button", name="Dispute…").click()
    agent.get_by_text("The whole evaluation").click()
    agent.get_by_label("Your reason").fill("I did say my name, at the very beginning.")
    agent.get_by_role("button", name="Dispute it").click()
    expect(agent.get_by_text("You have disputed this evaluation.")).to_be_visible()

    manager = windows.of(team, team.carla)
    manager.goto("/disputes")
    manager.get_by_role("link", name=re.compile("^Call of ")).click()
    expect(manager.locator(".player")).to_be_visible()
    listened = manager.get_by_role("button", name="Keep it, and show the evaluation")
    expect(listened).to_be_visible()
    assert "at the very beginning" not in manager.content()  # nor anything else that was said or marked
    listened.click()
    expect(manager.get_by_text("I did say my name, at the very beginning.")).to_be_visible()
    manager.get_by_text("Struck as a whole").click()
    manager.get_by_label("Your reason").fill("She did.")
    manager.get_by_role("button", name="Decide", exact=True).click()
    expect(manager.get_by_text("Decision saved. The agent and the supervisor can read it.")).to_be_visible()
    assert team.app.scoring.read(team.bruno, evaluation.id).status is Status.OVERTURNED


def test_an_agent_cannot_reach_the_feedback_of_a_colleague(windows: Windows, team: Team, squadra: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(squadra, squadra.anna)
    page.goto(f"/evaluation?id={evaluation.id}")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_text("She gives her name")).to_have_count(0)
