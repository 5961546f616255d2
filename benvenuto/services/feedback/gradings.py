"""Grading feedback: a manager reads what a supervisor wrote to an agent, and says how good it was as feedback.

It counts in no average of an agent, in no severity and in no agreement between evaluators.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import SystemRandom

import numpy as np

from benvenuto.domain.access import Permission, Subject, authorise, can, scope
from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Answers, NotApplicable
from benvenuto.domain.evaluation import TAKEN_BACK_WITHIN, EvaluationRow, NotReady, lacking
from benvenuto.domain.faults import BenvenutoError, Forbidden
from benvenuto.domain.grading import (
    GradedAlready,
    Grading,
    NoFeedbackScorecard,
    NothingToDraw,
    RepliedAlready,
    check_gradable,
)
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor, Role
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.scorecard import Scorecard, ScorecardKind
from benvenuto.services.clock import Clock
from benvenuto.services.feedback.writing import trimmed, written
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.services.scoring.evaluations import fetch, readable, subject
from benvenuto.services.scoring.listen_first import check_heard, unheard
from benvenuto.services.scoring.scorecards import ScorecardInForce, Scorecards
from benvenuto.services.telling import tell_of_grading
from benvenuto.statistics.intervals import Estimate, bounds
from benvenuto.storage.database import Database, Transaction

DRAWN_FROM_DAYS = 90
"""How old feedback may be that is drawn: older says how somebody wrote, not how they write."""


@dataclass(frozen=True, slots=True)
class GradedCriterion:
    """What a criterion of the scorecard in force came to in drawn feedback, 0 to 100; None without any level."""

    path: str
    criterion: Criterion
    estimate: Estimate | None
    not_applicable: int

    @property
    def n(self) -> int:
        """How many gradings chose a level."""
        return self.estimate.n if self.estimate else 0


@dataclass(frozen=True, slots=True)
class GradedFeedback:
    """The gradings of one evaluator's feedback that their reader may read, the latest first, and the figures.

    The figures are of the `drawn` ones alone; `chosen` ones were picked by hand, and would say how they were picked.
    """

    gradings: Sequence[Grading]
    criteria: Sequence[GradedCriterion]
    drawn: int
    chosen: int
    may_draw: bool


@dataclass(frozen=True)
class GradingService:
    """The service of gradings."""

    database: Database
    clock: Clock
    scorecards: Scorecards

    def may_grade(self, actor: Actor, evaluation_id: int) -> bool:
        """Whether the actor may grade the feedback in this evaluation now."""
        with self.database.read() as tx:
            try:
                self._check_free(tx, actor, self._gradable(tx, actor, evaluation_id))
            except BenvenutoError:
                return False
            return self._in_force(tx) is not None

    def scorecard(self, actor: Actor, evaluation_id: int) -> Scorecard:
        """What the feedback in this evaluation is graded with; why not, where it cannot be.

        Raises ReachesNoAgent, DisputeOpen, JustOut, GradedAlready, NoFeedbackScorecard.
        """
        with self.database.read() as tx:
            self._check_free(tx, actor, self._gradable(tx, actor, evaluation_id))
            return self._card(tx).scorecard

    def draw(self, actor: Actor, evaluator_id: int) -> int:
        """An evaluation of this evaluator's by lot, to grade its feedback; the same until it is handed in.

        Raises NothingToDraw, NoFeedbackScorecard.
        """
        at = self.clock()
        with self.database.write() as tx:
            teams = self._managed(tx, actor, evaluator_id)
            tx.advisory_lock(f"grading {evaluator_id}")
            card = self._card(tx)
            for waiting in tx.gradings.waiting(actor.id, evaluator_id):
                if self._is_gradable(tx, actor, waiting.evaluation_id):
                    return waiting.evaluation_id
                # disputed in the meantime, or no longer the actor's to read
                tx.gradings.give_up(waiting.id)
            since, until = at - timedelta(days=DRAWN_FROM_DAYS), at - TAKEN_BACK_WITHIN
            lots = list(tx.gradings.drawable(evaluator_id, teams, since, until))
            SystemRandom().shuffle(lots)
            drawn = next((lot for lot in lots if self._is_gradable(tx, actor, lot)), None)
            if drawn is None:
                person = tx.people.get(evaluator_id)
                raise NothingToDraw(name=person.name if person else "", days=DRAWN_FROM_DAYS)
            stored = self._gradable(tx, actor, drawn)
            tx.gradings.begin(drawn, actor.id, at, card.version_id, stored.revision, drawn=True)
            tx.audit.write(at, actor.id, "feedback_drawn", "evaluation", drawn)
        return drawn

    def hand_in(self, actor: Actor, evaluation_id: int, given: Answers, words: str) -> int:
        """Grade the feedback in an evaluation, with words to its supervisor, who is told; the grading's id.

        Raises what `scorecard` does, EmptyComment, and NotReady while a criterion lacks an answer.
        """
        at, text = self.clock(), written(words)
        with self.database.write() as tx:
            stored = self._gradable(tx, actor, evaluation_id, lock=True)
            waiting = self._check_free(tx, actor, stored)
            card = self._card(tx)
            known = _known(card.scorecard, given)
            if faults := lacking(card.scorecard, known, stored.facts):
                raise NotReady(faults)
            grading_id = waiting or tx.gradings.begin(
                evaluation_id, actor.id, at, card.version_id, stored.revision, drawn=False
            )
            tx.gradings.hand_in(grading_id, at, card.version_id, stored.revision, known, text)
            tx.audit.write(at, actor.id, "feedback_graded", "evaluation", evaluation_id)
            tell_of_grading(tx, at, NoticeKind.GRADED, actor.id, _there(tx, grading_id))
        return grading_id

    def reply(self, actor: Actor, grading_id: int, words: str = "") -> None:
        """The supervisor has read it, and may say something, once; without words it is acknowledged alone."""
        at, text = self.clock(), trimmed(words)
        with self.database.write() as tx:
            grading = tx.gradings.get(grading_id, lock=True)
            if grading is None or grading.handed_in_at is None:
                raise Forbidden
            authorise(actor, Permission.REPLY_TO_GRADING, _subject(grading))
            if not gradings_open_to(tx, actor, [grading_id]):
                raise Forbidden
            if grading.replied_at and text:
                raise RepliedAlready
            if grading.acknowledged_at and not text:
                return
            replied: dict[str, object] = {"reply": text, "replied_at": at} if text else {}
            tx.gradings.set(grading_id, acknowledged_at=grading.acknowledged_at or at, **replied)
            tx.audit.write(at, actor.id, "grading_answered", "evaluation", grading.evaluation_id)
            tell_of_grading(tx, at, NoticeKind.GRADING_ANSWERED, actor.id, grading)

    def of_evaluator(self, actor: Actor, evaluator_id: int) -> GradedFeedback:
        """The gradings of somebody's feedback: their own, or for managers those in their teams."""
        oversight_scope(actor)
        with self.database.read() as tx:
            own = evaluator_id == actor.id
            teams = None if own else self._managed(tx, actor, evaluator_id)
            gradings = tx.gradings.of_evaluator(evaluator_id, teams)
            open_to = gradings_open_to(tx, actor, [grading.id for grading in gradings])
            card = self._in_force(tx)
            drawn = [grading for grading in gradings if grading.drawn]
            criteria = card.scorecard.criteria() if card else ()
            figures = [self._figure(tx, path, criterion, drawn) for path, criterion in criteria]
        return GradedFeedback(
            gradings=[open_to[grading.id] for grading in gradings if grading.id in open_to],
            criteria=figures,
            drawn=len(drawn),
            chosen=len(gradings) - len(drawn),
            may_draw=not own and card is not None,
        )

    def read(self, actor: Actor, grading_id: int) -> tuple[Grading, Scorecard]:
        """One grading that was handed in, with the scorecard it was made with."""
        with self.database.read() as tx:
            grading = gradings_open_to(tx, actor, [grading_id]).get(grading_id)
            if grading is None:
                raise Forbidden
            return grading, self.scorecards.version(tx, grading.scorecard_version_id)

    def _figure(self, tx: Transaction, path: str, criterion: Criterion, drawn: Sequence[Grading]) -> GradedCriterion:
        """Of the gradings that were made by the words that the criterion has now."""
        choices = [
            grading.answers[path].choice
            for grading in drawn
            if path in grading.answers and self._scale(tx, grading, path) == criterion.scale
        ]
        levels = [criterion.level(choice) for choice in choices if isinstance(choice, str)]
        return GradedCriterion(
            path,
            criterion,
            _estimate([100 * level.value for level in levels if level is not None]),
            choices.count(NOT_APPLICABLE),
        )

    def _scale(self, tx: Transaction, grading: Grading, path: str) -> object:
        criterion = self.scorecards.version(tx, grading.scorecard_version_id).criterion(path)
        return criterion.scale if criterion else ()

    def _gradable(self, tx: Transaction, actor: Actor, evaluation_id: int, *, lock: bool = False) -> EvaluationRow:
        """The evaluation, when the actor may grade its feedback at this moment; else why not."""
        stored = fetch(tx, actor, Permission.READ, evaluation_id, lock=lock)
        spoken = frozenset(comment.author_id for comment in tx.evaluations.comments(evaluation_id))
        authorise(actor, Permission.GRADE, replace(subject(stored), answered_by=spoken))
        check_gradable(stored, self.clock())
        check_heard(tx, actor, stored)
        return stored

    def _is_gradable(self, tx: Transaction, actor: Actor, evaluation_id: int) -> bool:
        try:
            self._gradable(tx, actor, evaluation_id)
        except BenvenutoError:
            return False
        return True

    def _check_free(self, tx: Transaction, actor: Actor, stored: EvaluationRow) -> int | None:
        """The id of what the actor has drawn there; raises GradedAlready where another grading is."""
        taken = tx.gradings.of_evaluation(stored.id)
        if taken is None:
            return None
        if taken.by_id != actor.id or taken.handed_in_at is not None:
            raise GradedAlready(name=taken.by_name)
        return taken.id

    def _managed(self, tx: Transaction, actor: Actor, evaluator_id: int) -> frozenset[int]:
        """The teams that the actor manages, where somebody else has published something in them."""
        teams = scope(actor, Role.MANAGER).team_ids
        if evaluator_id == actor.id or not tx.gradings.has_published(evaluator_id, teams):
            raise Forbidden
        return teams

    def _in_force(self, tx: Transaction) -> ScorecardInForce | None:
        return next(iter(self.scorecards.in_force_within(tx, ScorecardKind.FEEDBACK)), None)

    def _card(self, tx: Transaction) -> ScorecardInForce:
        if (card := self._in_force(tx)) is None:
            raise NoFeedbackScorecard
        return card


