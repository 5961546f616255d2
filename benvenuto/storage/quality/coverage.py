"""Whose calls were listened to, counted by agent and week, and who did the listening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, case, cast, exists, func, select

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation import COUNTING, SelectionKind, Status
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.sampling import SkipReason
from benvenuto.domain.sampling_plan import Population
from benvenuto.domain.weeks import Week
from benvenuto.storage.calls.sampling import chances
from benvenuto.storage.quality.evaluation_filters import even_part
from benvenuto.storage.tables import answers, calls, evaluations, framed_calls, people, skipped_calls


class CallsTaken(NamedTuple):
    """Calls that an agent took for a team in a week, and what became of them in the draw.

    `framed` had their chance, `drawn` of them were selected, `skipped` of those left for a reason. `waiting` will have
    their chance, `unhearable` lack what the plan asks for, `unplanned` began when no plan asked for any or became known
    too late. `simulated` never took place.
    """

    agent_id: int
    team_id: int
    calls: int
    framed: int
    drawn: int
    skipped: int
    waiting: int
    unhearable: int
    unplanned: int
    simulated: int


class ListenedWeek(NamedTuple):
    """An agent's calls of a week that somebody listened to: all of them, those that count as random, and of these the
    ones that were drawn here and not brought in with an evaluation."""

    agent_id: int
    team_id: int
    calls: int
    random: int
    drawn: int


class Effort(NamedTuple):
    """What somebody listened to for a team: evaluations published, and how long their calls were.

    `unknown` is the number of calls whose duration nobody logged; they are not in `seconds`.
    """

    evaluator_id: int
    team_id: int
    random: int
    targeted: int
    seconds: int
    unknown: int


class Skips(NamedTuple):
    """Drawn calls of a team that somebody skipped for this reason."""

    evaluator_id: int
    team_id: int
    reason: SkipReason
    calls: int


class NotApplicableShare(NamedTuple):
    """Criteria that somebody marked in a team's calls, and how many of them as not applicable."""

    evaluator_id: int
    team_id: int
    marks: int
    not_applicable: int


class DrawnCalls(NamedTuple):
    """Calls that were drawn, scored and skipped, and how many calls the drawn and the unscored ones stand for."""

    drawn: int
    scored: int
    skipped: int
    weight: float
    unscored_weight: float


