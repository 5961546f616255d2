"""Practice: attempts at exercises, what supervisors assigned, and how criteria were answered, before and since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, case, delete, exists, func, insert, select

from benvenuto.domain.access import Scope
from benvenuto.domain.practice import Attempt, Outcome
from benvenuto.domain.sums import Sums
from benvenuto.storage.quality.since_chosen import BY_OTHERS, drawn_since_chosen
from benvenuto.storage.tables import answers, assignments, attempts, evaluations, people


@dataclass(frozen=True, slots=True)
class StoredAttempt:
    """One attempt; `exercise` and `criterion` are paths."""

    person_id: int
    exercise: str
    criterion: str
    outcome: Outcome
    at: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """A criterion, by path, that an agent was asked to practise."""

    agent_id: int
    criterion: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """What a criterion, by path, came to in one published evaluation: its level's value, 0..1."""

    evaluation_id: int
    criterion: str
    value: float


@dataclass(frozen=True)
class Practice:
    """The repository of practice."""

    connection: Connection

    def add(self, done: StoredAttempt, given: Attempt, language: str) -> None:
        """Keep an attempt with what was given."""
        self.connection.execute(
            insert(attempts).values(
                person_id=done.person_id,
                exercise=done.exercise,
                criterion=done.criterion,
                outcome=done.outcome.value,
                given=list(given) if isinstance(given, tuple) else given,
                language=language,
                at=done.at,
            )
        )

    def attempts(self, person_ids: Iterable[int]) -> Sequence[StoredAttempt]:
        """All attempts of these people, oldest first."""
        query = select(attempts).where(attempts.c.person_id.in_(list(person_ids))).order_by(attempts.c.id)
        return [
            StoredAttempt(row.person_id, row.exercise, row.criterion, Outcome(row.outcome), row.at)
            for row in self.connection.execute(query)
        ]

    def began(self, person_ids: Iterable[int]) -> Mapping[tuple[int, str], datetime]:
        """When each of these people first tried an exercise on each criterion, by (person, criterion's path)."""
        query = _begun(list(person_ids))
        return {(row.person_id, row.criterion): row.first for row in self.connection.execute(query)}

    def drawn(self, within: Scope, agent_ids: Iterable[int], latest: int) -> Mapping[tuple[int, str, bool], Sums]:
        """What the randomly drawn calls of these agents come to on each criterion that they practised, from 0 to 100.

        By (agent, criterion's path, whether the call was taken since the first attempt). The `latest` evaluations
        before the criterion was assigned or first tried, whichever came first, are left out: it was chosen by them.
        """
        begun = _begun(list(agent_ids)).subquery("begun")
        asked = (assignments.c.agent_id == begun.c.person_id) & (assignments.c.criterion == begun.c.criterion)
        choices = select(
            begun.c.number,
            begun.c.person_id.label("agent_id"),
            begun.c.criterion,
            begun.c.first.label("since"),
            case((assignments.c.assigned_at < begun.c.first, assignments.c.assigned_at), else_=begun.c.first).label(
                "chosen"
            ),
        ).outerjoin_from(begun, assignments, asked)
        named = {row.number: (row.person_id, row.criterion) for row in self.connection.execute(select(begun))}
        sides = drawn_since_chosen(self.connection, within, choices, latest)
        return {(*named[number], since): side for (number, since), side in sides.items()}

    def assign(self, agent_id: int, criterion: str, by: int, at: datetime) -> bool:
        """Ask an agent to practise a criterion; False when it is asked already."""
        same = (assignments.c.agent_id == agent_id) & (assignments.c.criterion == criterion)
        # asked first: on PostgreSQL a violated constraint would end the whole transaction
        if self.connection.scalar(select(exists().where(same))):
            return False
        row = {"agent_id": agent_id, "criterion": criterion, "assigned_by": by, "assigned_at": at}
        self.connection.execute(insert(assignments).values(row))
        return True

    def withdraw(self, agent_id: int, criterion: str) -> bool:
        """No longer ask; False when it was not asked."""
        same = (assignments.c.agent_id == agent_id) & (assignments.c.criterion == criterion)
        return self.connection.execute(delete(assignments).where(same)).rowcount > 0

    def assignments(self, agent_ids: Iterable[int]) -> Sequence[Assignment]:
        """What these agents were asked to practise, oldest first."""
        query = (
            select(assignments, people.c.name)
            .join(people, people.c.id == assignments.c.assigned_by)
            .where(assignments.c.agent_id.in_(list(agent_ids)))
            .order_by(assignments.c.id)
        )
        return [
            Assignment(row.agent_id, row.criterion, row.name, row.assigned_at) for row in self.connection.execute(query)
        ]

    def answered(self, agent_ids: Iterable[int], latest: int) -> Mapping[int, Sequence[CriterionResult]]:
        """By agent, what counted in the `latest` published evaluations of each by somebody else, newest first."""
        return {agent_id: self._answered(agent_id, latest) for agent_id in agent_ids}

    def _answered(self, agent_id: int, latest: int) -> Sequence[CriterionResult]:
        newest = (
            select(evaluations.c.id)
            .where(BY_OTHERS, evaluations.c.agent_id == agent_id)
            .order_by(evaluations.c.published_at.desc(), evaluations.c.id.desc())
            .limit(latest)
            .subquery()
        )
        query = (
            select(evaluations.c.id, answers.c.path, answers.c.value)
            .join(newest, newest.c.id == evaluations.c.id)
            .join(
                answers, (answers.c.evaluation_id == evaluations.c.id) & (answers.c.revision == evaluations.c.revision)
            )
            .where(answers.c.value.is_not(None))
            .order_by(evaluations.c.published_at.desc(), evaluations.c.id.desc(), answers.c.path)
        )
        return [CriterionResult(row.id, row.path, row.value) for row in self.connection.execute(query)]


def _begun(person_ids: Sequence[int]) -> Select[Any]:
    return (
        select(
            func.min(attempts.c.id).label("number"),
            attempts.c.person_id,
            attempts.c.criterion,
            func.min(attempts.c.at).label("first"),
        )
        .where(attempts.c.person_id.in_(person_ids))
        .group_by(attempts.c.person_id, attempts.c.criterion)
    )
