"""The agent's list of feedback: which evaluations, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from benvenuto.domain.evaluation import DECIDED, Status


class FeedbackState(StrEnum):
    """Where an evaluation stands, as its agent asks."""

    TO_READ = "to-read"
    ACKNOWLEDGED = "acknowledged"
    DISPUTED = "disputed"

    @property
    def statuses(self) -> tuple[Status, ...]:
        """The statuses that are meant; a dispute stays one after it was decided."""
        return _STATUSES[self]


_STATUSES = {
    FeedbackState.TO_READ: (Status.PUBLISHED,),
    FeedbackState.ACKNOWLEDGED: (Status.ACKNOWLEDGED,),
    FeedbackState.DISPUTED: (Status.DISPUTED, *DECIDED),
}


class FeedbackOrder(StrEnum):
    """By which day the list is ordered, newest first, and which day its period is about."""

    PUBLISHED = "published"
    CALLED = "called"


@dataclass(frozen=True, slots=True)
class FeedbackFilter:
    """Which of an agent's evaluations; empty fields do not filter. `words` are searched for in what people wrote:
    the summary, the notes on criteria, and what was said about them afterwards, decisions and corrections included."""

    state: FeedbackState | None = None
    contact_reason: str = ""
    rubric_id: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    words: str = ""
    order: FeedbackOrder = FeedbackOrder.PUBLISHED
