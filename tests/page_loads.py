"""Page loads as a browser makes them, over Streamlit's own WebSocket protocol: opened, drawn to the end, closed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.house import PASSWORD

_PATIENCE_S = 60
_WHOLE = ForwardMsg.FINISHED_SUCCESSFULLY
Made = TypeVar("Made")


def run_apart(coroutine: Coroutine[Any, Any, Made]) -> Made:
    """Run it to its end in a thread of its own: a browser test before this one leaves its event loop in ours."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


@dataclass(frozen=True)
class PageLoads:
    """One browser that opens pages; `url` is where Benvenuto is, `headers` say who it is."""

    url: str
    headers: Mapping[str, str]

    async def many(self, number: int, page: str = "account") -> None:
        """Open the page so many times, one after another."""
        for _ in range(number):
            async with self.open(page):
                pass

    def open(self, page: str = "account") -> OpenPage:
        """A page that stays open within the block."""
        return OpenPage(self, page)


class OpenPage:
    """A page in a browser's tab; `drawn` is what its latest run drew."""

    def __init__(self, browser: PageLoads, page: str) -> None:
        self.page = page
        self.drawn: list[ForwardMsg] = []
        self._connecting = websockets.connect(
            browser.url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers=browser.headers,
            max_size=None,
            open_timeout=_PATIENCE_S,
        )

    async def __aenter__(self) -> OpenPage:
        self._socket = await self._connecting.__aenter__()
        await self.run()
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self._socket.close()

    async def run(self) -> None:
        """Let the script run, and read what it draws until it has finished."""
        wanted = BackMsg()
        wanted.rerun_script.page_name = self.page
        await self._socket.send(wanted.SerializeToString())
        self.drawn = []
        async with asyncio.timeout(_PATIENCE_S):
            async for content in self._socket:
                message = ForwardMsg.FromString(content)
                if message.WhichOneof("type") == "delta":
                    self.drawn.append(message)
                if message.WhichOneof("type") == "script_finished" and message.script_finished == _WHOLE:
                    assert self.drawn, "nothing was drawn"
                    return
        raise AssertionError("the page was closed before it was drawn")


def page_loads(url: str, username: str) -> PageLoads:
    """The browser of one of the personas, signed in."""
    answer = httpx.post(f"{url}/signin", data={"username": username, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    return PageLoads(url, {"Cookie": "; ".join(f"{name}={value}" for name, value in answer.cookies.items())})
