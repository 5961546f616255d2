"""What is followed over time: the care score, or a part of it, or what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from benvenuto.domain.measure import UNITS, Measure, Unit


class FollowedKind(StrEnum):
    """What kind of figure is followed."""

    CARE = "care"
    RUBRIC = "rubric"
    CRITERION = "criterion"
    CRITICAL = "critical"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed, and of which rubric ("greeting"), criterion ("greeting/identity"), critical type or measure.

    A critical type left empty means any of them.
    """

    kind: FollowedKind = FollowedKind.CARE
    of: str = ""

    @property
    def unit(self) -> Unit | None:
        """What a measure counts in; None for scores and shares, which run from 0 to 100."""
        return UNITS.get(Measure(self.of), Unit.SECONDS) if self.kind is FollowedKind.MEASURE else None
