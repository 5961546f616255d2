"""WebVTT and SRT: cues with times, in which a voice tag or a name says who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import CUE_NOT_READ, LOOKS_LIKE_NAME, NO_CUE
from benvenuto.formats.calls.transcripts.headings import (
    BRACKET,
    COLON,
    NamedLine,
    heading,
    key,
    looks_like_name,
    voices,
)
from benvenuto.formats.calls.transcripts.kinds import TextFormat
from benvenuto.formats.calls.transcripts.places import FaultReport, clean, sketch

_TIMESTAMP = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIMESTAMP}\s*-->\s*{_TIMESTAMP}(?:\s.*)?")
_ANY_TIMES = re.compile(r"[ \t]*\d{1,4}:\d{1,2}[:.,\d]{0,14}[ \t]*-->")
_CUE = re.compile(rf"^{_ANY_TIMES.pattern}", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]{1,100})?[ \t]+([^>]{1,200})>")
# only what is a tag: people say and write < and > as well
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|s|em|strong|ruby|rt|lang|font|span|br)(?:[.\s][^<>]{0,200})?/?>|<(?:\d{1,3}:){1,2}\d\d\.\d{3}>"
    r"|\{\\[^{}]{0,60}\}",
    re.IGNORECASE,
)
_NAMED_CUE = re.compile(r"\d{1,6}[ \t]+\"([^\"<>]{1,200})\"[ \t]+\(\d{1,20}\)")
"""Webex names who speaks beside the number of a cue."""
_SBV = re.compile(r"[ \t]*(\d{1,2}:\d\d:\d\d\.\d{1,3}),(\d{1,2}:\d\d:\d\d\.\d{1,3})[ \t]*")
_DASH = re.compile(r"[-–—‐][ \t]{0,4}(?=\S)")
_BLOCKS = ("NOTE", "STYLE", "REGION")
_SENTENCE_END = re.compile(r"[.?!…:;][\"'»”)\]]*$")
_MOST_NAMES = 6


@dataclass(slots=True)
class _Cue:
    """A stretch of time and the lines in it, each with its number in the file."""

    start_s: float
    end_s: float
    lines: list[tuple[int, str]] = field(default_factory=list)


def read_captions(text: str, report: FaultReport) -> Sequence[Utterance]:
    """The cues of WebVTT or SRT as utterances; one that cannot be read is a fault with its line, and stops no other."""
    cues = _cues(text.splitlines(), report)
    bare = [_bare(line) for cue in cues for _, line in cue.lines]
    names = voices(head for line in bare if (head := _heading(line)) is not None)
    on_top = (
        frozenset[str]()
        if names or any(_VOICE.search(line) for cue in cues for _, line in cue.lines)
        else _on_top(cues)
    )
    utterances: list[Utterance] = []
    for cue in (part for whole in cues for part in _dialogue(whole)):
        for label, words in _voices(cue, names, on_top, report):
            last = utterances[-1] if utterances else None
            same = not label and last is not None and _goes_on(last.text, words)
            own = last.label if same and last is not None else label
            utterances.append(Utterance(words, cue.start_s, cue.end_s, label=own))
    return utterances


def read_sbv(text: str, report: FaultReport) -> Sequence[Utterance]:
    """YouTube's captions: cues as in SRT, with a comma between the times and no numbers."""
    return read_captions("\n".join(_SBV.sub(r"\1 --> \2", line) for line in text.splitlines()), report)


def _is_sbv(text: str) -> bool:
    return _SBV.fullmatch(text.split("\n", 1)[0].rstrip()) is not None


def _cues(lines: Sequence[str], report: FaultReport) -> Sequence[_Cue]:
    """The cues with all lines up to the next: SRT may have empty ones inside, and what follows is said as well."""
    cues: list[_Cue] = []
    skipping, aside = False, bool(lines) and lines[0].startswith("WEBVTT")
    named: re.Match[str] | None = None
    for at, line in enumerate(lines):
        blank_before = at == 0 or not lines[at - 1].strip()
        if not line.strip():
            aside = False
        elif _ANY_TIMES.match(line):
            aside, skipping = False, not _begin(cues, line, at + 1, report)
            if named and not skipping:
                cues[-1].lines.append((at, f"<v {named[1]}>"))
            named = None
        elif blank_before and line.split(maxsplit=1)[0] in _BLOCKS:
            aside = True
        elif aside or skipping or _is_identifier(lines, at, blank_before=blank_before):
            named = _NAMED_CUE.fullmatch(line.strip())
        elif cues:
            cues[-1].lines.append((at + 1, line))
        else:
            report.add(at + 1, "", NO_CUE)
    return cues


