"""The monthly report on paper: the report alone, without the page around it."""

from playwright.sync_api import expect

from benvenuto.domain.published import PUBLISHED_PASSWORD
from tests.browser.windows import Windows


def test_what_is_printed_is_the_report_without_the_title_and_choices_of_its_page(windows: Windows) -> None:
    token = windows.served.app.sign_in.sign_in("carla", PUBLISHED_PASSWORD, "browser test")
    page = windows.with_session(token, language="it")
    page.goto("/report")
    around = page.get_by_role("heading", name="Rapporto mensile"), page.get_by_role("combobox", name="Mese")
    report = page.locator(".bv-report h1")
    for one in (*around, report):
        expect(one).to_be_visible()
    page.emulate_media(media="print")
    for one in around:
        expect(one).to_be_hidden()
    expect(report).to_be_visible()
