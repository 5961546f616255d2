"""Notices: what somebody is told of in the inbox of their own, and whom each deed concerns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
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
    DEADLINE = "deadline"  # something is due


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who has to do with what a deed was done to, by the ids of people.

    `speakers` commented, disputed or answered before; `supervisors` and `managers` are those of the team.
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
}


BETWEEN_TWO = frozenset({NoticeKind.FEEDBACK, NoticeKind.CORRECTED, NoticeKind.ACKNOWLEDGED})
"""What concerns agent and evaluator alone."""


def recipients(kind: NoticeKind, by: int | None, concerned: Concerned) -> frozenset[int]:
    """Whom a deed of this kind is told: nobody of their own deeds; `by` is None when a deadline did it."""
    return frozenset(person for person in _RECIPIENTS[kind](concerned) if person is not None and person != by)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that one person is told of: about an evaluation, or else about what `subject` names, as a criterion."""

    id: int
    recipient_id: int
    kind: NoticeKind
    evaluation_id: int | None
    subject: str
    at: datetime
    read_at: datetime | None


class NoticeGroup(StrEnum):
    """What a reader may want to see alone."""

    FEEDBACK = "feedback"
    RESPONSES = "responses"
    DISPUTES = "disputes"
    TASKS = "tasks"

    @property
    def kinds(self) -> frozenset[NoticeKind]:
        """The kinds that are meant."""
        return _GROUPS[self]


_GROUPS: Mapping[NoticeGroup, frozenset[NoticeKind]] = {
    NoticeGroup.FEEDBACK: frozenset({NoticeKind.FEEDBACK, NoticeKind.CORRECTED}),
    NoticeGroup.RESPONSES: frozenset({NoticeKind.ACKNOWLEDGED, NoticeKind.COMMENTED}),
    NoticeGroup.DISPUTES: frozenset(
        {NoticeKind.DISPUTED, NoticeKind.ANSWERED, NoticeKind.UPHELD, NoticeKind.CHANGED, NoticeKind.OVERTURNED}
    ),
    NoticeGroup.TASKS: frozenset({NoticeKind.PRACTICE, NoticeKind.DEADLINE}),
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
