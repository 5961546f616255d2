"""Rubrics: what is listened for in one area of care, and how each behaviour is valued."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from benvenuto.domain.evidence import Evidence
from benvenuto.domain.text import Text


class CriticalType(StrEnum):
    """Whom a critical error hurts."""

    CUSTOMER = "customer"
    BUSINESS = "business"
    COMPLIANCE = "compliance"


class OnFail(StrEnum):
    """What a critical error does to the final score."""

    FLAG = "flag"
    CAP = "cap"
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a scale: a value from 0 to 1 and the behaviour that earns it.

    In a critical criterion a level above the lowest fails too, more mildly, where it has a `cap`: the highest final
    score that it leaves, 0..100.
    """

    id: str
    value: float
    label: Text
    behaviour: Text
    cap: float | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A ready-made reason for a level below the best."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Critical:
    """Marks a criterion whose lowest level is a critical error. `cap` is the highest final score left, 0..100."""

    type: CriticalType
    on_fail: OnFail
    cap: float = 100.0

    def at(self, level: Level) -> Critical:
        """What failing at this level does: the lowest does as the criterion says, one with a cap of its own caps."""
        return self if level.cap is None else Critical(self.type, OnFail.CAP, level.cap)

    def limit(self) -> float:
        """The highest final score that a failure leaves, 0..100."""
        return {OnFail.FLAG: 100.0, OnFail.CAP: self.cap, OnFail.ZERO: 0.0}[self.on_fail]


class Ending(StrEnum):
    """Who or what ended a call before its time. A call that took its course has none."""

    ABUSE = "ended-by-abuse"
    HUNG_UP = "hung-up"
    DROPPED = "dropped"
    WRONG_NUMBER = "wrong-number"
    HANDED_OVER = "handed-over"


@dataclass(frozen=True, slots=True)
class AppliesWhen:
    """When a criterion applies; every condition given must hold, an empty one always does.

    `criterion` is the path of another criterion ("rubric/criterion") that must be answered with one of `levels`.
    It does not apply to a call that ended early in one of the ways of `not_endings`.
    """

    reasons: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    criterion: str = ""
    levels: tuple[str, ...] = ()
    not_endings: tuple[Ending, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing judged. `scale` runs from the best level (value 1) to the lowest (value 0).

    `evidence` is what to look for in a call: it is shown beside the criterion, and no score knows of it.
    """

    id: str
    title: Text
    description: Text
    weight: float
    scale: tuple[Level, ...]
    handbook: str
    critical: Critical | None = None
    not_applicable: bool = False
    applies_when: AppliesWhen = AppliesWhen()
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def level(self, level_id: str) -> Level | None:
        """The level of this id, None when the scale has no such level."""
        return next((level for level in self.scale if level.id == level_id), None)

    def fails(self, level: Level) -> bool:
        """Whether this level is a critical error: the lowest of a critical criterion, or one with a cap of its own."""
        return self.critical is not None and (level.value == 0 or level.cap is not None)

    def next_better(self, level_id: str) -> Level | None:
        """The level just above this one, None when it is the best."""
        better = [level for level in self.scale if (own := self.level(level_id)) and level.value > own.value]
        return min(better, key=lambda level: level.value, default=None)


@dataclass(frozen=True, slots=True)
class Rubric:
    """One area of care, as one YAML file describes it."""

    id: str
    version: int
    title: Text
    summary: Text
    handbook: str
    criteria: tuple[Criterion, ...]

    def path(self, criterion: Criterion) -> str:
        """The criterion's path, unique across rubrics: "rubric/criterion"."""
        return f"{self.id}/{criterion.id}"
