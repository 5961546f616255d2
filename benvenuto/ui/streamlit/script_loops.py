"""Streamlit's sessions hold an asyncio event loop only while their script runs.

Streamlit 1.67 makes an event loop for every session and closes it when the session is forgotten: three file descriptors
for each page load, for as long as `server.disconnectedSessionTTL` says (though of 128 closed pages at most), and three
more for each open page, whatever it does. The loop is there so that libraries that ask for one find it in the script's
thread, and so that what was bound to it outlives a run. Nothing here is bound to it, so a loop for each run will do.

There is no public way to say so: `findings/streamlit_keeps_an_event_loop_for_each_session.sh` shows what is meant, and
tests/ui/streamlit/test_script_loops.py fails when Streamlit no longer does it and this module can go.
"""

from __future__ import annotations

import asyncio
from typing import Any

from streamlit.runtime import websocket_session_manager
from streamlit.runtime.app_session import AppSession

_MADE_AT_ONCE = {"new_event_loop", "_script_event_loop"}
_LEANED_ON = ("_create_scriptrunner", "_handle_scriptrunner_event_on_event_loop")


def close_between_runs() -> None:
    """Have it so for all sessions to come; a Streamlit that makes no loop with its sessions is left alone."""
    made = AppSession.__init__.__code__.co_names
    if set(made) >= _MADE_AT_ONCE and all(hasattr(AppSession, name) for name in _LEANED_ON):
        websocket_session_manager.AppSession = Session  # type: ignore[attr-defined]


class Session(AppSession):
    """A session that opens its loop before a run and closes it after."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._close_loop()

    def _create_scriptrunner(self, *args: Any, **kwargs: Any) -> None:
        if self._script_event_loop.is_closed():
            self._script_event_loop = asyncio.new_event_loop()
        super()._create_scriptrunner(*args, **kwargs)

    def _handle_scriptrunner_event_on_event_loop(self, *args: Any, **kwargs: Any) -> None:
        try:
            super()._handle_scriptrunner_event_on_event_loop(*args, **kwargs)
        finally:
            if self._scriptrunner is None:  # it has let go of the loop before it told that it ends
                self._close_loop()

    def _close_loop(self) -> None:
        if not self._script_event_loop.is_running():
            self._script_event_loop.close()
