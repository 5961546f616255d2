"""Care beside handling time over the same calls, added up by agent and stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, Integer, Subquery, case, cast, func, literal, select

from benvenuto.domain.access import Scope
from benvenuto.domain.sums import Sums
from benvenuto.storage.tables import calls, evaluations
from benvenuto.storage.watched import WEIGHT, TrendFilter, watched


@dataclass(frozen=True, slots=True)
class Beside:
    """An agent's calls for a team in one stretch of time: care scores (0..100) and seconds, added up.

    `products`, `care_squares` and `time_squares` are sums over the calls' mid-ranks among all calls of the agent for
    that team: of care times time, of care squared, of time squared.
    """

    agent_id: int
    team_id: int
    stretch: int
    care: Sums
    time: Sums
    products: float
    care_squares: float
    time_squares: float


@dataclass(frozen=True)
class Efficiency:
    """The repository of care beside handling time."""

    connection: Connection

    def beside(self, within: Scope, wanted: TrendFilter, turns: Sequence[datetime]) -> Sequence[Beside]:
        """What counts and has a duration; `turns` are the moments at which a new stretch of time begins, in order."""
        rows = _ranked(_timed(within, wanted, turns))
        care, time = _sums(rows.c.care, rows), _sums(rows.c.seconds, rows)
        ranks = (rows.c.care_rank, rows.c.time_rank)
        query = select(
            rows.c.agent_id,
            rows.c.team_id,
            rows.c.stretch,
            *care,
            *time,
            func.sum(ranks[0] * ranks[1]),
            func.sum(ranks[0] * ranks[0]),
            func.sum(ranks[1] * ranks[1]),
        ).group_by(rows.c.agent_id, rows.c.team_id, rows.c.stretch)
        size = len(care)
        return [
            Beside(agent_id, team_id, stretch, _read(sums[:size]), _read(sums[size:-3]), *map(float, sums[-3:]))
            for agent_id, team_id, stretch, *sums in self.connection.execute(query)
        ]

    def counted(self, within: Scope, wanted: TrendFilter) -> int:
        """How many evaluations count, with a duration or without."""
        query = select(func.count()).select_from(evaluations).where(*watched(within, wanted))
        return int(self.connection.scalar(query) or 0)

    def begins(self, within: Scope, wanted: TrendFilter) -> datetime | None:
        """When the first call began that counts."""
        query = select(func.min(evaluations.c.called_at)).where(*watched(within, wanted))
        found: datetime | None = self.connection.scalar(query)
        return found


def _timed(within: Scope, wanted: TrendFilter, turns: Sequence[datetime]) -> Subquery:
    before = [(evaluations.c.called_at < turn, n) for n, turn in enumerate(turns)]
    stretch: ColumnElement[int] = case(*before, else_=len(turns)) if before else literal(0)
    return (
        select(
            evaluations.c.agent_id,
            evaluations.c.team_id,
            stretch.label("stretch"),
            evaluations.c.care_score.label("care"),
            cast(calls.c.duration_s, Float).label("seconds"),
            WEIGHT.label("w"),
            cast(calls.c.simulated, Integer).label("simulated"),
        )
        .join(calls, calls.c.id == evaluations.c.call_id)
        .where(*watched(within, wanted), calls.c.duration_s.is_not(None))
        .subquery("timed")
    )


def _ranked(rows: Subquery) -> Subquery:
    own = [rows.c.agent_id, rows.c.team_id]

    def middle(of: ColumnElement[Any]) -> ColumnElement[float]:
        """The mean of the places that calls alike share: of the first of them and the last, both found in one pass."""
        first = func.rank().over(partition_by=own, order_by=of)
        last = func.count().over(partition_by=own, order_by=of)
        return cast(first + last, Float) * 0.5

    ranks = (middle(rows.c.care).label("care_rank"), middle(rows.c.seconds).label("time_rank"))
    return select(rows, *ranks).subquery("ranked")


def _sums(x: ColumnElement[Any], rows: Subquery) -> list[ColumnElement[Any]]:
    """The columns of `Sums`, in its order; third powers for the skewness of seconds."""
    w = rows.c.w
    powers = [w, w * w, w * x, w * w * x, w * w * x * x]
    powers += [w * w * w, w * w * w * x, w * w * w * x * x, w * w * w * x * x * x]
    plain = [func.count(), func.sum(rows.c.simulated), func.min(x), func.max(x)]
    return [*plain, *(func.sum(power) for power in powers)]


def _read(columns: Sequence[Any]) -> Sums:
    n, simulated, *amounts = columns
    return Sums(int(n), int(simulated), *map(float, amounts))
