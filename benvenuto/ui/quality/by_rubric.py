"""Criteria under the title of their rubric, as every list of them shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
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
    """The criteria under the title of their rubric, in their order."""
    for _, those in groupby(criteria, key=lambda known: known.rubric.id):
        listed = list(those)
        yield listed[0].rubric.title.in_language(say.code), listed


def criterion_title(say: Language, known: OfCriterion) -> str:
    """What the criterion is called."""
    return known.criterion.title.in_language(say.code)
