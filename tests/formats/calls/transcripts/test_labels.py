"""Who the voices are: named, numbered, or nobody."""

from __future__ import annotations

import pytest

from benvenuto.domain.call import Speaker
from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import NobodyNamed
from benvenuto.formats.calls.transcripts.labels import turns_of
from benvenuto.formats.calls.transcripts.places import FaultReport
from benvenuto.formats.calls.transcripts.voice_names import is_named, speaker_named

AGENT, CALLER, OTHER = Speaker


def speakers(*labels: str, voice: Speaker | None = None) -> tuple[list[Speaker], list[str]]:
    report = FaultReport("call.json")
    turns = turns_of(
        [Utterance(f"{number}", number, label=label) for number, label in enumerate(labels)], voice, report
    )
    return [turn.speaker for turn in turns], [fault.text for fault in report.faults()]


@pytest.mark.parametrize("pair", [("AGENT", "CUSTOMER"), ("Operatrice", "Cliente"), ("agent", "user")])
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


@pytest.mark.parametrize("third", ["SYSTEM", "Responsabile", "spk_3"])
def test_a_third_voice_is_neither_and_that_is_said(third: str) -> None:
    who, (doubt,) = speakers(third, "AGENT", third, "CUSTOMER")
    assert who == [OTHER, AGENT, OTHER, CALLER]
    assert f"“{third}” is neither agent nor caller" in doubt
    assert "(turns: 2)" in doubt


@pytest.mark.parametrize("unknown", ["", "?", "UNKNOWN", "UU", "speaker ?", "Unknown Speaker"])
def test_what_names_nobody_is_never_given_to_who_spoke_before(unknown: str) -> None:
    who, (doubt,) = speakers(unknown, "Agent", unknown, "Caller")
    assert who == [OTHER, AGENT, OTHER, CALLER]
    assert doubt == "Nothing says who speaks here, so it was kept as another voice (turns: 2). The first: 0:00 “0”"


@pytest.mark.parametrize("letters", [("A", "C"), ("C", "A"), ("A", "B"), ("0", "1"), ("1", "2"), ("S1", "S2")])
def test_letters_and_numbers_of_a_machine_are_no_roles(letters: tuple[str, str]) -> None:
    first, second = letters
    who, (doubt,) = speakers(first, second, first)
    assert who == [AGENT, CALLER, AGENT]
    assert f"“{first}”, the first to speak" in doubt


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Operatore 2", AGENT), ("Agent (John)", AGENT), ("Giulia (Operatrice)", AGENT), ("Addetta", AGENT),
        ("Assistente", AGENT), ("CSR", AGENT), ("Servizio clienti", AGENT), ("Customer Care", AGENT),
        ("Client Services", AGENT), ("Call center - Anna", AGENT), ("Rossi - Cliente", CALLER),
        ("Customer 1", CALLER), ("Cliente (spk_1)", CALLER), ("Assistente virtuale", OTHER), ("IVR", OTHER),
        ("Giulia", None), ("spk_0", None), ("A", None), ("+39 06 5550100", None), ("Clientela", None),
    ],
)  # fmt: skip
def test_what_a_name_says_by_itself(label: str, speaker: Speaker | None) -> None:
    assert speaker_named(label) is speaker


def test_of_several_unknown_voices_the_one_that_says_most_is_the_other_side() -> None:
    report = FaultReport("call.json")
    parts = [("Agent", "Yes?"), ("Anna", "Hm."), ("Bruno", "My lamp arrived broken."), ("Anna", "Bye.")]
    turns = turns_of([Utterance(words, at, label=who) for at, (who, words) in enumerate(parts)], None, report)
    assert [turn.speaker for turn in turns] == [AGENT, OTHER, CALLER, OTHER]
    assert "“Anna” is neither" in report.faults()[0].text


def test_the_words_tell_who_answers_the_telephone_before_the_order_does() -> None:
    report = FaultReport("call.json")
    parts = [("A", "Pronto?"), ("B", "Casa Lume, buongiorno, come posso aiutarla?"), ("A", "Aspetto un pacco.")]
    turns = turns_of([Utterance(words, at, label=who) for at, (who, words) in enumerate(parts)], None, report)
    assert [turn.speaker for turn in turns] == [CALLER, AGENT, CALLER]
    assert "“B”, who speaks as an agent does" in report.faults()[0].text


def test_the_only_voice_of_several_channels_is_that_channels() -> None:
    assert speakers("ch_1") == ([CALLER], [])
    with pytest.raises(NobodyNamed):
        speakers("Channel 1")


@pytest.mark.parametrize("labels", [("", ""), ("spk_0",), ("Mario Rossi",)])
def test_it_refuses_to_guess_whose_a_single_voice_is(labels: tuple[str, ...]) -> None:
    with pytest.raises(NobodyNamed):
        speakers(*labels)


def test_a_file_that_is_known_to_be_one_voice_is_that_voice_whatever_it_says() -> None:
    assert speakers("spk_0", "", voice=CALLER) == ([CALLER, CALLER], [])


@pytest.mark.parametrize(
    ("label", "agent", "named"),
    [
        ("Giulia", "Giulia Neri", True), ("NERI Giulia", "Giulia Neri", True), ("Giulia Verdi", "Giulia Neri", False),
        ("Giulia", "", False), ("A", "A", False), ("", "Giulia", False),
    ],
)  # fmt: skip
def test_a_person_is_called_by_the_name_or_a_part_of_it(label: str, agent: str, named: bool) -> None:
    assert is_named(label, agent) is named


def test_two_who_may_be_the_agent_by_name_are_nobody_by_name() -> None:
    report = FaultReport("call.vtt")
    parts = [Utterance("Sì", n, label=who) for n, who in enumerate(("Giulia", "Neri"))]
    turns_of(parts, None, report, agent="Giulia Neri")
    assert "the first to speak" in report.faults()[0].text
