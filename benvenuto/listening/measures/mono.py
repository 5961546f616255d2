"""What a recording can tell that holds both voices in one channel: that somebody speaks, or nobody."""

from __future__ import annotations

from benvenuto.domain.measure import Measure, Measurement, Speech
from benvenuto.listening.measures.segments import complement, total_s


def mono(speech: Speech) -> tuple[Measurement, ...]:
    """Speech and silence, in seconds; together they are the whole recording.

    Speech: whoever speaks. Silence: nobody speaks, hold music included. Who it is, one channel cannot tell, and
    nothing here guesses it.
    """
    silence = complement(speech.mixed, speech.duration_s)
    return (
        Measurement(Measure.SPEECH, total_s(speech.mixed), speech.mixed, len(speech.mixed)),
        Measurement(Measure.SILENCE, total_s(silence), silence, len(silence)),
    )
