"""Coaching: one behaviour that an agent and a supervisor work on together, until both say that it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from benvenuto.domain.faults import BenvenutoError, message

LONGEST_WORDS = 2000


class CoachingStatus(StrEnum):
    """Where a plan stands: it waits for the agent to agree, is worked on, was signed by both, or was withdrawn."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of an evaluated call worth hearing again, in seconds from its beginning."""

    evaluation_id: int
    begin_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class NewCoachingPlan:
    """What a supervisor proposes: one behaviour of a criterion (by path), how to get there, and until when."""

    agent_id: int
    criterion: str
    behaviour: str
    steps: str
    due: date
    clip: Clip | None = None
    practise: bool = False


@dataclass(frozen=True, slots=True)
class CoachingPlan:
    """A coaching plan with its signatures; `steps` are what both agreed to do, `by` is the supervisor who began it."""

    id: int
    agent_id: int
    agent_name: str
    team_id: int
    by_id: int
    by_name: str
    criterion: str
    behaviour: str
    steps: str
    due: date
    clip: Clip | None
    begun_at: datetime
    agreed_at: datetime | None = None
    agent_signed_at: datetime | None = None
    supervisor_signed_at: datetime | None = None
    supervisor_signed_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_because: str = ""

    @property
    def status(self) -> CoachingStatus:
        """Where it stands."""
        if self.withdrawn_at is not None:
            return CoachingStatus.WITHDRAWN
        if self.agent_signed_at is not None and self.supervisor_signed_at is not None:
            return CoachingStatus.DONE
        return CoachingStatus.PROPOSED if self.agreed_at is None else CoachingStatus.AGREED

    @property
    def open(self) -> bool:
        """Whether somebody still has something to do about it."""
        return self.status in (CoachingStatus.PROPOSED, CoachingStatus.AGREED)

    def overdue(self, today: date) -> bool:
        """Whether its day has passed and it is still open."""
        return self.open and self.due < today


class NothingWritten(BenvenutoError):
    """A plan without a behaviour, or without what is to be done about it."""

    template = message("A coaching plan needs the behaviour to work on, and what you agreed to do.")
    remedy = message("Write a sentence for each: what the caller should hear, and how to get there.")


class DueInThePast(BenvenutoError):
    """A plan that would be overdue as it begins."""

    template = message("The date of the plan is already past.")
    remedy = message("Choose a day from today on: two to four weeks leave time for new calls.")


class NoSuchCriterion(BenvenutoError):
    """A plan about a criterion that no scorecard in force has."""

    template = message("This criterion is on no scorecard in use.")
    remedy = message("Choose one from the list.")


class ClipOutsideCall(BenvenutoError):
    """A clip that ends before it begins, or of a call that is not the agent's."""

    template = message("The part of the call to hear again is not in one of this agent's published evaluations.")
    remedy = message("Open the evaluation and begin the plan from there.")


class CoachedAlready(BenvenutoError):
    """A second open plan for the same agent and criterion."""

    template = message("There is already an open coaching plan for {name} on this criterion.")
    remedy = message("Finish or withdraw that one first: one behaviour at a time.")


class NotAgreedYet(BenvenutoError):
    """A signature under a plan that the agent has not agreed to."""

    template = message("The agent has not agreed to this plan yet, so it cannot be signed as done.")
    remedy = message("Talk it over; the agent agrees on this page.")


class NoLongerOpen(BenvenutoError):
    """A step in a plan that is done or withdrawn."""

    template = message("This coaching plan is closed.")
    remedy = message("Reload the page to see how it stands; begin a new plan if there is more to work on.")


def checked(new: NewCoachingPlan, today: date) -> None:
    """Raise what keeps it from being begun: NothingWritten, DueInThePast, ClipOutsideCall."""
    if not (new.behaviour.strip() and new.steps.strip()):
        raise NothingWritten
    if new.due < today:
        raise DueInThePast
    if new.clip and not 0 <= new.clip.begin_s < new.clip.end_s:
        raise ClipOutsideCall
