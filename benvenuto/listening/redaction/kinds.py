"""Personal data in a text: of which kind, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a stretch of a transcript tells about somebody; what is said first wins where two overlap."""

    IBAN = "iban"
    FISCAL = "fiscal"
    CARD = "card"
    EMAIL = "email"
    TELEPHONE = "telephone"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True, slots=True, order=True)
class Personal:
    """A stretch of a text that must not be read, from its first character to after its last."""

    start: int
    end: int
    kind: Kind


def apart(stretches: Iterable[Personal]) -> Sequence[Personal]:
    """In order, with those that overlap joined under the kind that comes first in `Kind`."""
    rank = {kind: place for place, kind in enumerate(Kind)}
    joined: list[Personal] = []
    for stretch in sorted(stretches):
        if joined and stretch.start < joined[-1].end:
            last = joined.pop()
            kind = min(last.kind, stretch.kind, key=rank.__getitem__)
            stretch = Personal(last.start, max(last.end, stretch.end), kind)  # noqa: PLW2901
        joined.append(stretch)
    return joined


_BEFORE = 90


def cued(pattern: re.Pattern[str], text: str, start: int, asked: str) -> bool:
    """Whether words that announce such a thing stand shortly before a place, or were asked in the turn before."""
    before = text[max(0, start - _BEFORE) : start]
    return bool(pattern.search(before) or (start < _BEFORE and pattern.search(asked)))


def nearer(wanted: re.Pattern[str], other: re.Pattern[str], text: str, start: int, asked: str) -> bool:
    """Whether the nearest announcement before a place is one of `wanted` and none of `other`."""
    before = text[max(0, start - _BEFORE) : start]
    if start < _BEFORE:
        before = f"{asked}\n{before}"
    last = max((match.end() for match in wanted.finditer(before)), default=-1)
    return last > max((match.end() for match in other.finditer(before)), default=-1)
