"""Who speaks into whose words: interruptions, and the small words that only say "I am listening"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from benvenuto.domain.measure import Measure, Measurement, Segment, Segments, Speech, Thresholds
from benvenuto.listening.measures.segments import intersection, join, total_s


def interruptions(speech: Speech, thresholds: Thresholds) -> tuple[Measurement, ...]:
    """Interruptions and backchannels of each side: how many.

    A turn is a side's speech with pauses shorter than `interruption_pause_s` joined. A turn that starts at least
    `interruption_into_s` after the other's turn began, and more than `interruption_before_end_s` before it ends,
    starts in the middle of it. It interrupts when it lasts `interruption_turn_s` or longer and both speak at once for
    `interruption_overlap_s` or longer; of the rest, those that end before the other's turn does are backchannels
    ("yes", "mm"). What is left took the floor a moment early, as people do all day, and is neither.
    """
    agent, caller = speech.agent, speech.caller
    by_agent, from_agent = _sort(agent, caller, thresholds)
    by_caller, from_caller = _sort(caller, agent, thresholds)
    return (
        Measurement(Measure.AGENT_INTERRUPTIONS, len(by_agent), by_agent, len(by_agent)),
        Measurement(Measure.CALLER_INTERRUPTIONS, len(by_caller), by_caller, len(by_caller)),
        Measurement(Measure.AGENT_BACKCHANNELS, len(from_agent), from_agent, len(from_agent)),
        Measurement(Measure.CALLER_BACKCHANNELS, len(from_caller), from_caller, len(from_caller)),
    )


def _sort(mine: Segments, theirs: Segments, thresholds: Thresholds) -> tuple[Segments, Segments]:
    """My interruptions and my backchannels, each from my first word to the end of what we share."""
    interrupting, listening, both = [], [], intersection(mine, theirs)
    for turn, other in _starts_inside(mine, theirs, thresholds):
        shared = Segment(turn.start_s, min(turn.end_s, other.end_s))
        # of the speech itself: a turn has pauses, in which nobody is spoken over
        both_s = total_s(intersection((shared,), both))
        if turn.length_s >= thresholds.interruption_turn_s and both_s >= thresholds.interruption_overlap_s:
            interrupting.append(shared)
        elif turn.end_s < other.end_s:
            listening.append(shared)
    return tuple(interrupting), tuple(listening)


def _starts_inside(mine: Segments, theirs: Segments, thresholds: Thresholds) -> Iterator[tuple[Segment, Segment]]:
    """My turns that start in the middle of one of theirs, with that one."""
    others = join(theirs, thresholds.interruption_pause_s)
    for turn in join(mine, thresholds.interruption_pause_s):
        at = bisect_right(others, turn.start_s, key=lambda other: other.start_s) - 1
        if at < 0:
            continue
        into_s = Segment(others[at].start_s, turn.start_s).length_s
        left_s = Segment(turn.start_s, others[at].end_s).length_s
        if into_s >= thresholds.interruption_into_s and left_s > thresholds.interruption_before_end_s:
            yield turn, others[at]
