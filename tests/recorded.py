"""Calls with a recording in the house, and what could have been heard of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from benvenuto.domain.call import Original, Recording, Side
from benvenuto.domain.measure import Measure, Measured, Segment, Segments, Speech
from benvenuto.domain.people import Actor
from benvenuto.listening.measures import measure
from tests.house import House

KEY = "aa/aa.wav"


def recorded(
    house: House,
    agent: Actor,
    *,
    at: datetime | None = None,
    key: str = KEY,
    side: Side = Side.BOTH,
    external_id: str = "",
    team_id: int | None = None,
) -> tuple[int, int]:
    """A call of the agent with a recording that waits to be analysed; the ids of both."""
    call_id = house.call(agent, at=at, external_id=external_id, team_id=team_id)
    originals = (Original(side, key, "a" * 64, "call.wav", 1000),)
    recording = Recording(0, call_id, side, originals, key, "audio/wav", 2 if side is Side.BOTH else 1, 8000, 60.0)
    with house.app.database.write() as tx:
        peaks = {"stretch_s": 6.25, "channels": [[0, 1000], [500, 0]][: recording.channels]}
        return call_id, tx.recordings.add(recording, peaks, house.clock())


def stored(house: House) -> Path:
    """The file of these recordings, put into the store."""
    path = house.app.store.local(KEY)
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a sound")
    return path


def stretches(*times: float) -> Segments:
    """Segments from their starts and ends in turn."""
    return tuple(Segment(start, end) for start, end in zip(times[::2], times[1::2], strict=True))


def talk(agent_s: float = 20.0, caller_s: float = 10.0) -> Speech:
    """A call of one minute: the agent speaks for so long, then the caller."""
    return Speech(60.0, agent=stretches(0, agent_s), caller=stretches(30, 30 + caller_s))


def measured(
    house: House, agent: Actor, speech: Speech, *, at: datetime | None = None, team_id: int | None = None
) -> int:
    """A call of the agent that has been measured; its id."""
    call_id, recording_id = recorded(house, agent, at=at, team_id=team_id)
    with house.app.database.write() as tx:
        tx.measures.keep(recording_id, measure(speech), house.clock())
    return call_id


def value(measured: Measured | None, one: Measure) -> float | None:
    """A measure's value, None when there is none."""
    taken = measured.of(one) if measured else None
    return taken.value if taken else None
