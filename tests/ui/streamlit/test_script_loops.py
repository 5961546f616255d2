"""A session's event loop is there while its script runs, and Streamlit still needs to be told so."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import websocket_session_manager
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache

from benvenuto.ui.streamlit import script_loops
from benvenuto.ui.streamlit.script_loops import Session, close_between_runs
from tests.page_loads import PageLoads, run_apart

SCRIPT = """
import asyncio, streamlit as st
loop = asyncio.get_event_loop()
runs = st.session_state.setdefault("runs", [])
runs.append(loop.is_closed())
if len(runs) == 1:
    st.rerun()
st.text(f"{runs} {loop.run_until_complete(asyncio.sleep(0, 'works'))}")
"""
SERVER = """
import socket, sys, streamlit as st, uvicorn
from benvenuto.ui.streamlit.script_loops import close_between_runs
close_between_runs()
listener = socket.socket(fileno=int(sys.argv[2]))
uvicorn.Server(uvicorn.Config(st.App(sys.argv[1]), log_level="warning")).run(sockets=[listener])
"""


async def made(kind: type[AppSession]) -> AppSession:
    """A session as the server makes one when a browser connects."""
    return kind(
        script_data=ScriptData("none.py"),
        uploaded_file_manager=MemoryUploadedFileManager("/none"),
        script_cache=ScriptCache(),
        message_enqueued_callback=None,
        user_info={},
    )


def test_streamlit_still_makes_a_loop_for_a_session_that_runs_nothing() -> None:
    """When this fails, benvenuto/ui/streamlit/script_loops.py and its line in app.py can go."""
    session = run_apart(made(AppSession))
    assert not session._script_event_loop.is_closed()
    session.shutdown()


def test_ours_has_none_before_it_runs_something() -> None:
    session = run_apart(made(Session))
    assert session._script_event_loop.is_closed()
    session.shutdown()


def test_a_streamlit_that_makes_no_loop_with_a_session_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Newer:
        def __init__(self) -> None: ...

        def _create_scriptrunner(self) -> None: ...

        def _handle_scriptrunner_event_on_event_loop(self) -> None: ...

    monkeypatch.setattr(script_loops, "AppSession", Newer)
    monkeypatch.setattr(websocket_session_manager, "AppSession", Newer)
    close_between_runs()
    assert vars(websocket_session_manager)["AppSession"] is Newer


def test_a_script_finds_a_loop_that_works_in_each_of_its_runs(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.set_inheritable(True)
        command = [sys.executable, "-c", SERVER, str(script), str(listener.fileno())]
        with subprocess.Popen(command, pass_fds=[listener.fileno()], stderr=subprocess.PIPE, text=True) as process:
            try:
                texts = run_apart(_drawn(f"http://127.0.0.1:{listener.getsockname()[1]}"))
            finally:
                process.terminate()
                _, told = process.communicate(timeout=60)
    assert texts == ["[False, False] works", "[False, False, False] works", "[False, False, False, False] works"]
    assert "loop" not in told


async def _drawn(url: str) -> list[str]:
    async with PageLoads(url, {}).open("") as page:
        texts = [_text(page.drawn)]
        for _ in range(2):
            await page.run()
            texts.append(_text(page.drawn))
    return texts


def _text(drawn: list[ForwardMsg]) -> str:
    return drawn[-1].delta.new_element.text.body