@dataclass(frozen=True)
class Coverage:
    """The repository of what was listened to."""

    connection: Connection

    def taken(self, within: Scope, week: Week, populations: Iterable[Population]) -> Sequence[CallsTaken]:
        """Who took calls in a week, and what became of them; `populations` are what the teams' plans draw from now."""
        unframed = framed_calls.c.call_id.is_(None) & calls.c.simulated.is_(False)
        in_plan, has_material = chances(populations)
        query = (
            select(
                calls.c.agent_id,
                calls.c.team_id,
                func.count(),
                func.count(framed_calls.c.call_id),
                func.count(framed_calls.c.probability),
                func.count(skipped_calls.c.call_id),
                func.count(case((unframed & in_plan & has_material, 1))),
                func.count(case((unframed & in_plan & ~has_material, 1))),
                func.count(case((unframed & ~in_plan, 1))),
                func.sum(cast(calls.c.simulated, Integer)),
            )
            .outerjoin(framed_calls, framed_calls.c.call_id == calls.c.id)
            .outerjoin(skipped_calls, skipped_calls.c.call_id == calls.c.id)
            .where(
                calls.c.team_id.in_(sorted(within.team_ids)),
                calls.c.started_at >= week.low,
                calls.c.started_at < week.high,
                calls.c.agent_id.is_not(None),
            )
            .group_by(calls.c.agent_id, calls.c.team_id)
        )
        return [CallsTaken(*row) for row in self.connection.execute(query)]

    def heard(self, within: Scope, week: Week) -> Sequence[ListenedWeek]:
        """Whose calls of a week were listened to; one that several people evaluated counts once."""
        random = case((_random(), evaluations.c.call_id))
        drawn = case((_random() & framed_calls.c.probability.is_not(None), evaluations.c.call_id))
        query = (
            select(
                evaluations.c.agent_id,
                evaluations.c.team_id,
                func.count(evaluations.c.call_id.distinct()),
                func.count(random.distinct()),
                func.count(drawn.distinct()),
            )
            .outerjoin(framed_calls, framed_calls.c.call_id == evaluations.c.call_id)
            .where(*_listened(within, week.low, week.high))
            .group_by(evaluations.c.agent_id, evaluations.c.team_id)
        )
        return [ListenedWeek(*row) for row in self.connection.execute(query)]

    def effort(self, within: Scope, begin: datetime, end: datetime) -> Sequence[Effort]:
        """Who listened to calls that began within begin <= t < end."""
        as_random = case((_random(), 1), else_=0)
        query = (
            select(
                evaluations.c.evaluator_id,
                evaluations.c.team_id,
                func.sum(as_random),
                func.sum(1 - as_random),
                func.coalesce(func.sum(calls.c.duration_s), 0),
                func.count() - func.count(calls.c.duration_s),
            )
            .join(calls, calls.c.id == evaluations.c.call_id)
            .where(*_listened(within, begin, end))
            .group_by(evaluations.c.evaluator_id, evaluations.c.team_id)
        )
        return [Effort(*map(int, row)) for row in self.connection.execute(query)]

    def skips(self, within: Scope, begin: datetime, end: datetime) -> Sequence[Skips]:
        """Who skipped drawn calls that began within begin <= t < end, and why."""
        query = (
            select(skipped_calls.c.evaluator_id, calls.c.team_id, skipped_calls.c.reason, func.count())
            .join(calls, calls.c.id == skipped_calls.c.call_id)
            .where(calls.c.team_id.in_(sorted(within.team_ids)), calls.c.started_at >= begin, calls.c.started_at < end)
            .group_by(skipped_calls.c.evaluator_id, calls.c.team_id, skipped_calls.c.reason)
            .order_by(func.count().desc(), skipped_calls.c.reason)
        )
        return [Skips(who, team, SkipReason(why), number) for who, team, why, number in self.connection.execute(query)]

    def not_applicable(
        self, within: Scope, begin: datetime, end: datetime, part: float = 1
    ) -> Sequence[NotApplicableShare]:
        """Who marked criteria as not applicable in an even part of the calls that began within begin <= t < end."""
        query = (
            select(
                evaluations.c.evaluator_id,
                evaluations.c.team_id,
                func.count(),
                func.sum(cast(answers.c.not_applicable, Integer)),
            )
            .join(answers, answers.c.evaluation_id == evaluations.c.id)
            .where(answers.c.revision == evaluations.c.revision, *_listened(within, begin, end), even_part(part))
            .group_by(evaluations.c.evaluator_id, evaluations.c.team_id)
        )
        return [NotApplicableShare(*map(int, row)) for row in self.connection.execute(query)]

    def drawn(self, within: Scope, wanted: EvaluationFilter) -> DrawnCalls:
        """What became of the drawn calls of these teams that pass the filter."""
        scored = exists().where(
            evaluations.c.call_id == calls.c.id,
            _random(),
            evaluations.c.status.in_([status.value for status in COUNTING]),
        )
        weight = 1.0 / framed_calls.c.probability
        query = (
            select(
                func.count(),
                func.count(case((scored, 1))),
                func.count(skipped_calls.c.call_id),
                func.coalesce(func.sum(weight), 0.0),
                func.coalesce(func.sum(case((~scored, weight))), 0.0),
            )
            .select_from(calls)
            .join(framed_calls, framed_calls.c.call_id == calls.c.id)
            .outerjoin(skipped_calls, skipped_calls.c.call_id == calls.c.id)
            .where(
                framed_calls.c.probability.is_not(None),
                calls.c.team_id.in_(sorted(within.team_ids)),
                *_calls_that_pass(wanted),
            )
        )
        return DrawnCalls(*self.connection.execute(query).one())

    def begins(self, within: Scope) -> datetime | None:
        """When the first call began."""
        query = select(func.min(calls.c.started_at)).where(calls.c.team_id.in_(sorted(within.team_ids)))
        earliest: datetime | None = self.connection.scalar(query)
        return earliest

    def names(self, ids: Iterable[int]) -> Mapping[int, str]:
        """What these people are called."""
        rows = self.connection.execute(select(people.c.id, people.c.name).where(people.c.id.in_(sorted(ids))))
        return {row.id: row.name for row in rows}


def _calls_that_pass(wanted: EvaluationFilter) -> list[ColumnElement[bool]]:
    at = calls.c
    pairs = ((at.team_id, wanted.team_id), (at.agent_id, wanted.agent_id), (at.contact_reason, wanted.contact_reason))
    conditions = [column == value for column, value in pairs if value]
    if wanted.begin is not None:
        conditions.append(at.started_at >= wanted.begin)
    if wanted.end is not None:
        conditions.append(at.started_at < wanted.end)
    return conditions


def _random() -> ColumnElement[bool]:
    return evaluations.c.selection == SelectionKind.RANDOM.value


def _listened(within: Scope, begin: datetime, end: datetime) -> list[ColumnElement[bool]]:
    """Published evaluations of these calls by somebody else: the listening was done, whatever became of them since."""
    return [
        evaluations.c.team_id.in_(sorted(within.team_ids)),
        evaluations.c.called_at >= begin,
        evaluations.c.called_at < end,
        evaluations.c.status != Status.DRAFT.value,
        evaluations.c.selection.not_in([SelectionKind.SELF.value, SelectionKind.CALIBRATION.value]),
    ]
