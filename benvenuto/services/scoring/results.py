"""What follows from answers that count: level values, rubric scores, critical errors and the evaluation's own score."""

from __future__ import annotations

from typing import TypedDict

from benvenuto.domain.answer import Answers
from benvenuto.domain.evaluation import EvaluationRow
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.scoring import chosen_level, counting, score
from benvenuto.storage.database import Transaction


class ScoreColumns(TypedDict):
    """The columns of an evaluation that its answers decide."""

    care_score: float | None
    final_score: float | None
    band: str | None
    passed: bool | None


def write_results(
    tx: Transaction, stored: EvaluationRow, scorecard: Scorecard, answers: Answers, revision: int
) -> ScoreColumns:
    """Write the answers of a revision and what follows from them; the columns are the caller's to set.

    From one for training alone nothing follows.
    """
    if stored.for_training:
        tx.evaluations.put_answers(stored.id, revision, answers)
        return {"care_score": None, "final_score": None, "band": None, "passed": None}
    result = score(scorecard, answers, stored.facts)
    # what counts has a value; all that was answered is kept beside it
    counted = counting(scorecard, answers, stored.facts)
    values = {
        path: level.value
        for path, criterion in scorecard.criteria()
        if (level := chosen_level(path, criterion, counted, stored.facts))
    }
    tx.evaluations.put_answers(stored.id, revision, answers, values)
    tx.evaluations.put_results(stored.id, result.rubrics, result.critical_errors)
    return {
        "care_score": result.care,
        "final_score": result.final,
        "band": None if result.final is None else scorecard.band(result.final).id,
        "passed": result.passed,
    }
