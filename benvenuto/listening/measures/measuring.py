"""All measures of a recording, from where somebody speaks in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benvenuto.domain.call import Turn
from benvenuto.domain.measure import MEASURES_VERSION, Measure, Measured, Measurement, Segments, Speech, Thresholds
from benvenuto.listening.lengths import lengths_differ
from benvenuto.listening.measures.interruptions import interruptions
from benvenuto.listening.measures.latency import latency
from benvenuto.listening.measures.mono import mono
from benvenuto.listening.measures.monologue import longest_monologue
from benvenuto.listening.measures.rate import speech_rate
from benvenuto.listening.measures.segments import clip
from benvenuto.listening.measures.silences import dead_air, hold
from benvenuto.listening.measures.swapped import suspect_swapped
from benvenuto.listening.measures.talk import first_speech, overlap, talk

DEFAULT = Thresholds()
OF_ONE_SIDE = {Measure.AGENT_TALK, Measure.CALLER_TALK, Measure.FIRST_SPEECH, Measure.SPEECH_RATE}


def measure(
    speech: Speech,
    turns: Sequence[Turn] = (),
    holds: Segments | None = None,
    thresholds: Thresholds = DEFAULT,
    logged_s: float | None = None,
) -> Measured:
    """Measure a call. `turns` is its transcript, `holds` and `logged_s` (how long it lasted) what the call log says,
    None where it says nothing.

    Speech and holds are cut to the recording and put in order first. Two channels give every measure but speech and
    silence, those that the call cannot tell without a value; one channel gives speech and silence alone; where nobody
    is heard there is nothing to measure. A recording that goes on long after the logged end ends there, or with the
    last word: what the line does afterwards is nobody's silence.
    """
    speech = _within(speech)
    call = _within(replace(speech, duration_s=_end_s(speech, logged_s)))
    if not call.voiced:
        measurements: tuple[Measurement, ...] = ()
    elif call.separate:
        held = None if holds is None else clip(holds, call.duration_s)
        measurements = (_apart if call.aligned else _each_alone)(call, turns, held, thresholds)
    else:
        measurements = mono(call)
    swapped = call.separate and suspect_swapped(turns)
    return Measured(MEASURES_VERSION, thresholds, speech, measurements, swapped)


def _apart(
    speech: Speech, turns: Sequence[Turn], holds: Segments | None, thresholds: Thresholds
) -> tuple[Measurement, ...]:
    held = hold(speech, holds, thresholds)
    return (
        *talk(speech),
        overlap(speech),
        *interruptions(speech, thresholds),
        dead_air(speech, held.segments, thresholds),
        held,
        latency(speech, held.segments, thresholds),
        longest_monologue(speech, thresholds),
        first_speech(speech),
        speech_rate(speech, turns),
    )


def _each_alone(
    speech: Speech, turns: Sequence[Turn], holds: Segments | None, thresholds: Thresholds
) -> tuple[Measurement, ...]:
    """Where the times of the two sides do not belong together: what takes both, or the whole call, has no value."""
    return tuple(
        measurement if measurement.measure in OF_ONE_SIDE else Measurement(measurement.measure, None)
        for measurement in _apart(speech, turns, holds, thresholds)
    )


def _end_s(speech: Speech, logged_s: float | None) -> float:
    if not logged_s or logged_s > speech.duration_s or not lengths_differ(speech.duration_s, logged_s):
        return speech.duration_s
    last_word_s = max(
        (segment.end_s for lane in (speech.agent, speech.caller, speech.mixed) for segment in lane), default=0
    )
    return max(logged_s, last_word_s)


def _within(speech: Speech) -> Speech:
    def cut(segments: Segments) -> Segments:
        return clip(segments, speech.duration_s)

    return replace(
        speech,
        agent=cut(speech.agent),
        caller=cut(speech.caller),
        mixed=cut(speech.mixed),
        other=cut(speech.other),
    )
