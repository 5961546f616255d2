"""Transcripts as plain text: one turn a line, "Agent: ..." or "Caller: ...", with a time where there is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import NOBODY_HERE, NobodySpeaks
from benvenuto.formats.calls.transcripts.labels import is_label
from benvenuto.formats.calls.transcripts.places import FaultReport, clean

_TIME = r"[\[(]?(?:(?P<hours{n}>\d{{1,2}}):)?(?P<minutes{n}>\d{{1,3}}):(?P<seconds{n}>\d{{2}}(?:[.,]\d{{1,9}})?)[\])]?"
_LINE = re.compile(
    rf"\s*(?:{_TIME.format(n=1)}\s+(?:-\s+)?)?[\[(*]{{0,2}}(?P<who>[^\W\d_][\w .-]{{0,38}}?)[\])*]{{0,2}}"
    rf"(?:\s+{_TIME.format(n=2)})?\s*:\**\s*(?P<words>.*)"
)


def read_plain(text: str, report: FaultReport) -> Sequence[Utterance]:
    """The turns in order; a line without a speaker goes on with the turn before it. Raises NobodySpeaks.

    A first line before any speaker is a fault and stops nothing.
    """
    begun: list[tuple[str, float | None, list[str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line)
        if match is not None and is_label(match["who"]):
            begun.append((match["who"], _seconds(match), [match["words"]]))
        elif line.strip() and begun:
            begun[-1][2].append(line)
        elif line.strip():
            report.add(number, "", NOBODY_HERE)
    if not begun:
        raise NobodySpeaks
    whole = ((clean(" ".join(lines)), start, who) for who, start, lines in begun)
    return [Utterance(words, start, label=who) for words, start, who in whole if words]


def is_plain(text: str) -> bool:
    """Whether some line says who speaks."""
    lines = (_LINE.fullmatch(line) for line in text.splitlines())
    return any(match is not None and is_label(match["who"]) for match in lines)


def _seconds(match: re.Match[str]) -> float | None:
    for n in "12":
        if match[f"minutes{n}"] is not None:
            seconds = float(match[f"seconds{n}"].replace(",", "."))
            return 3600 * int(match[f"hours{n}"] or 0) + 60 * int(match[f"minutes{n}"]) + seconds
    return None
