"""Two evaluations of one call beside each other, criterion by criterion, where they differ first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.scoring import counting


@dataclass(frozen=True, slots=True)
class Beside:
    """One criterion as two evaluations have it; `distance` of their levels, 0 to 1, N/A being furthest from any."""

    path: str
    criterion: Criterion
    answers: tuple[Answer, Answer]
    distance: float

    @property
    def differs(self) -> bool:
        """Whether the two chose differently."""
        return self.answers[0].choice != self.answers[1].choice


def side_by_side(first: Evaluation, second: Evaluation) -> Sequence[Beside]:
    """The criteria that both know, the furthest apart first, else in the order of the scorecard."""
    given = [counting(each.scorecard, each.answers, each.facts) for each in (first, second)]
    rows = []
    for path, criterion in first.scorecard.criteria():
        if second.scorecard.criterion(path) is None or not any(path in answers for answers in given):
            continue
        answers = given[0].get(path, Answer(NOT_APPLICABLE)), given[1].get(path, Answer(NOT_APPLICABLE))
        rows.append(Beside(path, criterion, answers, _distance(criterion, *answers)))
    return sorted(rows, key=lambda row: (not row.differs, -row.distance))


def _distance(criterion: Criterion, first: Answer, second: Answer) -> float:
    if first.choice == second.choice:
        return 0.0
    levels = [criterion.level(each.choice) for each in (first, second) if isinstance(each.choice, str)]
    values = [level.value for level in levels if level is not None]
    return abs(values[0] - values[1]) if len(values) == 2 else 1.0
