"""Whose calls were listened to, counted by agent and week, and who did the listening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, case, cast, func, select

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation import SelectionKind, Status
from benvenuto.domain.weeks import Week
from benvenuto.storage.tables import calls, evaluations, framed_calls, people


class CallsTaken(NamedTuple):
    """Calls that an agent took for a team in a week, how many of them were drawn, and how many never took place."""

    agent_id: int
    team_id: int
    calls: int
    drawn: int
    simulated: int


class ListenedWeek(NamedTuple):
    """An agent's calls of a week that somebody listened to: all of them, and those drawn at random."""

    agent_id: int
    team_id: int
    calls: int
    random: int


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


@dataclass(frozen=True)
class Coverage:
    """The repository of what was listened to."""

    connection: Connection

    def taken(self, within: Scope, week: Week) -> Sequence[CallsTaken]:
        """Who took calls in a week."""
        query = (
            select(
                calls.c.agent_id,
                calls.c.team_id,
                func.count(),
                func.count(framed_calls.c.probability),
                func.sum(cast(calls.c.simulated, Integer)),
            )
            .outerjoin(framed_calls, framed_calls.c.call_id == calls.c.id)
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
        drawn = case((_random(), evaluations.c.call_id))
        query = (
            select(
                evaluations.c.agent_id,
                evaluations.c.team_id,
                func.count(evaluations.c.call_id.distinct()),
                func.count(drawn.distinct()),
            )
            .where(*_listened(within, week.low, week.high))
            .group_by(evaluations.c.agent_id, evaluations.c.team_id)
        )
        return [ListenedWeek(*row) for row in self.connection.execute(query)]

    def effort(self, within: Scope, begin: datetime, end: datetime) -> Sequence[Effort]:
        """Who listened to calls that began within begin <= t < end."""
        one = case((_random(), 1), else_=0)
        query = (
            select(
                evaluations.c.evaluator_id,
                evaluations.c.team_id,
                func.sum(one),
                func.sum(1 - one),
                func.coalesce(func.sum(calls.c.duration_s), 0),
                func.count() - func.count(calls.c.duration_s),
            )
            .join(calls, calls.c.id == evaluations.c.call_id)
            .where(*_listened(within, begin, end))
            .group_by(evaluations.c.evaluator_id, evaluations.c.team_id)
        )
        return [Effort(*map(int, row)) for row in self.connection.execute(query)]

    def begins(self, within: Scope) -> datetime | None:
        """When the first call began."""
        query = select(func.min(calls.c.started_at)).where(calls.c.team_id.in_(sorted(within.team_ids)))
        found: datetime | None = self.connection.scalar(query)
        return found

    def names(self, ids: Iterable[int]) -> Mapping[int, str]:
        """What these people are called."""
        rows = self.connection.execute(select(people.c.id, people.c.name).where(people.c.id.in_(sorted(ids))))
        return {row.id: row.name for row in rows}


def _random() -> ColumnElement[bool]:
    return evaluations.c.selection == SelectionKind.RANDOM.value


def _listened(within: Scope, begin: datetime, end: datetime) -> list[ColumnElement[bool]]:
    """Published evaluations of these calls by somebody else: the listening was done, whatever became of them since."""
    return [
        evaluations.c.team_id.in_(sorted(within.team_ids)),
        evaluations.c.called_at >= begin,
        evaluations.c.called_at < end,
        evaluations.c.status != Status.DRAFT.value,
        evaluations.c.selection != SelectionKind.SELF.value,
    ]
