"""Where a request comes from: this site or another one, and which address."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from benvenuto.config import Settings
from benvenuto.domain.published import is_this_machine

_LONGEST_PATH = 2000


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
    """The address that asks; behind trusted proxies, the one that the outermost of them saw.

    Each proxy adds the address it sees behind whatever came, in the same header line or one more: what stands before
    our own proxies' words is the visitor's own claim.
    """
    seen = connection.client.host if connection.client else ""
    if not settings.trusted_proxies:
        return seen
    hops = ",".join(connection.headers.getlist("x-forwarded-for")).split(",")
    forwarded = _parsed(hops[-settings.trusted_proxies]) if len(hops) >= settings.trusted_proxies else None
    return seen if forwarded is None else forwarded


def right_host(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether the Host header names this site, so that no page of another name can be shown or asked for."""
    try:
        asked = urlsplit(f"//{connection.headers.get('host', '')}")
        host, _ = (asked.hostname or "").lower(), asked.port
    except ValueError:
        return False
    if not is_this_machine(settings.public_host):
        return host == settings.public_host
    # nobody was told another name than localhost: where others can come in, it is the machine's, whatever that is
    return is_this_machine(host) or not is_this_machine(settings.host)


def _parsed(hop: str) -> str | None:
    """An address as proxies write it, some with a port; None for what is none."""
    bare = hop.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ip_address(bare))
    except ValueError:
        return None


def _schemes(settings: Settings) -> tuple[str, ...]:
    return ("https",) if settings.secure else ("http", "https")
