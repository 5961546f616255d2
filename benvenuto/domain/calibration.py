"""Calibration sessions: several evaluators score the same calls blind, compare, and write down what they agree on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from benvenuto.domain.call import Call
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.text import Text

LONGEST_TITLE = 200
LONGEST_REASON = 2000
MOST_CALLS = 20
FEWEST_EVALUATORS = 2
"""Of each call: one alone agrees with nobody."""
FAR_APART = 0.5
"""From this distance of two levels' values on (half the scale), two evaluators read a criterion differently enough."""


class CalibrationStatus(StrEnum):
    """Where a session stands: nobody has begun, somebody has, all marks are compared, it ended with a consensus, or
    it was called off."""

    PLANNED = "planned"
    SCORING = "scoring"
    COMPARING = "comparing"
    AGREED = "agreed"
    CANCELLED = "cancelled"


class ChosenBecause(StrEnum):
    """Why a call is in a session. The last four are what makes a call argued about."""

    DRAWN = "drawn"
    BY_HAND = "by_hand"
    CHANGED = "changed"  # a decision changed or overturned its evaluation
    DISPUTED = "disputed"
    CORRECTED = "corrected"  # by its evaluator
    APART = "apart"  # two evaluators chose levels far apart


@dataclass(frozen=True, slots=True)
class Candidate:
    """A call that may be put into a session, and why just this one."""

    call: Call
    because: ChosenBecause
    has_recording: bool


@dataclass(frozen=True, slots=True)
class NewSession:
    """What a facilitator asks for: calls chosen by id, how many more to draw, whom to invite, and until which day."""

    title: str
    day: date
    call_ids: Sequence[int]
    drawn: int
    people: Collection[int]


@dataclass(frozen=True, slots=True)
class SessionChange:
    """What a session is to have from now on: its calls by id, whom it invites, and until which day they score."""

    day: date
    call_ids: Collection[int]
    people: Collection[int]


@dataclass(frozen=True, slots=True)
class SessionCall:
    """A call of a session, the version of the scorecard that all score it by, and why it is there."""

    call: Call
    version_id: int
    because: ChosenBecause


@dataclass(frozen=True, slots=True)
class Seat:
    """One evaluator for one call. `earlier`: had an evaluation of it before, which stands in the session as it is.

    `evaluation_id` is the one handed in. Nobody waits for somebody without an open account (`active`).
    """

    call_id: int
    person_id: int
    person_name: str
    active: bool
    earlier: bool
    begun: bool
    evaluation_id: int | None

    @property
    def waited_for(self) -> bool:
        """Whether the session still waits for this evaluation."""
        return self.evaluation_id is None and self.active


@dataclass(frozen=True)
class CalibrationSession:
    """A session with its calls and seats. `day` is the one until which all score."""

    id: int
    title: str
    day: date
    facilitator_id: int
    facilitator_name: str
    created_at: datetime
    compared_at: datetime | None
    agreed_at: datetime | None
    cancelled_at: datetime | None
    calls: tuple[SessionCall, ...] = ()
    seats: tuple[Seat, ...] = ()

    @property
    def status(self) -> CalibrationStatus:
        """Where it stands."""
        if self.cancelled_at is not None:
            return CalibrationStatus.CANCELLED
        if self.agreed_at is not None:
            return CalibrationStatus.AGREED
        if self.compared_at is not None:
            return CalibrationStatus.COMPARING
        begun = any(seat.begun and not seat.earlier for seat in self.seats)
        return CalibrationStatus.SCORING if begun else CalibrationStatus.PLANNED

    @property
    def open(self) -> bool:
        """Whether marks are still handed in, so that nobody sees another's."""
        return self.status in (CalibrationStatus.PLANNED, CalibrationStatus.SCORING)

    @property
    def over(self) -> bool:
        """Whether nothing more happens in it: only then it tells whose calls they were."""
        return self.status in (CalibrationStatus.AGREED, CalibrationStatus.CANCELLED)

    @property
    def complete(self) -> bool:
        """Whether something was handed in, and nobody is waited for."""
        return any(seat.evaluation_id for seat in self.seats) and not any(seat.waited_for for seat in self.seats)

    @cached_property
    def evaluators(self) -> Mapping[int, str]:
        """Who is invited, by id."""
        return {seat.person_id: seat.person_name for seat in self.seats}

    def to_score(self, person_id: int) -> Sequence[SessionCall]:
        """The calls that this person has still to hand in."""
        waited = {seat.call_id for seat in self.seats if seat.person_id == person_id and seat.waited_for}
        return [each for each in self.calls if each.call.id in waited and self.open]


