"""Text with a speaker on each line, in the ways people write it."""

from __future__ import annotations

import pytest

from benvenuto.domain.call import Speaker
from benvenuto.formats.calls.transcripts import Format, read_transcript

AGENT, CALLER = Speaker.AGENT, Speaker.CALLER


def read(text: str) -> list[tuple[Speaker, str, float | None]]:
    transcript, _ = read_transcript(text.encode(), "call.txt")
    assert transcript.format is Format.PLAIN
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


def test_a_word_before_a_colon_is_no_speaker() -> None:
    assert read("Agent: Ecco.\nNota: il cliente ride.\n") == [(AGENT, "Ecco. Nota: il cliente ride.", None)]


def test_what_stands_before_the_first_speaker_is_told_with_its_line() -> None:
    _, faults = read_transcript(b"Chiamata del 3 marzo\n\nAgent: Buongiorno.\n", "call.txt")
    assert [(fault.line, fault.text) for fault in faults] == [(1, "No speaker is named here.")]
