"""What speaks against believing a recording, though it can be read: lengths that differ, a side without a voice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from benvenuto.domain.call import Recording, Side
from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.measure import Segments
from benvenuto.listening.faults import JoinedParts, LengthNotAsLogged, VoicesNotAligned
from benvenuto.listening.lengths import lengths_differ
from benvenuto.listening.measures.segments import intersection, total_s
from benvenuto.listening.sound import clock

SHORTEST_VOICE_S = 0.3  # in all; the shortest "yes" is longer
ENOUGH_S, COVERED = 10.0, 0.9  # nobody speaks so long almost only into the other's words


def are_apart(agent: Segments, caller: Segments) -> bool:
    """Whether each channel has a voice of its own.

    It has none where nobody is heard on one of them: then both speak on the other. Nor where one holds the whole call
    and the other one side of it, so that whoever speaks there is always heard here as well.
    """
    shorter = min(agent, caller, key=total_s)
    if total_s(shorter) < SHORTEST_VOICE_S:
        return False
    covered = total_s(intersection(agent, caller))
    return total_s(shorter) < ENOUGH_S or covered < COVERED * total_s(shorter)


def aligned(recording: Recording) -> bool:
    """Whether the times of both voices belong together: in one file they do, in two if they are equally long."""
    agent_s, caller_s = (_length_s(recording, side) for side in (Side.AGENT, Side.CALLER))
    return not (agent_s and caller_s and lengths_differ(agent_s, caller_s))


def doubts(recording: Recording, call: str, logged_s: float | None) -> Sequence[BenvenutoError]:
    """What whoever hears this recording of the call should know; `logged_s` is how long the log says it lasted."""
    doubtful: list[BenvenutoError] = []
    if logged_s and lengths_differ(recording.duration_s, logged_s):
        doubtful.append(LengthNotAsLogged(call=call, recorded=clock(recording.duration_s), logged=clock(logged_s)))
    if not aligned(recording):
        agent, caller = (clock(_length_s(recording, side)) for side in (Side.AGENT, Side.CALLER))
        doubtful.append(VoicesNotAligned(call=call, agent=agent, caller=caller))
    parts = [original.duration_s for original in recording.originals if original.side in (Side.BOTH, Side.MIXED)]
    if len(parts) > 1:
        places = ", ".join(clock(place) for place in list(accumulate(parts))[:-1])
        doubtful.append(JoinedParts(call=call, parts=len(parts), places=places))
    return doubtful


def _length_s(recording: Recording, side: Side) -> float:
    return sum(original.duration_s for original in recording.originals if original.side is side)
