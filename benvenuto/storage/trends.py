"""What trends are drawn from: one point an evaluation, filtered and scoped in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, exists, false, literal, or_, select

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation import COUNTING
from benvenuto.domain.measure import Measure
from benvenuto.storage.tables import answers, calls, critical_errors, evaluations, measures, recordings, rubric_scores


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
    """One evaluation's value: a score 0..100, 100 and 0 for free of a critical error and not, or what was measured.

    `simulated`: the call never took place; it is there to try Benvenuto with.
    """

    evaluation_id: int
    called_at: datetime
    value: float
    probability: float | None
    agent_id: int
    team_id: int
    contact_reason: str
    simulated: bool


@dataclass(frozen=True)
class Trends:
    """The repository of trends."""

    connection: Connection

    def care(self, within: Scope, wanted: TrendFilter) -> Sequence[TrendPoint]:
        """Care scores, before critical errors."""
        return self._points(evaluations.c.care_score, within, wanted)

    def rubric(self, within: Scope, wanted: TrendFilter, rubric_id: str) -> Sequence[TrendPoint]:
        """Scores of one rubric."""
        return self._rubrics(within, wanted, rubric_scores.c.rubric_id == rubric_id).get(rubric_id, [])

    def rubrics(self, within: Scope, wanted: TrendFilter) -> Mapping[str, Sequence[TrendPoint]]:
        """Scores of every rubric that was used, by its id."""
        return self._rubrics(within, wanted)

    def criterion(self, within: Scope, wanted: TrendFilter, path: str) -> Sequence[TrendPoint]:
        """Scores of one criterion, where it counted."""
        return self._criteria(within, wanted, answers.c.path == path).get(path, [])

    def criteria(self, within: Scope, wanted: TrendFilter, rubric_id: str = "") -> Mapping[str, Sequence[TrendPoint]]:
        """Scores of every criterion (of this rubric, when one is named) where it counted, by its path."""
        inside = (answers.c.path.startswith(f"{rubric_id}/", autoescape=True),) if rubric_id else ()
        return self._criteria(within, wanted, *inside)

    def free_of_critical_errors(
        self, within: Scope, wanted: TrendFilter, critical_type: str = ""
    ) -> Sequence[TrendPoint]:
        """100 for a call free of critical errors (of this type, when one is named), 0 for one that is not."""
        condition = critical_errors.c.evaluation_id == evaluations.c.id
        if critical_type:
            condition &= critical_errors.c.type == critical_type
        return self._points(~exists().where(condition), within, wanted, factor=100)

    def free_of_each(
        self, within: Scope, wanted: TrendFilter, critical_types: Sequence[str]
    ) -> Mapping[str, Sequence[TrendPoint]]:
        """The same for several types at once, by type."""
        failed = defaultdict(set)
        query = select(critical_errors.c.evaluation_id, critical_errors.c.type)
        query = query.join(evaluations, evaluations.c.id == critical_errors.c.evaluation_id)
        for row in self.connection.execute(query.where(_in_scope(within), *_wanted(wanted))):
            failed[row.type].add(row.evaluation_id)
        points = self.care(within, wanted)
        return {
            kind: [replace(point, value=0.0 if point.evaluation_id in failed[kind] else 100.0) for point in points]
            for kind in critical_types
        }

    def measure(self, within: Scope, wanted: TrendFilter, measure: Measure) -> Sequence[TrendPoint]:
        """What was measured of the sound of the calls; one that several people evaluated counts once."""
        taken = (
            select(recordings.c.call_id, measures.c.value)
            .join(measures, measures.c.recording_id == recordings.c.id)
            .where(measures.c.measure == measure.value)
            .subquery()
        )
        on = taken.c.call_id == evaluations.c.call_id
        by_call = self._keyed(taken.c.call_id, taken.c.value, within, wanted, taken, on)
        return [points[0] for points in by_call.values()]

    def critical_errors(self, evaluation_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
        """The types of critical errors of these evaluations, each named once; those without any are left out."""
        found = defaultdict(list)
        query = select(critical_errors.c.evaluation_id, critical_errors.c.type).distinct()
        query = query.where(critical_errors.c.evaluation_id.in_(list(evaluation_ids)))
        for row in self.connection.execute(query.order_by(critical_errors.c.type)):
            found[row.evaluation_id].append(row.type)
        return found

    def agent_ids(self, within: Scope) -> Sequence[int]:
        """The agents who were evaluated, also those who have left since."""
        return list(self.connection.scalars(select(evaluations.c.agent_id).where(_in_scope(within)).distinct()))

    def contact_reasons(self, within: Scope) -> Sequence[str]:
        """The contact reasons that were evaluated."""
        query = select(evaluations.c.contact_reason).where(_in_scope(within)).distinct()
        return list(self.connection.scalars(query.order_by(evaluations.c.contact_reason)))

    def _rubrics(
        self, within: Scope, wanted: TrendFilter, *conditions: ColumnElement[bool]
    ) -> Mapping[str, Sequence[TrendPoint]]:
        key = rubric_scores.c.rubric_id
        on = rubric_scores.c.evaluation_id == evaluations.c.id
        return self._keyed(key, rubric_scores.c.score, within, wanted, rubric_scores, on, *conditions)

    def _criteria(
        self, within: Scope, wanted: TrendFilter, *conditions: ColumnElement[bool]
    ) -> Mapping[str, Sequence[TrendPoint]]:
        counted = (answers.c.revision == evaluations.c.revision, answers.c.value.is_not(None))
        on = answers.c.evaluation_id == evaluations.c.id
        return self._keyed(answers.c.path, answers.c.value * 100, within, wanted, answers, on, *counted, *conditions)

    def _points(
        self, value: ColumnElement[Any], within: Scope, wanted: TrendFilter, *, factor: int = 1
    ) -> Sequence[TrendPoint]:
        return self._keyed(literal(""), value, within, wanted, factor=factor).get("", [])

    def _keyed(
        self,
        key: ColumnElement[Any],
        value: ColumnElement[Any],
        within: Scope,
        wanted: TrendFilter,
        joined: FromClause | None = None,
        on: ColumnElement[bool] | None = None,
        *conditions: ColumnElement[bool],
        factor: int = 1,
    ) -> Mapping[Any, Sequence[TrendPoint]]:
        query = select(
            key.label("key"),
            evaluations.c.id,
            evaluations.c.called_at,
            value.label("value"),
            evaluations.c.probability,
            evaluations.c.agent_id,
            evaluations.c.team_id,
            evaluations.c.contact_reason,
            calls.c.simulated,
        ).join(calls, calls.c.id == evaluations.c.call_id)
        if joined is not None:
            query = query.join(joined, on)
        query = query.where(_in_scope(within), *_wanted(wanted), *conditions)
        query = query.order_by(evaluations.c.called_at, evaluations.c.id)
        found = defaultdict(list)
        for name, number, at, worth, *facts in self.connection.execute(query):
            found[name].append(TrendPoint(number, at, float(worth) * factor, *facts))
        return found


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
