"""A transcript file from bytes to turns: its format is told by its content, never by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benvenuto.domain.call import Speaker
from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import Speech
from benvenuto.domain.transcript import Utterance, in_order
from benvenuto.formats.calls.transcripts.amazon import read_amazon
from benvenuto.formats.calls.transcripts.call_analytics import read_call_analytics, read_contact_lens
from benvenuto.formats.calls.transcripts.captions import ARROW, read_captions
from benvenuto.formats.calls.transcripts.deepgram import read_deepgram
from benvenuto.formats.calls.transcripts.faults import (
    BrokenJson,
    EmptyTranscript,
    NoTimes,
    NotText,
    TooDeepJson,
    TooLargeTranscript,
    TooLongTranscript,
    UnknownShape,
)
from benvenuto.formats.calls.transcripts.kinds import NAMES, Format, Transcript
from benvenuto.formats.calls.transcripts.labels import turns_of
from benvenuto.formats.calls.transcripts.places import FaultReport, JsonPlace, sketch
from benvenuto.formats.calls.transcripts.plain import is_plain, read_plain
from benvenuto.formats.calls.transcripts.whisper import read_whisper

LARGEST_BYTES = 30_000_000
"""A two-hour call with every word, its times and its alternatives is about a third of this."""
LARGEST_TEXT = 2_000_000
"""What is said, without JSON around it: a day of talk."""
MOST_WORDS = 200_000
MOST_TURNS = 20_000

_JSON_READERS: Mapping[Format, Callable[[JsonPlace], Sequence[Utterance]]] = {
    Format.AMAZON_TRANSCRIBE: read_amazon,
    Format.CALL_ANALYTICS: read_call_analytics,
    Format.CONTACT_LENS: read_contact_lens,
    Format.DEEPGRAM: read_deepgram,
    Format.WHISPER: read_whisper,
}
_CUE = re.compile(r"^[ \t]*\d{1,4}:\d{1,2}[:.,][\d:.,]{1,12}[ \t]*-->", re.MULTILINE)


def read_transcript(
    content: bytes, file: str, voice: Speaker | None = None, speech: Speech | None = None
) -> tuple[Transcript, list[Fault]]:
    """The transcript in a file, with what is doubtful about it; `voice` is whose it is, where it holds one voice only.

    `speech`, where the recording has been heard with a voice on each channel, tells who speaks if the file does not.

    Raises a TranscriptError when the file is none, or not whole enough to hold words.
    """
    text = _text(content)
    report = FaultReport(file)
    format_, said = _read(text, report)
    if not said:
        raise EmptyTranscript(format=NAMES[format_])
    if len(said) > MOST_TURNS or sum(len(one.words) for one in said) > MOST_WORDS:
        raise TooLongTranscript(limit=MOST_TURNS if len(said) > MOST_TURNS else MOST_WORDS)
    if sum(len(one.text) for one in said) > LARGEST_TEXT:
        raise TooLargeTranscript(limit=LARGEST_TEXT // 1_000_000)
    if voice is not None and not any(one.start_s is not None for one in said):
        raise NoTimes
    turns = turns_of(said, voice, report, speech)
    if not turns:
        raise EmptyTranscript(format=NAMES[format_])
    ordered = tuple(turns) if format_ is Format.PLAIN else in_order(turns)
    return Transcript(format_, ordered), report.faults()


def _text(content: bytes) -> str:
    if len(content) > LARGEST_BYTES:
        raise TooLargeTranscript(limit=LARGEST_BYTES // 1_000_000)
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise NotText from None
    if "\0" in text:
        raise NotText
    return text


def _read(text: str, report: FaultReport) -> tuple[Format, Sequence[Utterance]]:
    start = text[:100].lstrip()
    if start.startswith("{") or (start.startswith("[") and not is_plain(text[:LARGEST_TEXT])):
        data = _json(text)
        format_ = _recognise(data)
        return format_, _JSON_READERS[format_](JsonPlace(data, report))
    if len(text) > LARGEST_TEXT:
        raise TooLargeTranscript(limit=LARGEST_TEXT // 1_000_000)
    if start.startswith("WEBVTT"):
        return Format.WEBVTT, read_captions(text.lstrip(), report)
    if ARROW in text and _CUE.search(text):
        return Format.SRT, read_captions(text, report)
    return Format.PLAIN, read_plain(text, report)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BrokenJson(line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise TooDeepJson from None
    except ValueError:  # a number of thousands of digits
        raise BrokenJson(line=1, column=1) from None


def _recognise(data: Any) -> Format:
    for format_, fits in _SIGNS.items():
        if fits(data):
            return format_
    raise UnknownShape(known=", ".join(NAMES[one] for one in _JSON_READERS), found=sketch(data))


def _within(data: Any, *steps: str) -> Any:
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _is_contact_lens(data: Any) -> bool:
    if isinstance(_within(data, "Segments"), list):
        return True
    turns = _within(data, "Transcript")
    first = turns[0] if isinstance(turns, list) and turns else None
    return turns is not None and (
        _within(data, "CustomerMetadata") is not None or (_within(first, "ParticipantId") is not None)
    )


def _is_whisper(data: Any) -> bool:
    if isinstance(data, list):
        first = data[0] if data else None
        row = isinstance(first, list) and len(first) > 4 and isinstance(first[4], str)
        return row or (isinstance(first, dict) and {"start", "end", "text"} <= first.keys())
    if not isinstance(data, dict):
        return False
    if {"segments", "transcription"} & data.keys():
        return True
    first_word = data["words"][0] if isinstance(data.get("words"), list) and data["words"] else None
    return _within(first_word, "word") is not None or any(
        isinstance(one, dict) and isinstance(one.get("segments"), list) for one in data.values()
    )


_SIGNS: Mapping[Format, Callable[[Any], bool]] = {
    Format.CONTACT_LENS: _is_contact_lens,
    Format.CALL_ANALYTICS: lambda data: isinstance(data, dict) and "Transcript" in data,
    Format.DEEPGRAM: lambda data: _within(data, "results", "channels") is not None,
    Format.AMAZON_TRANSCRIBE: lambda data: isinstance(_within(data, "results"), dict),
    Format.WHISPER: _is_whisper,
}
"""What tells the formats apart, asked in this order."""
