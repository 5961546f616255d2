"""Practice: attempts at exercises, what supervisors assigned, and which criteria were answered how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, exists, insert, select

from benvenuto.domain.evaluation import COUNTING, SelectionKind
from benvenuto.domain.practice import Attempt, Outcome
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
class Answered:
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

    def assign(self, agent_id: int, criterion: str, by: int, at: datetime) -> bool:
        """Ask an agent to practise a criterion; False when it is asked already."""
        same = (assignments.c.agent_id == agent_id) & (assignments.c.criterion == criterion)
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

    def answered(self, agent_ids: Iterable[int], latest: int) -> Mapping[int, Sequence[Answered]]:
        """By agent, what counted in the `latest` published evaluations of each by somebody else, newest first."""
        return {agent_id: self._answered(agent_id, latest) for agent_id in agent_ids}

    def _answered(self, agent_id: int, latest: int) -> Sequence[Answered]:
        newest = (
            select(evaluations.c.id)
            .where(
                evaluations.c.agent_id == agent_id,
                evaluations.c.selection != SelectionKind.SELF.value,
                evaluations.c.status.in_([status.value for status in COUNTING]),
            )
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
        return [Answered(row.id, row.path, row.value) for row in self.connection.execute(query)]
