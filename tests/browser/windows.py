"""Browser windows that complain: whatever a visitor's browser objects to fails the test that opened the window."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response, WebError

from benvenuto.domain.people import Actor
from tests.browser.profiles import Kind, Profile, Profiles
from tests.browser.team import Team
from tests.serving import Served

DESK, PHONE = (1280, 800), (390, 844)
# on a deep link Streamlit looks for its server below the page first, and finds it one step up
_LOOKING_FOR_ITS_SERVER = re.compile(r"/[\w-]+/_stcore/(health|host-config)$")


@dataclass
class Windows:
    """Opens windows on one application, and gathers what the browser complains of in any of them."""

    profiles: Profiles
    served: Served
    complaints: list[str] = field(default_factory=list)
    taken: list[Profile] = field(default_factory=list)

    def anonymous(self, size: tuple[int, int] = DESK, language: str = "en") -> Page:
        """A window of somebody who has not signed in."""
        profile = self.profiles.take(Kind(self.served.url, size, language))
        self.taken.append(profile)
        for event, complain in self._listeners:
            profile.context.on(event, complain)  # type: ignore[call-overload]
        return profile.context.new_page()

    def of(self, team: Team, actor: Actor, size: tuple[int, int] = DESK) -> Page:
        """A window of somebody of the team who is signed in."""
        return self.with_session(team.token(actor), size, actor.language)

    def with_session(self, token: str, size: tuple[int, int] = DESK, language: str = "en") -> Page:
        """A window of whoever holds this session."""
        page = self.anonymous(size, language)
        cookie = {"name": "benvenuto_session", "value": token, "url": self.served.url, "httpOnly": True}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        return page

    def forgive(self) -> None:
        """Forget the complaints so far: the test has given cause for them itself."""
        self.complaints.clear()

    def picture(self, folder: Path) -> str:
        """What every window shows, as pictures in this folder; where each of them stands, and all complaints."""
        told = list(self.complaints)
        for number, page in enumerate(page for profile in self.taken for page in profile.pages):
            page.screenshot(path=folder / f"window-{number}.png")
            told.append(f"{folder}/window-{number}.png: {page.url}")
        return "\n".join(told)

    def close(self) -> None:
        """Close every window."""
        for profile in self.taken:
            self.profiles.give_back(profile)
            for event, complain in self._listeners:
                profile.context.remove_listener(event, complain)
        self.taken.clear()

    @property
    def _listeners(self) -> Iterator[tuple[str, Callable[..., None]]]:
        yield "console", self._console
        yield "weberror", self._error
        yield "request", self._request
        yield "response", self._response

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"script: {error.error}")

    def _console(self, said: ConsoleMessage) -> None:
        # a response with an error is told below, with its address
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.complaints.append(f"console: {said.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != urlsplit(self.served.url).netloc:
            self.complaints.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not _LOOKING_FOR_ITS_SERVER.search(urlsplit(response.url).path):
            self.complaints.append(f"{response.status}: {response.url}")
