"""Sampling plans: which calls are listened to, drawn so that every average can be weighed honestly.

A week's calls arrive bit by bit, and feedback must not wait for Sunday. So an agent's week is drawn in frames: each
frame is what arrived since the last one, every call is in exactly one frame, and inside a frame the draw is a simple
random sample without replacement, whose inclusion probability n / N is known and stored (Cochran, Sampling
Techniques, 3rd ed. 1977, section 2.1; frames are strata, chapter 5).
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """Listen to `per_agent_per_week` calls of every agent of a team, at random."""

    team_id: int
    per_agent_per_week: int


@dataclass(frozen=True, slots=True)
class DrawnCall:
    """A call drawn, with the probability in (0, 1] that it had of being drawn."""

    call_id: int
    probability: float


def week_of(day: date) -> date:
    """The Monday that the day's week begins with."""
    return day - timedelta(days=day.weekday())


def allowance(per_week: int, already: int, week: date, today: date) -> int:
    """How many more calls of this week may be drawn by the end of `today`.

    The plan is spread evenly over the days, and one call is kept back until the week is over: whatever came in after
    the last draw must keep its chance, or the week's average would be an average of its early days.
    """
    days = (today - week).days + 1
    if days > 7:
        return max(per_week - already, 0)
    by_today = min(math.ceil(per_week * days / 7), per_week - 1)
    return max(by_today - already, 0) if days > 0 else 0


def draw(frame: Sequence[int], number: int, rng: random.Random) -> list[DrawnCall]:
    """Draw `number` call ids of the frame, or all when it holds fewer."""
    size = min(number, len(frame))
    return [DrawnCall(call_id, size / len(frame)) for call_id in rng.sample(sorted(frame), size)]
