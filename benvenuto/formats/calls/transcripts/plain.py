"""Transcripts as plain text: one turn a line, "Agent: ..." or "Caller: ...", with a time where there is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import LOOKS_LIKE_NAME, NOBODY_HERE, NobodySpeaks, TooLongTranscript
from benvenuto.formats.calls.transcripts.headings import (
    ALONE,
    BRACKET,
    COLON,
    NamedLine,
    bare_span,
    heading,
    key,
    looks_like_name,
    on_own_lines,
    time_at_end,
    timed_words,
    voices,
)
from benvenuto.formats.calls.transcripts.kinds import TextFormat
from benvenuto.formats.calls.transcripts.places import FaultReport, clean
from benvenuto.formats.calls.transcripts.voice_names import is_label

MOST_LINES = 100_000
"""Five a turn, of which there are fewer in a day of talk."""

Span = tuple[float | None, float | None]

_ADDED = re.compile(
    r"\s*(?:Transcribed by https?://\S{1,80}|.{1,80} (?:started|stopped) transcription"
    r"|.{1,80} ha (?:avviato|interrotto|arrestato) la trascrizione)\s*"
)
"""What Otter and Teams write into a transcript."""
_RULE = re.compile(r"(?=.{0,20}\|)[\s|:-]{3,200}")
_AT = r"[\[(]\d{1,3}(?::[0-5]\d){1,2}(?:[.,]\d{1,3})?[\])][ \t]{0,3}"
_NAME = rf"[^\W\d_][^:.?!…]{{0,39}}(?:{_AT})?:[ \t]"
_BRACKETED = re.compile(r"[\[(][^()\[\]]{0,60}[\])]")
_TURN_WITHIN = re.compile(rf"(?<=[.?!…»”\"])[ \t]{{1,4}}(?={_NAME})|[ \t]{{1,4}}(?={_AT}{_NAME})")

_INITIALS = ({"a", "c"}, {"o", "c"})
"""The only letters that mean somebody, and only as a pair in text that people write: Agent (Operatore) and Caller."""


@dataclass(slots=True)
class _Begun:
    who: str
    start_s: float | None
    end_s: float | None
    lines: list[str] = field(default_factory=list)

    def take(self, span: Span) -> Span:
        """The times on a line below the name, if it has neither times nor words; else given back, for the next turn."""
        if self.start_s is not None or any(line.strip() for line in self.lines):
            return span
        self.start_s, self.end_s = span
        return (None, None)


def read_plain(text: str, report: FaultReport) -> Sequence[Utterance]:
    """The turns in order; a line without a speaker goes on with the turn before it. Raises NobodySpeaks.

    A first line before any speaker is a fault and stops nothing.
    """
    lines = _lines(text)
    if len(lines) > MOST_LINES:
        raise TooLongTranscript(limit=MOST_LINES)
    spans = [bare_span(line) for _, line in lines]
    headings = _headings(["" if span else line for (_, line), span in zip(lines, spans, strict=True)])
    for at in _head_of_file([line for _, line in lines], headings):
        headings[at] = None
    names = voices(headings)
    initials = names in _INITIALS
    begun: list[_Begun] = []
    before: Span = (None, None)
    for (number, line), span, head in zip(lines, spans, headings, strict=True):
        if span is not None:
            before = begun[-1].take(span) if begun else span
        elif head is not None and key(head.who) in names:
            who = {"a": "agent", "o": "agent", "c": "caller"}[key(head.who)] if initials else head.who
            times = (head.start_s, head.end_s) if head.start_s is not None else before
            begun.append(_Begun(who, *times, [head.words]))
            before = (None, None)
        elif line.strip() and begun:
            if head is not None and looks_like_name(head):
                report.add(number, "", LOOKS_LIKE_NAME, label=head.who)
            begun[-1].lines.append(line)
        elif line.strip() and names:
            report.add(number, "", NOBODY_HERE)
    if not begun:
        return _of_nobody([line for _, line in lines])
    whole = _times_behind([(clean(" ".join(turn.lines)), turn) for turn in begun])
    return [Utterance(words, turn.start_s, _end(turn), label=turn.who) for words, turn in whole if words]


def _lines(text: str) -> Sequence[tuple[int, str]]:
    """The lines with their numbers, those that hold several turns parted, without what a program adds."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.replace("\uff1a", ":").splitlines(), 1):
        if _ADDED.fullmatch(line) or _RULE.fullmatch(line):
            continue
        pieces: list[list[str]] = []
        for piece in _TURN_WITHIN.split(line) if line.count(":") > 1 else [line]:
            if pieces and not is_label(_BRACKETED.sub("", piece).split(":", 1)[0]):
                pieces[-1].append(piece)
            else:
                pieces.append([piece])
        lines += [(number, " ".join(piece)) for piece in pieces]
    return lines


