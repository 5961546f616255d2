"""Whether this process lives, and whether it can serve: for load balancers and whoever watches, without a secret."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.access import Permission, can
from benvenuto.domain.outbox import MessageState
from benvenuto.domain.people import Actor
from benvenuto.web.descriptors import descriptors
from benvenuto.web.session import visitor

_LOG = logging.getLogger(__name__)

LIVE, READY, HEALTH = "/livez", "/readyz", "/healthz"

_LEAST_FREE = 512 * 1024**2
_LOOKED_AGAIN_AFTER_S = 10


def routes(app: Benvenuto) -> list[Route]:
    """GET /livez: 200 as long as the process answers. GET /readyz and /healthz: 200 when pages can be opened and marks
    be kept, else 503 with what is wanting: by check in JSON, with what waits for administrators, or in words."""

    async def live(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok")

    async def ready(request: Request) -> JSONResponse:
        wanting = await run_in_threadpool(checks, app)
        known = await visitor(app, request, by_hand=False) if not wanting["database"] else None
        document: dict[str, object] = {
            "ready": not any(wanting.values()),
            "checks": {name: "ok" if not words else "failing" for name, words in wanting.items()},
        }
        if known is not None and can(known.actor, Permission.ADMINISTER):
            document["waiting"] = await run_in_threadpool(waiting, app, known.actor)
        return JSONResponse(document, 200 if document["ready"] else 503)

    async def health(_request: Request) -> PlainTextResponse:
        wanting = next(filter(None, (await run_in_threadpool(checks, app)).values()), "")
        if not wanting:
            return PlainTextResponse("ok")
        _LOG.error("/healthz: %s", wanting)
        return PlainTextResponse(f"unavailable: {wanting}", 503)

    return [Route(LIVE, live), Route(READY, ready), Route(HEALTH, health)]


def checks(app: Benvenuto) -> Mapping[str, str]:
    """What is wanting, by check, in the words of an administrator; empty where nothing is."""
    return {
        "descriptors": _descriptors(),
        "database": _database(app),
        "disk": _disk(app.settings.data),
        "store": _store(app.store.reachable, int(monotonic() // _LOOKED_AGAIN_AFTER_S)),
    }


def waiting(app: Benvenuto, actor: Actor) -> Mapping[str, int]:
    """How much work waits: recordings to be measured, and messages that wait, or that failed."""
    progress, counts = app.measures.progress(actor), app.outside.standing(actor, 1).counts
    return {
        "analyses": progress.pending,
        "analyses_failed": progress.failed,
        "messages": counts.get(MessageState.WAITING, 0),
        "messages_failed": counts.get(MessageState.FAILED, 0),
    }


def _descriptors() -> str:
    ours = descriptors()
    if ours is not None and ours.nearly_used_up:
        return f"this process has {ours.open} of {ours.limit} file descriptors open (ulimit -n)"
    return ""


def _database(app: Benvenuto) -> str:
    try:
        if not app.database.health.writable():
            return "the database cannot be written to"
        if not app.database.health.current():
            return "the database has other tables than this version knows"
    except Exception:
        _LOG.exception("The database does not answer")
        return "the database does not answer"
    return ""


def _disk(data: Path) -> str:
    there = next((place for place in (data, *data.parents) if place.is_dir()), Path("/"))
    free = shutil.disk_usage(there).free
    return f"the disk has {free // 1024**2} MB left" if free < _LEAST_FREE else ""


@lru_cache(maxsize=1)  # strangers may ask as often as they like, and an object store is asked over the network
def _store(reachable: Callable[[], bool], _when: int) -> str:
    try:
        answers = reachable()
    except Exception:
        _LOG.exception("The store of recordings does not answer")
        answers = False
    return "" if answers else "the store of recordings cannot be reached"
