"""All measures of a recording, from where somebody speaks in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benvenuto.domain.call import Turn
from benvenuto.domain.measure import MEASURES_VERSION, Measured, Measurement, Segments, Speech, Thresholds
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


def measure(
    speech: Speech, turns: Sequence[Turn] = (), holds: Segments | None = None, thresholds: Thresholds = DEFAULT
) -> Measured:
    """Measure a call. `turns` is its transcript, `holds` what the call log says, None where it says nothing.

    Speech and holds are cut to the recording and put in order first. Two channels give every measure but speech and
    silence, those that the call cannot tell without a value; one channel gives speech and silence alone.
    """
    speech = _within(speech)
    if speech.separate:
        held = None if holds is None else clip(holds, speech.duration_s)
        measurements = _apart(speech, turns, held, thresholds)
    else:
        measurements = mono(speech)
    swapped = speech.separate and suspect_swapped(turns)
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
