"""The handbook in a real browser: what can be heard, where its links lead, and the section beside the work."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows


def test_an_excerpt_can_be_played_a_link_leads_to_the_other_chapter_and_it_is_printed(
    windows: Windows, squadra: Team
) -> None:
    page = windows.of(squadra, squadra.anna)
    page.goto("/handbook?at=opening%23first-words")
    expect(page.get_by_role("heading", name="Le prime parole")).to_be_visible()
    sound = page.locator("audio").first
    length = sound.evaluate(
        """sound => new Promise((done, failed) => {
            sound.onloadedmetadata = () => done(sound.duration)
            sound.onerror = () => failed(sound.error.message)
            sound.preload = "metadata"
            sound.load()
        })"""
    )
    assert round(length, 1) == 12.1
    page.goto("/handbook?at=welcome")
    page.get_by_role("link", name="capitolo 2").first.click()
    expect(page).to_have_url(re.compile(r"at=opening%23first-words"))
    expect(page.get_by_role("heading", name="Le prime parole")).to_be_visible()
    page.evaluate("() => { window.print = () => { window.printed = true } }")
    page.get_by_role("button", name="Stampa il capitolo").click()
    assert page.evaluate("() => window.printed")


def test_a_section_opens_beside_the_work_and_the_work_stays(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.bruno)
    card = ScorecardPage(page)
    card.open(team.call("return"))
    address = page.url
    row = page.get_by_role("group", name="Everything said is right")
    row.click()
    expect(row.get_by_text("Withdrawal: 14 calendar days")).to_be_visible()
    row.get_by_role("link", name="Handbook").click()
    panel = page.get_by_role("dialog", name="What one wrong answer costs")
    expect(panel).to_contain_text("Do the sum.")
    assert page.url == address
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(row.get_by_role("link", name="Handbook")).to_be_focused()


def test_the_phrases_open_beside_the_scorecard_and_lead_on_to_a_section_there(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.bruno)
    ScorecardPage(page).open(team.call("return"))
    address = page.url
    way = page.get_by_role("link", name="Phrases at hand")
    way.click()
    panel = page.get_by_role("dialog", name="Phrases at hand")
    expect(panel.get_by_role("heading", name="They insult you")).to_be_visible()
    panel.get_by_role("link", name="Please stop there. Never tell anybody that code, not even us.").click()
    section = page.get_by_role("dialog", name="Codes and passwords")
    expect(section).to_contain_text("A one-time code (OTP) is the signature")
    expect(panel).to_have_count(0)
    assert page.url == address
    page.keyboard.press("Escape")
    expect(section).to_be_hidden()
    expect(way).to_be_focused()


def _a_section(page: Page) -> tuple[Locator, str]:
    """A link into the handbook on a published evaluation, and the title of its section."""
    link = page.get_by_role("link", name=re.compile("^Handbook: ")).locator("visible=true").first
    return link, link.inner_text().partition(": ")[2]


def test_an_agent_reads_the_section_beside_the_feedback(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.anna)
    page.goto(f"/evaluation?id={evaluation.id}")
    link, title = _a_section(page)
    link.click()
    panel = page.get_by_role("dialog", name=title)
    expect(panel.get_by_role("heading", name=title)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/evaluation\?id="))
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()


def test_a_link_answers_before_the_scripts_of_the_page_have_come(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.anna)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/bidi-components/**", hold)
    page.goto(f"/evaluation?id={evaluation.id}")
    link, title = _a_section(page)
    link.click()
    expect(page.get_by_role("dialog", name=title)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/evaluation\?id="))
    assert held
    page.unroute("**/bidi-components/**")  # which lets them go on


def test_a_section_stays_through_a_rerun_and_goes_with_the_page(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.anna)
    page.goto(f"/evaluation?id={evaluation.id}")
    link, title = _a_section(page)
    link.click()
    panel = page.get_by_role("dialog", name=title)
    expect(panel).to_be_visible()
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_text("Acknowledged. Thank you for reading it.")).to_be_visible()
    expect(panel).to_be_visible()
    page.get_by_role("link", name="Practice").click()
    expect(panel).to_be_hidden()
    expect(page).to_have_url(re.compile("/practice"))


def test_a_section_that_comes_late_does_not_open_on_another_page(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.anna)
    page.goto(f"/evaluation?id={evaluation.id}")
    link, title = _a_section(page)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/sections?*", hold)
    with page.expect_request("**/sections?*"):
        link.click()
    page.get_by_role("link", name="Practice").click()
    expect(page).to_have_url(re.compile("/practice"))
    with page.expect_request_finished(lambda request: "/sections?" in request.url):
        held[0].continue_()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(page.get_by_role("dialog", name=title)).to_have_count(0)
