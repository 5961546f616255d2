"""What stands around Streamlit: routes, middleware and the start, put together for app.py."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from benvenuto.bootstrap import Benvenuto, prepare
from benvenuto.web import health
from benvenuto.web.analysis_worker import AnalysisWorker
from benvenuto.web.auth_middleware import Gate
from benvenuto.web.bundles import CompressedBundles
from benvenuto.web.excerpts import ExcerptRoutes
from benvenuto.web.faults import Broken, WrongHost
from benvenuto.web.headers import SecurityHeaders
from benvenuto.web.logs import RequestLog
from benvenuto.web.outbox_sender import OutboxSender
from benvenuto.web.pages import Pages
from benvenuto.web.recordings import RecordingRoutes
from benvenuto.web.sections import SectionRoutes
from benvenuto.web.shell import Shell
from benvenuto.web.signing_in import SignInRoutes
from benvenuto.web.unread import UnreadRoute
from benvenuto.web.windows import NoWindows, Windows

_HEAVY = ("pandas", "plotly.graph_objects", "pyarrow")


@dataclass(frozen=True)
class Web:
    """The web around the screens. `index` is Streamlit's own page, `screens` the addresses that there are.

    `windows` tells whose is what Streamlit keeps.
    """

    app: Benvenuto
    index: Path
    screens: frozenset[str]
    windows: Windows = field(default_factory=NoWindows)

    @cached_property
    def routes(self) -> Sequence[BaseRoute]:
        """Our routes; Streamlit's come after them."""
        pages = Pages(self.app.settings)
        return [
            *SignInRoutes(self.app, pages).routes(),
            *RecordingRoutes(self.app).routes(),
            *ExcerptRoutes(self.app).routes(),
            *SectionRoutes(self.app, pages).routes(),
            *UnreadRoute(self.app).routes(),
            *health.routes(self.app),
            Mount("/assets", StaticFiles(packages=[("benvenuto.web", "static")])),
            *Shell(self.index, pages, self.screens).routes(),
        ]

    @cached_property
    def middleware(self) -> Sequence[Middleware]:
        """The log outermost; then the headers, so that the gate's refusals carry them too."""
        return [
            Middleware(RequestLog),
            Middleware(SecurityHeaders, secure=self.app.settings.secure, broken=self._broken),
            Middleware(Gate, benvenuto=self.app, windows=self.windows, misdirected=self._misdirected),
            Middleware(CompressedBundles, folder=self.index.parent / "static"),
        ]

    @property
    def lifespan(self) -> Callable[[object], AbstractAsyncContextManager[None]]:
        """Migrate and read the rubrics before the first request; analyse and send as long as the server runs."""

        @asynccontextmanager
        async def started(_asgi: object) -> AsyncIterator[None]:
            await run_in_threadpool(prepare, self.app)
            _warm_up()
            analysing = AnalysisWorker(self.app.analyses)
            if self.app.settings.analyse:
                analysing.begin()
            sender = OutboxSender(self.app.sending)
            sender.begin()
            try:
                yield
            finally:
                await run_in_threadpool(sender.end)
                await run_in_threadpool(analysing.end)
                await run_in_threadpool(self.app.database.close)

        return started

    def _misdirected(self, request: Request) -> Response:
        return Pages(self.app.settings).notice(request, WrongHost(address=self.app.settings.public_url), 421)

    def _broken(self, request: Request) -> Response:
        return Pages(self.app.settings).notice(request, Broken(), 500)


def _warm_up() -> None:
    """Import what the first screens need, and keep what will never die out of every later garbage collection."""
    for module in _HEAVY:
        import_module(module)
    gc.collect()
    gc.freeze()
