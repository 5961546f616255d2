"""Recordings, streamed to whoever may hear them and to nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.call import Recording
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.hearing import NoHearingReason
from benvenuto.domain.works_rules import AgainstWorksAgreement
from benvenuto.formats.works_agreement import BrokenWorksAgreement
from benvenuto.languages import language
from benvenuto.web.ranges import NotSatisfiable, wanted_range
from benvenuto.web.session import Visitor

_CHUNK = 256 * 1024
ReadPart = Callable[[str, int, int], bytes]
"""The bytes of a recording: its key, from where, how many."""

# PostgreSQL refuses a larger one with an error; here it is an address like any other that does not exist.
_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class RecordingRoutes:
    """GET /recordings/{id}. Missing, forgotten and forbidden look alike: 404; 403 for who has to say first why.

    What the works agreement keeps from somebody who has the right is refused with its clause: 403.
    """

    app: Benvenuto

    def routes(self) -> list[Route]:
        """The routes."""
        return [Route("/recordings/{recording_id:int}", self.recording, methods=["GET", "HEAD"])]

    async def recording(self, request: Request) -> Response:
        """The sound, whole or in the range that was asked for."""
        visitor: Visitor = request.state.visitor
        try:
            # in a thread: what waits on the event loop keeps every window waiting
            recording = await run_in_threadpool(self._authorised, visitor, request)
            size = await run_in_threadpool(self.app.store.size, recording.listening_key)
        except (Forbidden, FileNotFoundError):
            return Response(status_code=404)
        except NoHearingReason:
            return Response(status_code=403)
        except (AgainstWorksAgreement, BrokenWorksAgreement) as kept:
            # who has the right may know of the clause; nobody else gets as far
            say = language(visitor.actor.language, self.app.settings.timezone)
            return PlainTextResponse(" ".join(say.fault(kept)), status_code=403)
        headers = {
            # a key is the hash of the content, so it is a strong tag
            "ETag": f'"{recording.listening_key}"',
            "Cache-Control": "no-store",  # a voice is left on no disk but ours
            "Content-Disposition": "inline",
            "Accept-Ranges": "bytes",
        }
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        path = self.app.store.local(recording.listening_key)
        if path is not None:
            return FileResponse(path, headers=headers, media_type=recording.listening_media_type)
        return _streamed(request, self.app.store.read, recording, size, headers)

    def _authorised(self, visitor: Visitor, request: Request) -> Recording:
        recording_id = request.path_params["recording_id"]
        if recording_id > _LARGEST_ID:
            raise Forbidden
        return self.app.calls.recording(visitor.actor, recording_id, sound=request.method != "HEAD")


def _streamed(request: Request, read: ReadPart, recording: Recording, size: int, headers: dict[str, str]) -> Response:
    try:
        wanted = wanted_range(request.headers, size, headers["ETag"])
    except NotSatisfiable:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = wanted or (0, size)
    headers = headers | {"Content-Length": str(end - start)}
    if wanted:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    status = 206 if wanted else 200
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=recording.listening_media_type)
    chunks = _chunks(read, recording.listening_key, start, end)
    return StreamingResponse(chunks, status, headers, media_type=recording.listening_media_type)


async def _chunks(read: ReadPart, key: str, start: int, end: int) -> AsyncIterator[bytes]:
    for place in range(start, end, _CHUNK):
        yield await run_in_threadpool(read, key, place, min(_CHUNK, end - place))
