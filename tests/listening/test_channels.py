"""Which voice is on which channel."""

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.measure import Segment, Speech
from benvenuto.listening.channels import crossed, exchanged

SPEECH = Speech(20.0, agent=(Segment(0.0, 4.0), Segment(10.0, 14.0)), caller=(Segment(5.0, 9.0),))
AGENT = Turn(Speaker.AGENT, "Casa Lume, buongiorno.", 0.2, 4.1)
CALLER = Turn(Speaker.CALLER, "Il mio pacco non è arrivato.", 4.8, 9.0)


def other(turn: Turn) -> Turn:
    speaker = Speaker.CALLER if turn.speaker is Speaker.AGENT else Speaker.AGENT
    return Turn(speaker, turn.text, turn.start_s, turn.end_s)


def test_exchanging_twice_changes_nothing() -> None:
    assert exchanged(SPEECH).agent == SPEECH.caller
    assert exchanged(exchanged(SPEECH)) == SPEECH


def test_a_transcript_lies_where_its_speakers_are_heard_or_crosswise() -> None:
    assert crossed(SPEECH, [AGENT, CALLER]) is False
    assert crossed(SPEECH, [other(AGENT), other(CALLER)]) is True
    assert crossed(exchanged(SPEECH), [AGENT, CALLER]) is True


def test_one_turn_across_does_not_outweigh_the_others() -> None:
    assert crossed(SPEECH, [AGENT, CALLER, Turn(Speaker.CALLER, "Sì.", 10.0, 11.0)]) is False


def test_words_without_times_tell_nothing() -> None:
    assert crossed(SPEECH, [Turn(Speaker.AGENT, "Buongiorno.")]) is None
    assert crossed(SPEECH, []) is None
    assert crossed(Speech(20.0), [AGENT, CALLER]) is None
