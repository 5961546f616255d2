"""Disputes as they ended: how long each took, and what was decided about each criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, and_, case, cast, func, select

from benvenuto.domain.access import Scope
from benvenuto.domain.dispute import Decision
from benvenuto.domain.evaluation import DECIDED, Status
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.storage.quality.evaluation_filters import Condition, filter_conditions
from benvenuto.storage.tables import calls, comments, decided_criteria, disputed_criteria, evaluations

_DISPUTED = (Status.DISPUTED, *DECIDED)


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """One dispute; `decided_at` is None while it is open."""

    status: Status
    disputed_at: datetime
    decided_at: datetime | None
    simulated: bool


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """How often a criterion was decided about where the agent had named it, and how often that changed its mark.

    `version_id` is the newest scorecard version among them.
    """

    path: str
    n: int
    changed: int
    version_id: int


@dataclass(frozen=True)
class Decisions:
    """The repository of disputes that were decided."""

    connection: Connection

    def disputes(self, within: Scope, wanted: EvaluationFilter) -> Sequence[DisputeRow]:
        """Every dispute of the scope's teams about a call that passes the filter."""
        # an evaluation is disputed and decided once, so neither join makes two rows of one
        disputed, decided = comments.alias("disputed"), comments.alias("decided")
        query = (
            select(evaluations.c.status, disputed.c.at, decided.c.at.label("decided_at"), calls.c.simulated)
            .join(calls, calls.c.id == evaluations.c.call_id)
            .join(disputed, and_(disputed.c.evaluation_id == evaluations.c.id, disputed.c.kind == "dispute"))
            .outerjoin(decided, and_(decided.c.evaluation_id == evaluations.c.id, decided.c.kind == "decision"))
            .where(*_conditions(within, wanted))
            .order_by(evaluations.c.id)
        )
        rows = self.connection.execute(query)
        return [DisputeRow(Status(row.status), row.at, row.decided_at, row.simulated) for row in rows]

    def criteria(self, within: Scope, wanted: EvaluationFilter) -> Sequence[DecidedRow]:
        """The criteria that agents named and that were decided about, by path."""
        at = decided_criteria.c
        changed = case((at.decision == Decision.UPHELD.value, 0), else_=1)
        query = (
            select(
                at.path,
                func.count().label("n"),
                cast(func.sum(changed), Integer).label("changed"),
                func.max(evaluations.c.scorecard_version_id).label("version_id"),
            )
            .join(evaluations, evaluations.c.id == at.evaluation_id)
            .join(
                disputed_criteria,
                and_(disputed_criteria.c.evaluation_id == at.evaluation_id, disputed_criteria.c.path == at.path),
            )
            .where(*_conditions(within, wanted))
            .group_by(at.path)
            .order_by(at.path)
        )
        return [DecidedRow(row.path, row.n, row.changed, row.version_id) for row in self.connection.execute(query)]


def _conditions(within: Scope, wanted: EvaluationFilter) -> list[Condition]:
    at = evaluations.c
    return [
        at.team_id.in_(sorted(within.team_ids)),
        at.status.in_([status.value for status in _DISPUTED]),
        *filter_conditions(wanted),
    ]
