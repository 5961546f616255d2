"""The number in the menu rises by itself while a page is looked at; nothing else on the page notices."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.team import Team
from tests.browser.windows import Windows

HALF_A_MINUTE_MS = 31_000


def _menu(page: Page, words: str) -> None:
    expect(page.get_by_role("link", name=re.compile(f"{re.escape(words)}$")).first).to_be_visible()


def _requests(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/unread") else None)
    return asked


def _frames(page: Page) -> list[str]:
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(str(data))))
    return sent


def _place(page: Page) -> float:
    """Where in the window the field stands that is written in."""
    return page.get_by_label("Your words").evaluate("(field) => field.getBoundingClientRect().top")  # type: ignore[no-any-return]


def test_it_rises_while_somebody_writes_and_takes_neither_words_nor_place(windows: Windows, team: Team) -> None:
    first = team.published(team.call())
    page = windows.of(team, team.anna)
    page.clock.install()
    page.goto(f"{windows.served.url}/evaluation?id={first.id}")
    _menu(page, "For you")  # opened, so that nothing waits
    words = page.get_by_label("Your words")
    words.click()
    words.press_sequentially("I said")
    place = _place(page)
    team.published(team.call())
    page.clock.fast_forward(HALF_A_MINUTE_MS)
    _menu(page, "For you (1)")
    words.press_sequentially(" that")
    expect(words).to_have_value("I said that")
    expect(words).to_be_focused()
    assert _place(page) == pytest.approx(place, abs=1)


def test_a_hidden_tab_asks_nothing_and_asks_once_it_is_seen_again(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.anna)
    page.clock.install()
    sent = _frames(page)
    page.goto(f"{windows.served.url}/for-you")
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    _menu(page, "For you")
    asked, before = _requests(page), len(sent)
    page.evaluate("() => Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    team.published(team.call())
    page.clock.fast_forward(10 * HALF_A_MINUTE_MS)
    assert asked == []
    page.evaluate(
        "() => { Object.defineProperty(document, 'hidden', { value: false, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')) }"
    )
    _menu(page, "For you (1)")
    assert len(asked) == 1
    assert sent[before:] == [], "nothing goes to Streamlit, and no page runs"
