"""When evaluations were published, first read by their agents, and responded to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from benvenuto.domain.evaluation import FOR_THE_AGENT, Status
from benvenuto.storage.tables import calls, comments, evaluations


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One evaluation's times; `disputed_at` is when its agent disputed it instead of acknowledging it."""

    team_id: int
    published_at: datetime
    first_read_at: datetime | None
    acknowledged_at: datetime | None
    disputed_at: datetime | None


@dataclass(frozen=True)
class ResponseTimes:
    """The repository of what agents did with their feedback, and when."""

    connection: Connection

    def noted_since(self) -> datetime | None:
        """Since whose publication it is noted when evaluations are first read; None before the first."""
        query = select(func.min(evaluations.c.published_at)).where(evaluations.c.first_read_at.is_not(None))
        when: datetime | None = self.connection.scalar(query)
        return when

    def of_teams(self, team_ids: Collection[int], since: datetime) -> Sequence[ResponseRow]:
        """What was published in these teams since then; only what waits for its agent, and no simulated one."""
        at = evaluations.c
        disputed = (
            select(comments.c.evaluation_id, func.min(comments.c.at).label("disputed_at"))
            .where(comments.c.kind == "dispute")
            .group_by(comments.c.evaluation_id)
            .subquery()
        )
        query = (
            select(at.team_id, at.published_at, at.first_read_at, at.acknowledged_at, disputed.c.disputed_at)
            .outerjoin(disputed, disputed.c.evaluation_id == at.id)
            .where(at.team_id.in_(sorted(team_ids)), at.published_at >= since, at.status != Status.DRAFT.value)
            .where(at.selection.in_([kind.value for kind in FOR_THE_AGENT]))
            .where(at.call_id.in_(select(calls.c.id).where(~calls.c.simulated)))
        )
        return [ResponseRow(*row) for row in self.connection.execute(query)]
