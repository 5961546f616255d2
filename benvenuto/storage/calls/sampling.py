"""Sampling plans, the frames that were drawn from, and the calls in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, insert, select

from benvenuto.domain.sampling import DrawnCall, SamplingPlan
from benvenuto.storage.tables import calls, framed_calls, inserted_id, sampling_frames, sampling_plans


@dataclass(frozen=True)
class Samples:
    """The repository of sampling."""

    connection: Connection

    def plans(self) -> Mapping[int, SamplingPlan]:
        """The plan of each team that has one."""
        rows = self.connection.execute(select(sampling_plans))
        return {row.team_id: SamplingPlan(row.team_id, row.per_agent_per_week) for row in rows}

    def set_plan(self, plan: SamplingPlan, by: int, at: datetime) -> None:
        """Replace a team's plan."""
        self.connection.execute(delete(sampling_plans).where(sampling_plans.c.team_id == plan.team_id))
        self.connection.execute(
            insert(sampling_plans).values(
                team_id=plan.team_id, per_agent_per_week=plan.per_agent_per_week, changed_by=by, changed_at=at
            )
        )

    def already_drawn(self, agent_ids: Collection[int], week: date) -> Mapping[int, int]:
        """How many calls of the week were drawn so far of each of these agents."""
        if not agent_ids:
            return {}
        at = sampling_frames.c
        query = select(at.agent_id, func.sum(at.drawn)).where(at.agent_id.in_(agent_ids), at.week == week)
        found = {agent_id: int(drawn) for agent_id, drawn in self.connection.execute(query.group_by(at.agent_id))}
        return {agent_id: found.get(agent_id, 0) for agent_id in agent_ids}

    def unframed(self, team_id: int, begin: datetime, end: datetime) -> Mapping[int, Sequence[int]]:
        """Call ids of [begin, end) that no frame holds yet, by agent; simulated calls are never drawn."""
        query = (
            select(calls.c.agent_id, calls.c.id)
            .outerjoin(framed_calls, framed_calls.c.call_id == calls.c.id)
            .where(
                calls.c.team_id == team_id,
                calls.c.agent_id.is_not(None),
                calls.c.started_at >= begin,
                calls.c.started_at < end,
                calls.c.simulated.is_(False),
                framed_calls.c.call_id.is_(None),
            )
        )
        found: dict[int, list[int]] = {}
        for row in self.connection.execute(query):
            found.setdefault(row.agent_id, []).append(row.id)
        return found

    def add_frame(
        self, agent_id: int, week: date, frame: Sequence[int], drawn: Sequence[DrawnCall], at: datetime
    ) -> None:
        """Store a frame: every call that had its chance, and the probability of those that were drawn."""
        values = {"agent_id": agent_id, "week": week, "size": len(frame), "drawn": len(drawn), "drawn_at": at}
        frame_id = inserted_id(self.connection.execute(insert(sampling_frames).values(values)))
        probability = {one.call_id: one.probability for one in drawn}
        self.connection.execute(
            insert(framed_calls),
            [{"call_id": call, "frame_id": frame_id, "probability": probability.get(call)} for call in frame],
        )

    def probability(self, call_id: int) -> float | None:
        """The probability with which a call was drawn; None when it was not."""
        return self.connection.scalar(select(framed_calls.c.probability).where(framed_calls.c.call_id == call_id))
