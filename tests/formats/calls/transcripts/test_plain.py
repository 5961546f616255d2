"""Text with a speaker on each line, in the ways people write it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benvenuto.domain.call import Speaker
from benvenuto.formats.calls.transcripts import read_transcript
from benvenuto.formats.calls.transcripts.faults import NobodyNamed, NobodySpeaks
from benvenuto.formats.calls.transcripts.voice_names import is_label

AGENT, CALLER, OTHER = Speaker


def read(text: str) -> list[tuple[Speaker, str, float | None]]:
    transcript, _ = read_transcript(text.encode(), "call.txt")
    assert transcript.format.name == "text"
    return [(turn.speaker, turn.text, turn.start_s) for turn in transcript.turns]


@pytest.mark.parametrize(
    "line",
    [
        "01:02 Agent: Buongiorno.",
        "[00:01:02.0] Operatrice : Buongiorno.",
        "(1:02) agente: Buongiorno.",
        "01:02 - [Agent]: Buongiorno.",
        "Agent [01:02]: Buongiorno.",
        "AGENT (00:01:02): Buongiorno.",
        "Agent 1:02: Buongiorno.",
        "**Agent** 01:02: Buongiorno.",
    ],
)
def test_a_time_stands_before_the_speaker_or_behind(line: str) -> None:
    assert read(line) == [(AGENT, "Buongiorno.", 62.0)]


def test_a_line_without_a_speaker_goes_on_with_the_one_before() -> None:
    text = "**Agent:** Buongiorno,\n  sono Giulia: come posso\n\n  aiutarla?\nCliente: Salve.\n"
    assert read(text) == [(AGENT, "Buongiorno, sono Giulia: come posso aiutarla?", None), (CALLER, "Salve.", None)]


def test_numbered_speakers_are_told_apart_by_who_speaks_first() -> None:
    transcript, faults = read_transcript(b"Speaker 2: Buongiorno.\nSpeaker 1: Salve.\n", "call.txt")
    assert [turn.speaker for turn in transcript.turns] == [AGENT, CALLER]
    assert len(faults) == 1


TALK = ("Buongiorno, Casa Lume.", "Aspetto un pacco.", "Controllo subito.", "Grazie mille.")
SIX = list(zip((AGENT, CALLER, AGENT, CALLER), TALK, strict=True))


@pytest.mark.parametrize(
    ("agent", "caller"),
    [
        ("Operatore", "Sig.ra Bianchi"), ("Operatore 1", "Cliente"), ("Operatore (Giulia)", "Cliente"),
        ("Giulia", "Cliente"), ("Addetta", "Sig. Rossi"), ("CSR", "+39 06 5550100"), ("Servizio clienti", "Cliente"),
        ("Agent (John)", "Mr. O'Neil-Smith, Ltd."), ("[Agente]", "[Cliente]"), ("A", "C"), ("O", "C"),
        ("agent_7", "x-2"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}: {}", "- {}: {}", "**{}:** {}", "{} : {}", "00:01 {}: {}", ">> {}: {}"])
def test_what_stands_before_a_colon_on_several_lines_is_a_voice(agent: str, caller: str, form: str) -> None:
    text = "\n".join(form.format((agent, caller)[at % 2], words) for at, words in enumerate(TALK))
    assert [(who, words) for who, words, _ in read(text)] == SIX


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("{who}\t00:01:02\t{words}", 62.0), ("00:01:02\t{who}\t{words}", 62.0), ("{who}\t{words}", None),
        ("[00:01:02.50 - 00:01:04.00] {who}: {words}", 62.5), ("[{who}] {words}", None), ("({who}) {words}", None),
        ("<{who}> {words}", None),
        ("{who} - {words}", None), ("00:00:59\t00:01:04\t{who}\t{words}", 59.0), ("{who}\t{words}\t01:02", 62.0),
        ("{who}  1:02\n{words}\n", 62.0), ("{who} (01:02):\n{words}\n", 62.0), ("00:01:02 {who}\n{words}\n", 62.0),
    ],
)  # fmt: skip
def test_times_and_names_stand_as_the_makers_write_them(line: str, start: float | None) -> None:
    text = "\n".join(line.format(who=("speaker_0", "speaker_1")[at % 2], words=words) for at, words in enumerate(TALK))
    assert read(text) == [(who, words, start) for who, words in SIX]


def test_a_name_that_stands_once_is_told_and_stays_in_the_words() -> None:
    transcript, (fault,) = read_transcript(b"Agent: Ecco.\nNota: il cliente ride.\nCaller: Bene.\n", "call.txt")
    assert [turn.text for turn in transcript.turns] == ["Ecco. Nota: il cliente ride.", "Bene."]
    assert (fault.line, fault.params["label"]) == (2, "Nota")


def test_a_third_speaker_is_a_third() -> None:
    text = "Operatore: Casa Lume.\nCliente: Un pacco.\nMarta: Eccomi.\nCliente: Salve.\nMarta: Parto domani.\n"
    assert [who for who, *_ in read(text)] == [AGENT, CALLER, OTHER, CALLER, OTHER]


def test_text_as_windows_saved_it_is_read() -> None:
    text = "Operatore: È arrivata?\r\nCliente: Sì, perché – l’ho vista.\r\n"
    transcript, _ = read_transcript(text.encode("cp1252"), "call.txt")
    assert [turn.text for turn in transcript.turns] == ["È arrivata?", "Sì, perché – l’ho vista."]


def test_a_word_before_a_colon_is_no_speaker() -> None:
    assert read("Agent: Ecco.\nNota: il cliente ride.\n") == [(AGENT, "Ecco. Nota: il cliente ride.", None)]


def test_what_stands_before_the_first_speaker_is_told_with_its_line() -> None:
    _, faults = read_transcript(b"Chiamata del 3 marzo\n\nAgent: Buongiorno.\n", "call.txt")
    assert [(fault.line, fault.text) for fault in faults] == [(1, "No speaker is named here.")]


def test_words_with_times_alone_name_nobody() -> None:
    words = "00:01 sì\n00:02 aspetto un pacco\n00:03 ok\n00:05 sì\n00:06 ok\n00:07 ciao\n"
    with pytest.raises(NobodyNamed):
        read(words)
    with pytest.raises(NobodySpeaks):
        read(words + "e basta\n")


def test_words_with_times_alone_are_of_the_voice_whose_file_it_is() -> None:
    transcript, _ = read_transcript("[0.50s -> 3.00s]  Buongiorno.\n[4.10s -> 5.00s]  Sì.\n".encode(), "c.txt", AGENT)
    assert [(turn.speaker, turn.text, turn.start_s, turn.end_s) for turn in transcript.turns] == [
        (AGENT, "Buongiorno.", 0.5, 3.0), (AGENT, "Sì.", 4.1, 5.0),
    ]  # fmt: skip


lines_of_words = st.lists(st.text(st.characters(exclude_categories=["C"]), max_size=30), max_size=12)


@given(lines_of_words)
@settings(max_examples=80, deadline=None)
def test_every_word_of_a_text_is_in_a_turn_or_told(lines: list[str]) -> None:
    transcript, faults = read_transcript("\n".join(["Agent: ecco", *lines, "Caller: bene"]).encode(), "call.txt")
    known = " ".join([*(turn.text for turn in transcript.turns), *(str(fault.params) for fault in faults)])
    for word in re.findall(r"[^\W\d_]{2,}", " ".join(lines)):
        assert word in known or word.lower() in {"agent", "caller"} or is_label(word)


@pytest.mark.parametrize("encoding", ["mac_roman", "cp1252", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize(
    "text",
    [
        "Agente: Perché è così? Però l’ordine è già partito.\nCliente: Ah, sì, più o meno.\n",
        "Agent: I don’t know, it’s “fine”.\nCaller: That’s good…\n",
    ],
)
def test_text_is_read_in_every_encoding_that_editors_write(encoding: str, text: str) -> None:
    transcript, _ = read_transcript(text.encode(encoding), "call.txt")
    assert [turn.text for turn in transcript.turns] == [line.split(": ", 1)[1] for line in text.splitlines()]
