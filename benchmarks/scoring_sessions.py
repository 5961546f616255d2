"""Many supervisors who score at once, over Streamlit's own WebSocket protocol, without the cost of their browsers."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import httpx
import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.durations import Durations
from tests.browser.team import PASSWORD, Team, new_team
from tests.serving import Served

# Between two sign-ins: all at once would measure the hashing of passwords.
RAMP_UP_S = 0.2
THINK_S = (2.0, 4.0)
PATIENCE_S = 120


@dataclass
class Session:
    """One supervisor with one call; `edits` holds the milliseconds from each mark to the end of its rerun."""

    served: Served
    team: Team
    call: int
    rng: random.Random
    opening: float = 0.0
    edits: list[float] = field(default_factory=list)
    received_bytes: int = 0
    _page: str = ""
    _scorecard: str = ""
    _view: Mapping[str, Any] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)

    async def score(self, opened: asyncio.Barrier, until: asyncio.Event) -> None:
        """Sign in, open the call, wait for all the others, then mark criteria and think in between."""
        cookie = await self._sign_in()
        address = f"{self.served.url.replace('http', 'ws', 1)}/_stcore/stream"
        async with websockets.connect(
            address,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": cookie},
            max_size=None,
            open_timeout=PATIENCE_S,
            ping_timeout=PATIENCE_S,
        ) as socket:
            began = perf_counter()
            await self._run(socket, {})
            self.opening = 1000 * (perf_counter() - began)
            await opened.wait()
            seq = 0
            while not until.is_set():
                await asyncio.sleep(self.rng.uniform(*THINK_S))
                seq += 1
                await self._mark(socket, seq)

    async def _mark(self, socket: Any, seq: int) -> None:
        box = {"client": "benchmark", "edits": [self._edit(seq)]}
        outbox = {"evaluation": self._view["evaluation"], "boxes": [box]}
        began = perf_counter()
        await self._run(socket, {self._scorecard: {"outbox": outbox}})
        self.edits.append(1000 * (perf_counter() - began))
        assert self._view["acknowledged"] == {"benchmark": seq}, "a mark was not saved"

    def _edit(self, seq: int) -> Mapping[str, object]:
        criteria = [criterion for group in self._view["card"]["groups"] for criterion in group["criteria"]]
        criterion = self.rng.choice([criterion for criterion in criteria if not criterion["not_applicable_because"]])
        level = self.rng.choice(
            [level for level in criterion["levels"] if level["id"] != self._marked(criterion["path"])]
        )
        return {"seq": seq, "path": criterion["path"], "kind": "level", "value": level["id"]}

    def _marked(self, path: str) -> str | None:
        answer: Mapping[str, str] = self._view["answers"].get(path, {})
        return answer.get("level")

    async def _sign_in(self) -> str:
        fields = {"username": self.team.username(self.team.bruno), "password": PASSWORD}
        async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
            answer = await client.post(f"{self.served.url}/signin", data=fields)
        return "; ".join(f"{name}={value}" for name, value in answer.cookies.items())

    async def _run(self, socket: Any, states: Mapping[str, object]) -> None:
        """Ask for a rerun with these states of components, and read until it is finished."""
        wanted = BackMsg()
        wanted.rerun_script.query_string = f"call={self.call}"
        wanted.rerun_script.page_name = "" if self._page else "evaluate"
        wanted.rerun_script.page_script_hash = self._page
        wanted.rerun_script.cached_message_hashes.extend(self._kept)  # a browser keeps large messages too
        for name, value in states.items():
            wanted.rerun_script.widget_states.widgets.add(id=name, json_value=json.dumps(value))
        await socket.send(wanted.SerializeToString())
        message = ForwardMsg()
        while message.WhichOneof("type") != "script_finished":
            content = await asyncio.wait_for(socket.recv(), PATIENCE_S)
            self.received_bytes += len(content)
            message = ForwardMsg.FromString(content)
            self._heed(message)

    def _heed(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self._kept.add(message.hash)
        if message.WhichOneof("type") == "navigation":
            self._page = message.navigation.page_script_hash
        if message.WhichOneof("type") != "delta":
            return
        component = message.delta.new_element.bidi_component
        if component.component_name == "benvenuto.scorecard":
            self._scorecard = component.id
            self._view = json.loads(json.loads(component.json)["packed"])


@dataclass(frozen=True)
class Load:
    """What many sessions at once measured, and what they cost the server; a core is 1.0 of CPU."""

    sessions: int
    durations: Sequence[Durations]
    cpu: float
    resident_mb: float
    kilobytes: float

    @property
    def cost(self) -> str:
        """The server's part, in a sentence."""
        return (
            f"{self.sessions} sessions: {self.cpu:.2f} of a core, {self.resident_mb:.0f} MB resident, "
            f"{self.kilobytes:.0f} kB to the browser for each mark."
        )


def many_sessions(served: Served, number: int, seconds: float) -> Load:
    """Let `number` supervisors score for `seconds`, once all have opened their calls."""
    teams = [new_team(served.app) for _ in range(number)]
    sessions = [Session(served, team, team.call(), random.Random(place)) for place, team in enumerate(teams)]
    return asyncio.run(_together(served, sessions, seconds))


async def _together(served: Served, sessions: Sequence[Session], seconds: float) -> Load:
    server = psutil.Process(served.process.pid)
    opened, until = asyncio.Barrier(len(sessions) + 1), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for session in sessions:
            group.create_task(session.score(opened, until))
            await asyncio.sleep(RAMP_UP_S)
        await opened.wait()
        before, began = _cpu_s(server), perf_counter()
        opening_bytes = sum(session.received_bytes for session in sessions)
        await asyncio.sleep(seconds)
        cpu = (_cpu_s(server) - before) / (perf_counter() - began)
        resident = server.memory_info().rss / 2**20
        until.set()
    edits = [edit for session in sessions for edit in session.edits]
    kilobytes = (sum(session.received_bytes for session in sessions) - opening_bytes) / len(edits) / 1000
    number = len(sessions)
    aim = ("p95", 300.0) if number == 50 else None
    durations = [
        Durations(f"{number} sessions: opening a call", [session.opening for session in sessions]),
        Durations(f"{number} sessions: a mark saved and the page run", edits, aim),
    ]
    return Load(number, durations, cpu, resident, kilobytes)


def _cpu_s(server: psutil.Process) -> float:
    spent = server.cpu_times()
    return float(spent.user + spent.system)
