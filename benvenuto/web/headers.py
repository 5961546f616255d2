"""Security headers on every response, whatever made it, and a calm page when something broke."""

from __future__ import annotations

import logging
import re
from asyncio import CancelledError
from collections.abc import Callable, Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger(__name__)
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
_SWITCHED_OFF = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _SWITCHED_OFF),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# what is about people, and what was made for one of them
_PERSONAL = ("/recordings/", "/media/")
_ONE_YEAR_S = 365 * 24 * 3600
_ONE_WEEK_S = 7 * 24 * 3600


def policy(host: str, *, secure: bool) -> str:
    """The content security policy of the screens: nothing from another host, no inline script, no frame around us."""
    # 'self' covers web sockets in today's browsers; Safari before 16 wants them named
    socket = f" {'wss' if secure else 'ws'}://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join((
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # Streamlit styles by script-made <style> elements
        "img-src 'self' data: blob:",  # its icons, and a chart saved as a picture
        "font-src 'self' data:",  # Streamlit's style sheet carries one
        "media-src 'self'",
        f"connect-src 'self'{socket}",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ))  # fmt: skip


def _secure_cookies(headers: MutableHeaders) -> None:
    """Mark every cookie Secure: Streamlit's own is not, behind a proxy that speaks http with us."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        headers.append("set-cookie", cookie if "; secure" in cookie.lower() else f"{cookie}; Secure")


class SecurityHeaders:
    """Outermost middleware: whatever the inner ones answer, these headers are on it."""

    def __init__(self, app: ASGIApp, *, secure: bool, broken: Callable[[Request], Response]) -> None:
        self.app = app
        self.secure = secure
        self.broken = broken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers; an error that nobody handled is logged and becomes the `broken` page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                self._add(MutableHeaders(scope=message), message["status"], Request(scope))
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except CancelledError:  # the server stops, and waits for this no longer: not a fault of anybody's
            if not begun:
                await Response(status_code=503)(scope, receive, send_with_headers)
        except Exception:
            _LOG.exception("%s %s failed", scope["method"], scope["path"])
            if not begun:
                await self.broken(Request(scope))(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders, status: int, request: Request) -> None:
        headers.update(_HEADERS)
        headers.setdefault("Content-Security-Policy", policy(request.headers.get("host", ""), secure=self.secure))
        if self.secure:
            headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR_S}"
            _secure_cookies(headers)
        personal = headers.get("content-type", "").startswith("text/html") or request.url.path.startswith(_PERSONAL)
        if personal or status in (303, 401, 403):
            headers["Cache-Control"] = "no-store"
        elif request.url.path.startswith("/app/static/"):
            headers.setdefault("Cache-Control", f"public, max-age={_ONE_WEEK_S}")
