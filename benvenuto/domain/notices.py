"""Notices: what somebody is told of in the inbox of their own, and whom each deed concerns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about."""

    FEEDBACK = "feedback"  # an evaluation was published
    ACKNOWLEDGED = "acknowledged"
    COMMENTED = "commented"
    DISPUTED = "disputed"
    ANSWERED = "answered"  # a dispute
    UPHELD = "upheld"
    CHANGED = "changed"  # by a decision
    OVERTURNED = "overturned"
    CORRECTED = "corrected"  # by its evaluator
    PRACTICE = "practice"  # a criterion to practise was assigned
    DEADLINE = "deadline"  # an evaluation waits for longer than it may
    PLAN_PROPOSED = "plan_proposed"  # a coaching plan, and so are the next ones
    PLAN_AGREED = "plan_agreed"
    PLAN_SIGNED = "plan_signed"
    PLAN_WITHDRAWN = "plan_withdrawn"
    PLAN_OVERDUE = "plan_overdue"
    GRADED = "graded"  # the feedback that a supervisor gave
    GRADING_ANSWERED = "grading_answered"
    SECOND_LISTENING = "second_listening"  # a call to hear without another's marks
    CALIBRATION_INVITED = "calibration_invited"  # to a calibration session, and so are the next ones
    CALIBRATION_MOVED = "calibration_moved"  # to another day
    CALIBRATION_CHANGED = "calibration_changed"  # in its calls
    CALIBRATION_UNINVITED = "calibration_out"
    CALIBRATION_READY = "calibration_ready"  # to be compared
    CALIBRATION_CANCELLED = "calibration_off"


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who has to do with what a deed was done to, by the ids of people.

    `speakers` commented, disputed or answered before; `supervisors` and `managers` are those of the team, of a coaching
    plan those on its side, of a grading the manager who made it.
    """

    agent: int
    evaluator: int | None = None
    speakers: frozenset[int] = frozenset()
    supervisors: frozenset[int] = frozenset()
    managers: frozenset[int] = frozenset()


_RECIPIENTS: Mapping[NoticeKind, Callable[[Concerned], frozenset[int | None]]] = {
    NoticeKind.FEEDBACK: lambda c: frozenset({c.agent}),
    NoticeKind.ACKNOWLEDGED: lambda c: frozenset({c.evaluator}),
    NoticeKind.COMMENTED: lambda c: frozenset({c.agent, c.evaluator}) | c.speakers,
    # a supervisor answers, a manager decides
    NoticeKind.DISPUTED: lambda c: c.supervisors | c.managers | {c.evaluator},
    NoticeKind.ANSWERED: lambda c: c.managers | {c.agent, c.evaluator},
    NoticeKind.UPHELD: lambda c: frozenset({c.agent, c.evaluator}) | c.speakers,
    NoticeKind.OVERTURNED: lambda c: frozenset({c.agent, c.evaluator}) | c.speakers,
    NoticeKind.CHANGED: lambda c: frozenset({c.agent, c.evaluator}) | c.speakers,
    NoticeKind.CORRECTED: lambda c: frozenset({c.agent}),
    NoticeKind.PRACTICE: lambda c: frozenset({c.agent}),
    NoticeKind.DEADLINE: lambda c: c.speakers,
    NoticeKind.PLAN_PROPOSED: lambda c: frozenset({c.agent}),
    NoticeKind.PLAN_AGREED: lambda c: c.supervisors,
    NoticeKind.PLAN_SIGNED: lambda c: c.supervisors | {c.agent},
    NoticeKind.PLAN_WITHDRAWN: lambda c: c.supervisors | {c.agent},
    NoticeKind.PLAN_OVERDUE: lambda c: c.supervisors | {c.agent},
    NoticeKind.GRADED: lambda c: frozenset({c.evaluator}),
    NoticeKind.GRADING_ANSWERED: lambda c: c.managers,
    NoticeKind.SECOND_LISTENING: lambda c: frozenset({c.evaluator}),
    # those of a session, whom it names itself
    NoticeKind.CALIBRATION_INVITED: lambda c: c.speakers,
    NoticeKind.CALIBRATION_MOVED: lambda c: c.speakers,
    NoticeKind.CALIBRATION_CHANGED: lambda c: c.speakers,
    NoticeKind.CALIBRATION_UNINVITED: lambda c: c.speakers,
    NoticeKind.CALIBRATION_READY: lambda c: c.speakers,
    NoticeKind.CALIBRATION_CANCELLED: lambda c: c.speakers,
}


NEWS = timedelta(days=30)
"""What has been overdue for longer is nobody's news: a house that begins to remind does not begin with all of it."""

