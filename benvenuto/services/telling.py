"""Telling people of a deed, in the transaction that does it: what every area asks for in one line."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from benvenuto.domain.evaluation import TAKEN_BACK_WITHIN, EvaluationRow
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
    tell_people(tx, at, kind, recipients(kind, by, concerned), evaluation_id=stored.id)


def tell_agent(tx: Transaction, at: datetime, kind: NoticeKind, by: int, agent_id: int, subject: str) -> None:
    """Tell an agent of what no evaluation is behind; `subject` names it, such as a criterion's path."""
    tell_people(tx, at, kind, recipients(kind, by, Concerned(agent_id)), subject=subject)


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
    # what is taken back within its minute is never announced
    tx.outbox.add(at, people, at + TAKEN_BACK_WITHIN if kind is NoticeKind.FEEDBACK else at)
