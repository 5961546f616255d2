"""Italian and English, by one click."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows


def test_the_sign_in_page_changes_its_language_by_a_link_and_remembers_it(windows: Windows) -> None:
    page = windows.anonymous(language="it")
    page.goto("/signin")
    expect(page.get_by_label("Nome utente")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_label("User name")).to_be_visible()
    page.goto("/inbox")
    expect(page.get_by_label("User name")).to_be_visible()


def test_a_supervisor_who_changes_the_language_scores_in_the_other_one_at_once(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.bruno)
    scorecard = ScorecardPage(page).open(team.call())
    page.keyboard.press("1")
    scorecard.saved()
    page.goto("/account")
    page.get_by_text("Italiano", exact=True).click()
    expect(page.get_by_role("heading", name="Lingua")).to_be_visible()
    page.get_by_role("link", name="Chiamate da valutare").click()
    page.get_by_text("Iniziate", exact=True).click()
    page.get_by_role("link", name=team.anna.name).click()
    expect(page.get_by_role("group", name="Le prime parole")).to_be_visible()
    expect(page.get_by_role("button", name="Pubblica")).to_be_visible()
    expect(page.get_by_role("heading", name="Trascrizione")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "browser", "november", "before", "monday", "field"),
    [
        ("it", "en", "novembre", "Mese precedente", "lunedì 2 novembre 2026", "Dal"),
        ("en", "it", "November", "Previous month", "Monday, 2 November 2026", "From"),
    ],
)
def test_a_calendar_speaks_the_reader_s_language_whatever_the_browser_s_is(
    windows: Windows, team: Team, *, language: str, browser: str, november: str, before: str, monday: str, field: str
) -> None:
    team.app.sign_in.set_language(team.bruno, language)
    page = windows.with_session(team.token(team.bruno), language=browser)
    page.goto("/trend?period=dates&from=2026-11-18&to=2026-11-20")
    day = page.get_by_role("group", name=field).first.get_by_role("spinbutton").first
    expect(day).to_have_accessible_name(re.compile(rf"^{'giorno' if language == 'it' else 'day'}, "))
    day.click()
    calendar = page.get_by_role("application")
    expect(calendar).to_be_visible()
    assert november in calendar.inner_text()
    expect(calendar.get_by_role("button", name=before)).to_be_visible()
    expect(calendar.get_by_role("button", name=monday)).to_be_visible()
    assert calendar.locator("th").first.inner_text().lower() in ("l", "m")
