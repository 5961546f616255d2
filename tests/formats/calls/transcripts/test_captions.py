"""WebVTT and SRT, as they are written and as they arrive."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benvenuto.domain.call import SIDES, Speaker
from benvenuto.formats.calls.transcripts import read_transcript
from tests.formats.calls.transcripts.test_reading import as_srt, moment, told

AGENT, CALLER = Speaker.AGENT, Speaker.CALLER

# no line breaks, no tags, and nothing that reads as a name or an arrow
words = st.text(st.characters(categories=["L", "N"], include_characters=" ,.?'èù"), min_size=1, max_size=40)
turns = st.lists(
    st.tuples(st.sampled_from(SIDES), words.map(str.split).map(" ".join).filter(bool), st.integers(0, 3_600_000)),
    min_size=1,
    max_size=8,
)


def spoken(found: list[tuple[Speaker, str, int]]) -> list[tuple[Speaker, str, float, float]]:
    return [(who, text, start / 1000, (start + 1500) / 1000) for who, text, start in sorted(found, key=lambda t: t[2])]


@given(turns)
@settings(max_examples=40, deadline=None)
def test_what_is_written_as_srt_is_read_again(found: list[tuple[Speaker, str, int]]) -> None:
    said = spoken(found)
    transcript, faults = read_transcript(as_srt(said).encode(), "call.srt")
    assert (transcript.format.name, told(transcript.turns), faults) == ("srt", said, [])


@given(turns)
@settings(max_examples=40, deadline=None)
def test_what_is_written_as_webvtt_is_read_again(found: list[tuple[Speaker, str, int]]) -> None:
    said = spoken(found)
    cues = [f"{moment(s, '.')} --> {moment(e, '.')}\n<v {who.value}>{text}" for who, text, s, e in said]
    transcript, faults = read_transcript("\n\n".join(["WEBVTT", *cues]).encode(), "call.vtt")
    assert (transcript.format.name, told(transcript.turns), faults) == ("webvtt", said, [])


def read(text: str) -> tuple[list[tuple[Speaker, str]], list[tuple[int, str]]]:
    transcript, faults = read_transcript(text.encode(), "call")
    return [(turn.speaker, turn.text) for turn in transcript.turns], [(fault.line, fault.text) for fault in faults]


def test_two_voices_in_one_cue_are_two_turns() -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Agent>Buongiorno.</v>\n<v.loud Caller>Pronto?</v>\nC'è qualcuno?\n"
    assert read(vtt) == ([(AGENT, "Buongiorno."), (CALLER, "Pronto? C'è qualcuno?")], [])


def test_tags_and_escapes_are_not_words() -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:04.000\nAgent: <i>Rossi</i> &amp; figli, <00:02.000>buongiorno.\n"
    assert read(vtt) == ([(AGENT, "Rossi & figli, buongiorno.")], [])


def test_srt_without_numbers_and_with_points_in_its_times() -> None:
    srt = "00:00:01.000 --> 00:00:02.000\nAgent: Buongiorno.\n\n00:00:03,000 --> 00:00:04,000\nCaller: Salve.\n"
    assert read(srt) == ([(AGENT, "Buongiorno."), (CALLER, "Salve.")], [])


def test_a_cue_whose_time_cannot_be_read_is_told_with_its_line_and_stops_no_other() -> None:
    srt = "1\n00:00:01,000 --> 00:00\nAgent: Lost.\n\n2\n00:00:03,000 --> 00:00:04,000\nCaller: Kept.\n"
    said, ((line, text),) = read(srt)
    assert said == [(CALLER, "Kept.")]
    assert line == 2
    assert '“00:01:02.345 --> 00:01:04.000” here, found "00:00:01,000 --> 00:00"' in text


def test_a_colon_inside_a_sentence_names_nobody() -> None:
    vtt = (
        "WEBVTT\n\n00:01.000 --> 00:04.000\nAgent: Two things: the lamp and the bulb.\n\n"
        "00:05.000 --> 00:06.000\nThe number is: four.\n\n00:07.000 --> 00:08.000\nCaller: Thanks.\n"
    )
    assert [text for _, text in read(vtt)[0]] == [
        "Two things: the lamp and the bulb.", "The number is: four.", "Thanks.",
    ]  # fmt: skip


def cues(*texts: str, head: str = "WEBVTT\n\n", point: str = ".") -> str:
    return head + "\n\n".join(
        f"{at + 1}\n00:00:{at:02}{point}000 --> 00:00:{at:02}{point}900\n{text}" for at, text in enumerate(texts)
    )


def test_what_follows_an_empty_line_inside_a_cue_is_said_as_well() -> None:
    srt = cues("Agent: Buongiorno.\n\nSono Giulia.", "Caller: Salve.\n\n\nUn pacco.", head="", point=",")
    assert read(srt) == ([(AGENT, "Buongiorno. Sono Giulia."), (CALLER, "Salve. Un pacco.")], [])


def test_what_stands_between_signs_that_are_no_tags_is_said() -> None:
    vtt = cues("<v Agent>se < 30 giorni allora > niente &amp; basta</v>", "<v Caller>R&D &lt;qui&gt; <c.x>ok</c>")
    assert read(vtt) == ([(AGENT, "se < 30 giorni allora > niente & basta"), (CALLER, "R&D <qui> ok")], [])


def test_every_voice_of_a_cue_speaks() -> None:
    vtt = cues("<v Agent>Uno</v> <v Caller>due</v> <v Agent>tre</v>")
    assert read(vtt)[0] == [(AGENT, "Uno"), (CALLER, "due"), (AGENT, "tre")]


@pytest.mark.parametrize(
    ("agent", "caller"),
    [
        ("Operatore: {}", "+39 06 5550100: {}"), ("[Agente] {}", "[Cliente] {}"), ("(speaker 0) {}", "(speaker 1) {}"),
        ("Agent (spk_0): {}", "Caller (spk_1): {}"), ("Operatore: {}", "Bianchi (Acme s.r.l. - acquisti): {}"),
        ("<v Giulia>{}</v>", "<v +39 06 5550100>{}</v>"), ("Giulia\n{}", "Mario Rossi\n{}"),
        ("<b>Giulia:</b> {}", "<b>Mario:</b> {}"), ("- Agent: {}", "- Caller: {}"),
    ],
)  # fmt: skip
def test_a_voice_is_named_as_meetings_and_machines_do(agent: str, caller: str) -> None:
    said = ["Casa Lume, come posso aiutarla?", "Aspetto un pacco.", "Controllo.", "Grazie."]
    vtt = cues(*((agent, caller)[at % 2].format(words) for at, words in enumerate(said)))
    assert read(vtt)[0] == list(zip((AGENT, CALLER, AGENT, CALLER), said, strict=True))


def test_webex_names_a_voice_beside_the_number_of_a_cue() -> None:
    said = [("Giulia Ferri", "Casa Lume, come posso aiutarla?"), ("+39 06 55", "Aspetto un pacco."), ("", "Grazie.")]
    vtt = "WEBVTT\n\n" + "".join(
        f"{at} {f'{chr(34)}{who}{chr(34)} (0)' if who else ''}\n00:0{at}.000 --> 00:0{at}.900\n{words}\n\n"
        for at, (who, words) in enumerate(said)
    )
    assert read(vtt)[0][:2] == [(AGENT, said[0][1]), (CALLER, said[1][1])]


def test_a_sound_in_brackets_is_no_voice() -> None:
    vtt = cues("Agent: Ecco.", "Caller: Bene.", "[musica]", "Agent: Scusi.", "Caller: Prego.", "[musica] forte")
    assert [text for _, text in read(vtt)[0]][2::3] == ["[musica]", "[musica] forte"]


def test_a_cue_without_a_name_is_nobodys_unless_it_ends_the_sentence_before() -> None:
    vtt = cues("Agent: Le mando", "subito il pacco.", "Caller: Bene.", "Grazie.")
    transcript, (fault,) = read_transcript(vtt.encode(), "call.vtt")
    assert [turn.speaker for turn in transcript.turns] == [AGENT, AGENT, CALLER, Speaker.OTHER]
    assert "Nothing says who speaks here" in fault.text


def test_notes_and_styles_are_no_words_and_an_arrow_inside_them_is_no_cue() -> None:
    vtt = cues("Agent: Vada su Menu --> Account.", "NOTE ho finito", "Caller: Ok.\n\nNOTE per noi\nnon detto")
    assert [text for _, text in read(vtt)[0]] == ["Vada su Menu --> Account.", "NOTE ho finito", "Ok."]


def test_words_before_the_first_cue_are_told() -> None:
    srt = "Chiamata di prova\n\n" + cues("Agent: Ecco.", "Caller: Bene.", head="", point=",")
    assert read(srt)[1] == [(1, "This line stands before the first cue, without a time.")]


spoken_text = st.text(st.characters(codec="utf-8", exclude_characters="\x0b\x0c"), max_size=40)


@given(st.lists(spoken_text, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_every_word_of_a_cue_is_in_a_turn_or_told(texts: list[str]) -> None:
    """Whatever a cue holds: tags, times and notes aside, its words come out, in order."""
    plain = [" ".join("".join(c if c.isalnum() else " " for c in text).split()) for text in texts]
    srt = cues("Agent: Ecco.", *(f"Caller: {text}" for text in plain), head="", point=",")
    transcript, _ = read_transcript(srt.encode(), "call.srt")
    assert " ".join(turn.text for turn in transcript.turns).split() == " ".join(["Ecco.", *plain]).split()
