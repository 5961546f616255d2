"""Where a request comes from: this site or another one, and which address."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from benvenuto.config import Settings

_LONGEST_PATH = 2000
_LONGEST_ADDRESS = 100


def from_this_site(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether this site's own pages ask, or no page at all: a browser always says when another site does."""
    fetched_from = connection.headers.get("sec-fetch-site")
    if fetched_from is not None:
        return fetched_from in ("same-origin", "none")
    return same_origin(connection, settings)


def same_origin(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether the Origin header, when there is one, names this site: its public URL or the host that was asked."""
    origin = connection.headers.get("origin")
    if origin is None or origin == settings.public_url:
        return True
    asked = urlsplit(origin)
    return asked.netloc == connection.headers.get("host") and asked.scheme in _schemes(settings)


def local_path(wanted: str) -> str:
    """The wanted path when it leads to a page of this site, else the front page."""
    # browsers drop control characters and read a backslash as a slash, so /\t/host and /\host lead away
    leads_away = wanted[:2] == "//" or "\\" in wanted or not wanted.isprintable()
    if not wanted.startswith("/") or leads_away or len(wanted) > _LONGEST_PATH:
        return "/"
    return "/" if urlsplit(wanted).path in ("/signin", "/signout") else wanted


def address(connection: HTTPConnection, settings: Settings) -> str:
    """The address that asks; behind a trusted proxy, the one that the proxy saw."""
    seen = connection.client.host if connection.client else ""
    if settings.trusted_proxy:
        # only the last hop was written by our proxy; whatever stands before it is the visitor's own claim
        seen = connection.headers.get("x-forwarded-for", seen).rsplit(",", 1)[-1].strip()
    return seen[:_LONGEST_ADDRESS]


def _schemes(settings: Settings) -> tuple[str, ...]:
    return ("https",) if settings.secure else ("http", "https")
