"""A page from which what its server says is held back: the ends of runs, or all of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_STREAM = re.compile("/_stcore/stream")


@dataclass
class Held:
    """What stands between a page and its server, and holds some of it back."""

    _holds: Callable[[str | bytes], bool] | None = None
    _kept: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)

    def hold_ends(self) -> None:
        """From now on no run comes to its end on the page."""
        self._holds = _is_end

    def hold_all(self) -> None:
        """From now on the page is heard, and hears nothing."""
        self._holds = lambda _: True

    def release(self) -> None:
        """Let the page know of all that was held back."""
        self._holds = None
        for page, said in self._kept:
            page.send(said)
        self._kept.clear()

    def forget(self) -> None:
        """Let what was held back never arrive; what is said from now on does."""
        self._holds = None
        self._kept.clear()

    def between(self, page: WebSocketRoute) -> None:
        """Stand between a page and its server."""
        server = page.connect_to_server()
        page.on_message(server.send)
        server.on_message(lambda said: self._pass(page, said))

    def _pass(self, page: WebSocketRoute, said: str | bytes) -> None:
        if self._holds and self._holds(said):
            self._kept.append((page, said))
        else:
            page.send(said)


def held(page: Page) -> Held:
    """Stand between this page and its server, before it goes anywhere."""
    between = Held()
    page.route_web_socket(_STREAM, between.between)
    return between


def _is_end(said: str | bytes) -> bool:
    if isinstance(said, str):
        return False
    forward = ForwardMsg.FromString(said)
    if forward.WhichOneof("type") != "script_finished":
        return False
    return bool(forward.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