def _begin(cues: list[_Cue], line: str, number: int, report: FaultReport) -> bool:
    match = _TIMES.fullmatch(line)
    if match is None:
        report.add(number, "", CUE_NOT_READ, found=sketch(line))
        return False
    start, end = (_seconds(*match.groups()[at : at + 4]) for at in (0, 4))
    # editors leave cues behind that end before they begin
    cues.append(_Cue(start, max(start, end)))
    return True


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    # in whole thousandths, of which as many as are written: ".5" is half a second
    return (
        3_600_000 * int(hours or 0) + 60_000 * int(minutes) + 1000 * int(seconds) + int(thousandths.ljust(3, "0"))
    ) / 1000


def _is_identifier(lines: Sequence[str], at: int, *, blank_before: bool) -> bool:
    """Whether this line is the number or name of the cue whose times follow."""
    times_follow = at + 1 < len(lines) and _ANY_TIMES.match(lines[at + 1])
    return bool(times_follow) and (blank_before or lines[at].strip().isdigit())


def _voices(cue: _Cue, names: frozenset[str], on_top: frozenset[str], report: FaultReport) -> Iterator[tuple[str, str]]:
    """Who says what in one cue: a voice goes on over the lines that name nobody."""
    label, words = "", list[str]()
    lines = cue.lines
    if len(lines) > 1 and key(_bare(lines[0][1])) in on_top:
        label, lines = _bare(lines[0][1]), lines[1:]
    for number, line in lines:
        for who, text in _parts(number, line, names, report):
            if who and words:
                yield label, " ".join(words)
                words = []
            label = who or label
            if text:
                words.append(text)
    if words:
        yield label, " ".join(words)


def _dialogue(cue: _Cue) -> Sequence[_Cue]:
    """A cue in which every line has a dash is one line of each voice, and its time is theirs one after the other."""
    if len(cue.lines) < 2 or not all(_DASH.match(_bare(line)) for _, line in cue.lines):
        return [cue]
    length = sum(len(line) for _, line in cue.lines)
    parts: list[_Cue] = []
    begun, before = cue.start_s, 0
    for number, line in cue.lines:
        before += len(line)
        ends = round(cue.start_s + (cue.end_s - cue.start_s) * before / length, 3)
        parts.append(_Cue(begun, ends, [(number, _DASH.sub("", _bare(line), count=1))]))
        begun = ends
    return parts


def _parts(number: int, line: str, names: frozenset[str], report: FaultReport) -> Iterator[tuple[str, str]]:
    before, *tagged = _VOICE.split(line)
    text = _bare(before)
    head = _heading(text)
    if head is not None and key(head.who) in names:
        yield head.who, clean(head.words)
    elif text:
        if head is not None and not tagged and looks_like_name(head):
            report.add(number, "", LOOKS_LIKE_NAME, label=head.who)
        yield "", text
    for voice, words in zip(tagged[::2], tagged[1::2], strict=True):
        yield clean(unescape(voice)), _bare(words)


def _heading(text: str) -> NamedLine | None:
    head = heading(text)
    return head if head is not None and head.form in (COLON, BRACKET) and head.start_s is None else None


def _on_top(cues: Sequence[_Cue]) -> frozenset[str]:
    """Names that stand on a line of their own over the words, as meetings were once written: few, and often."""
    tops = Counter(key(_bare(cue.lines[0][1])) for cue in cues if len(cue.lines) > 1)
    often = {name for name, n in tops.items() if n > 1}
    few = 1 < len(tops) <= _MOST_NAMES and 2 * tops.total() > len(cues)
    return frozenset(tops) if few and often else frozenset()


def _goes_on(before: str, words: str) -> bool:
    """Whether these words end a sentence that the cue before began: then it is the same voice."""
    return not _SENTENCE_END.search(before) and words[:1].islower()


def _bare(text: str) -> str:
    return clean(unescape(_TAG.sub("", text)))


WEBVTT = TextFormat("webvtt", "WebVTT", lambda text: text.startswith("WEBVTT"), read_captions)
SBV = TextFormat("sbv", "SBV", _is_sbv, read_sbv)
SRT = TextFormat("srt", "SRT", lambda text: _CUE.search(text) is not None, read_captions)
