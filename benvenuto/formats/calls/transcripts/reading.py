"""A transcript file from bytes to turns: its format is told by its content, never by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from benvenuto.domain.call import Speaker
from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import Speech
from benvenuto.domain.transcript import Utterance, in_order
from benvenuto.formats.calls.transcripts.amazon import AMAZON_TRANSCRIBE
from benvenuto.formats.calls.transcripts.call_analytics import CALL_ANALYTICS, CONTACT_LENS
from benvenuto.formats.calls.transcripts.captions import ARROW, read_captions
from benvenuto.formats.calls.transcripts.deepgram import DEEPGRAM
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
from benvenuto.formats.calls.transcripts.json_format import JsonFormat
from benvenuto.formats.calls.transcripts.kinds import Format, Transcript
from benvenuto.formats.calls.transcripts.labels import turns_of
from benvenuto.formats.calls.transcripts.places import FaultReport, JsonPlace, sketch
from benvenuto.formats.calls.transcripts.plain import is_plain, read_plain
from benvenuto.formats.calls.transcripts.whisper import WHISPER

LARGEST_BYTES = 30_000_000
"""A two-hour call with every word, its times and its alternatives is about a third of this."""
LARGEST_TEXT = 2_000_000
"""What is said, without JSON around it: a day of talk."""
MOST_WORDS = 200_000
MOST_TURNS = 20_000

_JSON = (CONTACT_LENS, CALL_ANALYTICS, DEEPGRAM, AMAZON_TRANSCRIBE, WHISPER)
"""Asked in this order whether a file is theirs: the more particular come first."""
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
    format_, utterances = _read(text, report)
    if not utterances:
        raise EmptyTranscript(format=format_.product)
    if len(utterances) > MOST_TURNS or sum(len(utterance.words) for utterance in utterances) > MOST_WORDS:
        raise TooLongTranscript(limit=MOST_TURNS if len(utterances) > MOST_TURNS else MOST_WORDS)
    if sum(len(utterance.text) for utterance in utterances) > LARGEST_TEXT:
        raise TooLargeTranscript(limit=LARGEST_TEXT // 1_000_000)
    if voice is not None and not any(utterance.start_s is not None for utterance in utterances):
        raise NoTimes
    turns = turns_of(utterances, voice, report, speech)
    if not turns:
        raise EmptyTranscript(format=format_.product)
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
    # a plain transcript may begin with a time in brackets, as a JSON list does
    if start.startswith("{") or (start.startswith("[") and not is_plain(text[:LARGEST_TEXT])):
        data = _json(text)
        json_format = _recognise(data)
        return json_format.format, json_format.read(JsonPlace(data, report))
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


def _recognise(data: Any) -> JsonFormat:
    for json_format in _JSON:
        if json_format.fits(data):
            return json_format
    known = {json_format.format for json_format in _JSON}
    raise UnknownShape(known=", ".join(format_.product for format_ in Format if format_ in known), found=sketch(data))
