"""Which evaluations the pages on care quality count, as conditions over their table, and what each of them weighs."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Float, cast, func

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation import COUNTING
from benvenuto.storage.tables import evaluations
from benvenuto.storage.trends import TrendFilter

WEIGHT: ColumnElement[float] = cast(1.0 / func.coalesce(evaluations.c.probability, 1.0), Float)
"""1 / sampling probability; calls chosen on purpose have none and count alike."""


def watched(within: Scope, wanted: TrendFilter) -> list[ColumnElement[bool]]:
    """Published evaluations of the scope's teams that count and pass the filter."""
    found: list[ColumnElement[bool]] = [
        evaluations.c.team_id.in_(sorted(within.team_ids)),
        evaluations.c.status.in_([status.value for status in COUNTING]),
        evaluations.c.care_score.is_not(None),
    ]
    for column, value in (
        (evaluations.c.selection, wanted.selection),
        (evaluations.c.team_id, wanted.team_id),
        (evaluations.c.agent_id, wanted.agent_id),
        (evaluations.c.evaluator_id, wanted.evaluator_id),
        (evaluations.c.contact_reason, wanted.contact_reason),
    ):
        if value:
            found.append(column == value)
    if wanted.begin is not None:
        found.append(evaluations.c.called_at >= wanted.begin)
    if wanted.end is not None:
        found.append(evaluations.c.called_at < wanted.end)
    return found
