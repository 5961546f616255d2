"""Scorecards: which rubrics judge a kind of call, with what weight, and how the score reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from benvenuto.domain.rubric import Criterion, CriticalType, Rubric
from benvenuto.domain.text import Text


@dataclass(frozen=True, slots=True)
class ScorecardPart:
    """A rubric's place in a scorecard. Weights are relative: only their ratios count.

    `chosen` names the criteria that the scorecard takes; `rubric` has those alone. Empty, it takes them all.
    """

    rubric: Rubric
    weight: float
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A range of final scores with a name; it reaches from `start` (0..100) up to the next band."""

    id: str
    start: float
    label: Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """When a call passes: a final score of at least `pass_from`, and no critical error of a type in `fail_on`."""

    pass_from: float
    fail_on: tuple[CriticalType, ...]


class ScorecardKind(StrEnum):
    """What a scorecard is for: the calls of agents, or the feedback that supervisors give on them."""

    CALLS = "calls"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A kind of call's whole measure, with its rubrics inside: what an evaluation keeps as its snapshot.

    One that `judges` feedback is proposed for no call, and none that judges calls for feedback.
    """

    id: str
    version: int
    title: Text
    summary: Text
    for_reasons: tuple[str, ...]
    parts: tuple[ScorecardPart, ...]
    bands: tuple[Band, ...]
    verdict: Verdict
    judges: ScorecardKind = ScorecardKind.CALLS

    def criteria(self) -> Iterator[tuple[str, Criterion]]:
        """Every criterion with its path, in the order of the scorecard."""
        for part in self.parts:
            for criterion in part.rubric.criteria:
                yield part.rubric.path(criterion), criterion

    def criterion(self, path: str) -> Criterion | None:
        """The criterion at this path, None when the scorecard has none there."""
        return next((criterion for at, criterion in self.criteria() if at == path), None)

    def band(self, score: float) -> Band:
        """The band that a final score falls into."""
        return max((band for band in self.bands if score >= band.start), key=lambda band: band.start)

    def shown(self, score: float, decimals: int = 0) -> Decimal:
        """The figure to print for a score of 0 to 100, rounded to so many decimals where that tells the truth.

        Bands and verdict ask the score itself. Where the rounded figure would stand in another band, or meet a target
        that the score misses, decimals are added, rounded down, until it no longer does: 74.875 under a target of 75
        is 74.8, never 75.
        """
        exact = Decimal(repr(score))
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
        finer = (exact.quantize(Decimal(1).scaleb(-places), ROUND_FLOOR) for places in range(decimals + 1, 10))
        return next((figure for figure in (rounded, *finer) if self._agrees(figure, exact)), exact)

    def _agrees(self, figure: Decimal, exact: Decimal) -> bool:
        limits = (Decimal(repr(limit)) for limit in (self.verdict.pass_from, *(band.start for band in self.bands)))
        return all((figure >= limit) == (exact >= limit) for limit in limits)
