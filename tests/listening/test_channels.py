"""Which voice is on which channel."""

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.measure import Segment, Shared, Speech
from benvenuto.listening.channels import channels_swapped, swap_channels

SPEECH = Speech(20.0, agent=(Segment(0.0, 4.0), Segment(10.0, 14.0)), caller=(Segment(5.0, 9.0),))
AGENT = Turn(Speaker.AGENT, "Casa Lume, buongiorno.", 0.2, 4.1)
CALLER = Turn(Speaker.CALLER, "Il mio pacco non è arrivato.", 4.8, 9.0)


def other(turn: Turn) -> Turn:
    speaker = Speaker.CALLER if turn.speaker is Speaker.AGENT else Speaker.AGENT
    return Turn(speaker, turn.text, turn.start_s, turn.end_s)


def test_exchanging_twice_changes_nothing() -> None:
    assert swap_channels(SPEECH).agent == SPEECH.caller
    assert swap_channels(swap_channels(SPEECH)) == SPEECH


def test_exchanging_names_the_other_channel() -> None:
    for shared in Shared:
        exchanged = swap_channels(Speech(9.0, separate=False, shared=shared)).shared
        assert {shared, exchanged} in (
            {Shared.AGENT_SILENT, Shared.CALLER_SILENT},
            {Shared.AGENT_HOLDS_BOTH, Shared.CALLER_HOLDS_BOTH},
        )


def test_a_transcript_lies_where_its_speakers_are_heard_or_crosswise() -> None:
    assert channels_swapped(SPEECH, [AGENT, CALLER]) is False
    assert channels_swapped(SPEECH, [other(AGENT), other(CALLER)]) is True
    assert channels_swapped(swap_channels(SPEECH), [AGENT, CALLER]) is True


def test_one_turn_across_does_not_outweigh_the_others() -> None:
    assert channels_swapped(SPEECH, [AGENT, CALLER, Turn(Speaker.CALLER, "Sì.", 10.0, 11.0)]) is False


def test_words_without_times_tell_nothing() -> None:
    assert channels_swapped(SPEECH, [Turn(Speaker.AGENT, "Buongiorno.")]) is None
    assert channels_swapped(SPEECH, []) is None
    assert channels_swapped(Speech(20.0), [AGENT, CALLER]) is None


def test_what_neither_side_said_lies_on_nobodys_channel() -> None:
    third = Turn(Speaker.OTHER, "Attenda in linea.", 0.0, 60.0)
    assert channels_swapped(SPEECH, [AGENT, CALLER, third]) is channels_swapped(SPEECH, [AGENT, CALLER])
