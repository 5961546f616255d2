"""A window in which every press is overtaken: as soon as its run has begun, another request follows it.

A component that asks on its own does so on a busy machine, now and then.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PRESSES = ("trigger_value", "string_trigger_value", "json_trigger_value")


@dataclass
class Overtaking:
    """What stands between the window and the server; `overtaken` counts the presses."""

    overtaken: int = 0
    _following: list[bytes] = field(default_factory=list)

    @classmethod
    def on(cls, page: Page) -> Overtaking:
        """Stand there from the next page on that the window opens."""
        between = cls()
        page.route_web_socket("**/_stcore/stream", between._connect)
        return between

    def _connect(self, window: WebSocketRoute) -> None:
        server = window.connect_to_server()

        def from_window(message: str | bytes) -> None:
            server.send(message)
            if isinstance(message, bytes) and (following := _without_presses(message)):
                self._following.append(following)

        def from_server(message: str | bytes) -> None:
            window.send(message)
            begun = isinstance(message, bytes) and ForwardMsg.FromString(message).WhichOneof("type") == "new_session"
            if begun and self._following:
                server.send(self._following.pop())
                self.overtaken += 1

        window.on_message(from_window)
        server.on_message(from_server)


def _without_presses(message: bytes) -> bytes | None:
    """The request that follows this one, which tells the same but presses nothing; None when this one does not."""
    asked = BackMsg.FromString(message)
    states = asked.rerun_script.widget_states.widgets
    kept = [one for one in states if one.WhichOneof("value") not in PRESSES]
    if len(kept) == len(states):
        return None
    del states[:]
    states.extend(kept)
    asked.rerun_script.fragment_id = ""
    return bytes(asked.SerializeToString())
