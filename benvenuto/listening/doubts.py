"""What speaks against believing a recording, though it can be read: lengths that differ, a side without a voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from benvenuto.domain.call import Original, Recording, Side
from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.measure import Segment, Segments, Shared, Speech
from benvenuto.listening.alignment import in_step
from benvenuto.listening.faults import (
    AgentHoldsBoth,
    AgentSilent,
    CallerHoldsBoth,
    CallerSilent,
    JoinedParts,
    LengthNotAsLogged,
    NobodyHeard,
    OneChannel,
    PausePutIn,
    VoicesNotAligned,
)
from benvenuto.listening.lengths import lengths_differ
from benvenuto.listening.measures.segments import intersection, total_s
from benvenuto.listening.sound import clock

SHORTEST_VOICE_S = 0.3  # in all; the shortest "yes" is longer
ENOUGH_S, COVERED = 10.0, 0.9  # nobody speaks so long almost only into the other's words

_WHY: Mapping[Shared | None, type[BenvenutoError]] = {
    None: OneChannel,
    Shared.AGENT_SILENT: AgentSilent,
    Shared.CALLER_SILENT: CallerSilent,
    Shared.AGENT_HOLDS_BOTH: AgentHoldsBoth,
    Shared.CALLER_HOLDS_BOTH: CallerHoldsBoth,
}


def shared(agent: Segments, caller: Segments) -> Shared | None:
    """Why the channels do not hold a voice each; None where they do.

    One does not where nobody is heard on it: then both may speak on the other. Nor where one holds the whole call and
    the other one side of it, so that whoever speaks there is always heard here as well.
    """
    agent_less = total_s(agent) < total_s(caller)
    shorter_s = total_s(agent if agent_less else caller)
    if shorter_s < SHORTEST_VOICE_S:
        return Shared.AGENT_SILENT if agent_less else Shared.CALLER_SILENT
    if shorter_s < ENOUGH_S or total_s(intersection(agent, caller)) < COVERED * shorter_s:
        return None
    return Shared.CALLER_HOLDS_BOTH if agent_less else Shared.AGENT_HOLDS_BOTH


def aligned(recording: Recording) -> bool:
    """Whether the times of both voices belong together: in one file they do, in two if they are equally long, or were
    made so."""
    return all(len(part) == 1 or in_step(*map(_length_s, part)) for part in _parts(recording))


def held(recording: Recording) -> Segments:
    """The pauses that a voice lacked and was given, by the times of the whole call."""
    parts = _parts(recording)
    starts = accumulate((_part_s(part) for part in parts), initial=0.0)
    return tuple(
        Segment(start + original.pause_at_s, start + original.pause_at_s + original.pause_s)
        for start, part in zip(starts, parts, strict=False)
        for original in part
        if original.pause_s
    )


def doubts(recording: Recording, call: str, logged_s: float | None) -> Sequence[BenvenutoError]:
    """What whoever hears this recording of the call should know; `logged_s` is how long the log says it lasted."""
    doubtful: list[BenvenutoError] = []
    if logged_s and lengths_differ(recording.duration_s, logged_s):
        doubtful.append(LengthNotAsLogged(call=call, recorded=clock(recording.duration_s), logged=clock(logged_s)))
    if not aligned(recording):
        voices = zip(*(part for part in _parts(recording) if len(part) == 2), strict=True)
        agent, caller = (clock(sum(map(_length_s, voice))) for voice in voices)
        doubtful.append(VoicesNotAligned(call=call, agent=agent, caller=caller))
    if pauses := held(recording):
        places = ", ".join(f"{clock(pause.start_s)}–{clock(pause.end_s)}" for pause in pauses)
        doubtful.append(PausePutIn(call=call, places=places))
    parts = [_part_s(part) for part in _parts(recording)]
    if len(parts) > 1:
        places = ", ".join(clock(place) for place in list(accumulate(parts))[:-1])
        doubtful.append(JoinedParts(call=call, parts=len(parts), places=places))
    return doubtful


def of_speech(speech: Speech) -> Sequence[BenvenutoError]:
    """What should be known of who was heard: nobody, one side only, or both on one channel."""
    if not speech.voiced:
        return [NobodyHeard()]
    return [] if speech.separate else [_WHY[speech.shared]()]


def _parts(recording: Recording) -> Sequence[Sequence[Original]]:
    """The files of each part of a recording: one, or the agent's and the caller's."""
    parts: list[list[Original]] = []
    for original in recording.originals:
        if original.side is Side.CALLER and parts:
            parts[-1].append(original)
        else:
            parts.append([original])
    return parts


def _part_s(part: Sequence[Original]) -> float:
    return max(map(_length_s, part))


def _length_s(original: Original) -> float:
    return original.duration_s + original.pause_s
