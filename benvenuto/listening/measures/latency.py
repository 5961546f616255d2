"""How long the caller waits for an answer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from math import inf
from statistics import median

from benvenuto.domain.measure import Measure, Measurement, Segment, Segments, Speech, Thresholds
from benvenuto.listening.measures.segments import intersection, join


def latency(speech: Speech, held: Segments, thresholds: Thresholds) -> Measurement:
    """Response latency: from the end of the caller's turn to the agent's next start; the median, in seconds, and n.

    A turn is speech with pauses shorter than `interruption_pause_s` joined. A response is the agent's when nobody
    spoke in between; one that began before the caller had ended waited 0. A turn of the caller that the agent speaks
    through from beginning to end asks for no response, and a response with a hold in between is left out: that wait
    was announced. No value without a response. The moments are the waits longer than 0.
    """
    pause = thresholds.interruption_pause_s
    agent, caller = join(speech.agent, pause), join(speech.caller, pause)
    waits = [wait for wait in _waits(agent, caller) if not intersection((wait,), held)]
    if not waits:
        return Measurement(Measure.RESPONSE_LATENCY, None)
    segments = tuple(wait for wait in waits if wait.length_s)
    return Measurement(Measure.RESPONSE_LATENCY, median(wait.length_s for wait in waits), segments, len(waits))


def _waits(agent: Segments, caller: Segments) -> Iterator[Segment]:
    """One for each response of the agent: from the caller's end to the agent's start, empty where that came first."""
    for at, turn in enumerate(caller):
        # the caller's own next turn ends the wait: who speaks again is not answered any more
        until_s = caller[at + 1].start_s if at + 1 < len(caller) else inf
        next_ = bisect_right(agent, turn.end_s, key=lambda segment: segment.end_s)
        if next_ == len(agent):
            return
        response = agent[next_]
        if turn.start_s < response.start_s < turn.end_s:
            yield Segment(turn.end_s, turn.end_s)
        elif turn.end_s <= response.start_s <= until_s:
            yield Segment(turn.end_s, response.start_s)
