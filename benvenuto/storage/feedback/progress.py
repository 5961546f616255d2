"""How far feedback has come: what was published, disputed and answered, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, ScalarSelect, func, or_, select

from benvenuto.domain.access import Scope
from benvenuto.domain.deadlines import Progress
from benvenuto.domain.evaluation import FOR_THE_AGENT, Status
from benvenuto.storage.tables import comments, evaluations, people


@dataclass(frozen=True, slots=True)
class EvaluationProgress:
    """An evaluation that may wait for somebody: whose it is, and how far it has come."""

    id: int
    agent_id: int
    agent_name: str
    team_id: int
    evaluator_id: int
    called_at: datetime
    progress: Progress


@dataclass(frozen=True)
class ProgressOfFeedback:
    """The repository of what is under way."""

    connection: Connection

    def waiting(self, within: Scope | None) -> Sequence[EvaluationProgress]:
        """What was said to agents and is published or disputed; None for all teams."""
        at = evaluations.c
        query = (
            select(
                at.id,
                at.agent_id,
                people.c.name,
                at.team_id,
                at.evaluator_id,
                at.called_at,
                at.status,
                at.published_at,
                _first("dispute").label("disputed_at"),
                _first("answer").label("answered_at"),
            )
            .join(people, people.c.id == at.agent_id)
            .where(
                at.status.in_([Status.PUBLISHED.value, Status.DISPUTED.value]),
                at.selection.in_([kind.value for kind in FOR_THE_AGENT]),
                *_reach(within),
            )
            .order_by(at.id)
        )
        return [
            EvaluationProgress(
                row.id,
                row.agent_id,
                row.name,
                row.team_id,
                row.evaluator_id,
                row.called_at,
                Progress(Status(row.status), row.published_at, row.disputed_at, row.answered_at),
            )
            for row in self.connection.execute(query)
        ]


def _first(kind: str) -> ScalarSelect[datetime]:
    of_this = comments.c.evaluation_id == evaluations.c.id
    return select(func.min(comments.c.at)).where(of_this, comments.c.kind == kind).scalar_subquery()


def _reach(within: Scope | None) -> list[ColumnElement[bool]]:
    if within is None:
        return []
    at = evaluations.c
    return [or_(at.team_id.in_(sorted(within.team_ids)), at.agent_id == within.agent_id)]
