"""How many notices wait for whoever asks: what the menu says, while its page is looked at and nothing else happens."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from benvenuto.bootstrap import Benvenuto

UNREAD = "/unread"


@dataclass(frozen=True)
class UnreadRoute:
    """GET /unread: the number alone. A browser asks by itself, so that asking keeps no session awake."""

    app: Benvenuto

    def routes(self) -> list[Route]:
        """The route."""
        return [Route(UNREAD, self.unread)]

    async def unread(self, request: Request) -> PlainTextResponse:
        """As the reader's own page counts them."""
        number = await run_in_threadpool(self.app.notices.unread, request.state.visitor.actor)
        return PlainTextResponse(str(number), headers={"Cache-Control": "no-store"})
