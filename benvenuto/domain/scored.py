"""The list of scored calls as supervisors and managers ask for it: which evaluations, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ScoredState(StrEnum):
    """How far an evaluation has come with its agent."""

    UNREAD = "unread"
    READ = "read"  # and not responded to yet
    ACKNOWLEDGED = "acknowledged"
    DISPUTED = "disputed"  # open
    DECIDED = "decided"


class ScoredOrder(StrEnum):
    """What comes first."""

    PUBLISHED = "published"
    CALLED = "called"
    LOWEST = "lowest"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class ScoredFilter:
    """Which evaluations; empty fields do not filter. The period is about the day of the call where that is the order,
    else about the day of publication. `words` are searched for in names and in what people wrote."""

    state: ScoredState | None = None
    team_id: int | None = None
    agent_id: int | None = None
    evaluator_id: int | None = None
    contact_reason: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    words: str = ""
    order: ScoredOrder = ScoredOrder.PUBLISHED
