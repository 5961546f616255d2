"""Sections of the handbook, and its phrases, for the panel beside the work: fragments, fetched when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.faults import Forbidden
from benvenuto.formats.handbook.chapters import (
    PHRASES,
    Chapter,
    Excerpt,
    PhraseGroup,
    Section,
    as_html,
    handbook_address,
    linked,
    pieces,
)
from benvenuto.web.pages import Pages

_FRESH = {"Cache-Control": "private, no-cache"}


@dataclass(frozen=True)
class SectionRoutes:
    """GET /sections?at=chapter#section&on=day, and at=phrases. What is not there or may not be read is 404."""

    app: Benvenuto
    pages: Pages

    def routes(self) -> list[Route]:
        """The routes."""
        return [Route("/sections", self.section, methods=["GET"])]

    async def section(self, request: Request) -> Response:
        """The section, or the first of a chapter, with the policy of the day that is named."""
        on, at = _day(request.query_params.get("on", "")), request.query_params.get("at", "")
        try:
            place = await run_in_threadpool(self._section_at, request, at, on)
            if place is None and at == PHRASES:
                return self._phrases(request, await run_in_threadpool(self._groups, request, on), on)
        except Forbidden:
            place = None
        if place is None:
            return Response(status_code=404)
        chapter, part = place
        at = f"{chapter.slug}#{part.anchor}"
        html = self.pages.render(
            request,
            "section.html",
            chapter=chapter,
            part=part,
            pieces=[_drawn(piece, on) for piece in pieces(part.body_markdown)],
            whole=handbook_address(at, on),
            quoted_on=on if part.quotes_policy else None,
        )
        return HTMLResponse(html, headers=_FRESH)

    def _phrases(self, request: Request, groups: Sequence[PhraseGroup], on: date | None) -> Response:
        html = self.pages.render(
            request,
            "phrases.html",
            groups=groups,
            address=lambda at: handbook_address(at, on),
            whole=handbook_address(PHRASES, on),
        )
        return HTMLResponse(html, headers=_FRESH)

    def _groups(self, request: Request, on: date | None) -> Sequence[PhraseGroup]:
        return self.app.handbook.phrases(request.state.visitor.actor, self.pages.language(request).code, on)

    def _section_at(self, request: Request, at: str, on: date | None) -> tuple[Chapter, Section] | None:
        language = self.pages.language(request).code
        place = self.app.handbook.find(request.state.visitor.actor, at, language, on)
        return (place[0], place[1] or place[0].sections[0]) if place else None


def _drawn(piece: str | Excerpt, on: date | None) -> str | Excerpt:
    return piece if isinstance(piece, Excerpt) else as_html(linked(piece, lambda at: handbook_address(at, on)))


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
