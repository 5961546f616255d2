"""Sampling plans, the frames that were drawn from, the calls in them, and those that were skipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, exists, false, func, insert, or_, select, true, update

from benvenuto.domain.inbox import InboxStanding
from benvenuto.domain.sampling import DrawnCall, Frame, SkipReason, WaitingCall
from benvenuto.domain.sampling_plan import Material, PlanInForce, Population, SamplingPlan
from benvenuto.domain.weeks import Week
from benvenuto.storage.bulk import reserve_ids
from benvenuto.storage.tables import (
    calls,
    framed_calls,
    recordings,
    sampling_frames,
    sampling_plans,
    skipped_calls,
    turns,
)


@dataclass(frozen=True)
class Samples:
    """The repository of sampling."""

    connection: Connection

    def plans(self) -> Mapping[int, SamplingPlan]:
        """The plan of each team that has one, as it stands today."""
        return {team_id: history[-1].plan for team_id, history in self.histories().items()}

    def histories(self) -> Mapping[int, Sequence[PlanInForce]]:
        """Every plan that each team has had, oldest first."""
        rows = self.connection.execute(select(sampling_plans).order_by(sampling_plans.c.id))
        histories: dict[int, list[PlanInForce]] = defaultdict(list)
        for row in rows:
            plan = SamplingPlan(row.team_id, row.per_agent_per_week, Material(row.material))
            histories[row.team_id].append(PlanInForce(plan, row.changed_at))
        return histories

    def set_plan(self, plan: SamplingPlan, by: int, at: datetime) -> None:
        """Put a team's plan in force; those before it stay on record."""
        values = {
            "team_id": plan.team_id,
            "per_agent_per_week": plan.per_agent_per_week,
            "material": plan.material.value,
            "changed_by": by,
            "changed_at": at,
        }
        self.connection.execute(insert(sampling_plans).values(values))

    def unframed(self, population: Population) -> Mapping[int, Sequence[WaitingCall]]:
        """The calls of a plan's population that no frame holds yet, by agent."""
        query = (
            select(calls.c.agent_id, calls.c.id, calls.c.started_at)
            .outerjoin(framed_calls, framed_calls.c.call_id == calls.c.id)
            .where(
                calls.c.agent_id.is_not(None),
                planned(population),
                drawable(population.plan.material),
                framed_calls.c.call_id.is_(None),
            )
        )
        unframed: dict[int, list[WaitingCall]] = defaultdict(list)
        for row in self.connection.execute(query):
            unframed[row.agent_id].append(WaitingCall(row.id, row.started_at))
        return unframed

    def standing(self, team_ids: Collection[int], populations: Sequence[Population], since: datetime) -> InboxStanding:
        """How the calls of these teams since then stand in the draw."""
        in_plan, has_material = chances(populations)
        unframed = framed_calls.c.call_id.is_(None)
        query = (
            select(
                func.count(),
                func.count(framed_calls.c.probability),
                func.count(case((unframed & in_plan & has_material, 1))),
                func.count(case((unframed & in_plan & ~has_material, 1))),
            )
            .select_from(calls.outerjoin(framed_calls, framed_calls.c.call_id == calls.c.id))
            .where(
                calls.c.team_id.in_(sorted(team_ids)),
                calls.c.agent_id.is_not(None),
                calls.c.simulated.is_(False),
                calls.c.started_at >= since,
            )
        )
        planned_teams = sum(population.plan.per_agent_per_week > 0 for population in populations)
        paused_teams = len(populations) - planned_teams
        return InboxStanding(planned_teams, paused_teams, *self.connection.execute(query).one())

    def weekly_calls(self, plan: SamplingPlan, weeks: Sequence[Week]) -> Mapping[int, Sequence[int]]:
        """How many calls that have the material each of the team's agents took in each of these weeks."""
        at = calls.c.started_at
        numbers = [func.count(case((and_(at >= week.low, at < week.high), 1))) for week in weeks]
        query = (
            select(calls.c.agent_id, *numbers)
            .where(
                calls.c.team_id == plan.team_id,
                calls.c.agent_id.is_not(None),
                at >= min(week.low for week in weeks),
                at < max(week.high for week in weeks),
                drawable(plan.material),
            )
            .group_by(calls.c.agent_id)
        )
        return {agent_id: list(numbers) for agent_id, *numbers in self.connection.execute(query)}

    def add_frames(
        self, frames: Sequence[Frame], at: datetime, seeds: Sequence[int] = (), second_share: float = 0
    ) -> None:
        """Store frames: every call that had its chance, and the probability of those that were drawn.

        With a seed for each, a share of the drawn is to be heard by two.
        """
        ids = reserve_ids(self.connection, sampling_frames, len(frames))
        lots: Sequence[int | None] = seeds or [None] * len(frames)
        rows = [
            {
                "id": id_,
                "agent_id": frame.agent_id,
                "size": len(frame.calls),
                "drawn": len(frame.drawn),
                "drawn_at": at,
                "seed": seed,
                "second_share": None if seed is None else second_share,
            }
            for id_, frame, seed in zip(ids, frames, lots, strict=True)
        ]
        self.connection.execute(insert(sampling_frames), rows)
        probabilities = {call.call_id: call.probability for frame in frames for call in frame.drawn}
        framed = [
            {"call_id": call_id, "frame_id": id_, "probability": probabilities.get(call_id)}
            for id_, frame in zip(ids, frames, strict=True)
            for call_id in frame.calls
        ]
        self.connection.execute(insert(framed_calls), framed)

    def probability(self, call_id: int) -> float | None:
        """The probability with which a call was drawn; None when it was not, or was skipped."""
        query = select(framed_calls.c.probability).where(framed_calls.c.call_id == call_id, ~skipped())
        return self.connection.scalar(query)

    def passed_over(self, call_id: int) -> Sequence[int]:
        """The calls that were in a call's frame and were not drawn, in order."""
        frame = select(framed_calls.c.frame_id).where(framed_calls.c.call_id == call_id).scalar_subquery()
        query = select(framed_calls.c.call_id).where(
            framed_calls.c.frame_id == frame, framed_calls.c.probability.is_(None)
        )
        return list(self.connection.scalars(query.order_by(framed_calls.c.call_id)))

    def skip(self, call_id: int, by: int, reason: SkipReason, words: str, at: datetime) -> None:
        """Leave a drawn call unscored, for this reason."""
        values = {"call_id": call_id, "evaluator_id": by, "reason": reason.value, "words": words, "skipped_at": at}
        self.connection.execute(insert(skipped_calls).values(values))

    def draw_instead(self, drawn: DrawnCall) -> None:
        """Let a call that was passed over stand for one that was skipped."""
        change = update(framed_calls).where(framed_calls.c.call_id == drawn.call_id)
        self.connection.execute(change.values(probability=drawn.probability))
        frame = select(framed_calls.c.frame_id).where(framed_calls.c.call_id == drawn.call_id).scalar_subquery()
        count = update(sampling_frames).where(sampling_frames.c.id == frame)
        self.connection.execute(count.values(drawn=sampling_frames.c.drawn + 1))


