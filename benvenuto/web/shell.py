"""The page that the screens run in: Streamlit's scripts, with our name, the reader's language and no inline script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from benvenuto.domain.faults import message
from benvenuto.languages import Language
from benvenuto.web.faults import NoSuchPage
from benvenuto.web.pages import Pages

_ASSET = re.compile(r'<link rel="(?:modulepreload|stylesheet)"[^>]*>|<script type="module"[^>]*></script>')

_STREAMLIT_SAYS = (
    message("Add files"),
    message("App pages"),
    message("Choose date"),
    message("Clear all"),
    message("Clear value"),
    message("Collapse sidebar"),
    message("Copy to clipboard"),
    message("Decrement"),
    message("Empty"),
    message("Expand sidebar"),
    message("Help"),
    message("Hide password"),
    message("Increment"),
    message("Logo"),
    message("Navigate to home page"),
    message("Next month"),
    message("Notifications"),
    message("Open"),
    message("Previous month"),
    message("Selected values"),
    message("Show password"),
    message("Sidebar"),
    message("Skip to main content"),
    message("file upload"),
    message("progress"),
)
"""What it says to assistive technology, in English whatever the reader's language is."""


@dataclass(frozen=True)
class Shell:
    """One page for all screens; `index` is the file that Streamlit would serve, whose scripts and styles we take.

    `screens` are the addresses that there are.
    """

    index: Path
    pages: Pages
    screens: frozenset[str]

    def routes(self) -> list[Route]:
        """The front page, and one segment below it: where Streamlit keeps its screens."""
        return [Route("/", self.show), Route("/{screen}", self.show)]

    async def show(self, request: Request) -> Response:
        """The shell of a screen; 404 for an address that is none, plain for what looks like a file."""
        screen = request.path_params.get("screen", "")
        if "." in screen:
            return Response(status_code=404)
        if screen and screen not in self.screens:
            return self.pages.notice(request, NoSuchPage(), 404)
        reader = self.pages.language(request)
        locale = str(reader.locale).replace("_", "-")  # BCP 47
        return HTMLResponse(
            self.pages.render(request, "shell.html", assets=self._assets, locale=locale, words=_words(reader))
        )

    @cached_property
    def _assets(self) -> Markup:
        tags = _ASSET.findall(self.index.read_text(encoding="utf-8"))
        # from the installed package, so it may be HTML; rooted, so that it loads on any path
        return Markup("\n".join(tags).replace('="./static/', '="/static/'))  # noqa: S704


def _words(reader: Language) -> Mapping[str, str]:
    """What Streamlit says, each with what it shall say instead; what ends with a space is the beginning of more."""
    beginnings = {
        "day, ": reader.text("day, {what}", what=""),
        "month, ": reader.text("month, {what}", what=""),
        "year, ": reader.text("year, {what}", what=""),
        "Help for ": reader.text("Help for {what}", what=""),
        "Remove ": reader.text("Remove {what}", what=""),
        "Shortcut ": reader.text("Shortcut {what}", what=""),
    }
    return {words: reader.text(words) for words in _STREAMLIT_SAYS} | beginnings
