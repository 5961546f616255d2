"""Who waits for whom: evaluations to be acknowledged, disputes to be answered or decided, each with its deadline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Scope, scope
from benvenuto.domain.deadlines import Deadlines, Due, Progress, Stage, WorkingDay, due
from benvenuto.domain.evaluation import FOR_THE_AGENT, Comment, EvaluationRow
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.notices import NEWS, NoticeKind, Reminder
from benvenuto.domain.people import Actor, Role
from benvenuto.services.calls.nameless import NOBODY, by_unknown_agents
from benvenuto.services.clock import Clock
from benvenuto.services.scoring.blindness import hidden
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.feedback.progress import EvaluationProgress


@dataclass(frozen=True, slots=True)
class Awaited:
    """An evaluation that waits for somebody."""

    evaluation: EvaluationProgress
    due: Due
    overdue: bool


@dataclass(frozen=True)
class DeadlineService:
    """The service of deadlines."""

    database: Database
    clock: Clock
    timezone: ZoneInfo
    deadlines: Deadlines
    working: WorkingDay

    def own(self, actor: Actor) -> Sequence[Awaited]:
        """The agent's own evaluations that wait for somebody, the agent included; overdue first."""
        if Role.AGENT not in actor.roles:
            raise Forbidden
        with self.database.read() as tx:
            return self._waiting(tx, Scope(agent_id=actor.id))

    def disputes(self, actor: Actor) -> Sequence[Awaited]:
        """The open disputes of the actor's teams; overdue first, then the one that is due first."""
        within = scope(actor, Role.SUPERVISOR, Role.MANAGER)
        with self.database.read() as tx:
            disputes = [each for each in self._waiting(tx, within) if each.due.stage is not Stage.ACKNOWLEDGE]
            rows = tx.evaluations.these([each.evaluation.id for each in disputes])
            kept, unknown = hidden(tx, actor, rows), by_unknown_agents(tx, actor, rows)
        return [
            replace(each, evaluation=replace(each.evaluation, agent_id=NOBODY, agent_name=""))
            if each.evaluation.id in unknown
            else each
            for each in disputes
            if each.evaluation.id not in kept
        ]

    def reminders(self, tx: Transaction, at: datetime) -> Iterator[Reminder]:
        """Who is to be reminded of what became overdue of late, once for each stage; it tells no mark."""
        today = at.astimezone(self.timezone).date()
        for each in self._waiting(tx, None):
            for stage, day in _last_days(each.due):
                if today - NEWS <= day < today:
                    people = _waited_for(tx, stage, each.evaluation)
                    yield Reminder(NoticeKind.DEADLINE, people, each.evaluation.id, stage.value)

    def waiting_for(self, stored: EvaluationRow, comments: Sequence[Comment]) -> Due | None:
        """What an evaluation that was read waits for, by what was said about it."""
        if stored.selection.kind not in FOR_THE_AGENT:
            return None
        first = {comment.kind: comment.at for comment in reversed(comments)}
        progress = Progress(stored.status, stored.published_at, first.get("dispute"), first.get("answer"))
        return due(progress, self.deadlines, self.timezone, self.working)

    def _waiting(self, tx: Transaction, within: Scope | None) -> Sequence[Awaited]:
        rows = tx.progress.waiting(within)
        today = self.clock().astimezone(self.timezone).date()
        waiting = [
            Awaited(row, stage, stage.overdue(today))
            for row in rows
            if (stage := due(row.progress, self.deadlines, self.timezone, self.working)) is not None
        ]
        return sorted(waiting, key=lambda each: (not each.overdue, each.due.day, each.due.since))


def _last_days(waited: Due) -> Iterator[tuple[Stage, date]]:
    yield waited.stage, waited.day
    if waited.decision is not None:
        yield Stage.DECIDE, waited.decision


def _waited_for(tx: Transaction, stage: Stage, row: EvaluationProgress) -> frozenset[int]:
    """Whose turn it is, as the rules of access have it."""
    if stage is Stage.ACKNOWLEDGE:
        return frozenset({row.agent_id})
    in_charge = tx.people.in_charge(row.team_id)
    if stage is Stage.ANSWER:
        return in_charge.get(Role.SUPERVISOR, frozenset()) - {row.agent_id}
    answered = {comment.author_id for comment in tx.evaluations.comments(row.id) if comment.kind == "answer"}
    return in_charge.get(Role.MANAGER, frozenset()) - {row.agent_id, row.evaluator_id, *answered}
