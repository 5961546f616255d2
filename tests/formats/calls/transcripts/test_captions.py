"""WebVTT and SRT, as they are written and as they arrive."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from benvenuto.domain.call import Speaker
from benvenuto.formats.calls.transcripts import Format, read_transcript
from tests.formats.calls.transcripts.test_reading import as_srt, moment, told

AGENT, CALLER = Speaker.AGENT, Speaker.CALLER

# no line breaks, no tags, and nothing that reads as a name or an arrow
words = st.text(st.characters(categories=["L", "N"], include_characters=" ,.?'èù"), min_size=1, max_size=40)
turns = st.lists(
    st.tuples(st.sampled_from(Speaker), words.map(str.split).map(" ".join).filter(bool), st.integers(0, 3_600_000)),
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
    assert (transcript.format, told(transcript.turns), faults) == (Format.SRT, said, [])


@given(turns)
@settings(max_examples=40, deadline=None)
def test_what_is_written_as_webvtt_is_read_again(found: list[tuple[Speaker, str, int]]) -> None:
    said = spoken(found)
    cues = [f"{moment(s, '.')} --> {moment(e, '.')}\n<v {who.value}>{text}" for who, text, s, e in said]
    transcript, faults = read_transcript("\n\n".join(["WEBVTT", *cues]).encode(), "call.vtt")
    assert (transcript.format, told(transcript.turns), faults) == (Format.WEBVTT, said, [])


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
