"""How long the agent speaks without letting the caller in."""

from __future__ import annotations

from benvenuto.domain.measure import Measure, Measurement, Segments, Speech, Thresholds
from benvenuto.listening.measures.segments import complement, intersection, join, total_s


def longest_monologue(speech: Speech, thresholds: Thresholds) -> Measurement:
    """Longest monologue of the agent, in seconds, its pauses included.

    The agent's speech with pauses shorter than `monologue_pause_s` joined, broken wherever the caller speaks for
    `monologue_break_s` or longer (pauses in that shorter than `interruption_pause_s` joined and not counted); a
    shorter "yes" leaves it whole. Of two of the same length the first. No value when the agent never speaks.
    """
    floor = complement(_breaks(speech, thresholds), speech.duration_s)
    stretches = [
        monologue
        for room in floor
        for monologue in join(intersection((room,), speech.agent), thresholds.monologue_pause_s)
    ]
    if not stretches:
        # an agent who is spoken over all along has spoken, and never alone
        return Measurement(Measure.LONGEST_MONOLOGUE, 0.0 if speech.agent else None)
    longest = max(stretches, key=lambda stretch: stretch.length_s)
    return Measurement(Measure.LONGEST_MONOLOGUE, longest.length_s, (longest,), 1)


def _breaks(speech: Speech, thresholds: Thresholds) -> Segments:
    turns = join(speech.caller, thresholds.interruption_pause_s)
    return tuple(
        turn for turn in turns if total_s(intersection((turn,), speech.caller)) >= thresholds.monologue_break_s
    )
