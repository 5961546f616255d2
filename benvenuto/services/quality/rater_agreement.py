"""Rater agreement: how far evaluators who scored the same calls chose the same levels, and which words they read
otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benvenuto.domain.access import Scope, scope
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Role
from benvenuto.domain.rubric import Criterion, Level, Rubric
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.services.quality.shared_marks import Confusion, SharedMarks, with_rules
from benvenuto.services.scoring.listen_first import all_unheard
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.statistics.rater_agreement import (
    RaterAgreement,
    by_value,
    cohen,
    gwet,
    krippendorff,
    percent_agreement,
    pooled_gwet,
    pooled_percent,
    ratings,
)
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.quality.shared_calls import EvaluatedCalls, SharedMark


@dataclass(frozen=True, slots=True)
class CriterionAgreement:
    """How far evaluators agree on one criterion in force, as it is worded now.

    Of `pairs` of evaluators of the same call `same` chose the same; `percent` is that by call, None without any.
    `chance_corrected` (AC1), `alpha` and `kappa`, where the same two scored all of them, count "not applicable" as a
    level of its own, also where a rule says so for some and not for all; `graded` (AC2) leaves it out and weighs
    levels by their value. Each of these is None where one level is all that was chosen, or none.
    """

    path: str
    rubric: Rubric
    criterion: Criterion
    pairs: int
    same: int
    percent: RaterAgreement | None
    chance_corrected: RaterAgreement | None
    graded: RaterAgreement | None
    alpha: RaterAgreement | None
    kappa: RaterAgreement | None
    confusions: Sequence[Confusion]

    @property
    def calls(self) -> int:
        """On how many calls several evaluators answered it."""
        return self.percent.n if self.percent else 0


@dataclass(frozen=True, slots=True)
class AgreementFound:
    """The criteria in the order of the scorecards, and how many calls there are of the choice."""

    counted: EvaluatedCalls
    criteria: Sequence[CriterionAgreement]


@dataclass(frozen=True, slots=True)
class OwnCriterion:
    """One evaluator beside the others on one criterion: how often the same level, and AC1 (None as above)."""

    path: str
    rubric: Rubric
    criterion: Criterion
    percent: RaterAgreement
    chance_corrected: RaterAgreement | None

    @property
    def calls(self) -> int:
        """How many calls others scored too."""
        return self.percent.n


@dataclass(frozen=True, slots=True)
class EvaluatorAgreement:
    """One evaluator beside whoever scored the same calls: `percent` over all criteria, and AC1 pooled over them.

    Both are None where nobody else scored any of these calls.
    """

    percent: RaterAgreement | None = None
    chance_corrected: RaterAgreement | None = None
    criteria: Sequence[OwnCriterion] = ()


@dataclass(frozen=True)
class RaterAgreementService:
    """The service of rater agreement, in the answers as they were first published.

    However a call was selected it counts: two evaluators of one call heard the same call.
    """

    database: Database
    scorecards: Scorecards

    def compared(self, actor: Actor, wanted: EvaluationFilter, scorecard_id: str = "") -> AgreementFound:
        """The criteria of a scorecard in force, or of all, in calls of the teams that the actor watches."""
        within = oversight_scope(actor)
        with self.database.read() as tx:
            counted = tx.shared_calls.count(within, wanted, actor.id)
            marks = _marks(tx, actor, within, wanted) if counted.shared else ()
            criteria = self._criteria(tx, marks, scorecard_id)
        return AgreementFound(counted, [_compared(shared) for shared in criteria])

    def evaluators(self, actor: Actor, wanted: EvaluationFilter) -> Mapping[int, str]:
        """Whom the actor may look at, by name: supervisors at themselves, managers at who scored their teams."""
        oversight_scope(actor)
        with self.database.read() as tx:
            return self._evaluators(tx, actor, wanted)

    def of_evaluator(self, actor: Actor, wanted: EvaluationFilter, evaluator_id: int) -> EvaluatorAgreement:
        """One evaluator, of those whom the actor may look at, beside the others."""
        within = oversight_scope(actor) if evaluator_id == actor.id else scope(actor, Role.MANAGER)
        with self.database.read() as tx:
            if evaluator_id not in self._evaluators(tx, actor, wanted):
                raise Forbidden
            criteria = self._criteria(tx, _marks(tx, actor, within, wanted))
        calls = sorted({call for shared in criteria for call in shared.scored_by(evaluator_id)})
        rated = [shared.beside_others(evaluator_id, calls) for shared in criteria]
        listed = [
            OwnCriterion(shared.path, shared.rubric, shared.criterion, percent, gwet(beside))
            for shared, beside in zip(criteria, rated, strict=True)
            if (percent := percent_agreement(beside))
        ]
        if not listed:
            return EvaluatorAgreement()
        return EvaluatorAgreement(pooled_percent(rated), pooled_gwet(rated), listed)

    def _evaluators(self, tx: Transaction, actor: Actor, wanted: EvaluationFilter) -> Mapping[int, str]:
        scored = {actor.id} if Role.SUPERVISOR in actor.roles else set()
        if (managed := scope(actor, Role.MANAGER)).team_ids:
            scored |= tx.shared_calls.evaluators(managed, wanted, actor.id)
        names = tx.quality_scores.names(scored)
        return dict(sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0])))

    def _criteria(self, tx: Transaction, marks: Sequence[SharedMark], scorecard_id: str = "") -> Sequence[SharedMarks]:
        """The criteria in force, each with the marks that were made by the words it has now."""
        by_path: dict[str, list[SharedMark]] = defaultdict(list)
        for mark in marks:
            by_path[mark.path].append(mark)
        criteria: dict[str, SharedMarks] = {}
        for in_force in self.scorecards.in_force_within(tx):
            if scorecard_id not in ("", in_force.scorecard.id):
                continue
            for part in in_force.scorecard.parts:
                for criterion in part.rubric.criteria:
                    path = part.rubric.path(criterion)
                    alike = [mark for mark in by_path[path] if self._scale(tx, mark) == criterion.scale]
                    criteria.setdefault(path, SharedMarks(path, part.rubric, criterion, alike))
        return list(criteria.values())

    def _scale(self, tx: Transaction, mark: SharedMark) -> Sequence[Level]:
        criterion = self.scorecards.version(tx, mark.version_id).criterion(mark.path)
        return criterion.scale if criterion else ()


def _marks(tx: Transaction, actor: Actor, within: Scope, wanted: EvaluationFilter) -> Sequence[SharedMark]:
    """What was marked; nothing in an evaluation whose dispute the actor is to decide and has not listened to yet."""
    unheard = all_unheard(tx, actor)
    marks = tx.shared_calls.marks(within, wanted, actor.id)
    return with_rules([mark for mark in marks if mark.evaluation_id not in unheard])


def _compared(shared: SharedMarks) -> CriterionAgreement:
    counts, table, levels = shared.counts, shared.of_two, shared.criterion.scale
    whole = ratings(counts)
    return CriterionAgreement(
        shared.path,
        shared.rubric,
        shared.criterion,
        pairs=len(shared.pairs),
        same=shared.same,
        percent=percent_agreement(whole),
        chance_corrected=gwet(whole),
        graded=gwet(ratings(counts[:, : len(levels)], by_value([level.value for level in levels]))),
        alpha=krippendorff(whole),
        kappa=None if table is None else cohen(table),
        confusions=shared.confusions(),
    )
