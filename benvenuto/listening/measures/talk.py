"""Talk time of each side, the agent's share of it, speech of both at once, and the agent's first word."""

from __future__ import annotations

from benvenuto.domain.measure import Measure, Measurement, Segment, Speech
from benvenuto.listening.measures.segments import intersection, total_s


def talk(speech: Speech) -> tuple[Measurement, ...]:
    """Talk time: the union of a side's speech, in seconds and in percent of the call, pauses left out.

    The agent's share is agent / (agent + caller), so that time in which both speak counts for both. It has no value
    when nobody speaks, and the percentages have none when the call has no length. Shape: both channels apart.
    """
    agent_s, caller_s = total_s(speech.agent), total_s(speech.caller)
    share = _percent(agent_s, agent_s + caller_s)
    agents, callers = len(speech.agent), len(speech.caller)
    return (
        Measurement(Measure.AGENT_TALK, agent_s, speech.agent, agents),
        Measurement(Measure.CALLER_TALK, caller_s, speech.caller, callers),
        Measurement(Measure.AGENT_TALK_PERCENT, _percent(agent_s, speech.duration_s), speech.agent, agents),
        Measurement(Measure.CALLER_TALK_PERCENT, _percent(caller_s, speech.duration_s), speech.caller, callers),
        Measurement(Measure.AGENT_SHARE, share, speech.agent, agents + callers),
    )


def overlap(speech: Speech) -> Measurement:
    """Overlap: the time in which both speak at once, in seconds, however short each piece of it."""
    both = intersection(speech.agent, speech.caller)
    return Measurement(Measure.OVERLAP, total_s(both), both, len(both))


def first_speech(speech: Speech) -> Measurement:
    """First speech: from the start of the recording to the agent's first speech, in seconds.

    No value when the agent never speaks. Whether the recording starts when the call is answered, only the telephone
    system knows.
    """
    if not speech.agent:
        return Measurement(Measure.FIRST_SPEECH, None)
    start = speech.agent[0].start_s
    return Measurement(Measure.FIRST_SPEECH, start, (Segment(0.0, start),) if start else (), 1)


def _percent(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None
