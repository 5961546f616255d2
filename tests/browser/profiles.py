"""Browser profiles that tests use one after another: what is everybody's stays loaded, what a test left in it goes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page

_LOCALES = {"it": "it-IT", "en": "en-GB"}


class Kind(NamedTuple):
    """What a profile is for: the server's address, the size of its windows in pixels, its reader's language."""

    address: str
    size: tuple[int, int]
    language: str


@dataclass(frozen=True)
class Profile:
    """Cookies and storage of its own; `anchor` is a page that keeps its process, in which scripts are compiled."""

    kind: Kind
    context: BrowserContext
    anchor: Page

    @property
    def pages(self) -> list[Page]:
        """The pages that a test has opened."""
        return [page for page in self.context.pages if page is not self.anchor]

    def forget(self) -> None:
        """Close the pages and forget who was there; the server's scripts stay."""
        for page in self.pages:
            page.close()
        self.context.clear_cookies()
        session = self.context.new_cdp_session(self.anchor)
        session.send("Storage.clearDataForOrigin", {"origin": self.kind.address, "storageTypes": "all"})
        session.detach()


@dataclass
class Profiles:
    """The profiles of one browser; a new one for every test would load and compile Streamlit's scripts every time.

    `script` runs in every page before its own do.
    """

    browser: Browser
    script: str = ""
    _idle: dict[Kind, list[Profile]] = field(default_factory=lambda: defaultdict(list))

    def take(self, kind: Kind) -> Profile:
        """A profile in which nobody is; the server must be running."""
        return self._idle[kind].pop() if self._idle[kind] else self._new(kind)

    def give_back(self, profile: Profile) -> None:
        """Let another test have it."""
        profile.forget()
        self._idle[profile.kind].append(profile)

    def _new(self, kind: Kind) -> Profile:
        width, height = kind.size
        context = self.browser.new_context(
            base_url=kind.address,
            viewport={"width": width, "height": height},
            locale=_LOCALES[kind.language],
            timezone_id="Europe/Rome",
        )
        context.set_default_timeout(30_000)
        context.add_init_script(self.script)
        anchor = context.new_page()
        anchor.goto("/_stcore/health")
        return Profile(kind, context, anchor)