BETWEEN_TWO = frozenset({NoticeKind.FEEDBACK, NoticeKind.CORRECTED, NoticeKind.ACKNOWLEDGED})
"""What concerns agent and evaluator alone."""


def recipients(kind: NoticeKind, by: int | None, concerned: Concerned) -> frozenset[int]:
    """Whom a deed of this kind is told: nobody of their own deeds; `by` is None when a deadline did it."""
    return frozenset(person for person in _RECIPIENTS[kind](concerned) if person is not None and person != by)


@dataclass(frozen=True, slots=True)
class NoticeTarget:
    """What a notice is about: an evaluation, a criterion (by path), a coaching plan, a call, a grading or a session."""

    evaluation_id: int | None = None
    criterion: str = ""
    plan_id: int | None = None
    call_id: int | None = None
    grading_id: int | None = None
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that is due: told once to each of these people, however often it is asked for."""

    kind: NoticeKind
    people: Collection[int]
    evaluation_id: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that one person is told of: about an evaluation, or else about what `subject` names."""

    id: int
    recipient_id: int
    kind: NoticeKind
    evaluation_id: int | None
    subject: str
    at: datetime
    read_at: datetime | None

    @property
    def about(self) -> NoticeTarget:
        """What it is about."""
        if self.evaluation_id is not None:
            return NoticeTarget(evaluation_id=self.evaluation_id)
        if self.kind in PLANS:
            return NoticeTarget(plan_id=int(self.subject))
        if self.kind is NoticeKind.SECOND_LISTENING:
            return NoticeTarget(call_id=int(self.subject))
        if self.kind in GRADINGS:
            return NoticeTarget(grading_id=int(self.subject))
        if self.kind in SESSIONS:
            return NoticeTarget(session_id=int(self.subject))
        return NoticeTarget(criterion=self.subject)


PLANS = frozenset(
    {
        NoticeKind.PLAN_PROPOSED,
        NoticeKind.PLAN_AGREED,
        NoticeKind.PLAN_SIGNED,
        NoticeKind.PLAN_WITHDRAWN,
        NoticeKind.PLAN_OVERDUE,
    }
)
"""What is about a coaching plan, which `subject` names by its id."""


GRADINGS = frozenset({NoticeKind.GRADED, NoticeKind.GRADING_ANSWERED})
"""What is about a grading, which `subject` names by its id."""
SESSIONS = frozenset(
    {
        NoticeKind.CALIBRATION_INVITED,
        NoticeKind.CALIBRATION_MOVED,
        NoticeKind.CALIBRATION_CHANGED,
        NoticeKind.CALIBRATION_UNINVITED,
        NoticeKind.CALIBRATION_READY,
        NoticeKind.CALIBRATION_CANCELLED,
    }
)
"""What is about a calibration session, which `subject` names by its id."""


class NoticeGroup(StrEnum):
    """What a reader may want to see alone."""

    FEEDBACK = "feedback"
    RESPONSES = "responses"
    DISPUTES = "disputes"
    COACHING = "coaching"
    TASKS = "tasks"

    @property
    def kinds(self) -> frozenset[NoticeKind]:
        """The kinds that are meant."""
        return _GROUPS[self]


_GROUPS: Mapping[NoticeGroup, frozenset[NoticeKind]] = {
    NoticeGroup.FEEDBACK: frozenset({NoticeKind.FEEDBACK, NoticeKind.CORRECTED}),
    NoticeGroup.RESPONSES: frozenset({NoticeKind.ACKNOWLEDGED, NoticeKind.COMMENTED}) | GRADINGS,
    NoticeGroup.DISPUTES: frozenset(
        {NoticeKind.DISPUTED, NoticeKind.ANSWERED, NoticeKind.UPHELD, NoticeKind.CHANGED, NoticeKind.OVERTURNED}
    ),
    NoticeGroup.COACHING: PLANS - {NoticeKind.PLAN_OVERDUE},
    NoticeGroup.TASKS: frozenset(
        {NoticeKind.PRACTICE, NoticeKind.SECOND_LISTENING, NoticeKind.DEADLINE, NoticeKind.PLAN_OVERDUE}
    )
    | SESSIONS,
}


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """Which notices: those of a group, those not read yet; empty fields do not filter."""

    group: NoticeGroup | None = None
    unread: bool = False

    def leaves(self, notice: Notice) -> bool:
        """Whether it is among them."""
        if self.unread and notice.read_at is not None:
            return False
        return self.group is None or notice.kind in self.group.kinds
