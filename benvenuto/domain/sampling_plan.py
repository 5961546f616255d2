"""Sampling plans over time: what they ask for, and from which calls they draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from benvenuto.domain.weeks import monday_of, week_from

WEEKS_BACK = 4
"""How many weeks are drawn from when a plan begins, its own among them."""
WEEKS_LATE = 8
"""A call that is older than this when it becomes known is not drawn any more: nobody learns from it."""


class Material(StrEnum):
    """What a call must have to be drawn: a recording; a recording or a transcript; nothing more than its log entry."""

    RECORDING = "recording"
    TRANSCRIPT = "transcript"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """Listen to `per_agent_per_week` calls of every agent of a team, at random, of those that have the material."""

    team_id: int
    per_agent_per_week: int
    material: Material = Material.LOG


@dataclass(frozen=True, slots=True)
class PlanInForce:
    """A plan, and the time from which it held."""

    plan: SamplingPlan
    since: datetime


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A stretch of time; `end` is None while it lasts."""

    begin: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Population:
    """The calls that a team's plan draws from: they began in one of the stretches and have the material."""

    plan: SamplingPlan
    stretches: Sequence[TimeSpan]


def active(history: Sequence[PlanInForce]) -> Sequence[TimeSpan]:
    """When a team's plan asked for calls; `history` is oldest first."""
    stretches: list[TimeSpan] = []
    begin: datetime | None = None
    for plan in history:
        if plan.plan.per_agent_per_week:
            begin = begin or plan.since
        elif begin:
            stretches.append(TimeSpan(begin, plan.since))
            begin = None
    return [*stretches, TimeSpan(begin, None)] if begin else stretches


def paused(history: Sequence[PlanInForce]) -> Sequence[TimeSpan]:
    """When a team's plan, after it had begun, asked for none."""
    stretches = active(history)
    ends = [stretch.end for stretch in stretches if stretch.end]
    begins: list[datetime | None] = [*(stretch.begin for stretch in stretches[1:]), None]
    return [TimeSpan(end, begin) for end, begin in zip(ends, begins, strict=False)]


def population(history: Sequence[PlanInForce], now: datetime, zone: ZoneInfo) -> Population:
    """What the plan draws from now, by every plan there has been, oldest first.

    Calls that began while the plan asked for any, or in the weeks before that, and not so long ago that nobody would
    learn from them.
    """
    earliest = week_from(monday_of(now, zone) - timedelta(weeks=WEEKS_LATE), zone).low
    before = timedelta(weeks=WEEKS_BACK - 1)
    begins = (
        (week_from(monday_of(stretch.begin, zone) - before, zone).low, stretch.end) for stretch in active(history)
    )
    stretches = [TimeSpan(max(begin, earliest), end) for begin, end in begins if end is None or end > earliest]
    return Population(history[-1].plan, stretches)
