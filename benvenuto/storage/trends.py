"""What trends are drawn from: one point an evaluation, filtered and scoped in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, false, or_, select

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation import COUNTING
from benvenuto.storage.tables import answers, critical_errors, evaluations, rubric_scores


@dataclass(frozen=True, slots=True)
class TrendFilter:
    """Which evaluations. `selection`: random, targeted or self; empty fields do not filter."""

    selection: str = "random"
    begin: datetime | None = None
    end: datetime | None = None
    team_id: int | None = None
    agent_id: int | None = None
    evaluator_id: int | None = None
    contact_reason: str = ""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One evaluation's value: a score 0..100, or 100 and 0 for free of a critical error and not."""

    evaluation_id: int
    called_at: datetime
    value: float
    probability: float | None
    agent_id: int
    team_id: int
    contact_reason: str


@dataclass(frozen=True)
class Trends:
    """The repository of trends."""

    connection: Connection

    def care(self, within: Scope, wanted: TrendFilter) -> Sequence[TrendPoint]:
        """Care scores, before critical errors."""
        return self._points(evaluations.c.care_score, within, wanted)

    def rubric(self, within: Scope, wanted: TrendFilter, rubric_id: str) -> Sequence[TrendPoint]:
        """Scores of one rubric."""
        return self._points(
            rubric_scores.c.score, within, wanted, rubric_scores, rubric_scores.c.rubric_id == rubric_id
        )

    def criterion(self, within: Scope, wanted: TrendFilter, path: str) -> Sequence[TrendPoint]:
        """Scores of one criterion, where it counted."""
        return self._points(
            answers.c.value * 100,
            within,
            wanted,
            answers,
            answers.c.path == path,
            answers.c.revision == evaluations.c.revision,
            answers.c.value.is_not(None),
        )

    def free_of_critical_errors(
        self, within: Scope, wanted: TrendFilter, critical_type: str = ""
    ) -> Sequence[TrendPoint]:
        """100 for a call free of critical errors (of this type, when one is named), 0 for one that is not."""
        condition = critical_errors.c.evaluation_id == evaluations.c.id
        if critical_type:
            condition &= critical_errors.c.type == critical_type
        return self._points(~exists().where(condition), within, wanted, factor=100)

    def contact_reasons(self, within: Scope) -> Sequence[str]:
        """The contact reasons that were evaluated."""
        query = select(evaluations.c.contact_reason).where(_in_scope(within)).distinct()
        return list(self.connection.scalars(query.order_by(evaluations.c.contact_reason)))

    def _points(
        self,
        value: ColumnElement[Any],
        within: Scope,
        wanted: TrendFilter,
        joined: Any = None,
        *conditions: ColumnElement[bool],
        factor: int = 1,
    ) -> Sequence[TrendPoint]:
        query: Select[Any] = select(
            evaluations.c.id,
            evaluations.c.called_at,
            value.label("value"),
            evaluations.c.probability,
            evaluations.c.agent_id,
            evaluations.c.team_id,
            evaluations.c.contact_reason,
        )
        if joined is not None:
            query = query.join(joined, joined.c.evaluation_id == evaluations.c.id)
        query = query.where(_in_scope(within), *_wanted(wanted), *conditions).order_by(evaluations.c.called_at)
        return [
            TrendPoint(
                row.id,
                row.called_at,
                float(row.value) * factor,
                row.probability,
                row.agent_id,
                row.team_id,
                row.contact_reason,
            )
            for row in self.connection.execute(query)
        ]


def _in_scope(within: Scope) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = []
    if within.team_ids:
        parts.append(evaluations.c.team_id.in_(sorted(within.team_ids)))
    if within.agent_id is not None:
        parts.append(evaluations.c.agent_id == within.agent_id)
    return or_(*parts) if parts else false()


def _wanted(wanted: TrendFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
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
            conditions.append(column == value)
    if wanted.begin is not None:
        conditions.append(evaluations.c.called_at >= wanted.begin)
    if wanted.end is not None:
        conditions.append(evaluations.c.called_at < wanted.end)
    return conditions
