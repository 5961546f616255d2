"""Telling people of a deed, in the transaction that does it: what every area asks for in one line."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from benvenuto.domain.coaching import CoachingPlan
from benvenuto.domain.evaluation import FOR_THE_AGENT, TAKEN_BACK_WITHIN, EvaluationRow
from benvenuto.domain.grading import Grading
from benvenuto.domain.notices import BETWEEN_TWO, Concerned, NoticeKind, recipients
from benvenuto.domain.people import Role
from benvenuto.storage.database import Transaction


def tell(tx: Transaction, at: datetime, kind: NoticeKind, by: int | None, stored: EvaluationRow) -> None:
    """Tell whom it concerns what was done to an evaluation; `by` is None when a deadline did it."""
    concerned = Concerned(stored.agent_id, stored.evaluator_id)
    if kind not in BETWEEN_TWO:
        in_charge = tx.people.in_charge(stored.team_id)
        concerned = Concerned(
            stored.agent_id,
            stored.evaluator_id,
            speakers=frozenset(comment.author_id for comment in tx.evaluations.comments(stored.id)),
            supervisors=in_charge.get(Role.SUPERVISOR, frozenset()),
            managers=in_charge.get(Role.MANAGER, frozenset()),
        )
    people = recipients(kind, by, concerned)
    if stored.selection.kind not in FOR_THE_AGENT:
        people -= {stored.agent_id}
    tell_people(tx, at, kind, people, evaluation_id=stored.id)


def tell_agent(tx: Transaction, at: datetime, kind: NoticeKind, by: int, agent_id: int, subject: str) -> None:
    """Tell an agent of what no evaluation is behind; `subject` names it, such as a criterion's path."""
    tell_people(tx, at, kind, recipients(kind, by, Concerned(agent_id)), subject=subject)


def tell_of_plan(tx: Transaction, at: datetime, kind: NoticeKind, by: int, plan: CoachingPlan) -> None:
    """Tell whom it concerns what was done to a coaching plan."""
    tell_people(tx, at, kind, recipients(kind, by, of_plan(tx, plan)), subject=str(plan.id))


def tell_of_grading(tx: Transaction, at: datetime, kind: NoticeKind, by: int, grading: Grading) -> None:
    """Tell whom it concerns what was done to a grading of feedback: its supervisor, or the manager who made it."""
    concerned = Concerned(grading.agent_id, grading.evaluator_id, managers=frozenset({grading.by_id}))
    tell_people(tx, at, kind, recipients(kind, by, concerned), subject=str(grading.id))


def of_plan(tx: Transaction, plan: CoachingPlan) -> Concerned:
    """Whom a coaching plan concerns: its agent and who began it, or once they have left the team, its supervisors."""
    supervisors = tx.people.in_charge(plan.team_id).get(Role.SUPERVISOR, frozenset()) - {plan.agent_id}
    return Concerned(plan.agent_id, supervisors=supervisors & {plan.by_id} or supervisors)


def tell_people(
    tx: Transaction,
    at: datetime,
    kind: NoticeKind,
    people: Collection[int],
    *,
    evaluation_id: int | None = None,
    subject: str = "",
) -> None:
    """Tell these people, in their inbox and, where they want it, outside."""
    tx.notices.add(at, kind, people, evaluation_id=evaluation_id, subject=subject)
    # what is taken back within its minute is never announced, nor what came with it
    begun = kind in (NoticeKind.FEEDBACK, NoticeKind.SECOND_LISTENING)
    tx.outbox.add(at, people, at + TAKEN_BACK_WITHIN if begun else at)