@dataclass(frozen=True, slots=True)
class ConsensusNote:
    """What a session agreed on about one level of a criterion (None: not applicable), with its reason.

    `rubric_version` is the one that it was written for; `agreed_at` is when the session ended with it.
    """

    id: int
    session_id: int
    call_id: int | None
    path: str
    level: str | None
    rubric_version: int
    reason: str
    author_name: str
    at: datetime
    agreed_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewProposal:
    """Other words for the behaviour of a level, in the languages that somebody wrote, and why."""

    path: str
    level: str
    words: Text
    reason: str


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class RubricProposal:
    """A proposal as it was made, and what became of it."""

    id: int
    session_id: int
    session_title: str
    new: NewProposal
    rubric_version: int
    author_name: str
    at: datetime
    state: ProposalState
    settled_by: str = ""
    settled_at: datetime | None = None


def notes_on(criterion: Criterion, path: str, notes: Sequence[ConsensusNote]) -> Sequence[ConsensusNote]:
    """Those of these notes that are about a level which the criterion still has, in the order of its scale."""
    order: dict[str | None, int] = {level.id: place for place, level in enumerate(criterion.scale)}
    if criterion.not_applicable:
        order[None] = len(order)
    known = [note for note in notes if note.path == path and note.level in order]
    return sorted(known, key=lambda note: (order[note.level], note.id))


class NoCalls(BenvenutoError):
    """A session without a call."""

    template = message("A calibration session needs at least one call.")
    remedy = message("Choose calls from the list, or say how many are to be randomly selected.")


class TooManyCalls(BenvenutoError):
    """More calls than anybody scores with care."""

    template = message("A calibration session has room for {most} calls.")
    remedy = message("Three to five are enough for an afternoon; start another session for the rest.")

    def __init__(self) -> None:
        super().__init__(most=MOST_CALLS)


class TooFewToDraw(BenvenutoError):
    """More calls to be drawn than there are."""

    template = message("There are only {there} calls to select from.")
    remedy = message("Ask for fewer, or choose calls from the list.")


class TooFewEvaluators(BenvenutoError):
    """A call that fewer than two of those invited may score."""

    template = message("The call of {day} would be heard by fewer than two of the people invited.")
    remedy = message(
        "Invite one more supervisor of its team, or leave the call out. Nobody scores a call of their own."
    )


class InAnotherSession(BenvenutoError):
    """A call that is being scored in another session."""

    template = message("The call of {day} is in another calibration session that has not ended.")
    remedy = message("Choose another call, or end that session first.")


class NoLongerToChoose(BenvenutoError):
    """A call that is not among those to choose from, or no longer."""

    template = message("One of the calls can no longer be chosen.")
    remedy = message("Reload the page and choose again.")


class NoTitle(BenvenutoError):
    """A session that nobody could tell from another."""

    template = message("The session has no name yet.")
    remedy = message("Say in a few words what it is about: the people invited read it.")


class DayInThePast(BenvenutoError):
    """A session that would be late as it begins."""

    template = message("That day is already past.")
    remedy = message("Choose a day from today on: a week leaves time to score.")


class AlreadyBegun(BenvenutoError):
    """Other calls or evaluators for a session in which somebody has begun to score."""

    template = message("Somebody has started to score in this session, so its calls and its evaluators stay.")
    remedy = message(
        "You can still change its day, or compare without what is missing. Or cancel it, and plan another session."
    )


class AnotherStage(BenvenutoError):
    """A step that the session, as it stands, does not allow."""

    template = message("The session has moved on, so that can no longer be done.")
    remedy = message("Reload the page to see how it stands now.")


class NothingHandedIn(BenvenutoError):
    """A session closed while there is nothing to compare."""

    template = message("Nobody has handed in an evaluation yet, so there is nothing to compare.")
    remedy = message("Change its day, or cancel the session.")


class SessionMovedOn(BenvenutoError):
    """A draft for a session that no longer takes any."""

    template = message("The calibration session went on without this evaluation, so it cannot be published.")
    remedy = message("Discard the draft: what you marked counts nowhere.")


class Compared(BenvenutoError):
    """A change of what a calibration session has compared: it would no longer be what was marked blind."""

    template = message("The calibration session has compared this evaluation, so it stays as you marked it.")
    remedy = message(
        "Record in the session what you agreed on. Once that has ended, another session can score the call again."
    )


class ComparedAsItWas(BenvenutoError):
    """A publication that a calibration session has compared, though it was not made for it."""

    template = message("A calibration session has compared this evaluation, so it stays published.")
    remedy = message("If something in it is wrong, correct it: whoever reads it sees what changed, and why.")


class NoLevel(BenvenutoError):
    """A consensus on a level that the criterion does not have."""

    template = message("Choose the level that you agreed on.")


class NoConsensusReason(BenvenutoError):
    """A consensus without its reason."""

    template = message("A consensus needs its reason.")
    remedy = message("One sentence is enough: it stands beside this level from then on.")


class NothingProposed(BenvenutoError):
    """A proposal without words or without its reason."""

    template = message("A proposal needs the new words, in one language at least, and why.")
    remedy = message("Write the sentence that would have settled it.")


class SettledAlready(BenvenutoError):
    """A proposal that somebody has settled otherwise."""

    template = message("This proposal has been settled already.")
    remedy = message("Reload the page to see how it was settled.")
