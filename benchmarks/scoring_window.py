"""Scoring in a real Chromium: how long a supervisor waits for the screen, for the server, and for the next call."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.durations import Durations
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team

STOPWATCH = Path(__file__).with_name("stopwatch.js").read_text("utf-8")
# Clicks that are not counted: the first ones load what the later ones find.
WARM_UP = 5


def clicks(page: Page, team: Team, number: int) -> list[Durations]:
    """Choose levels by mouse, all over the scorecard."""
    scorecard = ScorecardPage(page).open(team.call())
    for click in range(number + WARM_UP):
        rows = scorecard.open_criteria
        row = rows.nth(click % rows.count())
        unchosen = row.locator("button[role=radio][aria-checked=false]:not(.na)").first
        unchosen.scroll_into_view_if_needed()
        unchosen.click()
        scorecard.saved()
    measured = page.evaluate("() => stopwatch.clicks")[WARM_UP:]
    return [
        Durations(
            "a click on a level: the screen shows it", [click["shown"] for click in measured], aim=("median", 60)
        ),
        Durations("a click on a level: saved, score brought up to date", [click["saved"] for click in measured]),
    ]


def openings(page: Page, team: Team, number: int) -> list[Durations]:
    """Open calls, from their address and from the inbox, until they can be scored."""
    calls = team.drawn(number)
    by_address = [_opened_by_address(page, call) for call in calls]
    from_inbox = [_opened_from_inbox(page, call) for call in calls]
    return [
        Durations("opening a call by its address (the whole page loads)", by_address),
        Durations("opening a call from the inbox", from_inbox),
    ]


def publications(page: Page, team: Team, number: int) -> list[Durations]:
    """Publish by Ctrl+Enter, until the next call can be scored."""
    calls = team.drawn(number + 1)
    ScorecardPage(page).open(calls[0])
    waited = [_published(page, team, *pair) for pair in itertools.pairwise(calls)]
    return [Durations("publish: the next call is ready", waited, aim=("median", 400))]


def _opened_by_address(page: Page, call: int) -> float:
    page.goto(f"/evaluate?call={call}")
    return _until_ready(page)


def _opened_from_inbox(page: Page, call: int) -> float:
    page.goto("/inbox")
    link = page.locator(f"a[href$='call={call}']")
    link.wait_for()
    return _until_ready(page, link.click)


def _published(page: Page, team: Team, call: int, following: int) -> float:
    # the marks are not what is measured here: all but the publishing is done behind the browser's back
    team.draft(call)
    waited = _until_ready(page, lambda: page.keyboard.press("Control+Enter"))
    assert page.url.endswith(f"call={following}"), page.url
    return waited


def _until_ready(page: Page, act: Callable[[], object] | None = None) -> float:
    page.evaluate("loading => stopwatch.watch(loading)", act is None)
    if act is not None:
        act()
    waited: float = page.evaluate("() => stopwatch.ready")
    return waited