def drawable(material: Material) -> ColumnElement[bool]:
    """Calls that took place and have what a plan asks for; in one of 0 seconds nobody said a word."""
    real = calls.c.simulated.is_(False) & or_(calls.c.duration_s.is_(None), calls.c.duration_s > 0)
    recorded = exists().where(recordings.c.call_id == calls.c.id)
    match material:
        case Material.RECORDING:
            return and_(real, recorded)
        case Material.TRANSCRIPT:
            return and_(real, or_(recorded, exists().where(turns.c.call_id == calls.c.id)))
        case Material.LOG:
            return real


def planned(population: Population) -> ColumnElement[bool]:
    """Calls of the team that began when its plan draws from them, whatever material they have."""
    at = calls.c.started_at
    stretches = (
        and_(at >= stretch.begin, at < stretch.end if stretch.end else true()) for stretch in population.stretches
    )
    return and_(calls.c.team_id == population.plan.team_id, or_(false(), *stretches))


def chances(populations: Iterable[Population]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Calls that the plans draw from, and those with what each plan asks for."""
    known = list(populations)
    material = [
        (calls.c.team_id == population.plan.team_id) & drawable(population.plan.material) for population in known
    ]
    return or_(false(), *map(planned, known)), or_(false(), *material)


def skipped() -> ColumnElement[bool]:
    """Calls of a frame that somebody skipped."""
    return exists().where(skipped_calls.c.call_id == framed_calls.c.call_id)
