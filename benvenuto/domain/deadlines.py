"""Deadlines of feedback in working days: until when it is acknowledged, a dispute answered, and decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from benvenuto.domain.evaluation import Status

WorkingDay = Callable[[date], bool]
"""Whether people are at work on a day."""


class Stage(StrEnum):
    """What is waited for: the agent's acknowledgement, a supervisor's answer, a manager's decision."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How many working days each stage may take; the day on which it begins is not counted."""

    acknowledge: int = 5
    answer: int = 3
    decide: int = 5

    def days(self, stage: Stage) -> int:
        """Those of a stage."""
        return {Stage.ACKNOWLEDGE: self.acknowledge, Stage.ANSWER: self.answer, Stage.DECIDE: self.decide}[stage]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an evaluation has come, as far as deadlines go."""

    status: Status
    published_at: datetime | None
    disputed_at: datetime | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What is waited for, since when, and the last day on which it is in time.

    `decision` is that of a dispute that nobody has answered: it may be decided all the same, and has a last day, too.
    """

    stage: Stage
    since: datetime
    day: date
    decision: date | None = None

    def overdue(self, today: date) -> bool:
        """Whether that day has passed."""
        return today > self.day


def due(progress: Progress, deadlines: Deadlines, zone: tzinfo, working: WorkingDay) -> Due | None:
    """What an evaluation waits for, None where it waits for nobody. Days are those of the site's zone.

    The days for a decision count from the answer, or from the last day for one when that is sooner: who does not answer
    puts off no decision.
    """

    def last_day(since: date, stage: Stage) -> date:
        return working_days_after(since, deadlines.days(stage), working)

    match progress:
        case Progress(Status.PUBLISHED, datetime() as published_at):
            day = last_day(published_at.astimezone(zone).date(), Stage.ACKNOWLEDGE)
            return Due(Stage.ACKNOWLEDGE, published_at, day)
        case Progress(Status.DISPUTED, _, datetime() as disputed_at, answered_at):
            answer = last_day(disputed_at.astimezone(zone).date(), Stage.ANSWER)
            if answered_at is None:
                return Due(Stage.ANSWER, disputed_at, answer, last_day(answer, Stage.DECIDE))
            return Due(
                Stage.DECIDE, answered_at, last_day(min(answered_at.astimezone(zone).date(), answer), Stage.DECIDE)
            )
        case _:
            return None


def working_days_after(day: date, number: int, working: WorkingDay) -> date:
    """So many working days later; not one of them is left out because the first day was none."""
    while number:
        day += timedelta(days=1)
        number -= working(day)
    return day
