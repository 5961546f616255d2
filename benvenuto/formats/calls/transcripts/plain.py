"""Transcripts as plain text: one turn a line, "Agent: ..." or "Caller: ...", with a time where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import LOOKS_LIKE_NAME, NOBODY_HERE, NobodySpeaks, TooLongTranscript
from benvenuto.formats.calls.transcripts.headings import (
    ALONE,
    BRACKET,
    NamedLine,
    heading,
    key,
    looks_like_name,
    voices,
)
from benvenuto.formats.calls.transcripts.kinds import TextFormat
from benvenuto.formats.calls.transcripts.places import FaultReport, clean

MOST_LINES = 100_000
"""Five a turn, of which there are fewer in a day of talk."""

_INITIALS = ({"a", "c"}, {"o", "c"})
"""The only letters that mean somebody, and only as a pair in text that people write: Agent (Operatore) and Caller."""


@dataclass(slots=True)
class _Begun:
    who: str
    start_s: float | None
    end_s: float | None
    lines: list[str] = field(default_factory=list)


def read_plain(text: str, report: FaultReport) -> Sequence[Utterance]:
    """The turns in order; a line without a speaker goes on with the turn before it. Raises NobodySpeaks.

    A first line before any speaker is a fault and stops nothing.
    """
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise TooLongTranscript(limit=MOST_LINES)
    headings = _headings(lines)
    names = voices(headings)
    initials = names in _INITIALS
    begun: list[_Begun] = []
    for number, (line, head) in enumerate(zip(lines, headings, strict=True), 1):
        if head is not None and key(head.who) in names:
            who = {"a": "agent", "o": "agent", "c": "caller"}[key(head.who)] if initials else head.who
            begun.append(_Begun(who, head.start_s, head.end_s, [head.words]))
        elif line.strip() and begun:
            if head is not None and looks_like_name(head):
                report.add(number, "", LOOKS_LIKE_NAME, label=head.who)
            begun[-1].lines.append(line)
        elif line.strip():
            report.add(number, "", NOBODY_HERE)
    if not begun:
        raise NobodySpeaks
    whole = ((clean(" ".join(turn.lines)), turn) for turn in begun)
    return [Utterance(words, turn.start_s, _end(turn), label=turn.who) for words, turn in whole if words]


def is_plain(text: str) -> bool:
    """Whether some line says who speaks."""
    return bool(voices(_headings(text.splitlines()[:MOST_LINES])))


def _headings(lines: Sequence[str]) -> Sequence[NamedLine | None]:
    """Each line as a heading; those of names on lines of their own only where no line holds name and words."""
    headings = [heading(line) for line in lines]
    for at, head in enumerate(headings):
        # over words stands a name: what times follow one another upon are words themselves
        if head is not None and head.form is ALONE and _next_form(lines, headings, at) in ("", ALONE):
            headings[at] = None
    beside = voices(head for head in headings if head is not None and head.form not in (ALONE, BRACKET))
    if not beside:
        beside = voices(head for head in headings if head is not None and head.form is not ALONE)
    return [None if head and head.form is ALONE and beside else head for head in headings]


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
