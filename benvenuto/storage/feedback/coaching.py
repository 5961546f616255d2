"""Coaching plans, and how the calls on their criteria were answered before and since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, false, insert, or_, select, update

from benvenuto.domain.access import Scope
from benvenuto.domain.coaching import Clip, CoachingPlan, NewCoachingPlan
from benvenuto.domain.sums import Sums
from benvenuto.storage.quality.since_chosen import drawn_since_chosen
from benvenuto.storage.tables import coaching_plans, inserted_id, people


@dataclass(frozen=True)
class CoachingPlans:
    """The repository of coaching plans."""

    connection: Connection

    def begin(self, new: NewCoachingPlan, team_id: int, by: int, at: datetime) -> int:
        """Keep a new plan; its id."""
        clip = new.clip
        row = {
            "agent_id": new.agent_id,
            "team_id": team_id,
            "begun_by": by,
            "criterion": new.criterion,
            "behaviour": new.behaviour.strip(),
            "steps": new.steps.strip(),
            "due": new.due,
            "evaluation_id": clip.evaluation_id if clip else None,
            "clip_begin_s": clip.begin_s if clip else None,
            "clip_end_s": clip.end_s if clip else None,
            "begun_at": at,
            "withdrawn_because": "",
        }
        return inserted_id(self.connection.execute(insert(coaching_plans).values(row)))

    def set(self, plan_id: int, **values: object) -> None:
        """Change columns of a plan."""
        self.connection.execute(update(coaching_plans).where(coaching_plans.c.id == plan_id).values(**values))

    def get(self, plan_id: int, *, lock: bool = False) -> CoachingPlan | None:
        """One plan; locked against other writers until the end of the transaction when asked."""
        query = _rows().where(coaching_plans.c.id == plan_id)
        row = self.connection.execute(query.with_for_update(of=coaching_plans) if lock else query).first()
        return _plan(row) if row else None

    def within(self, within: Scope) -> Sequence[CoachingPlan]:
        """The plans of these teams, and of this one agent, newest first."""
        rows = self.connection.execute(_rows().where(_in_scope(within)).order_by(coaching_plans.c.id.desc()))
        return [_plan(row) for row in rows]

    def overdue(self, since: date, today: date) -> Sequence[CoachingPlan]:
        """Open plans whose day has passed, and was not before `since`."""
        at = coaching_plans.c
        rows = self.connection.execute(_rows().where(at.withdrawn_at.is_(None), at.due >= since, at.due < today))
        return [plan for plan in map(_plan, rows) if plan.open]

    def is_open(self, agent_id: int, criterion: str) -> bool:
        """Whether a plan for this agent and criterion is neither done nor withdrawn."""
        at = coaching_plans.c
        same = (at.agent_id == agent_id) & (at.criterion == criterion) & at.withdrawn_at.is_(None)
        unsigned = or_(at.agent_signed_at.is_(None), at.supervisor_signed_at.is_(None))
        return bool(self.connection.scalar(select(exists().where(same, unsigned))))

    def drawn(self, within: Scope, plan_ids: Iterable[int], latest: int) -> Mapping[tuple[int, bool], Sums]:
        """What the drawn calls on the criterion of each plan come to, by plan, before it and since; cf. `choices`."""
        at = coaching_plans.c
        choices = select(
            at.id.label("number"), at.agent_id, at.criterion, at.begun_at.label("since"), at.begun_at.label("chosen")
        ).where(at.id.in_(list(plan_ids)))
        return drawn_since_chosen(self.connection, within, choices, latest)


def _in_scope(within: Scope) -> Any:
    own = coaching_plans.c.agent_id == within.agent_id if within.agent_id is not None else false()
    return or_(own, coaching_plans.c.team_id.in_(sorted(within.team_ids)))


def _rows() -> Select[Any]:
    agent, by, signer = people.alias("agent"), people.alias("by"), people.alias("signer")
    return (
        select(
            coaching_plans,
            agent.c.name.label("agent_name"),
            by.c.name.label("by_name"),
            signer.c.name.label("signer_name"),
        )
        .join(agent, agent.c.id == coaching_plans.c.agent_id)
        .join(by, by.c.id == coaching_plans.c.begun_by)
        .outerjoin(signer, signer.c.id == coaching_plans.c.supervisor_signed_by)
    )


def _plan(row: Row[Any]) -> CoachingPlan:
    clip = Clip(row.evaluation_id, row.clip_begin_s, row.clip_end_s) if row.evaluation_id is not None else None
    return CoachingPlan(
        id=row.id,
        agent_id=row.agent_id,
        agent_name=row.agent_name,
        team_id=row.team_id,
        by_id=row.begun_by,
        by_name=row.by_name,
        criterion=row.criterion,
        behaviour=row.behaviour,
        steps=row.steps,
        due=row.due,
        clip=clip,
        begun_at=row.begun_at,
        agreed_at=row.agreed_at,
        agent_signed_at=row.agent_signed_at,
        supervisor_signed_at=row.supervisor_signed_at,
        supervisor_signed_by=row.signer_name or "",
        withdrawn_at=row.withdrawn_at,
        withdrawn_because=row.withdrawn_because,
    )
