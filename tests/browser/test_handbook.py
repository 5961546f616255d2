"""The handbook in a real browser: what can be heard, where its links lead, and the section beside the work."""

import re

from playwright.sync_api import Page, expect

from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows


def _ready(page: Page) -> None:
    """Wait for the script that leads links; one clicked before it has come goes where it says."""
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(({ name }) => name.includes('benvenuto.beside/shared'))"
    )
    page.wait_for_load_state("networkidle")


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
    _ready(page)
    page.get_by_role("link", name="capitolo 2").first.click()
    expect(page).to_have_url(re.compile(r"at=opening%23first-words"))
    expect(page.get_by_role("heading", name="Le prime parole")).to_be_visible()
    _ready(page)
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


def test_an_agent_reads_the_section_beside_the_feedback(windows: Windows, team: Team) -> None:
    evaluation = team.published(team.call())
    page = windows.of(team, team.anna)
    page.goto(f"/evaluation?id={evaluation.id}")
    _ready(page)
    link = page.get_by_role("link", name=re.compile("^Handbook: ")).locator("visible=true").first
    title = link.inner_text().partition(": ")[2]
    link.click()
    panel = page.get_by_role("dialog", name=title)
    expect(panel.get_by_role("heading", name=title)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/evaluation\?id="))
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
