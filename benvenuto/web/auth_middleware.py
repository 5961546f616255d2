"""The gate: nobody gets past it without a session, over HTTP or WebSocket."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlencode

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.access import Permission, can
from benvenuto.web.health import HEALTH, LIVE, READY
from benvenuto.web.logs import note_actor
from benvenuto.web.origins import right_host, same_origin
from benvenuto.web.session import Visitor, visitor
from benvenuto.web.unread import UNREAD
from benvenuto.web.windows import WindowGate, Windows

IDENTITY = b"x-benvenuto-session"
"""The header that tells Streamlit whose session this is; .streamlit/config.toml trusts it, so only the gate sets it."""

_OUR_HEADERS = b"x-benvenuto-"
_HEALTH = frozenset({HEALTH, LIVE, READY})
_OPEN = frozenset({"/signin", "/signout", "/_stcore/health"}) | _HEALTH
# the components' scripts are no secret, and the one that leads to the sign-in page is wanted when a session is over
_OPEN_FOLDERS = ("/static/", "/app/static/", "/assets/", "/_stcore/bidi-components/")
_METRICS = "/_stcore/metrics"
_NOT_SIGNED_IN, _FROM_ANOTHER_SITE = 4401, 4403


class Gate:
    """Pure ASGI middleware, because Starlette's own sees no WebSocket."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        benvenuto: Benvenuto,
        windows: Windows,
        misdirected: Callable[[Request], Response],
    ) -> None:
        self.app = app
        self.benvenuto = benvenuto
        self.window_gate = WindowGate(windows)
        self.misdirected = misdirected

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through who may pass, with the identity of the session and none that they claim themselves."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = {**scope, "headers": [pair for pair in scope["headers"] if not pair[0].startswith(_OUR_HEADERS)]}
        named_right = scope["path"] in _HEALTH or right_host(HTTPConnection(scope), self.benvenuto.settings)
        if not named_right and scope["type"] == "http":
            await self.misdirected(Request(scope))(scope, receive, send)
        elif not named_right:
            await _close(receive, send, _FROM_ANOTHER_SITE)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["path"] in _OPEN or scope["path"].startswith(_OPEN_FOLDERS):
            await self.app(scope, receive, send)
        else:
            await self._request(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        known = await visitor(self.benvenuto, connection, by_hand=scope["path"] != UNREAD)
        if known is None:
            # who asks by itself is told nothing: a refusal would stand in the reader's console
            answer = PlainTextResponse(status_code=204) if scope["path"] == UNREAD else _refusal(scope)
            await answer(scope, receive, send)
            return
        refused = self.window_gate.refusal(scope["path"], scope["method"], connection, known)
        if refused is not None:
            await PlainTextResponse(status_code=refused)(scope, receive, send)
        elif scope["method"] == "PUT":
            with self.window_gate.coming(connection, known):
                await self.app(_with_identity(scope, known), receive, send)
        elif scope["path"] == _METRICS and not can(known.actor, Permission.ADMINISTER):
            await PlainTextResponse(status_code=403)(scope, receive, send)
        else:
            await self.app(_with_identity(scope, known), receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        if not same_origin(connection, self.benvenuto.settings):
            await _close(receive, send, _FROM_ANOTHER_SITE)
            return
        known = await visitor(self.benvenuto, connection)
        if known is None:
            await _close(receive, send, _NOT_SIGNED_IN)
            return
        # Streamlit would compare Origin with Host alone, and behind a proxy look its own address up on the Internet
        headers = [pair for pair in scope["headers"] if pair[0] != b"origin"]
        await self.app(_with_identity({**scope, "headers": headers}, known), receive, send)


def _with_identity(scope: Scope, known: Visitor) -> Scope:
    note_actor(known.actor.id)
    return {
        **scope,
        "headers": [*scope["headers"], (IDENTITY, known.token_hash.encode())],
        "state": {**scope.get("state", {}), "visitor": known},
    }


def _refusal(scope: Scope) -> Response:
    wants_page = "text/html" in HTTPConnection(scope).headers.get("accept", "")
    if not wants_page or scope["method"] not in ("GET", "HEAD"):
        return PlainTextResponse(status_code=401)
    wanted = quote(scope["path"])
    if scope["query_string"]:
        wanted += "?" + scope["query_string"].decode("latin-1")
    return RedirectResponse("/signin" if wanted == "/" else "/signin?" + urlencode({"next": wanted}), 303)


async def _close(receive: Receive, send: Send, code: int) -> None:
    await receive()
    await send({"type": "websocket.close", "code": code})
