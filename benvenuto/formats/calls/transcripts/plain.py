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
    rf"(?:\s+{_TIME.format(n=2)})?\s*:\**\s*(?P<said>.*)"
)


def read_plain(text: str, report: FaultReport) -> Sequence[Utterance]:
    """The turns in order; a line without a speaker goes on with the turn before it. Raises NobodySpeaks.

    A first line before any speaker is a fault and stops nothing.
    """
    begun: list[tuple[str, float | None, list[str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line)
        if found is not None and is_label(found["who"]):
            begun.append((found["who"], _seconds(found), [found["said"]]))
        elif line.strip() and begun:
            begun[-1][2].append(line)
        elif line.strip():
            report.add(number, "", NOBODY_HERE)
    if not begun:
        raise NobodySpeaks
    whole = ((clean(" ".join(lines)), start, who) for who, start, lines in begun)
    return [Utterance(said, start, label=who) for said, start, who in whole if said]


def is_plain(text: str) -> bool:
    """Whether some line says who speaks."""
    lines = (_LINE.fullmatch(line) for line in text.splitlines())
    return any(found is not None and is_label(found["who"]) for found in lines)


def _seconds(found: re.Match[str]) -> float | None:
    for n in "12":
        if found[f"minutes{n}"] is not None:
            seconds = float(found[f"seconds{n}"].replace(",", "."))
            return 3600 * int(found[f"hours{n}"] or 0) + 60 * int(found[f"minutes{n}"]) + seconds
    return None
