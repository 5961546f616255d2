"""Whether this process can serve: for load balancers and `docker`, without details."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from benvenuto.bootstrap import Benvenuto

_LOG = logging.getLogger(__name__)


def routes(app: Benvenuto) -> list[Route]:
    """GET /healthz: 200 when the database answers, 503 when it does not."""

    async def health(_request: Request) -> PlainTextResponse:
        try:
            # nobody's session: the cheapest question that needs the database and its tables
            await run_in_threadpool(app.sign_in.actor, "")
        except Exception:
            _LOG.exception("The database does not answer")
            return PlainTextResponse("unavailable", 503)
        return PlainTextResponse("ok")

    return [Route("/healthz", health)]
