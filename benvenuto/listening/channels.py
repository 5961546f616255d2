"""Which voice is on which channel: to exchange the two, and to see whether a transcript has them crossed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.measure import Segments, Shared, Speech

_EXCHANGED = {
    Shared.AGENT_SILENT: Shared.CALLER_SILENT,
    Shared.CALLER_SILENT: Shared.AGENT_SILENT,
    Shared.AGENT_HOLDS_BOTH: Shared.CALLER_HOLDS_BOTH,
    Shared.CALLER_HOLDS_BOTH: Shared.AGENT_HOLDS_BOTH,
}


def swap_channels(speech: Speech) -> Speech:
    """Voice activity with agent and caller in each other's place."""
    shared = speech.shared and _EXCHANGED[speech.shared]
    return replace(speech, agent=speech.caller, caller=speech.agent, shared=shared)


def channels_swapped(speech: Speech, turns: Sequence[Turn]) -> bool | None:
    """Whether the turns of each speaker lie where the other one is heard; None where no times tell.

    Sums up the seconds in which turns and speech meet, each speaker's with the own lane and with the other's.
    """
    lanes = {Speaker.AGENT: speech.agent, Speaker.CALLER: speech.caller}
    own = other = 0.0
    for turn in turns:
        if turn.speaker not in lanes or turn.start_s is None or turn.end_s is None:
            continue
        for speaker, lane in lanes.items():
            met = _met_s(lane, turn.start_s, turn.end_s)
            own, other = (own + met, other) if speaker is turn.speaker else (own, other + met)
    return None if own == other else other > own


def _met_s(lane: Segments, start_s: float, end_s: float) -> float:
    return sum(max(0.0, min(segment.end_s, end_s) - max(segment.start_s, start_s)) for segment in lane)
