"""Feedback: an evaluation in the order an agent should read it, what went well before what to improve."""

from __future__ import annotations

from dataclasses import dataclass

from benvenuto.domain.answer import Answer
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.rubric import Criterion, Level
from benvenuto.domain.scoring import chosen_level, counting


@dataclass(frozen=True, slots=True)
class CriterionFeedback:
    """One criterion as the agent reads it; `next_better` is None at the best level."""

    path: str
    criterion: Criterion
    level: Level
    next_better: Level | None
    answer: Answer

    @property
    def critical(self) -> bool:
        """Whether this is a critical error."""
        return self.criterion.fails(self.level)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What went well, what to improve, and what had no place in this call (by path)."""

    went_well: tuple[CriterionFeedback, ...]
    to_improve: tuple[CriterionFeedback, ...]
    not_applicable: tuple[str, ...]


def feedback(evaluation: Evaluation) -> Feedback:
    """Order the answers: remarks with a note or a moment first among what went well, the gravest first to improve."""
    heard, left_out = [], []
    answers = counting(evaluation.scorecard, evaluation.answers, evaluation.facts)
    for path, criterion in evaluation.scorecard.criteria():
        level = chosen_level(path, criterion, answers, evaluation.facts)
        if level is None:
            left_out.append(path)
            continue
        answer = answers.get(path, Answer())
        heard.append(CriterionFeedback(path, criterion, level, criterion.next_better(level.id), answer))
    well = sorted((h for h in heard if h.next_better is None), key=lambda h: not (h.answer.note or h.answer.moments))
    improve = sorted(
        (h for h in heard if h.next_better),
        key=lambda h: (not h.critical, h.level.value, -h.criterion.weight),
    )
    return Feedback(tuple(well), tuple(improve), tuple(left_out))
