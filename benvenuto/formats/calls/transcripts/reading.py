"""A transcript file from bytes to turns: its format is told by its content, never by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from statistics import median
from typing import Any

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import Speech
from benvenuto.domain.transcript import Utterance, in_order
from benvenuto.formats.calls.transcripts.docx import is_docx, text_of_docx
from benvenuto.formats.calls.transcripts.faults import (
    BY_THE_CLOCK,
    ODD_PACE,
    BrokenJson,
    EmptyTranscript,
    NoTimes,
    NotText,
    OtherKind,
    TooDeepJson,
    TooLargeTranscript,
    TooLongTranscript,
    UnknownShape,
)
from benvenuto.formats.calls.transcripts.kinds import Format, JsonFormat, Transcript
from benvenuto.formats.calls.transcripts.labels import turns_of
from benvenuto.formats.calls.transcripts.places import MOST_TURNS, MOST_WORDS, FaultReport, JsonPlace, sketch
from benvenuto.formats.calls.transcripts.plain import is_plain
from benvenuto.formats.calls.transcripts.registry import JSON_FORMATS, TEXT_FORMATS
from benvenuto.formats.encodings import encoding_of

LARGEST_BYTES = 30_000_000
"""A two-hour call with every word, its times and its alternatives is about a third of this."""
LARGEST_TEXT = 2_000_000
"""What is said, without JSON around it: a day of talk."""

_SAMPLE_BYTES = 64_000
_NO_BEGINNING_S = 3600.0
"""Nobody says the first word of a call so long after it has begun."""
_LONG_ENOUGH = 20
_SLOWEST, _FASTEST = 0.3, 200.0
"""Letters a second, far outside what is ever spoken, in turns of some length."""
_UNREAD = {
    "RTF": re.compile(r"\{\\rtf"),
    "HTML": re.compile(r"<(?:!doctype\s+html|html|body|head)\b", re.IGNORECASE),
    "XML": re.compile(r"<\?xml\b|<tt\b"),
    "ASS": re.compile(r"\[Script Info\]", re.IGNORECASE),
    "TextGrid": re.compile(r'File type = "ooTextFile"'),
    "PDF": re.compile(r"%PDF-"),
}
"""What is text but no transcript as it stands, by how it begins."""
_LIST = re.compile(r"\[\s*(?:[\[{\"\]]|-?\d[\d.eE+-]{0,30}\s*(?:[,\]]|$)|[tfn]|$)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def read_transcript(
    content: bytes, file: str, voice: Speaker | None = None, speech: Speech | None = None, agent: str = ""
) -> tuple[Transcript, list[Fault]]:
    """The transcript in a file, with what is doubtful about it; `voice` is whose it is, where it holds one voice only.

    `speech`, where the recording has been heard with a voice on each channel, tells who speaks if the file does not;
    `agent` is the name of who took the call.

    Raises a TranscriptError when the file is none, or not whole enough to hold words.
    """
    text = text_of_docx(content, LARGEST_BYTES) if is_docx(content) else _text(content)
    report = FaultReport(file)
    format_, utterances, by_time = _read(text, report)
    if not utterances:
        raise EmptyTranscript(format=format_.product)
    if len(utterances) > MOST_TURNS or sum(len(utterance.words) for utterance in utterances) > MOST_WORDS:
        raise TooLongTranscript(limit=MOST_TURNS if len(utterances) > MOST_TURNS else MOST_WORDS)
    if sum(len(utterance.text) for utterance in utterances) > LARGEST_TEXT:
        raise TooLargeTranscript(limit=LARGEST_TEXT // 1_000_000)
    if voice is not None and not any(utterance.start_s is not None for utterance in utterances):
        raise NoTimes
    turns = turns_of(_from_the_beginning(utterances, report), voice, report, speech, agent)
    if not turns:
        raise EmptyTranscript(format=format_.product)
    _doubt_pace(turns, report)
    ordered = in_order(turns) if by_time else tuple(turns)
    return Transcript(format_, ordered), report.faults()


def _from_the_beginning(utterances: Sequence[Utterance], report: FaultReport) -> Sequence[Utterance]:
    """The utterances by a call's own time, where all they have is that of the clock on the wall."""
    starts = [part.start_s for part in utterances if part.start_s is not None]
    if not starts or (first := min(starts)) < _NO_BEGINNING_S:
        return utterances
    hours, minutes = divmod(int(first) // 60, 60)
    report.add(0, "", BY_THE_CLOCK, first=f"{hours}:{minutes:02}:{int(first) % 60:02}")
    return [part.earlier(first) for part in utterances]


def _doubt_pace(turns: Sequence[Turn], report: FaultReport) -> None:
    """Tell when nobody could speak so: what is read in the wrong unit is a thousand times too fast or too slow."""
    paces = [
        len(turn.text) / max(turn.end_s - turn.start_s, 0.001)
        for turn in turns
        if turn.start_s is not None and turn.end_s is not None and len(turn.text) >= _LONG_ENOUGH
    ]
    if paces and not _SLOWEST <= (pace := median(paces)) <= _FASTEST:
        report.add(0, "", ODD_PACE, letters=f"{pace:.2g}" if pace < 1 else round(pace))


def _text(content: bytes) -> str:
    if len(content) > LARGEST_BYTES:
        raise TooLargeTranscript(limit=LARGEST_BYTES // 1_000_000)
    encoding = encoding_of(content[:_SAMPLE_BYTES])
    try:
        text = content.decode(encoding if encoding.startswith("utf-16") else "utf-8-sig")
    except UnicodeDecodeError:
        text = _old_text(content, "cp1252" if encoding == "utf-8-sig" else encoding)
    if "\0" in text:
        raise NotText
    return text


def _old_text(content: bytes, encoding: str) -> str:
    """Text as editors of Windows and the Macintosh saved it for decades."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise NotText from None
    if _CONTROLS.search(text):
        raise NotText
    return text


def _read(text: str, report: FaultReport) -> tuple[Format, Sequence[Utterance], bool]:
    start = text[:2000].lstrip()
    for kind, pattern in _UNREAD.items():
        if pattern.match(start):
            raise OtherKind(kind=kind)
    # a plain transcript may begin with a time or a name in brackets, as a JSON list does
    if start.startswith("{") or (_LIST.match(start) and not is_plain(text[:LARGEST_TEXT])):
        data = _json(text)
        json_format = _recognise(data)
        return json_format, json_format.read(JsonPlace(data, report)), True
    if len(text) > LARGEST_TEXT:
        raise TooLargeTranscript(limit=LARGEST_TEXT // 1_000_000)
    stripped = text.lstrip()
    format_ = next(format_ for format_ in TEXT_FORMATS if format_.fits(stripped))
    return format_, format_.read(text, report), format_.by_time


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and (documents := _one_after_another(text)):
            return documents
        raise BrokenJson(line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise TooDeepJson from None
    except ValueError:  # a number of thousands of digits
        raise BrokenJson(line=1, column=1) from None


def _one_after_another(text: str) -> list[Any]:
    """The documents of a file that holds several, as programs write what they hear piece by piece."""
    decoder, documents, place = json.JSONDecoder(), list[Any](), 0
    while place < len(text):
        try:
            document, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return []
        documents.append(document)
        while place < len(text) and text[place] in " \t\r\n":
            place += 1
    return documents


def _recognise(data: Any) -> JsonFormat:
    for json_format in JSON_FORMATS:
        if json_format.fits(data):
            return json_format
    products = dict.fromkeys(json_format.product for json_format in JSON_FORMATS)
    raise UnknownShape(known=", ".join(products), found=sketch(data))
