"""Self-evaluations: what an agent scores of an own call, for themselves, and how it stands to their supervisor's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from benvenuto.domain.evaluation import EvaluationRow, SelectionKind, Status

RECENT = timedelta(days=14)
"""How far before an agent's newest recorded call those lie that are theirs to score."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A finished self-evaluation. `blind`: before its agent had read anybody else's marks; `shared_at`, by itself."""

    evaluation_id: int
    blind: bool
    shared_at: datetime | None = None


def counterpart(rows: list[EvaluationRow]) -> EvaluationRow | None:
    """Of all evaluations of a call the one that its agent has from a supervisor: the drawn one, or else the first.

    None while there is none; what measures evaluators is none.
    """
    order = (SelectionKind.RANDOM, SelectionKind.TARGETED)
    theirs = [row for row in rows if row.status is not Status.DRAFT and row.selection.kind in order]
    return min(theirs, key=lambda row: (order.index(row.selection.kind), row.id), default=None)
