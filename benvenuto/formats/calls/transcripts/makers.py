"""Makers of transcripts whose files are lists of utterances or words: a row each, those of telephone systems apart.

Each row follows the maker's own documentation of its API or export, in the maker's own units.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benvenuto.formats.calls.transcripts.google import GOOGLE, GOOGLE_INSIGHTS
from benvenuto.formats.calls.transcripts.kinds import head_of, list_at, within
from benvenuto.formats.calls.transcripts.places import JsonPlace, as_number
from benvenuto.formats.calls.transcripts.platforms import AIRCALL, GENESYS, GONG, OPENPHONE, TWILIO
from benvenuto.formats.calls.transcripts.shapes import Fields, FileShape, shaped
from benvenuto.formats.calls.transcripts.times import (
    START_END,
    START_END_MS,
    START_TIME_END_TIME,
    Times,
    Unit,
    milliseconds,
    seconds,
    ticks,
)


def _documents(data: Any) -> list[Any]:
    """What stands in a file one after the other, or the one thing that does."""
    return data if isinstance(data, list) else [data]


# AssemblyAI: https://www.assemblyai.com/docs/api-reference/transcripts
_ASSEMBLYAI_WORD = Fields(("text",), START_END_MS, speaker=("speaker",))
_ASSEMBLYAI_LINES = ("utterances", "sentences", "paragraphs")


def _is_assemblyai(data: Any, key: str) -> bool:
    head = head_of(list_at(data, key))
    return {"text", "start", "end"} <= head.keys() and isinstance(head["start"], int) and not within(data, "segments")


ASSEMBLYAI = (
    shaped(
        "assemblyai",
        "AssemblyAI",
        lambda data: any(_is_assemblyai(data, key) for key in _ASSEMBLYAI_LINES),
        FileShape(
            lines=tuple((key, "*") for key in _ASSEMBLYAI_LINES),
            line=_ASSEMBLYAI_WORD,
            words_at=("words",),
            words=_ASSEMBLYAI_WORD,
            channel=("channel",),
            first_channel=1,
        ),
    ),
    shaped(
        "assemblyai",
        "AssemblyAI",
        lambda data: _is_assemblyai(data, "words"),
        FileShape(lines=(("words", "*"),), line=_ASSEMBLYAI_WORD, channel=("channel",), first_channel=1),
    ),
)

# Azure AI Speech, batch and fast transcription
_AZURE_TIMES = Times(
    (("offsetInTicks", ticks), ("offsetMilliseconds", milliseconds), ("offset", seconds)),
    length=(("durationInTicks", ticks), ("durationMilliseconds", milliseconds), ("duration", seconds)),
)
AZURE = (
    shaped(
        "azure",
        "Azure Speech",
        lambda data: within(data, "recognizedPhrases") is not None,
        FileShape(
            lines=(("recognizedPhrases", "*"),),
            line=Fields(("nBest.0.display", "nBest.0.lexical"), _AZURE_TIMES, speaker=("speaker",)),
            words_at=("nBest.0.displayWords", "nBest.0.words"),
            words=Fields(("displayText", "word"), _AZURE_TIMES),
            channel=("channel",),
        ),
    ),
    shaped(
        "azure",
        "Azure Speech",
        lambda data: within(data, "combinedPhrases") is not None and within(data, "phrases") is not None,
        FileShape(
            lines=(("phrases", "*"),),
            line=Fields(("text",), _AZURE_TIMES, speaker=("speaker",)),
            words_at=("words",),
            words=Fields(("text",), _AZURE_TIMES),
            channel=("channel",),
        ),
    ),
    shaped(  # as its language service takes conversations
        "azure",
        "Azure Speech",
        lambda data: "conversationItems" in head_of(list_at(data, "conversations")),
        FileShape(
            lines=(("conversations", "*", "conversationItems", "*"),),
            line=Fields(("text", "itn", "lexical"), Times(()), speaker=("role", "participantId")),
            words_at=("audioTimings", "wordLevelTimings"),
            words=Fields(("word",), Times((("offset", ticks),), length=(("duration", ticks),))),
        ),
    ),
)


# Rev AI and Rev
def _rev_names(root: JsonPlace) -> Mapping[str, str]:
    speakers = root["speakers"]
    return {each["id"].name(): each["name"].text() for each in speakers} if speakers.there else {}


_REV_TIMES = Times((("ts", seconds), ("timestamp", seconds)), (("end_ts", seconds), ("end_timestamp", seconds)))
REV = shaped(
    "rev",
    "Rev",
    lambda data: within(data, "monologues") is not None,
    FileShape(
        lines=(("monologues", "*"),),
        line=Fields((), Times(()), speaker=("speaker_info.display_name", "speaker")),
        words_at=("elements",),
        words=Fields(("value",), _REV_TIMES, kind="type", marks=("punct",)),
        names=_rev_names,
    ),
)

# Speechmatics, json-v2
SPEECHMATICS = shaped(
    "speechmatics",
    "Speechmatics",
    lambda data: "content" in head_of(list_at(head_of(list_at(data, "results")), "alternatives")),
    FileShape(
        lines=(("results", "*"),),
        line=Fields(
            ("alternatives.0.content",),
            START_TIME_END_TIME,
            ("alternatives.0.confidence",),
            speaker=("channel", "alternatives.0.speaker"),
            kind="type",
            marks=("punctuation",),
        ),
    ),
)

# Gladia, v2 and v1
_GLADIA_V1 = Times((("time_begin", seconds),), (("time_end", seconds),))
GLADIA = (
    shaped(
        "gladia",
        "Gladia",
        lambda data: (
            within(data, "result", "transcription", "utterances") is not None
            or within(data, "transcription", "utterances") is not None
        ),
        FileShape(
            lines=(("result", "transcription", "utterances", "*"), ("transcription", "utterances", "*")),
            line=Fields(("text",), START_END, speaker=("speaker",)),
            words_at=("words",),
            words=Fields(("word",), START_END),
            channel=("channel",),
        ),
    ),
    shaped(
        "gladia",
        "Gladia",
        lambda data: within(head_of(_documents(data)), "data", "utterance") is not None,
        FileShape(
            lines=(("*", "data", "utterance"), ("data", "utterance")),
            line=Fields(("text",), START_END, speaker=("speaker",)),
            words_at=("words",),
            words=Fields(("word",), START_END),
            channel=("channel",),
        ),
    ),
    shaped(
        "gladia",
        "Gladia",
        lambda data: "transcription" in head_of(list_at(data, "prediction")),
        FileShape(
            lines=(("prediction", "*"),),
            line=Fields(("transcription",), _GLADIA_V1, speaker=("speaker",)),
            words_at=("words",),
            words=Fields(("word",), _GLADIA_V1),
        ),
    ),
)


# Vosk: one result, or several one after the other
VOSK = shaped(
    "vosk",
    "Vosk",
    lambda data: any({"word", "conf"} <= head_of(list_at(result, "result")).keys() for result in _documents(data)),
    FileShape(
        lines=(("*", "result", "*"), ("result", "*")),
        line=Fields(("word",), START_END, ("conf",)),
    ),
)

# NVIDIA NeMo: speech recognition with speaker diarization
_NEMO_WORD = Fields(("word",), START_TIME_END_TIME)
_NEMO_LINE = Fields(("text", "sentence", "word"), START_TIME_END_TIME, speaker=("speaker", "speaker_label"))
NEMO = (
    shaped(
        "nemo",
        "NVIDIA NeMo",
        lambda data: {"start_time", "word"} <= head_of(list_at(data, "words")).keys(),
        FileShape(lines=(("words", "*"),), line=_NEMO_LINE),
    ),
    shaped(
        "nemo",
        "NVIDIA NeMo",
        lambda data: bool(
            "start_time" in (head := head_of(list_at(data, "sentences"))) and {"text", "sentence"} & head.keys()
        ),
        FileShape(
            lines=(("sentences", "*"),),
            line=_NEMO_LINE,
            words_at=("words",),
            words=_NEMO_WORD,
        ),
    ),
)


# ElevenLabs: words, the spaces between them, and what is heard besides
ELEVENLABS = shaped(
    "elevenlabs",
    "ElevenLabs",
    lambda data: {"text", "type"} <= head_of(list_at(data, "words")).keys(),
    FileShape(
        lines=(("words", "*"),),
        line=Fields(("text",), START_END, speaker=("speaker_id", "channel_index")),
        chosen=lambda words: [word for word in words if word["type"].value == "word"],
    ),
)


# Hugging Face's pipeline of Whisper, with the speakers that insanely-fast-whisper adds
def _nth(place: int) -> Unit:
    return lambda value: as_number(value[place]) if isinstance(value, list) and len(value) == 2 else None


_SPAN = Times((("timestamp", _nth(0)),), (("timestamp", _nth(1)),))
HUGGING_FACE = shaped(
    "whisper",
    "Whisper",
    lambda data: any({"text", "timestamp"} <= head_of(list_at(data, key)).keys() for key in ("speakers", "chunks")),
    FileShape(
        lines=(("speakers", "*"), ("chunks", "*")),
        line=Fields(("text",), _SPAN, speaker=("speaker",)),
        words_at=("words",),
        words=Fields(("text",), _SPAN),
    ),
)


# Amberscript: segments of words, and the names of their speakers
def _amberscript_names(root: JsonPlace) -> Mapping[str, str]:
    speakers = root["speakers"]
    return {each["spkid"].name(): each["name"].text() for each in speakers} if speakers.there else {}


def _is_amberscript(data: Any) -> bool:
    segment = head_of(list_at(data, "segments"))
    return "text" not in segment and "text" in head_of(list_at(segment, "words"))


AMBERSCRIPT = shaped(
    "amberscript",
    "Amberscript",
    _is_amberscript,
    FileShape(
        lines=(("segments", "*"),),
        line=Fields((), Times(()), speaker=("speaker",)),
        words_at=("words",),
        words=Fields(("text",), START_END, ("conf",)),
        names=_amberscript_names,
    ),
)


# Deepgram, where a file holds its utterances alone; deepgram.py reads it by channel
def _is_deepgram(data: Any) -> bool:
    channels = list_at(data, "results", "channels")
    worded = any("words" in head_of(list_at(channel, "alternatives")) for channel in channels)
    return bool(list_at(data, "results", "utterances")) and not worded


DEEPGRAM_UTTERANCES = shaped(
    "deepgram",
    "Deepgram",
    _is_deepgram,
    FileShape(
        lines=(("results", "utterances", "*"),),
        line=Fields(("transcript",), START_END, speaker=("speaker",)),
        words_at=("words",),
        words=Fields(("punctuated_word", "word"), START_END, speaker=("speaker",)),
        channel=("channel",),
    ),
)

MAKERS = (
    *ASSEMBLYAI, *AZURE, GENESYS, TWILIO, REV, SPEECHMATICS, *GLADIA, VOSK, *NEMO, ELEVENLABS, HUGGING_FACE,
    AMBERSCRIPT, AIRCALL, OPENPHONE, GONG, DEEPGRAM_UTTERANCES, GOOGLE_INSIGHTS, GOOGLE,
)  # fmt: skip
