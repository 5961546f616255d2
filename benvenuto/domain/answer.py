"""Answers: what an evaluator heard, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class NotApplicable(Enum):
    """A value of its own: the criterion had no place in this call. It is no level, no zero and no gap."""

    NOT_APPLICABLE = "n/a"


NOT_APPLICABLE = NotApplicable.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the recording that speaks for an answer; `at_s` in seconds from its start."""

    id: str
    at_s: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One criterion's answer. `choice` is a level's id, NOT_APPLICABLE, or None while nothing is chosen yet."""

    choice: str | NotApplicable | None = None
    reasons: tuple[str, ...] = ()
    note: str = ""
    moments: tuple[Moment, ...] = ()


Answers = Mapping[str, Answer]
"""Answers by criterion path ("rubric/criterion"); a path that is missing is not answered yet."""
