"""Moments as they are written in a line of text: "1:23 what is heard there"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benvenuto.domain.answer import Moment
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.languages import clock_time

_LINE = re.compile(r"\s*(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:\s+(.*))?", re.DOTALL)


class NotATime(BenvenutoError):
    """A line that does not begin with a time of the call."""

    template = message("“{line}” does not begin with a time of the call.")
    remedy = message("Write minutes and seconds first, such as 1:23, then what is heard there.")


def read_time(words: str) -> float | None:
    """The time that was written, in seconds; None for nothing."""
    if not words.strip():
        return None
    return _read(words)[0]


def read_moments(words: str, standing: Sequence[Moment]) -> tuple[Moment, ...]:
    """The moments of these lines. One at the second of a moment that stands there is that one, to its exact place."""
    pinned = list[Moment]()
    for number, line in enumerate(line for line in words.splitlines() if line.strip()):
        at_s, note = _read(line)
        taken = {moment.id for moment in pinned}
        same = next((moment for moment in standing if int(moment.at_s) == at_s and moment.id not in taken), None)
        pinned.append(
            Moment(same.id, same.at_s, note) if same else Moment(f"corrected-{number}-{at_s:.0f}", at_s, note)
        )
    return tuple(pinned)


def moment_lines(moments: Sequence[Moment]) -> str:
    """Moments as lines of text, the earliest first."""
    ordered = sorted(moments, key=lambda moment: moment.at_s)
    return "\n".join(f"{clock_time(moment.at_s)} {' '.join(moment.note.splitlines())}".strip() for moment in ordered)


def _read(line: str) -> tuple[float, str]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise NotATime(line=line.strip()[:80])
    hours, minutes, seconds, note = match.groups()
    return float(int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)), (note or "").strip()
