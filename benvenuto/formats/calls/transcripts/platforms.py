"""Transcripts of telephone systems and contact centres, which know who was the agent: a row each, as in makers.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import MORE_PAGES
from benvenuto.formats.calls.transcripts.kinds import JsonFormat, head_of, list_at
from benvenuto.formats.calls.transcripts.places import JsonPlace, as_number
from benvenuto.formats.calls.transcripts.shapes import Fields, FileShape, read_shape, shaped
from benvenuto.formats.calls.transcripts.times import (
    START_END,
    START_END_MS,
    START_TIME_END_TIME,
    Times,
    milliseconds,
    seconds,
)

_ROLES = {
    **dict.fromkeys(("internal", "agent", "user"), "agent"),
    **dict.fromkeys(("external", "customer"), "caller"),
    **dict.fromkeys(("ivr", "acd", "bot", "botflow", "workflow", "voicemail", "system"), "system"),
}


# Genesys Cloud, transcripts of conversations
def _genesys(begun_ms: float) -> FileShape:
    """Where a time is only that of the clock, it counts from the moment at which the transcript has begun."""

    def since(value: Any) -> float | None:
        clock = as_number(value)
        return None if clock is None else (clock - begun_ms) / 1000

    times = Times((("offset", milliseconds), ("startTimeMs", since)), length=(("duration", milliseconds),))
    return FileShape(
        lines=(("transcripts", "*", "phrases", "*"),),
        line=Fields(("decoratedText", "text"), times, speaker=("participantPurpose",)),
        words_at=("decoratedWords", "words"),
        words=Fields(("word",), times),
        names=lambda _: _ROLES,
    )


def _read_genesys(root: JsonPlace) -> Sequence[Utterance]:
    first = root["transcripts"][0]["phrases"][0]["startTimeMs"].value
    begun = (as_number(root[key].value) for key in ("startTime", "conversationStartTime"))
    begun_ms = next((clock for clock in begun if clock is not None), None)
    return read_shape("Genesys Cloud", _genesys(as_number(first) or 0.0 if begun_ms is None else begun_ms), root)


GENESYS = JsonFormat(
    "genesys", "Genesys Cloud", lambda data: "phrases" in head_of(list_at(data, "transcripts")), _read_genesys
)


# Twilio Conversational Intelligence: sentences of a transcript, as the API has them and as its libraries spell them
def _twilio_names(root: JsonPlace) -> Mapping[str, str]:
    participants = root["channel"]["participants"]
    if not participants.there:
        return {}
    return {each["channel_participant"].name(): each["role"].text() for each in participants}


def _twilio_doubts(root: JsonPlace) -> None:
    if (page := root["meta"]["next_page_url"]).there and page.value:
        page.fault(MORE_PAGES)


_TWILIO_TIMES = Times((("start_time", seconds), ("startTime", seconds)), (("end_time", seconds), ("endTime", seconds)))
TWILIO = shaped(
    "twilio",
    "Twilio",
    lambda data: "transcript" in head_of(list_at(data, "sentences")),
    FileShape(
        lines=(("sentences", "*"),),
        line=Fields(("transcript",), _TWILIO_TIMES),
        words_at=("words",),
        words=Fields(("word",), _TWILIO_TIMES),
        channel=("media_channel", "mediaChannel"),
        first_channel=1,
        names=_twilio_names,
        doubts=_twilio_doubts,
    ),
)


# Aircall: whether each side was in the house or outside
AIRCALL = shaped(
    "aircall",
    "Aircall",
    lambda data: "participant_type" in head_of(list_at(data, "transcription", "content", "utterances")),
    FileShape(
        lines=(("transcription", "content", "utterances", "*"),),
        line=Fields(("text",), START_TIME_END_TIME, speaker=("participant_type",)),
        words_at=("words",),
        words=Fields(("text",), START_TIME_END_TIME),
        names=lambda _: _ROLES,
    ),
)


# OpenPhone (Quo): who is a user of the house has a number as such
def _openphone_names(root: JsonPlace) -> Mapping[str, str]:
    return {line["userId"].name(): "agent" for line in root["data"]["dialogue"] if line["userId"].there}


OPENPHONE = shaped(
    "openphone",
    "OpenPhone",
    lambda data: "content" in head_of(list_at(data, "data", "dialogue")),
    FileShape(
        lines=(("data", "dialogue", "*"),),
        line=Fields(("content",), START_END, speaker=("userId", "identifier")),
        words_at=("words",),
        words=Fields(("word",), START_END),
        names=_openphone_names,
    ),
)


# Gong: sentences by topic and speaker; a file of several calls is none of one
def _gong_sentences(monologues: list[JsonPlace]) -> list[JsonPlace]:
    return [
        sentence.beside(speakerId=monologue["speakerId"].value)
        for monologue in monologues
        for sentence in monologue["sentences"]
    ]


GONG = shaped(
    "gong",
    "Gong",
    lambda data: len(list_at(data, "callTranscripts")) == 1,
    FileShape(
        lines=(("callTranscripts", "*", "transcript", "*"),),
        line=Fields(("text",), START_END_MS, speaker=("speakerId",)),
        words_at=("words",),
        words=Fields(("word",), START_END_MS),
        chosen=_gong_sentences,
    ),
)
