"""What is heard when neither speaks: hold, and dead air."""

from __future__ import annotations

from benvenuto.domain.measure import Measure, Measurement, Segments, Speech, Thresholds
from benvenuto.listening.measures.segments import complement, intersection, join, total_s, union


def hold(speech: Speech, holds: Segments | None, thresholds: Thresholds) -> Measurement:
    """Hold: what the call log calls hold, in seconds; without a log, what sounds like it, and then `estimated`.

    Sounds like hold: no speech on either side, but other sound (music, a hold line's beeps) for `hold_s` or longer,
    pauses in it shorter than `hold_pause_s` joined, after the agent has first spoken; before that it is ringing or a
    queue. `holds` is None where there is no log, empty where the log knows of no hold.
    """
    if holds is not None:
        return Measurement(Measure.HOLD, total_s(holds), holds, len(holds))
    heard = tuple(sound for sound in _sounds(speech, thresholds) if _answered(speech, sound.start_s))
    return Measurement(Measure.HOLD, total_s(heard), heard, len(heard), estimated=True)


def dead_air(speech: Speech, held: Segments, thresholds: Thresholds) -> Measurement:
    """Dead air: stretches longer than `dead_air_s` in which neither speaks, in seconds; hold apart.

    Those before the first and after the last word count too, for somebody is waiting there; ringing and queue music
    before the agent's first word do not.
    """
    ringing = tuple(sound for sound in _sounds(speech, thresholds) if not _answered(speech, sound.start_s))
    quiet = complement(union(speech.agent, speech.caller, held, ringing), speech.duration_s)
    dead = tuple(gap for gap in quiet if gap.length_s > thresholds.dead_air_s)
    return Measurement(Measure.DEAD_AIR, total_s(dead), dead, len(dead))


def _sounds(speech: Speech, thresholds: Thresholds) -> Segments:
    """Long stretches of sound that is no speech, while neither speaks."""
    gaps = complement(union(speech.agent, speech.caller), speech.duration_s)
    return tuple(
        sound
        for gap in gaps
        for sound in join(intersection((gap,), speech.other), thresholds.hold_pause_s)
        if sound.length_s >= thresholds.hold_s
    )


def _answered(speech: Speech, at_s: float) -> bool:
    # an agent who never speaks has not answered: all of it is ringing
    return bool(speech.agent) and speech.agent[0].start_s < at_s
