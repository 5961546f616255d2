"""Evaluations of one call beside each other, criterion by criterion, where they differ first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.scoring import counting


@dataclass(frozen=True, slots=True)
class Beside:
    """One criterion as several evaluations have it, in their order.

    `distance` of the levels furthest apart, 0 to 1, N/A being furthest from any.
    """

    path: str
    criterion: Criterion
    answers: tuple[Answer, ...]
    distance: float

    @property
    def differs(self) -> bool:
        """Whether any two chose differently."""
        return any(answer.choice != self.answers[0].choice for answer in self.answers)


def side_by_side(*evaluations: Evaluation) -> Sequence[Beside]:
    """The criteria that all know, the furthest apart first, else in the order of the first one's scorecard."""
    given = [counting(each.scorecard, each.answers, each.facts) for each in evaluations]
    rows = []
    for path, criterion in evaluations[0].scorecard.criteria() if evaluations else ():
        known = all(each.scorecard.criterion(path) is not None for each in evaluations)
        if not known or not any(path in answers for answers in given):
            continue
        marked = tuple(answers.get(path, Answer(NOT_APPLICABLE)) for answers in given)
        distance = max((_distance(criterion, *pair) for pair in combinations(marked, 2)), default=0.0)
        rows.append(Beside(path, criterion, marked, distance))
    return sorted(rows, key=lambda row: (not row.differs, -row.distance))


def _distance(criterion: Criterion, first: Answer, second: Answer) -> float:
    if first.choice == second.choice:
        return 0.0
    levels = [criterion.level(each.choice) for each in (first, second) if isinstance(each.choice, str)]
    values = [level.value for level in levels if level is not None]
    return abs(values[0] - values[1]) if len(values) == 2 else 1.0
