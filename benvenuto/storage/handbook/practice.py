"""Practice: attempts at exercises, what supervisors assigned, and how criteria were answered, before and since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    tuple_,
)

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation import COUNTING, FOR_THE_AGENT, SelectionKind
from benvenuto.domain.practice import Attempt, Outcome
from benvenuto.domain.sums import Sums
from benvenuto.storage.quality.metric_rows import criterion_rows, read_sums, sums
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
        people_ids = list(agent_ids)
        begun = _begun(people_ids).subquery("begun")
        conditions = (
            _in_scope(within),
            evaluations.c.agent_id.in_(people_ids),
            evaluations.c.selection == SelectionKind.RANDOM.value,
        )
        # the join below leaves the same rows; said here, answers on other criteria are not read at all
        practised = answers.c.path.in_(select(begun.c.criterion))
        chosen_by = tuple_(answers.c.evaluation_id, answers.c.path).in_(_chosen_by(begun, latest))
        rows = criterion_rows(*conditions).where(practised, ~chosen_by).subquery("counted")
        since = case((rows.c.called_at < begun.c.first, 0), else_=1)
        query = (
            select(rows.c.agent_id, rows.c.of, since.label("since"), *sums(rows))
            .join(begun, (begun.c.person_id == rows.c.agent_id) & (begun.c.criterion == rows.c.of))
            .group_by(rows.c.agent_id, rows.c.of, since)
        )
        return {
            (agent_id, criterion, bool(later)): read_sums(row)
            for agent_id, criterion, later, *row in self.connection.execute(query)
        }

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
            .where(_BY_OTHERS, evaluations.c.agent_id == agent_id)
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


_BY_OTHERS = and_(
    evaluations.c.selection.in_([kind.value for kind in FOR_THE_AGENT]),
    evaluations.c.status.in_([status.value for status in COUNTING]),
)


def _chosen_by(begun: Subquery, latest: int) -> Select[Any]:
    """The evaluations by which each criterion was chosen, as pairs of evaluation and criterion; cf. `answered`."""
    asked = (assignments.c.agent_id == begun.c.person_id) & (assignments.c.criterion == begun.c.criterion)
    chosen = case((assignments.c.assigned_at < begun.c.first, assignments.c.assigned_at), else_=begun.c.first)
    nth = func.row_number().over(
        partition_by=(begun.c.person_id, begun.c.criterion),
        order_by=(evaluations.c.published_at.desc(), evaluations.c.id.desc()),
    )
    ranked = (
        select(evaluations.c.id, begun.c.criterion, nth.label("nth"))
        .join(begun, begun.c.person_id == evaluations.c.agent_id)
        .outerjoin(assignments, asked)
        .where(_BY_OTHERS, evaluations.c.published_at < chosen)
        .subquery("ranked")
    )
    return select(ranked.c.id, ranked.c.criterion).where(ranked.c.nth <= latest)


def _begun(person_ids: Sequence[int]) -> Select[Any]:
    return (
        select(attempts.c.person_id, attempts.c.criterion, func.min(attempts.c.at).label("first"))
        .where(attempts.c.person_id.in_(person_ids))
        .group_by(attempts.c.person_id, attempts.c.criterion)
    )


def _in_scope(within: Scope) -> ColumnElement[bool]:
    own = evaluations.c.agent_id == within.agent_id if within.agent_id is not None else false()
    return or_(own, evaluations.c.team_id.in_(sorted(within.team_ids)))
