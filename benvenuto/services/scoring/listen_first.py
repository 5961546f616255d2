"""Who has to listen before they know a mark: whoever may decide a dispute and has not heard its call blind.

Beside `blindness`: what that keeps from somebody is not there for them at all; this one is there, without what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benvenuto.domain.access import Permission, Subject, can
from benvenuto.domain.dispute import ListenFirst
from benvenuto.domain.evaluation import Evaluation, EvaluationRow, Status
from benvenuto.domain.people import Actor, Role
from benvenuto.storage.database import Transaction


def to_listen_to(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> frozenset[int]:
    """The ids of those of these evaluations whose dispute the actor may decide and has yet to listen to."""
    disputed = [row.id for row in rows if can(actor, Permission.DECIDE, _subject(row))]
    # who answered is a party to it, and knows it
    return frozenset(disputed) - tx.disputes.known_to(actor.id, disputed) if disputed else frozenset()


def unheard(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> frozenset[int]:
    """The ids of those of these evaluations of a call with such a dispute: what others marked of it says as much."""
    if Role.MANAGER not in actor.roles or not rows:
        return frozenset()
    of_calls = tx.evaluations.of_calls({row.call_id for row in rows})
    those = to_listen_to(tx, actor, of_calls)
    calls = {row.call_id for row in of_calls if row.id in those}
    return frozenset(row.id for row in rows if row.call_id in calls and row.evaluator_id != actor.id)


def all_unheard(tx: Transaction, actor: Actor) -> frozenset[int]:
    """The ids of all evaluations of all calls with such a dispute."""
    teams = sorted(actor.teams(Role.MANAGER))
    disputed = tx.evaluations.disputed(teams) if teams else ()
    return unheard(tx, actor, tx.evaluations.of_calls({row.call_id for row in disputed})) if disputed else frozenset()


def check_heard(tx: Transaction, actor: Actor, stored: EvaluationRow) -> None:
    """Raise ListenFirst where the actor has yet to listen to decide a dispute about its call."""
    if unheard(tx, actor, [stored]):
        raise ListenFirst


def veiled(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> Sequence[EvaluationRow]:
    """All of them, without the results of those that the actor has yet to listen to."""
    those = unheard(tx, actor, rows)
    return [without_results(row) if row.id in those else row for row in rows]


def without_results(row: EvaluationRow) -> EvaluationRow:
    """The row without what was marked, written or corrected."""
    facts = replace(row.facts, ending=None)  # how the call ended is a mark of its evaluator's
    return replace(row, facts=facts, care_score=None, final_score=None, band=None, passed=None, summary="", revision=1)


def without_marks(evaluation: Evaluation) -> Evaluation:
    """The same of the whole evaluation."""
    facts = replace(evaluation.facts, ending=None)
    return replace(evaluation, facts=facts, answers={}, score=None, summary="", revision=1)


def _subject(row: EvaluationRow) -> Subject:
    return Subject(row.agent_id, row.team_id, row.evaluator_id, disputed=row.status is Status.DISPUTED)
