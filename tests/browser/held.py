"""A page whose run is not over: Streamlit's word that it has ended is held back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_STREAM = re.compile("/_stcore/stream")


@dataclass
class Held:
    """What the server says to a page; the ends of runs are kept from it while `holding`."""

    holding: bool = False
    _ends: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)

    def hold(self) -> None:
        """From now on no run comes to its end on the page."""
        self.holding = True

    def release(self) -> None:
        """Let the page know of all that has ended."""
        self.holding = False
        for page, said in self._ends:
            page.send(said)
        self._ends.clear()

    def between(self, page: WebSocketRoute) -> None:
        """Stand between a page and its server."""
        server = page.connect_to_server()
        page.on_message(server.send)
        server.on_message(lambda said: self._pass(page, said))

    def _pass(self, page: WebSocketRoute, said: str | bytes) -> None:
        if self.holding and isinstance(said, bytes) and _is_end(said):
            self._ends.append((page, said))
        else:
            page.send(said)


def held(page: Page) -> Held:
    """Stand between this page and its server, before it goes anywhere."""
    between = Held()
    page.route_web_socket(_STREAM, between.between)
    return between


def _is_end(said: bytes) -> bool:
    forward = ForwardMsg.FromString(said)
    return (
        forward.WhichOneof("type") == "script_finished" and forward.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )
