"""Who waits for whom: evaluations to be acknowledged, disputes to be answered or decided, each with its deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Scope, scope
from benvenuto.domain.deadlines import Deadlines, Due, Progress, Stage, WorkingDay, due
from benvenuto.domain.evaluation import Comment, EvaluationRow
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Role
from benvenuto.services.clock import Clock
from benvenuto.storage.database import Database
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
        return self._waiting(Scope(agent_id=actor.id))

    def disputes(self, actor: Actor) -> Sequence[Awaited]:
        """The open disputes of the actor's teams; overdue first, then the one that is due first."""
        within = scope(actor, Role.SUPERVISOR, Role.MANAGER)
        return [each for each in self._waiting(within) if each.due.stage is not Stage.ACKNOWLEDGE]

    def overdue(self) -> Sequence[Awaited]:
        """Everything that is overdue in the house, for reminders; it names who is waited for, and no mark."""
        return [each for each in self._waiting(None) if each.overdue]

    def waiting_for(self, stored: EvaluationRow, comments: Sequence[Comment]) -> Due | None:
        """What an evaluation that was read waits for, by what was said about it."""
        if stored.agent_id == stored.evaluator_id:
            return None
        first = {comment.kind: comment.at for comment in reversed(comments)}
        progress = Progress(stored.status, stored.published_at, first.get("dispute"), first.get("answer"))
        return due(progress, self.deadlines, self.timezone, self.working)

    def _waiting(self, within: Scope | None) -> Sequence[Awaited]:
        with self.database.read() as tx:
            rows = tx.progress.waiting(within)
        today = self.clock().astimezone(self.timezone).date()
        waiting = [
            Awaited(row, stage, stage.overdue(today))
            for row in rows
            if (stage := due(row.progress, self.deadlines, self.timezone, self.working)) is not None
        ]
        return sorted(waiting, key=lambda each: (not each.overdue, each.due.day, each.due.since))