def gradings_open_to(tx: Transaction, actor: Actor, ids: Collection[int]) -> Mapping[int, Grading]:
    """Those of these gradings, handed in, that the actor may read, by id.

    None of an evaluation that is kept from them, or that they have yet to listen to: it would tell how it was marked.
    """
    gradings = [
        grading for grading in (tx.gradings.these(ids) if ids else ())
        if can(actor, Permission.SEE_GRADING, _subject(grading))
    ]  # fmt: skip
    if not gradings:
        return {}
    rows = readable(tx, actor, tx.evaluations.these([grading.evaluation_id for grading in gradings]))
    unknown = unheard(tx, actor, rows)
    known = {row.id: row for row in rows if row.id not in unknown}
    return {
        grading.id: replace(grading, agent_id=row.agent_id, agent_name=row.agent_name)  # as far as the actor knows it
        for grading in gradings
        if (row := known.get(grading.evaluation_id)) is not None
    }


def _subject(grading: Grading) -> Subject:
    return Subject(grading.agent_id, grading.team_id, grading.evaluator_id, published=True)


def _there(tx: Transaction, grading_id: int) -> Grading:
    grading = tx.gradings.get(grading_id)
    assert grading is not None  # noqa: S101 - written in this transaction
    return grading


def _known(scorecard: Scorecard, given: Answers) -> Answers:
    """What is on the scorecard, of what somebody sends."""
    return {
        path: Answer(
            choice=given[path].choice if _on_scale(criterion, given[path].choice) else None,
            reasons=tuple(reason.id for reason in criterion.reasons if reason.id in given[path].reasons),
        )
        for path, criterion in scorecard.criteria()
        if path in given
    }


def _on_scale(criterion: Criterion, choice: str | NotApplicable | None) -> bool:
    return choice is NOT_APPLICABLE or (isinstance(choice, str) and criterion.level(choice) is not None)


def _estimate(values: Sequence[float]) -> Estimate | None:
    if not values:
        return None
    mean, variance = float(np.mean(values)), float(np.var(values))
    low, high = bounds(mean, variance, len(values))
    return Estimate(len(values), float(len(values)), mean, float(low), float(high), variance)
