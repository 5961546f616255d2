"""Criteria under the title of their rubric, as every list of them shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from benvenuto.domain.rubric import Criterion, Rubric
from benvenuto.languages import Language


class OfCriterion(Protocol):
    """What is known of a criterion."""

    @property
    def rubric(self) -> Rubric: ...

    @property
    def criterion(self) -> Criterion: ...


Kind = TypeVar("Kind", bound=OfCriterion)


def by_rubric(say: Language, criteria: Sequence[Kind]) -> Iterator[tuple[str, Sequence[Kind]]]:
    """The criteria under the title of their rubric, once each, though scorecards ask for some of it each."""
    by_id: dict[str, list[Kind]] = {}
    for known in criteria:
        by_id.setdefault(known.rubric.id, []).append(known)
    for those in by_id.values():
        yield those[0].rubric.title.in_language(say.code), those


def criterion_title(say: Language, known: OfCriterion) -> str:
    """What the criterion is called."""
    return known.criterion.title.in_language(say.code)