def _head_of_file(lines: Sequence[str], headings: Sequence[NamedLine | None]) -> Sequence[int]:
    """The lines over the first empty one that say something of the call and not what is said in it: “Date: …”.

    There each name stands once, and one of them nowhere else in the file.
    """
    top = next((at for at, line in enumerate(lines) if not line.strip()), 0)
    heads = [key(head.who) if head and head.form == COLON and head.start_s is None else "" for head in headings]
    once = len(set(heads[:top])) == top > 1 and "" not in heads[:top]
    if not once or set(heads[:top]) <= set(heads[top:]) or len(set(heads[top:]) - {""}) < 2:
        return ()
    return range(top)


def _of_nobody(lines: Sequence[str]) -> Sequence[Utterance]:
    """What is said where a time stands before every line, and no name; raises NobodySpeaks."""
    timed = [timed_words(line) for line in lines if line.strip()]
    spoken = [(start, end, clean(words)) for start, end, words in filter(None, timed)]
    if not spoken or len(spoken) < len(timed):
        raise NobodySpeaks
    return [Utterance(words, start, end and max(start, end)) for start, end, words in spoken if words]


def _times_behind(whole: list[tuple[str, _Begun]]) -> list[tuple[str, _Begun]]:
    """The turns, of which most have a time in brackets behind them and none before: it is when they begin."""
    behind = [time_at_end(words) for words, _ in whole]
    times = [time for _, time in behind if time is not None]
    in_turn = len(times) > 2 and times == sorted(times)
    if not in_turn or 2 * len(times) <= len(whole) or any(turn.start_s is not None for _, turn in whole):
        return whole
    for (_, turn), (_, time) in zip(whole, behind, strict=True):
        turn.start_s = time
    return [(words, turn) for (words, _), (_, turn) in zip(behind, whole, strict=True)]


def is_plain(text: str) -> bool:
    """Whether some line says who speaks."""
    return bool(voices(_headings(text.splitlines()[:MOST_LINES])))


def _headings(lines: Sequence[str]) -> list[NamedLine | None]:
    """Each line as a heading; those of names on lines of their own only where no line holds name and words."""
    headings = [heading(line) for line in lines]
    for at, head in enumerate(headings):
        # over words stands a name: what times follow one another upon are words themselves
        if head is not None and head.form is ALONE and _next_form(lines, headings, at) in ("", ALONE):
            headings[at] = None
    beside = voices(head for head in headings if head is not None and head.form not in (ALONE, BRACKET))
    if not beside:
        beside = voices(head for head in headings if head is not None and head.form is not ALONE)
    kept = [None if head and head.form is ALONE and beside else head for head in headings]
    return kept if voices(kept) else list(on_own_lines(lines))


def _next_form(lines: Sequence[str], headings: Sequence[NamedLine | None], at: int) -> str:
    """The form of the next line that holds something, "" where there is none, "words" where it is no heading."""
    below = next((below for below in range(at + 1, len(lines)) if lines[below].strip()), None)
    if below is None:
        return ""
    head = headings[below]
    return head.form if head is not None else "words"


def _end(turn: _Begun) -> float | None:
    if turn.start_s is None or turn.end_s is None:
        return None
    return max(turn.start_s, turn.end_s)


PLAIN = TextFormat("text", "TXT", lambda text: True, read_plain, by_time=False)
