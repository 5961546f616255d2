"""Calls with their answers as rows of numbers, each answer with its share of the score: all, or an even part."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.scorecard import Scorecard
from benvenuto.statistics.answered import Answered, answered
from benvenuto.storage.database import Transaction
from benvenuto.storage.quality.quality_scores import Facts, Given

Places = NDArray[np.intp]
Numbers = NDArray[np.float64]

# 150,000 answers take about a second; a share of 10,000 calls is known to one in a hundred, a change of the score to
# half a point.
MOST = 10_000


@dataclass(frozen=True, slots=True)
class TakenEvaluations:
    """A sample of evaluations, whole or systematic: of `all` that there are, `simulated` made up, these were taken."""

    all: int
    simulated: int
    facts: Sequence[Facts]
    given: Given


def take(
    tx: Transaction, within: Scope, wanted: EvaluationFilter, versions: Collection[int] = (), most: int = MOST
) -> TakenEvaluations:
    """Sample the evaluations made with these scorecard versions, or any: all, or about `most` where there are more."""
    number, simulated = tx.quality_scores.count(within, wanted, versions)
    part = min(1.0, most / number) if number else 1.0
    return TakenEvaluations(
        number,
        simulated,
        tx.quality_scores.facts(within, wanted, versions, part),
        tx.quality_scores.given(within, wanted, versions, part),
    )


@dataclass(frozen=True, slots=True)
class Criteria:
    """Index of the criteria of some scorecard versions: place by path, the rubric's place, and both weights by version.

    `rubric` has shape (criteria,); `own` and `rubrics`, the weights, (versions, criteria), 0 where a version has none.
    """

    place: Mapping[str, int]
    version: Mapping[int, int]
    rubric: Places
    own: Numbers
    rubrics: Numbers

    @property
    def paths(self) -> Sequence[str]:
        """The criteria in order."""
        return list(self.place)


def criteria_of(scorecards: Mapping[int, Scorecard]) -> Criteria:
    """Index the criteria of these versions (by id), in the order in which they first stand in one of them."""
    paths = list(dict.fromkeys(path for scorecard in scorecards.values() for path, _ in scorecard.criteria()))
    place = {path: nth for nth, path in enumerate(paths)}
    rubrics = {name: nth for nth, name in enumerate(dict.fromkeys(path.split("/")[0] for path in paths))}
    own, outer = np.zeros((len(scorecards), len(paths))), np.zeros((len(scorecards), len(paths)))
    for nth, scorecard in enumerate(scorecards.values()):
        for part in scorecard.parts:
            for criterion in part.rubric.criteria:
                at = place[part.rubric.path(criterion)]
                own[nth, at], outer[nth, at] = criterion.weight, part.weight
    rubric = np.array([rubrics[path.split("/")[0]] for path in paths], dtype=np.intp)
    return Criteria(place, {version: nth for nth, version in enumerate(scorecards)}, rubric, own, outer)


@dataclass(frozen=True, slots=True)
class AnsweredCalls:
    """Calls with at least one answer that counts: `facts` in the order that `answers.evaluation` counts by.

    `not_applicable` counts of each criterion the calls where the evaluator said so, `offered` those whose scorecard
    has it; both of shape (criteria,).
    """

    facts: Sequence[Facts]
    answers: Answered
    not_applicable: Places
    offered: Places


def answered_calls(taken: TakenEvaluations, criteria: Criteria) -> AnsweredCalls:
    """Join answers and calls as arrays; answers that do not count are left out, and calls without any other."""
    given = taken.given
    version = np.array([criteria.version[facts.version_id] for facts in taken.facts], dtype=np.intp)
    call = np.searchsorted([facts.id for facts in taken.facts], given.evaluation_id)
    criterion = np.array([criteria.place.get(path, -1) for path in given.path], dtype=np.intp)
    value = np.array(given.value, dtype=np.float64)  # None, which does not count, becomes NaN and is left out below
    # a path of no known criterion, -1, reads the last column here; `counts` leaves it out
    own = criteria.own[version[call], criterion]
    absent = np.array(given.not_applicable, dtype=np.bool_) & (criterion >= 0)
    counts = ~np.isnan(value) & (criterion >= 0) & (own > 0)
    heard, evaluation = np.unique(call[counts], return_inverse=True)
    size = len(criteria.place)
    return AnsweredCalls(
        facts=[taken.facts[nth] for nth in heard],
        answers=answered(
            evaluation,
            criterion[counts],
            value[counts],
            rubric=criteria.rubric[criterion[counts]],
            criterion_weight=own[counts],
            rubric_weight=criteria.rubrics[version[call[counts]], criterion[counts]],
        ),
        not_applicable=np.bincount(criterion[absent], minlength=size),
        offered=(np.bincount(version, minlength=len(criteria.version)) @ (criteria.own > 0)).astype(np.intp),
    )
