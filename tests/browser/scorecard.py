"""The page on which a call is scored, as a test uses it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class ScorecardPage:
    """The scorecard in a window; English is spoken."""

    page: Page

    def open(self, call_id: int) -> ScorecardPage:
        """Open a call that was recorded, and wait until it can be heard and scored."""
        self.page.goto(f"/evaluate?call={call_id}")
        return self.ready()

    def ready(self) -> ScorecardPage:
        """Wait until player and scorecard stand and the criterion at hand is marked: from then on keys are heard."""
        expect(self.page.locator(".player .toggle")).to_be_visible()
        expect(self.at_hand).to_be_visible()
        expect(self.page.get_by_role("button", name="Publish")).to_be_visible()
        return self

    @property
    def at_hand(self) -> Locator:
        """The criterion that number keys mark."""
        return self.page.locator(".criterion.current")

    @property
    def open_criteria(self) -> Locator:
        """Criteria that apply to the call."""
        return self.page.locator(".criterion:not(.out)")

    @property
    def chosen(self) -> Locator:
        """The levels now chosen, one a criterion at most."""
        return self.page.locator(".criterion:not(.out) button[role=radio][aria-checked=true]")

    @property
    def score(self) -> Locator:
        """The score in the bar."""
        return self.page.locator(".bar .score")

    @property
    def words(self) -> Locator:
        """The field for a few words to the agent."""
        return self.page.get_by_role("textbox", name="A few words for the agent")

    def criterion(self, title: str) -> Locator:
        """The criterion with this title."""
        return self.page.get_by_role("group", name=title, exact=True)

    def level(self, title: str, place: int) -> Locator:
        """The n-th level of a criterion, from the best, counted from 1."""
        return self.criterion(title).get_by_role("radio").nth(place - 1)

    def saved(self) -> ScorecardPage:
        """Wait until the server has every mark."""
        expect(self.page.locator(".bar .state[data-waiting='0']")).to_have_text("Saved")
        return self

    def score_by_keyboard(self) -> int:
        """Choose the best level of every criterion by pressing 1; how many criteria that were."""
        pressed = 0
        while self.page.locator(".criterion:not(.out):not(:has([aria-checked=true]))").count():
            self.page.keyboard.press("1")
            pressed += 1
            expect(self.chosen).to_have_count(pressed)
        return pressed
