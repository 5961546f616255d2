"""Scorecards: which rubrics judge a kind of call, with what weight, and how the score reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benvenuto.domain.rubric import Criterion, CriticalType, Rubric
from benvenuto.domain.text import Text


@dataclass(frozen=True, slots=True)
class ScorecardPart:
    """A rubric's place in a scorecard. Weights are relative: only their ratios count."""

    rubric: Rubric
    weight: float


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


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A kind of call's whole measure, with its rubrics inside: what an evaluation keeps as its snapshot."""

    id: str
    version: int
    title: Text
    summary: Text
    for_reasons: tuple[str, ...]
    parts: tuple[ScorecardPart, ...]
    bands: tuple[Band, ...]
    verdict: Verdict

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
