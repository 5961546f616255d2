"""A hearing: somebody other than its agent hears a call, or reads what was said or scored of it, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from benvenuto.domain.evaluation import SelectionKind
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import Role

REMEMBERED = timedelta(hours=12)
"""How long a reason that was asked for holds for its call at least, beyond midnight too; on its day it holds anyhow."""

LONGEST_WORDS = 200


class Heard(StrEnum):
    """What of a call was handed out."""

    RECORDING = "recording"
    TRANSCRIPT = "transcript"
    EVALUATION = "evaluation"


class HearingReason(StrEnum):
    """Why: the first four are known from what is being done; whoever hears a call by hand is asked for another."""

    SAMPLING = "sampling"
    SECOND_LISTENING = "second_listening"
    CALIBRATION = "calibration"
    DISPUTE = "dispute"
    SUPERVISION = "supervision"
    TRAINING = "training"
    COMPLAINT = "complaint"
    OTHER = "other"


ASKED = (HearingReason.SUPERVISION, HearingReason.TRAINING, HearingReason.COMPLAINT, HearingReason.OTHER)
"""What can be said where it is not known."""


class NoHearingReason(BenvenutoError):
    """A call is to be heard by hand, and nobody has said why."""

    template = message("Say first why you are listening to this call.")
    remedy = message("Open the call's page and choose a reason: its agent reads it.")


class HearingWordsMissing(BenvenutoError):
    """Another reason than those listed, which nobody knows without words."""

    template = message("“Another reason” needs a few words.")
    remedy = message("Say why you are listening: the agent reads it.")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What somebody has to do with a call. `mine` is how their own evaluation of it counts, None without one.

    `calibration`: they take part in a session on it that is not over; `second`: they are to hear it second, or have;
    `disputed`: its evaluation is; `drawn`, and `taken` by a colleague.
    """

    calibration: bool = False
    second: bool = False
    disputed: bool = False
    drawn: bool = False
    taken: bool = False
    mine: SelectionKind | None = None

    @property
    def reason(self) -> HearingReason | None:
        """The reason that is certain; None where it has to be asked."""
        if self.calibration:
            return HearingReason.CALIBRATION
        if self.second:
            return HearingReason.SECOND_LISTENING
        if self.disputed:
            return HearingReason.DISPUTE
        to_score = self.drawn and not self.taken and self.mine is None
        return HearingReason.SAMPLING if to_score or self.mine is SelectionKind.RANDOM else None


@dataclass(frozen=True, slots=True)
class Hearing:
    """The line of a person, a call, a day and a reason: what was heard or read first, and when each was.

    However often the same is heard again that day for the same reason, it stays one.
    """

    day: date
    reason: HearingReason
    words: str
    began_at: datetime
    heard: frozenset[Heard]


def reason_now(
    grounds: Grounds,
    earlier: Sequence[Hearing],
    now: datetime,
    today: date,
    agreed: Collection[HearingReason] = tuple(HearingReason),
) -> tuple[HearingReason, str] | None:
    """The reason and its words: what is certain, else what was given last (`earlier`, the newest first); None: ask.

    What was given holds until the day ends, at least twelve hours, and for who scores the call for good. What is not
    among the `agreed` is passed over, so that one of these can be given.
    """
    if grounds.reason is not None and grounds.reason in agreed:
        return grounds.reason, ""
    # reading an evaluation says nothing about why its call would be heard
    sayable = [reason for reason in ASKED if reason in agreed]
    given = [each for each in earlier if each.reason in sayable and each.heard - {Heard.EVALUATION}]
    if given:
        latest = given[0]
        if grounds.mine is not None or latest.day == today or latest.began_at > now - REMEMBERED:
            return latest.reason, latest.words
    return (HearingReason.SUPERVISION, "") if grounds.mine and HearingReason.SUPERVISION in agreed else None


@dataclass(frozen=True, slots=True)
class HeardOut:
    """The agents of whom no more calls may be heard this month, and those `calls` of theirs that may be again."""

    agents: frozenset[int] = frozenset()
    calls: frozenset[int] = frozenset()


NOBODY_HEARD_OUT = HeardOut()


@dataclass(frozen=True, slots=True)
class HearingFilter:
    """Which of an agent's hearings; empty fields do not filter. `begin` is included, `end` is not."""

    reason: HearingReason | None = None
    begin: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class HearingRow:
    """A hearing as its agent reads it. `evaluation_id` is the published evaluation of the call, None without one."""

    hearing: Hearing
    person_name: str
    roles: tuple[Role, ...]
    call_id: int
    called_at: datetime
    contact_reason: str
    evaluation_id: int | None


@dataclass(frozen=True, slots=True)
class HeardBy:
    """How much somebody heard: `hearings` by reason, of so many `calls` of so many `agents`."""

    person_id: int
    name: str
    by_reason: dict[HearingReason, int]
    calls: int
    agents: int

    @property
    def hearings(self) -> int:
        """For whatever reason."""
        return sum(self.by_reason.values())
