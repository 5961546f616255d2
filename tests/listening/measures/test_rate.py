"""Words for each minute of talk, where there is a transcript."""

from __future__ import annotations

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.measure import Measure, Speech
from benvenuto.listening.measures import measure
from tests.listening.measures.hearing import of, speech

RATE = Measure.SPEECH_RATE


def rate(call: Speech, *turns: Turn) -> float | None:
    return of(measure(call, turns), RATE).value


def test_the_agents_words_by_the_agents_minutes() -> None:
    said = Turn(Speaker.AGENT, "Buongiorno, sono Anna: come posso aiutarla?")  # 6 words in 3 s
    heard = Turn(Speaker.CALLER, "Buongiorno, ho un problema con la consegna.")
    found = of(measure(speech(60, agent="0-2 5-6", caller="8-12"), (said, heard)), RATE)
    assert (found.value, found.n) == (120, 6)


def test_a_dash_is_no_word_and_an_amount_is_one() -> None:
    assert rate(speech(60, agent="0-60"), Turn(Speaker.AGENT, "Sono 47,90 euro — l'ordine è … pronto.")) == 6


def test_without_a_transcript_there_is_no_rate() -> None:
    assert rate(speech(60, agent="0-60")) is None
    assert rate(speech(60, agent="0-60"), Turn(Speaker.CALLER, "Pronto?")) is None


def test_words_that_nobody_was_heard_to_say_have_no_rate() -> None:
    assert rate(speech(60, caller="1-3"), Turn(Speaker.AGENT, "Buongiorno.")) is None
