"""The trend of half a year, and the way from a point to the calls behind it."""

import re
from contextlib import suppress

from playwright.sync_api import Locator, Page, expect

from benvenuto.domain.published import PUBLISHED_PASSWORD
from tests.browser.windows import Windows


def test_a_click_on_a_point_lists_the_evaluations_behind_it_and_each_can_be_read(windows: Windows) -> None:
    token = windows.served.app.sign_in.sign_in("carla", PUBLISHED_PASSWORD, "browser test")
    page = windows.with_session(token, language="it")
    page.goto("/trend")
    point = page.locator(".js-plotly-plot .scatterlayer .points path").nth(5)
    expect(point).to_be_attached()
    page.wait_for_load_state("networkidle")
    opened = page.locator("table a[href*='/evaluation?id=']")
    for _ in range(8):  # a chart that is drawn again meanwhile moves the point away from under the mouse
        _click(page, point)
        with suppress(AssertionError):
            expect(opened.first).to_be_visible(timeout=8_000)
            break
    opened.first.click()
    expect(page).to_have_url(re.compile(r"/evaluation\?id=\d+"))
    expect(page.get_by_role("heading", name=re.compile("^Chiamata di "))).to_be_visible()


def _click(page: Page, point: Locator) -> None:
    """Click where the point is now; a chart takes a click only where it has felt the mouse before."""
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.click(*middle)


def test_what_most_readings_leave_alone_is_chosen_behind_a_button_that_says_so(windows: Windows) -> None:
    token = windows.served.app.sign_in.sign_in("carla", PUBLISHED_PASSWORD, "browser test")
    page = windows.with_session(token, language="it")
    page.goto("/trend")
    more = page.get_by_role("button", name="Altri filtri")
    more.click()
    page.get_by_role("combobox", name="Squadra").click()
    page.get_by_role("option", name="Casa Lume Italia").click()
    expect(page).to_have_url(re.compile(r"team=\d+"))
    expect(page.get_by_role("button", name="Altri filtri (in uso: 1)")).to_be_visible()
    expect(page.get_by_role("combobox", name="Operatore")).to_be_visible()  # the next choice is at hand
    page.reload()
    expect(page.get_by_role("button", name="Altri filtri (in uso: 1)")).to_be_visible()
