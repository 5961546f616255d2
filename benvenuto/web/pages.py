"""The few pages that Streamlit does not draw, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from benvenuto.config import Settings
from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.text import LANGUAGES
from benvenuto.languages import Language, language

_LANGUAGE_COOKIE = "benvenuto_language"
_ONE_YEAR_S = 365 * 24 * 3600
# no script runs on these pages at all
_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Pages:
    """The Jinja templates of those pages, and the choice of the language to render them in."""

    settings: Settings

    @cached_property
    def _templates(self) -> Environment:
        return Environment(
            loader=PackageLoader("benvenuto.web"),
            autoescape=select_autoescape(default=True),
            # a misspelt name is an error in a test, not a gap on the page
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def language(self, request: Request) -> Language:
        """The reader's language: chosen on the page, chosen before, asked for by the browser, or the site's own."""
        visitor = getattr(request.state, "visitor", None)
        wishes = (
            request.query_params.get("lang", ""),
            visitor.actor.language if visitor else "",
            request.cookies.get(_LANGUAGE_COOKIE, ""),
            *_accepted(request.headers.get("accept-language", "")),
        )
        code = next((wish for wish in wishes if wish in LANGUAGES), self.settings.language)
        return language(code, self.settings.timezone)

    def render(self, request: Request, template: str, **values: object) -> str:
        """A template filled in."""
        reader = self.language(request)
        return self._templates.get_template(template).render(language=reader, _=reader.text, **values)

    def page(self, request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A page without scripts; it remembers the language when the reader has just chosen it."""
        html, chosen = self.render(request, template, **values), request.query_params.get("lang", "")
        response = HTMLResponse(html, status, headers={"Content-Security-Policy": _POLICY})
        if chosen in LANGUAGES:
            response.set_cookie(
                _LANGUAGE_COOKIE,
                chosen,
                max_age=_ONE_YEAR_S,
                secure=self.settings.secure,
                httponly=True,
                samesite="lax",
            )
        return response

    def notice(self, request: Request, fault: BenvenutoError, status: int) -> HTMLResponse:
        """A page that says what is wrong and what helps."""
        what, remedy = self.language(request).fault(fault)
        return self.page(request, "notice.html", status, what=what, remedy=remedy)


def _accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first (RFC 9110, section 12.5.4)."""
    wishes = [part.strip().partition(";q=") for part in header.split(",")]
    ranked = sorted(wishes, key=lambda wish: -_quality(wish[2]))
    return [tag[:2].lower() for tag, _, quality in ranked if _quality(quality) > 0]


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
