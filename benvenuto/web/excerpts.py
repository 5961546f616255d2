"""The stretches of sample recordings that the handbook lets its readers hear."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.faults import Forbidden
from benvenuto.web.ranges import NotSatisfiable, wanted_range


@dataclass(frozen=True)
class ExcerptRoutes:
    """GET /excerpts/{call@start-end}.wav. What no chapter invites to hear is not there: 404."""

    app: Benvenuto

    def routes(self) -> list[Route]:
        """The routes."""
        return [Route("/excerpts/{name}.wav", self.excerpt, methods=["GET", "HEAD"])]

    async def excerpt(self, request: Request) -> Response:
        """The sound, whole or in the range that was asked for."""
        try:
            sound = await run_in_threadpool(
                self.app.handbook.excerpt, request.state.visitor.actor, request.path_params["name"]
            )
        except Forbidden:
            return Response(status_code=404)
        tag = f'"{sha256(sound).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "private, max-age=3600", "Accept-Ranges": "bytes"}
        try:
            wanted = wanted_range(request.headers, len(sound), tag)
        except NotSatisfiable:
            return Response(status_code=416, headers={"Content-Range": f"bytes */{len(sound)}"})
        if wanted is None:
            return Response(sound, headers=headers, media_type="audio/wav")
        start, end = wanted
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(sound)}"
        return Response(sound[start:end], 206, headers, "audio/wav")
