"""Sampling plans: which calls are listened to, drawn so that every average can be weighed honestly.

An agent's calls arrive bit by bit, some of them days late, and feedback must not wait for Sunday. So each agent has a
rate, the plan's number over the calls of an ordinary week, and every call is drawn with it, whenever it comes in and
whenever somebody looks. Calls wait until they are worth one draw, or their week is over; then they are a frame, and
a systematic sample of it is drawn: a random start, an interval of 1 / rate calls in order of time, of which the
fraction decides at random. Every call is in exactly one frame, and its inclusion probability is the rate, whatever
became of the frames before: who opens the inbox at a chosen moment chooses nothing.

Sources: Cochran, Sampling Techniques, 3rd ed. 1977, chapter 8 (systematic sampling, 8.1 and 8.2 on intervals that are
no whole number); Sarndal, Swensson and Wretman, Model Assisted Survey Sampling, 1992, 3.4.2 (fractional interval) and
5.7 (Hajek); Horvitz and Thompson, JASA 47, 1952. Equal probabilities keep the effective sample size at the number
drawn (Kish, Survey Sampling, 1965, 11.7).
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

ORDINARY_WEEKS = 4
"""Finished weeks with calls, of which the mean is an ordinary week."""
_ROUNDING = 1e-9


class SkipReason(StrEnum):
    """Why a drawn call is left unscored."""

    INAUDIBLE = "inaudible"
    NO_CUSTOMER = "no_customer"
    CONFLICT = "conflict"
    PERSONAL = "personal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """A call that is in no frame yet."""

    call_id: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class DrawnCall:
    """A call drawn, with the probability in (0, 1] that it had of being drawn."""

    call_id: int
    probability: float


@dataclass(frozen=True, slots=True)
class Frame:
    """Calls of an agent that were drawn from together, and those that were drawn."""

    agent_id: int
    calls: Sequence[int]
    drawn: Sequence[DrawnCall]


def week_of(day: date) -> date:
    """The Monday that the day's week begins with."""
    return day - timedelta(days=day.weekday())


def ordinary_week(finished: Sequence[int], current: int, day: int) -> float:
    """How many calls an agent's ordinary week has.

    `finished` are the calls of finished weeks, newest first, `current` those of the week that has come to its `day`
    (1 to 7). A week that has more already than the ordinary one counts as it is, so that a rush does not bring its
    multiple of work; a first week is taken to go on as it has begun.
    """
    known = [calls for calls in finished if calls][:ORDINARY_WEEKS]
    return max(sum(known) / len(known), current) if known else current * 7 / day


def sampling_rate(per_week: int, calls_a_week: float) -> float:
    """The probability with which each call is drawn, so that an ordinary week has the plan's number; 1 at most."""
    return min(1.0, per_week / calls_a_week) if calls_a_week else 1.0


def closing(waiting: Sequence[WaitingCall], rate: float, week_begin: datetime) -> Sequence[int]:
    """The waiting calls that are a frame now, oldest first: none while they are worth less than one draw.

    As many as come closest to a whole number of draws; all of them once any is of a week that is over, so that no
    call waits for ever.
    """
    ordered = [call.call_id for call in sorted(waiting, key=lambda call: (call.started_at, call.call_id))]
    if any(call.started_at < week_begin for call in waiting):
        return ordered
    whole = math.floor(rate * len(ordered) + _ROUNDING)
    return ordered[: max(1, round(whole / rate))] if whole else []


def draw(frame: Sequence[int], rate: float, rng: random.Random) -> list[DrawnCall]:
    """A systematic sample of the frame, in its order: every call with the probability `rate`."""
    start = rng.random()
    places = [math.floor(start + rate * place + _ROUNDING) for place in range(len(frame) + 1)]
    passed = zip(frame, places, places[1:], strict=False)
    return [DrawnCall(call_id, rate) for call_id, before, after in passed if after > before]
