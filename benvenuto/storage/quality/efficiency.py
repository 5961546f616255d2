"""Care beside handling time over the same calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, case, cast, func, literal, select

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.storage.quality.evaluation_filters import WEIGHT, scope_conditions
from benvenuto.storage.tables import calls, evaluations


class TimedCalls(NamedTuple):
    """Evaluated calls that have a duration, a column each: the facts of one call stand at the same place of each.

    `stretch` counts stretches of time from 0, `care` is the care score (0..100), `weight` is 1 / sampling probability,
    `simulated` is 1 for a call that never took place.
    """

    agent_id: Sequence[int]
    team_id: Sequence[int]
    contact_reason: Sequence[str]
    stretch: Sequence[int]
    care: Sequence[float]
    seconds: Sequence[int]
    weight: Sequence[float]
    simulated: Sequence[int]


@dataclass(frozen=True)
class Efficiency:
    """The repository of care beside handling time."""

    connection: Connection

    def timed(self, within: Scope, wanted: EvaluationFilter, edges: Sequence[datetime]) -> TimedCalls:
        """Columns of the calls that count and have a duration; `edges`, in order, are when new stretches begin."""
        before = [(evaluations.c.called_at < edge, n) for n, edge in enumerate(edges)]
        stretch: ColumnElement[int] = case(*before, else_=len(edges)) if before else literal(0)
        query = (
            select(
                evaluations.c.agent_id,
                evaluations.c.team_id,
                evaluations.c.contact_reason,
                stretch,
                evaluations.c.care_score,
                calls.c.duration_s,
                WEIGHT,
                cast(calls.c.simulated, Integer),
            )
            .join(calls, calls.c.id == evaluations.c.call_id)
            .where(*scope_conditions(within, wanted), calls.c.duration_s.is_not(None))
        )
        columns = list(zip(*self.connection.execute(query).all(), strict=True))
        return TimedCalls(*columns) if columns else TimedCalls(*[()] * len(TimedCalls._fields))

    def counted(self, within: Scope, wanted: EvaluationFilter) -> int:
        """How many evaluations count, with a duration or without."""
        query = select(func.count()).select_from(evaluations).where(*scope_conditions(within, wanted))
        return int(self.connection.scalar(query) or 0)

    def begins(self, within: Scope, wanted: EvaluationFilter) -> datetime | None:
        """When the first call began that counts."""
        query = select(func.min(evaluations.c.called_at)).where(*scope_conditions(within, wanted))
        first: datetime | None = self.connection.scalar(query)
        return first
