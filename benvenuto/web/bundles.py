"""Streamlit's own scripts, styles and icons, made small: it serves them as they are, 4.7 MB for the charts alone."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

_ROOT = "/static"
_FOR_EVER = "public, immutable, max-age=31536000"  # their names hold a hash of what is in them
# 0.4 s for the largest with brotli, 0.2 s with gzip
_COMPRESS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda plain: brotli.compress(plain, quality=7),
    "gzip": lambda plain: gzip.compress(plain, compresslevel=9, mtime=0),
}
"""By content coding, the smallest first."""
_ASKED_AGAIN = "no-cache"  # it stands at an address of Streamlit's, and changes when we show another icon
_ALL_ICONS = "media/MaterialSymbols-Rounded.*.woff2"
ICONS = Path(__file__).parent / "static" / "material-symbols.woff2"
"""What is served of Streamlit's 4,000 icons, 23 of 375 kB: those in use. tests/icon_typeface.py makes it."""
_TEXTS = frozenset({".js", ".css", ".svg", ".json", ".map"})


class CompressedBundles:
    """Middleware that answers for `/static` itself, from this folder; Streamlit lets no route of ours lie there."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self.app = app
        self.bundles = _Bundles(directory=folder)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A bundle, or whatever the application answers."""
        inside = scope["type"] == "http" and scope["path"].startswith(f"{_ROOT}/")
        if not inside:
            await self.app(scope, receive, send)
            return
        try:
            await self.bundles({**scope, "root_path": scope.get("root_path", "") + _ROOT}, receive, send)
        except HTTPException as error:
            await Response(status_code=error.status_code)(scope, receive, send)


class _Bundles(StaticFiles):
    """The files of a folder whose names change with their content, compressed for browsers that take that.

    Each is compressed once, when it is first asked for, and kept in memory: some 5 MB when all of them are. Brotli is
    an eighth smaller than gzip; browsers offer to take it over TLS and from this machine itself.
    """

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where a file lies: the icons with us."""
        full, stat = super().lookup_path(path)
        return (str(ICONS), ICONS.stat()) if stat and fnmatch(path, _ALL_ICONS) else (full, stat)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or an HTTPException of Starlette's; a part of one is never compressed."""
        response = await super().get_response(path, scope)
        if response.status_code != 200 or not isinstance(response, FileResponse):
            return response
        response.headers["Cache-Control"] = _ASKED_AGAIN if response.path == str(ICONS) else _FOR_EVER
        file, headers = Path(response.path), Headers(scope=scope)
        if file.suffix not in _TEXTS:
            return response
        response.headers["Vary"] = "Accept-Encoding"
        coding = _best(headers.get("accept-encoding", ""))
        if coding is None or "range" in headers:
            return response
        return Response(
            await run_in_threadpool(_compressed, file, coding),
            media_type=response.media_type,
            headers={"Content-Encoding": coding, "Vary": "Accept-Encoding", "Cache-Control": _FOR_EVER},
        )


def _best(offered: str) -> str | None:
    """The smallest of our codings that an Accept-Encoding names, and does not name to refuse it (RFC 9110, 12.5.3)."""
    codings = (coding.replace(" ", "").lower().partition(";") for coding in offered.split(","))
    taken = {name for name, _, weight in codings if weight not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}}
    return next((coding for coding in _COMPRESS if coding in taken), None)


@cache
def _compressed(file: Path, coding: str) -> bytes:
    packed: bytes = _COMPRESS[coding](file.read_bytes())
    return packed
