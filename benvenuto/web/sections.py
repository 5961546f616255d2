"""Sections of the handbook for the panel beside the work: a fragment of a page, fetched when somebody asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.faults import Forbidden
from benvenuto.formats.handbook.chapters import Chapter, Excerpt, Section, as_html, handbook_address, linked, pieces
from benvenuto.web.pages import Pages


@dataclass(frozen=True)
class SectionRoutes:
    """GET /sections?at=chapter#section&on=day. What is not there and what may not be read look alike: 404."""

    app: Benvenuto
    pages: Pages

    def routes(self) -> list[Route]:
        """The routes."""
        return [Route("/sections", self.section, methods=["GET"])]

    async def section(self, request: Request) -> Response:
        """The section, or the first of a chapter, with the policy of the day that is named."""
        on = _day(request.query_params.get("on", ""))
        try:
            place = await run_in_threadpool(self._section_at, request, request.query_params.get("at", ""), on)
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
        return HTMLResponse(html, headers={"Cache-Control": "private, no-cache"})

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
