"""Revisions: what was published is corrected by a later version beside it, never in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from benvenuto.domain.answer import Answer, Answers
from benvenuto.domain.rubric import Ending


class RevisionKind(StrEnum):
    """Where a revision comes from: its evaluator, or the decision of a dispute."""

    CORRECTION = "correction"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision after the first: who, when, why; what the words for the agent and the ending were until then."""

    number: int
    kind: RevisionKind
    author_id: int
    author_name: str
    at: datetime
    reason: str
    summary_before: str
    ending_before: Ending | None


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One criterion's answer before and after a revision."""

    path: str
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class Revised:
    """A revision with all that it changed: `summary`, `ending` and the final scores are those before and after it."""

    revision: Revision
    changes: tuple[AnswerChange, ...]
    summary: tuple[str, str]
    ending: tuple[Ending | None, Ending | None]
    final: tuple[float | None, float | None]


def changes(before: Answers, after: Answers) -> tuple[AnswerChange, ...]:
    """What differs between two revisions, by path in the order of the later one."""
    return tuple(
        AnswerChange(path, was, now)
        for path in dict.fromkeys((*after, *before))
        if (was := before.get(path, Answer())) != (now := after.get(path, Answer()))
    )
