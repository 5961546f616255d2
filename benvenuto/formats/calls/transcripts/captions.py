"""WebVTT and SRT: cues with times, in which a voice tag or a name before a colon says who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import CUE_NOT_READ
from benvenuto.formats.calls.transcripts.labels import is_label
from benvenuto.formats.calls.transcripts.places import FaultReport, clean, sketch

ARROW = "-->"
_TIMESTAMP = r"((?:\d{1,2}:)?[0-5]?\d:[0-5]?\d)[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIMESTAMP}\s*-->\s*{_TIMESTAMP}(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]{1,100})?[ \t]+([^>]{1,200})>")
_TAG = re.compile(r"<[^<>]{0,200}>")
_PREFIX = re.compile(r"\s*(?:-\s*)?[\[(]?([^\W\d_][^\[\]():<>]{0,39})[\])]?\s*:(?!//)\s*(.*)")
_MOST_NAMES = 6


def read_captions(text: str, report: FaultReport) -> Sequence[Utterance]:
    """The cues of WebVTT or SRT as utterances; one that cannot be read is a fault with its line, and stops no other."""
    try:
        cues = webvtt.WebVTT.from_string(_as_webvtt(text, report)).captions
    except (MalformedFileError, MalformedCaptionError):
        return []
    names = _names([line for cue in cues for line in cue.lines])
    utterances = []
    for cue in cues:
        start = cue.start_time.in_milliseconds() / 1000
        # editors leave cues behind that end before they begin
        end = max(start, cue.end_time.in_milliseconds() / 1000)
        utterances += [Utterance(words, start, end, label=label) for label, words in _voices(cue.lines, names)]
    return utterances


def _as_webvtt(text: str, report: FaultReport) -> str:
    """WebVTT of what may be SRT, which writes a comma in its times and may leave its numbers out."""
    lines = text.splitlines()
    if not lines[0].startswith("WEBVTT"):
        lines = ["WEBVTT", "", *lines]
    shift = len(lines) - len(text.splitlines())
    for at, line in enumerate(lines):
        if ARROW not in line:
            continue
        if match := _TIMES.fullmatch(line):
            lines[at] = "{}.{} --> {}.{}".format(*match.groups())
        else:
            report.add(at + 1 - shift, "", CUE_NOT_READ, found=sketch(line))
            lines[at] = "NOTE"  # and what it says with it
    return "\n".join(lines)


def _voices(lines: Sequence[str], names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Who says what in one cue: a voice goes on over the lines that name nobody."""
    label, words = "", list[str]()
    for who, text in (part for line in lines for part in _parts(line, names)):
        if who and words:
            yield label, clean(" ".join(words))
            words = []
        label = who or label
        if text:
            words.append(text)
    if words:
        yield label, clean(" ".join(words))


def _parts(line: str, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    before, *tagged = _VOICE.split(line)
    match = _PREFIX.fullmatch(before)
    if match and (is_label(match[1]) or match[1].strip() in names):
        yield match[1].strip(), _bare(match[2])
    elif before:
        yield "", _bare(before)
    for voice, text in zip(tagged[::2], tagged[1::2], strict=True):
        yield clean(unescape(voice)), _bare(text)


def _names(lines: Sequence[str]) -> frozenset[str]:
    """What stands before a colon as meetings write it, few names on half of all lines; else it is part of the words.

    Where some lines name agent or caller, only what stands there more than once is a name beside them.
    """
    prefixes = [match[1].strip() for line in lines if (match := _PREFIX.fullmatch(line))]
    counted = Counter(prefixes)
    if len(counted) > _MOST_NAMES or 2 * len(prefixes) < len(lines):
        return frozenset()
    least = 2 if any(is_label(name) for name in counted) else 1
    return frozenset(name for name, n in counted.items() if n >= least)


def _bare(text: str) -> str:
    return clean(unescape(_TAG.sub("", text)))
