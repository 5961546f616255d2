"""Whether this process can serve: for load balancers and whoever watches, without anything secret."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from benvenuto.bootstrap import Benvenuto
from benvenuto.web.descriptors import descriptors

_LOG = logging.getLogger(__name__)


def routes(app: Benvenuto) -> list[Route]:
    """GET /healthz: 200 when pages can be opened and marks be kept, else 503 with what is wanting, and where."""

    async def health(_request: Request) -> PlainTextResponse:
        wanting = await run_in_threadpool(_wanting, app)
        if not wanting:
            return PlainTextResponse("ok")
        _LOG.error("/healthz: %s", wanting)
        return PlainTextResponse(f"unavailable: {wanting}", 503)

    return [Route("/healthz", health)]


def _wanting(app: Benvenuto) -> str:
    """What keeps this process from serving, in the words of an administrator; empty when nothing does."""
    ours = descriptors()
    if ours is not None and ours.nearly_used_up:
        return f"this process has {ours.open} of {ours.limit} file descriptors open (ulimit -n)"
    try:
        if not app.database.health.writable():
            return "the database cannot be written to"
    except Exception:
        _LOG.exception("The database does not answer")
        return "the database does not answer"
    return ""
