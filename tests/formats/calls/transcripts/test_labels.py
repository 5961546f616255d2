"""Who the voices are: named, numbered, or nobody."""

from __future__ import annotations

import pytest

from benvenuto.domain.call import Speaker
from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import NobodyNamed
from benvenuto.formats.calls.transcripts.labels import turns_of
from benvenuto.formats.calls.transcripts.places import FaultReport

AGENT, CALLER = Speaker.AGENT, Speaker.CALLER


def speakers(*labels: str, voice: Speaker | None = None) -> tuple[list[Speaker], list[str]]:
    report = FaultReport("call.json")
    turns = turns_of(
        [Utterance(f"{number}", number, label=label) for number, label in enumerate(labels)], voice, report
    )
    return [turn.speaker for turn in turns], [fault.text for fault in report.faults()]


@pytest.mark.parametrize("pair", [("AGENT", "CUSTOMER"), ("Operatrice", "Cliente"), ("a", "c"), ("agent", "user")])
def test_names_that_say_it_need_no_guess(pair: tuple[str, str]) -> None:
    assert speakers(*pair, pair[0]) == ([AGENT, CALLER, AGENT], [])


def test_one_known_name_tells_the_other() -> None:
    assert speakers("Mario Rossi", "Agent") == ([CALLER, AGENT], [])


def test_the_first_channel_is_the_agents_even_when_the_caller_speaks_first() -> None:
    assert speakers("ch_1", "ch_0") == ([CALLER, AGENT], [])


def test_of_numbered_voices_the_first_to_speak_is_the_agent() -> None:
    who, (doubt,) = speakers("spk_1", "spk_0", "spk_1")
    assert who == [AGENT, CALLER, AGENT]
    assert "“spk_1”, the first to speak" in doubt


def test_a_recorded_voice_is_neither_and_that_is_said() -> None:
    who, (doubt,) = speakers("SYSTEM", "AGENT", "SYSTEM", "CUSTOMER")
    assert who == [AGENT, CALLER]
    assert "What “SYSTEM” says was left out: 2 turns" in doubt


def test_what_names_nobody_goes_on_with_who_spoke_before() -> None:
    who, (doubt,) = speakers("", "Agent", "", "Caller")
    assert who == [AGENT, AGENT, CALLER]
    assert doubt == "No speaker is named here."


@pytest.mark.parametrize("labels", [("", ""), ("spk_0",), ("Mario Rossi",)])
def test_it_refuses_to_guess_whose_a_single_voice_is(labels: tuple[str, ...]) -> None:
    with pytest.raises(NobodyNamed):
        speakers(*labels)


def test_a_file_that_is_known_to_be_one_voice_is_that_voice_whatever_it_says() -> None:
    assert speakers("spk_0", "", voice=CALLER) == ([CALLER, CALLER], [])
