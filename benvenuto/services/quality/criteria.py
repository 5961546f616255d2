"""The health of the criteria in force: which never fail, never apply, or do not tell good calls from bad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.people import Actor
from benvenuto.domain.rubric import Criterion, Rubric
from benvenuto.domain.scorecard import Scorecard
from benvenuto.services.quality.answered_calls import answered_calls, criteria_of, take
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.statistics.criterion_health import CriterionHealth, criterion_health
from benvenuto.storage.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion in force with its rubric and its health; `offered` is in how many calls its scorecard was used.

    Where its rule did not hold, a call has no answer to it and counts in `offered` alone.
    """

    path: str
    rubric: Rubric
    criterion: Criterion
    offered: int
    health: CriterionHealth


@dataclass(frozen=True, slots=True)
class CriteriaFound:
    """The criteria in the order of the scorecards, from `taken` of `all` calls; `simulated` of all are made up."""

    all: int
    taken: int
    simulated: int
    criteria: Sequence[Judged]


@dataclass(frozen=True)
class CriteriaService:
    """The service of the health of criteria."""

    database: Database
    scorecards: Scorecards

    def health(self, actor: Actor, wanted: EvaluationFilter, scorecard_id: str = "") -> CriteriaFound:
        """The criteria of a scorecard in force, or of all of them, judged by the calls that the actor watches.

        Earlier versions of a scorecard count with their own weights; what is no longer in force is not listed.
        """
        within = oversight_scope(actor)
        with self.database.read() as tx:
            versions = tx.quality_scores.versions(scorecard_id) if scorecard_id else ()
            in_force = self._in_force(tx, scorecard_id)
            taken = take(tx, within, wanted, versions) if versions or not scorecard_id else None
            used = {facts.version_id for facts in taken.facts} if taken else set()
            stored = {number: self.scorecards.version(tx, number) for number in sorted(used)}
        if taken is None or not taken.facts:
            return CriteriaFound(0, 0, 0, ())
        criteria = criteria_of(stored)
        calls = answered_calls(taken, criteria)
        health = criterion_health(calls.answers, calls.not_applicable)
        judged = [
            Judged(path, rubric, criterion, int(calls.offered[at]), health[at])
            for path, (rubric, criterion) in in_force.items()
            if (at := criteria.place.get(path)) is not None
        ]
        return CriteriaFound(taken.all, len(taken.facts), taken.simulated, judged)

    def _in_force(self, tx: Transaction, scorecard_id: str) -> Mapping[str, tuple[Rubric, Criterion]]:
        chosen = [in_force.scorecard for in_force in self.scorecards.in_force_within(tx)]
        wanted = [scorecard for scorecard in chosen if scorecard_id in ("", scorecard.id)]
        return {path: pair for scorecard in wanted for path, pair in _criteria(scorecard).items()}


def _criteria(scorecard: Scorecard) -> Mapping[str, tuple[Rubric, Criterion]]:
    return {
        part.rubric.path(criterion): (part.rubric, criterion)
        for part in scorecard.parts
        for criterion in part.rubric.criteria
    }
