"""A browser in front of the web, with a stand-in for Streamlit behind it that tells what the gate let through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from benvenuto.bootstrap import Benvenuto
from benvenuto.web.application import Web
from tests.house import PASSWORD

SITE = "http://localhost:8501"
"""Where the house is, by its settings."""


async def _tell(request: Request) -> JSONResponse:
    return JSONResponse(request.headers.items())


async def _tell_on_socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_json(socket.headers.items())
    await socket.close()


async def _break(_request: Request) -> JSONResponse:
    raise RuntimeError("a secret: the engine room is on fire")


@dataclass
class OpenWindows:
    """The windows that Streamlit would have open: by whom, what was sent to each, and what was made in each."""

    opened: dict[str, str] = field(default_factory=dict)
    sent: dict[str, list[int]] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)

    def opened_by(self, window: str) -> str | None:
        return self.opened.get(window)

    def held(self, token_hash: str) -> Sequence[int]:
        mine = [window for window, whose in self.opened.items() if whose == token_hash]
        return [size for window in mine for size in self.sent.get(window, [])]

    def made_for(self, media: str, token_hash: str) -> bool:
        return self.opened.get(self.made.get(media, "")) == token_hash


@contextmanager
def visiting(app: Benvenuto, base_url: str = SITE, windows: OpenWindows | None = None) -> Iterator[TestClient]:
    """A browser in front of this application, that follows no redirect by itself."""
    spec = find_spec("streamlit")
    assert spec is not None
    assert spec.origin is not None
    index = Path(spec.origin).with_name("static") / "index.html"
    web = Web(app, index, frozenset({"inbox", "evaluate"}), windows or OpenWindows())
    behind = [
        WebSocketRoute("/_stcore/stream", _tell_on_socket),
        Route("/_stcore/metrics", _tell),
        Route("/_stcore/host-config", _tell, methods=["GET", "POST"]),
        Route("/_stcore/upload_file/{window}/{file}", _tell, methods=["PUT", "DELETE"]),
        Route("/media/{file}", _tell),
        Route("/_stcore/broken", _break),
    ]
    asgi = Starlette(routes=[*behind, *web.routes], middleware=[*web.middleware])
    with TestClient(asgi, base_url=base_url, follow_redirects=False) as client:
        yield client


def sign_in(client: TestClient, username: str, **fields: str) -> TestClient:
    """Sign in as one of the personas."""
    answer = client.post("/signin", data={"username": username, "password": PASSWORD, **fields})
    assert answer.status_code == 303, answer.text
    return client
