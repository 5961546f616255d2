"""Transcripts as plain text: one turn a line, "Agent: ..." or "Caller: ...", a time before it where there is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.transcripts.faults import NOBODY_HERE, NobodySpeaks
from benvenuto.formats.transcripts.labels import speaker_named
from benvenuto.formats.transcripts.places import Report, clean

_LINE = re.compile(
    r"\s*(?:[\[(]?(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{2}(?:[.,]\d{1,9})?)[\])]?\s+)?"
    r"(?P<who>[^\W\d_]{1,40})\s*:\s*(?P<said>.*)"
)


def read_plain(text: str, report: Report) -> Sequence[Utterance]:
    """The turns in order; a line without a speaker goes on with the turn before it. Raises NobodySpeaks.

    A first line before any speaker is a fault and stops nothing.
    """
    begun: list[tuple[str, float | None, list[str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line)
        if found is not None and speaker_named(found["who"]) is not None:
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
    return any(found is not None and speaker_named(found["who"]) is not None for found in lines)


def _seconds(found: re.Match[str]) -> float | None:
    if found["minutes"] is None:
        return None
    return 3600 * int(found["hours"] or 0) + 60 * int(found["minutes"]) + float(found["seconds"].replace(",", "."))
