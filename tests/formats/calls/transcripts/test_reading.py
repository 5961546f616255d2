"""Every format, from a file in its real shape, says the same call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benvenuto.config import HOME
from benvenuto.domain.call import SIDES, Speaker, Turn
from benvenuto.domain.transcript import in_order
from benvenuto.formats.calls.transcripts import read_transcript

FILES = Path(__file__).parent / "files"
AGENT, CALLER = Speaker.AGENT, Speaker.CALLER
SAID = [
    (AGENT, "Good morning, Casa Lume, Giulia speaking.", 0.52, 3.08),
    (CALLER, "Hi, my lamp arrived broken.", 3.61, 5.62),
    (AGENT, "I'm sorry to hear that. What is the order number?", 6.2, 8.93),
    (CALLER, "Four seven two.", 10.41, 11.6),
]
WITH_WORDS = {
    "amazon-transcribe-channels.json": "amazon-transcribe",
    "amazon-transcribe-speakers.json": "amazon-transcribe",
    "amazon-transcribe-speakers-2019.json": "amazon-transcribe",
    "call-analytics.json": "call-analytics",
    "deepgram-multichannel.json": "deepgram",
    "deepgram-diarized.json": "deepgram",
    "whisperx.json": "whisper",
}
WITHOUT_WORDS = {
    "contact-lens.json": "contact-lens",
    "contact-lens-live.json": "contact-lens",
    "whisper-cpp.json": "whisper",
    "webvtt-voices.vtt": "webvtt",
    "meeting-names.vtt": "webvtt",
    "captions.srt": "srt",
}
ONE_VOICE = [
    "whisper-openai-agent.json",
    "whisper-service-agent.json",
    "faster-whisper-agent.json",
    "faster-whisper-rows-agent.json",
]
GUESSED = {
    "amazon-transcribe-speakers.json",
    "amazon-transcribe-speakers-2019.json",
    "deepgram-diarized.json",
    "whisperx.json",
    "meeting-names.vtt",
}


def read(name: str, voice: Speaker | None = None) -> tuple[Any, list[str]]:
    transcript, faults = read_transcript((FILES / name).read_bytes(), name, voice)
    return transcript, [fault.text for fault in faults]


def told(turns: tuple[Turn, ...]) -> list[tuple[Speaker, str, float | None, float | None]]:
    return [(turn.speaker, turn.text, turn.start_s, turn.end_s) for turn in turns]


@pytest.mark.parametrize(("name", "format_"), (WITH_WORDS | WITHOUT_WORDS).items())
def test_who_said_what_and_when(name: str, format_: str) -> None:
    transcript, doubts = read(name)
    assert transcript.format.name == format_
    assert told(transcript.turns) == SAID
    assert bool(doubts) == (name in GUESSED)


@pytest.mark.parametrize("name", WITH_WORDS)
def test_each_word_has_its_times_and_how_sure_they_are(name: str) -> None:
    words = read(name)[0].turns[1].words
    assert [word.text for word in words] == ["Hi,", "my", "lamp", "arrived", "broken."]
    assert (words[2].start_s, words[2].end_s) == (4.15, 4.56)
    assert all(word.confidence and word.confidence > 0.9 for word in words)


@pytest.mark.parametrize("name", sorted(GUESSED))
def test_where_names_tell_nothing_the_first_to_speak_is_the_agent_and_that_is_said(name: str) -> None:
    (doubt,) = read(name)[1]
    assert "the first to speak, was taken to be the agent" in doubt


@pytest.mark.parametrize("name", sorted(ONE_VOICE))
def test_a_file_of_one_voice_belongs_to_whom_it_is_named_after(name: str) -> None:
    transcript, doubts = read(name, AGENT)
    assert told(transcript.turns) == [one for one in SAID if one[0] is AGENT]
    assert [len(turn.words) for turn in transcript.turns] == [6, 10]
    assert doubts == []


def test_two_files_of_one_voice_each_make_the_call() -> None:
    agent, caller = (read(f"whisper-openai-{who.value}.json", who)[0].turns for who in SIDES)
    assert told(in_order([*agent, *caller])) == SAID


def test_text_has_times_to_the_second_and_no_ends() -> None:
    transcript, doubts = read("plain.txt")
    assert transcript.format.name == "text"
    assert told(transcript.turns) == [(who, said, float(int(start)), None) for who, said, start, _ in SAID]
    assert doubts == []


def test_a_real_call_transcribed_voice_by_voice() -> None:
    file = HOME / "sample_data" / "auto-repairs-40" / "transcript.whisper-base.json"
    transcript, faults = read_transcript(file.read_bytes(), file.name)
    assert (transcript.format.name, len(transcript.turns), faults) == ("whisper", 60, [])
    words = [word.text for word in transcript.turns[0].words]
    assert "high-end" in words  # Whisper hears “ high” and “-end”
    assert " ".join(words) == transcript.turns[0].text
    starts = [turn.start_s for turn in transcript.turns if turn.start_s is not None]
    assert starts == sorted(starts)
    assert len(starts) == len(transcript.turns)


def test_a_monologue_is_parted_between_sentences() -> None:
    words = [
        {"word": f"word{n}", "punctuated_word": f"word{n}{'.' * (n % 10 == 9)}", "start": n / 2, "end": n / 2 + 0.4}
        for n in range(80)
    ]
    channels = [{"alternatives": [{"words": words}]}, {"alternatives": [{"words": []}]}]
    transcript, _ = read_transcript(json.dumps({"results": {"channels": channels}}).encode(), "call.json")
    assert [turn.start_s for turn in transcript.turns] == [0.0, 15.0, 30.0]  # sentences of 5 s, at most 15 s together
    assert all(turn.text.endswith(".") for turn in transcript.turns)


def harper_valley() -> list[tuple[Speaker, str, float, float]]:
    """A real conversation, with people talking over each other."""
    file = HOME / "sample_data" / "harper-valley" / "five-calls.json"
    calls = json.loads(file.read_text("utf-8"))["calls"]
    return [
        (Speaker(t["role"]), t["human"], t["offset_ms"] / 1000, (t["offset_ms"] + t["duration_ms"]) / 1000)
        for t in max(calls.values(), key=len)
        if t["human"]
    ]


def moment(seconds: float, point: str) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"


def as_srt(said: list[tuple[Speaker, str, float, float]]) -> str:
    cues = (
        f"{number}\n{moment(start, ',')} --> {moment(end, ',')}\n{who.value.title()}: {words}\n"
        for number, (who, words, start, end) in enumerate(said, 1)
    )
    return "\n".join(cues)


def as_call_analytics(said: list[tuple[Speaker, str, float, float]]) -> str:
    roles = {AGENT: "AGENT", CALLER: "CUSTOMER"}
    turns = [
        {
            "ParticipantRole": roles[who],
            "Content": words,
            "BeginOffsetMillis": round(start * 1000),
            "EndOffsetMillis": round(end * 1000),
        }
        for who, words, start, end in said
    ]
    return json.dumps({"JobStatus": "COMPLETED", "Channel": "VOICE", "Transcript": turns})


@pytest.mark.parametrize("written", [as_srt, as_call_analytics], ids=["srt", "call-analytics"])
def test_a_real_conversation_comes_through_whole(written: Any) -> None:
    said = harper_valley()
    transcript, faults = read_transcript(written(said).encode(), "call")
    assert len(said) > 10
    assert faults == []
    assert told(transcript.turns) == sorted(said, key=lambda one: one[2])
