"""How fast the agent speaks, where somebody has written down what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.measure import Measure, Measurement, Speech
from benvenuto.listening.measures.segments import total_s

_WORD = re.compile(r"\S*\w\S*")


def speech_rate(speech: Speech, turns: Sequence[Turn]) -> Measurement:
    """Speech rate of the agent: words of the transcript for each minute of the agent's talk time.

    A word is what stands between spaces and holds a letter or digit; n is their number. Pauses are no talk time, so
    that the rate is how fast the words come, not how often. No value without words of the agent, or without talk.
    """
    words = sum(len(_WORD.findall(turn.text)) for turn in turns if turn.speaker is Speaker.AGENT)
    minutes = total_s(speech.agent) / 60
    if not words or not minutes:
        return Measurement(Measure.SPEECH_RATE, None)
    return Measurement(Measure.SPEECH_RATE, words / minutes, speech.agent, words)
