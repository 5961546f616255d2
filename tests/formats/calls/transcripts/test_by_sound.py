"""Who speaks, told by the recording where the file does not tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benvenuto.domain.call import Speaker
from benvenuto.domain.measure import Segment, Speech
from benvenuto.formats.calls.transcripts import read_transcript
from tests.formats.calls.transcripts.test_reading import GUESSED, SAID, told

FILES = Path(__file__).parent / "files"
AGENT, CALLER, OTHER = Speaker
HEARD = Speech(12.0, agent=(Segment(0.5, 3.1), Segment(6.2, 9.0)), caller=(Segment(3.6, 5.7), Segment(10.4, 11.6)))
TURNED = Speech(12.0, agent=HEARD.caller, caller=HEARD.agent)


@pytest.mark.parametrize("name", sorted(GUESSED))
def test_where_names_tell_nothing_the_sound_does_and_nothing_is_doubtful(name: str) -> None:
    content = (FILES / name).read_bytes()
    as_heard, doubts = read_transcript(content, name, speech=HEARD)
    assert (told(as_heard.turns), doubts) == (SAID, [])
    turned, _ = read_transcript(content, name, speech=TURNED)
    assert [turn.speaker for turn in turned.turns] == [CALLER, AGENT, CALLER, AGENT]


def test_names_are_believed_before_the_sound() -> None:
    content = (FILES / "webvtt-voices.vtt").read_bytes()
    assert told(read_transcript(content, "call.vtt", speech=TURNED)[0].turns) == SAID


def test_one_stream_of_words_is_given_to_whoever_is_heard() -> None:
    content = b"""{"segments": [
        {"start": 0.5, "end": 5.6, "text": " Casa Lume, good morning. Hi!", "words": [
            {"word": " Casa", "start": 0.5, "end": 1.0}, {"word": " Lume,", "start": 1.0, "end": 1.4},
            {"word": " good", "start": 2.0, "end": 2.2}, {"word": " morning.", "start": 2.2, "end": 3.3},
            {"word": " Hi!", "start": 5.0, "end": 5.6}]},
        {"start": 6.0, "end": 9.1, "text": " What is the number?"},
        {"start": 9.2, "end": 9.9, "text": " Well."},
        {"start": 10.0, "end": 11.0, "text": " Four."}]}"""
    transcript, (doubt,) = read_transcript(content, "call.json", speech=HEARD)
    assert told(transcript.turns) == [
        (AGENT, "Casa Lume, good morning.", 0.5, 3.3),
        (CALLER, "Hi!", 5.0, 5.6),
        (AGENT, "What is the number?", 6.0, 9.1),
        (AGENT, "Well.", 9.2, 9.9),  # nobody is heard: whoever spoke goes on
        (CALLER, "Four.", 10.0, 11.0),
    ]
    assert "given to whoever is speaking at that point" in doubt.text


def test_a_list_of_one_voice_after_the_other_that_does_not_tell_them_apart_is_put_in_order() -> None:
    document = json.loads((FILES / "amazon-transcribe-channels.json").read_text("utf-8"))
    document["results"]["channel_labels"] = None
    content = json.dumps(document).encode()
    one_voice, _ = read_transcript(content, "call.json", AGENT)
    assert told(one_voice.turns) == [(AGENT, *said) for _, *said in SAID]
    assert told(read_transcript(content, "call.json", speech=HEARD)[0].turns) == SAID


def test_words_in_no_order_of_time_make_turns_that_end_after_they_begin() -> None:
    content = b"""{"segments": [{"start": 0.5, "end": 5.6, "text": "morning. Good Hi!", "words": [
        {"word": " morning.", "start": 2.2, "end": 3.0}, {"word": " Good", "start": 1.0, "end": 2.2},
        {"word": " Hi!", "start": 5.0, "end": 5.6}]}]}"""
    transcript, _ = read_transcript(content, "call.json", speech=HEARD)
    assert told(transcript.turns) == [(AGENT, "morning. Good", 2.2, 3.0), (CALLER, "Hi!", 5.0, 5.6)]


def test_where_the_sound_hears_one_voice_alone_the_first_to_speak_is_the_agent() -> None:
    content = (FILES / "whisperx.json").read_bytes()
    transcript, (doubt,) = read_transcript(content, "call.json", speech=Speech(12.0, agent=(Segment(0.0, 12.0),)))
    assert told(transcript.turns) == SAID
    assert "the first to speak" in doubt.text


def test_a_segment_without_a_speaker_goes_to_whoever_is_heard_and_else_to_nobody() -> None:
    segments = [
        {"start": 0.5, "end": 3.0, "text": " Casa Lume, good morning.", "speaker": "A"},
        {"start": 3.7, "end": 5.6, "text": " My lamp arrived broken.", "speaker": "B"},
        {"start": 6.3, "end": 9.0, "text": " What is the number?", "speaker": "?"},
        {"start": 10.5, "end": 11.5, "text": " Four."},
    ]
    content = json.dumps({"segments": segments}).encode()
    transcript, doubts = read_transcript(content, "call.json", speech=HEARD)
    assert [turn.speaker for turn in transcript.turns] == [AGENT, CALLER, AGENT, CALLER]
    assert doubts == []
    blind, _ = read_transcript(content, "call.json")
    assert [turn.speaker for turn in blind.turns] == [AGENT, CALLER, OTHER, OTHER]


def test_letters_are_told_apart_by_the_sound_and_nobody_is_left_out() -> None:
    segments = [
        {"start": start, "end": end, "text": f" {who}", "speaker": who}
        for who, start, end in (("C", 0.5, 3.0), ("A", 3.7, 5.6), ("B", 6.3, 9.0), ("A", 10.5, 11.5))
    ]
    transcript, doubts = read_transcript(json.dumps({"segments": segments}).encode(), "call.json", speech=HEARD)
    assert [turn.speaker for turn in transcript.turns] == [AGENT, CALLER, AGENT, CALLER]
    assert doubts == []


def test_where_names_and_sound_contradict_each_other_it_is_said() -> None:
    content = (FILES / "webvtt-voices.vtt").read_bytes()
    assert read_transcript(content, "call.vtt", speech=HEARD)[1] == []
    (doubt,) = read_transcript(content, "call.vtt", speech=TURNED)[1]
    assert "File and recording contradict each other" in doubt.text


def test_channels_are_those_in_which_the_voices_are_heard() -> None:
    content = (FILES / "amazon-transcribe-channels.json").read_bytes()
    assert read_transcript(content, "call.json", speech=HEARD)[1] == []
    transcript, (doubt,) = read_transcript(content, "call.json", speech=TURNED)
    assert [turn.speaker for turn in transcript.turns] == [CALLER, AGENT, CALLER, AGENT]
    assert "channels are not those of the recording" in doubt.text


def test_words_where_nobody_is_heard_are_another_voices_and_told() -> None:
    cues = [("00:00.500", "00:03.000", "Agent: Casa Lume."), ("00:03.700", "00:05.600", "Caller: My lamp."),
            ("00:20.000", "00:22.000", "Agent: Good morning.")]  # fmt: skip
    content = "WEBVTT\n\n" + "\n\n".join(f"{start} --> {end}\n{text}" for start, end, text in cues)
    transcript, (doubt,) = read_transcript(content.encode(), "call.vtt", speech=HEARD)
    assert [turn.speaker for turn in transcript.turns] == [AGENT, CALLER, OTHER]
    assert doubt.text.endswith("(turns: 1). The first: 0:20 “Good morning.”")
    assert "recognisers write words over silence" in doubt.remedy


def test_all_words_over_a_recording_without_a_voice_are_nobodys() -> None:
    content = b"WEBVTT\n\n00:00.500 --> 00:08.000\nAgent: Buongiorno.\n\n00:08.700 --> 00:09.600\nCaller: QTSS.\n"
    transcript, (doubt,) = read_transcript(content, "call.vtt", speech=Speech(12.0))
    assert [turn.speaker for turn in transcript.turns] == [OTHER, OTHER]
    assert "recognisers write words over silence" in doubt.remedy


def test_a_colleague_who_says_one_line_is_a_third_voice() -> None:
    lines = ("Agente: Buongiorno.", "Cliente: Un pacco.", "Collega: Scusa, un attimo.", "Agente: Ecco.")
    transcript, doubts = read_transcript("\n".join(lines).encode(), "call.txt")
    assert [turn.speaker for turn in transcript.turns] == [AGENT, CALLER, OTHER, AGENT]
    assert "“Collega” is neither agent nor caller" in doubts[0].text


def test_a_transcript_of_another_recording_is_told_and_left_as_it_is() -> None:
    late = Speech(500.0, agent=(Segment(400.0, 402.0),), caller=(Segment(410.0, 412.0),))
    content = (FILES / "webvtt-voices.vtt").read_bytes()
    transcript, (doubt,) = read_transcript(content, "call.vtt", speech=late)
    assert told(transcript.turns) == SAID
    assert "(4 of 4 turns): the times do not fit" in doubt.text


def test_a_line_without_a_time_is_nobodys_and_not_lost() -> None:
    content = b"""{"segments": [{"start": 0.5, "end": 3.0, "text": "Casa Lume."}, {"text": "Lost?"},
                                {"start": 3.7, "end": 5.6, "text": "My lamp."}]}"""
    transcript, _ = read_transcript(content, "call.json", speech=HEARD)
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [
        (AGENT, "Casa Lume."), (OTHER, "Lost?"), (CALLER, "My lamp."),
    ]  # fmt: skip
