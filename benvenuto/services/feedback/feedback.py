"""Feedback: the agent reads, hears, acknowledges and answers; a dispute finds its way to a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.answer import NOT_APPLICABLE, Answer, NotApplicable
from benvenuto.domain.dispute import (
    Decision,
    Dispute,
    DisputedCriterion,
    ListenFirst,
    NotDisputable,
    Ruling,
    check_rulings,
    disputable,
    in_dispute,
    ruled,
    settled,
)
from benvenuto.domain.evaluation import Comment, Evaluation, EvaluationRow, Status, step
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.feedback_filter import FeedbackFilter
from benvenuto.domain.hearing import Heard
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor, Role
from benvenuto.domain.revision import Revised, RevisionKind
from benvenuto.domain.text import Text
from benvenuto.services.calls.nameless import NOBODY, unnamed, without_author
from benvenuto.services.clock import Clock
from benvenuto.services.feedback.revising import append_revision, revised
from benvenuto.services.feedback.writing import trimmed, written
from benvenuto.services.scoring.blindness import hidden_calls
from benvenuto.services.scoring.evaluations import assemble, fetch, readable, reader_of, subject
from benvenuto.services.scoring.listen_first import check_heard, to_listen_to, without_marks, without_results
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.services.telling import tell
from benvenuto.storage.database import Database

EVERYTHING = FeedbackFilter()


@dataclass(frozen=True, slots=True)
class Published:
    """A published evaluation with what was said about it, what was corrected since, and its dispute.

    `unheard` are the criteria on which its reader, who may decide the dispute, has to say first what is to be heard;
    until then nothing in here tells how they were marked, or what anybody wrote.
    """

    evaluation: Evaluation
    stored: EvaluationRow
    comments: Sequence[Comment]
    revisions: Sequence[Revised] = ()
    dispute: Dispute = field(default_factory=Dispute)
    unheard: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FeedbackChoices:
    """The contact reasons of an agent's evaluations, and the titles of their rubrics by id; none before the first."""

    contact_reasons: Sequence[str]
    rubrics: Mapping[str, Text]


@dataclass(frozen=True)
class FeedbackService:
    """The service of feedback."""

    database: Database
    clock: Clock
    scorecards: Scorecards

    def mine(
        self, actor: Actor, wanted: FeedbackFilter = EVERYTHING, limit: int = 20, offset: int = 0
    ) -> tuple[Sequence[EvaluationRow], int]:
        """One page of the actor's own published evaluations, newest first, and how many there are in all."""
        _of_an_agent(actor)
        with self.database.read() as tx:
            return tx.evaluations.of_agent(actor.id, wanted, limit, offset, but=hidden_calls(tx, actor))

    def choices(self, actor: Actor) -> FeedbackChoices:
        """What the actor's own list can be filtered by."""
        _of_an_agent(actor)
        with self.database.read() as tx:
            kinds = tx.evaluations.kinds_of_agent(actor.id)
            versions = sorted({version_id for _, version_id in kinds})
            cards = [self.scorecards.version(tx, version_id) for version_id in versions]
        rubrics = {part.rubric.id: part.rubric.title for card in cards for part in card.parts}
        return FeedbackChoices(tuple(dict.fromkeys(reason for reason, _ in kinds)), rubrics)

    def read(self, actor: Actor, evaluation_id: int) -> Published:
        """A published evaluation; drafts are not feedback yet."""
        with self.database.read() as tx:
            known = fetch(tx, actor, Permission.READ, evaluation_id)
            (stored,) = unnamed(tx, actor, [known])
            if stored.status is Status.DRAFT:
                raise Forbidden
            evaluation, comments = assemble(tx, self.scorecards, stored), tx.evaluations.comments(evaluation_id)
            if stored.agent_id == NOBODY:
                comments = without_author(comments, known.agent_id)
            revisions = revised(tx, evaluation) if stored.revision > 1 else ()
            disputed = any(comment.kind == "dispute" for comment in comments)
            dispute = tx.disputes.of(evaluation_id) if disputed else Dispute()
            to_listen = bool(to_listen_to(tx, actor, [stored]))
            if not to_listen:
                check_heard(tx, actor, stored)
            reader = reader_of(tx, actor, stored, self.clock())
        reader.note(self.database, Heard.EVALUATION)
        if to_listen:
            return _unheard(evaluation, stored, comments, dispute)
        return Published(evaluation, stored, comments, revisions, dispute)

    def these(self, actor: Actor, ids: Sequence[int]) -> Sequence[EvaluationRow]:
        """Those of these evaluations that the actor may read."""
        with self.database.read() as tx:
            return readable(tx, actor, tx.evaluations.these(ids))

    def acknowledge(self, actor: Actor, evaluation_id: int) -> None:
        """The agent has read it; acknowledging again changes nothing."""
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.RESPOND, evaluation_id, lock=True)
            if stored.status is Status.ACKNOWLEDGED:
                return
            status = step(stored.status, Status.ACKNOWLEDGED)
            tx.evaluations.set(evaluation_id, status=status.value, acknowledged_at=self.clock())
            tx.audit.write(self.clock(), actor.id, "evaluation_acknowledged", "evaluation", evaluation_id)
            tell(tx, self.clock(), NoticeKind.ACKNOWLEDGED, actor.id, stored)

    def comment(self, actor: Actor, evaluation_id: int, words: str) -> None:
        """Say something about a published evaluation: its agent, or a supervisor of the team."""
        with self.database.write() as tx:
            # locked: what is being taken back this moment is a draft by then, and nobody says anything about one
            stored = fetch(tx, actor, Permission.READ, evaluation_id, lock=True)
            authorise(
                actor,
                Permission.RESPOND if stored.agent_id == actor.id else Permission.ANSWER,
                subject(stored),
            )
            tx.evaluations.comment(evaluation_id, actor.id, self.clock(), "comment", written(words))
            tx.audit.write(self.clock(), actor.id, "evaluation_commented", "evaluation", evaluation_id)
            tell(tx, self.clock(), NoticeKind.COMMENTED, actor.id, stored)

    def dispute(
        self, actor: Actor, evaluation_id: int, words: str = "", criteria: Sequence[DisputedCriterion] = ()
    ) -> None:
        """The agent disagrees with these criteria, each with its reason; a supervisor answers, a manager decides.

        Without any, it is about the whole evaluation, and the words say why.
        """
        named = [_written(criterion) for criterion in criteria]
        text = trimmed(words) if named else written(words)
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.RESPOND, evaluation_id, lock=True)
            status = step(stored.status, Status.DISPUTED)
            paths = [criterion.path for criterion in named]
            if len({*paths}) < len(paths) or not {*paths} <= {*disputable(assemble(tx, self.scorecards, stored))}:
                raise NotDisputable
            tx.evaluations.set(evaluation_id, status=status.value)
            tx.disputes.add(evaluation_id, named)
            tx.evaluations.comment(evaluation_id, actor.id, self.clock(), "dispute", text)
            detail = {"criterion": paths} if paths else {}
            tx.audit.write(self.clock(), actor.id, "evaluation_disputed", "evaluation", evaluation_id, **detail)
            tell(tx, self.clock(), NoticeKind.DISPUTED, actor.id, stored)

    def answer(self, actor: Actor, evaluation_id: int, words: str) -> None:
        """A supervisor answers a dispute; the decision stays the manager's."""
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.ANSWER, evaluation_id, lock=True)
            step(stored.status, Status.UPHELD)
            tx.evaluations.comment(evaluation_id, actor.id, self.clock(), "answer", written(words))
            tx.audit.write(self.clock(), actor.id, "dispute_answered", "evaluation", evaluation_id)
            tell(tx, self.clock(), NoticeKind.ANSWERED, actor.id, stored)

    def listen(self, actor: Actor, evaluation_id: int, heard: Mapping[str, str | NotApplicable | None]) -> None:
        """Whoever may decide says what they hear on the disputed criteria, before they see a mark.

        None, or a criterion left out, is “cannot tell”. It is said once: later they know the marks.
        """
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.DECIDE, evaluation_id, lock=True)
            authorise(actor, Permission.DECIDE, subject(stored, tx.evaluations.comments(evaluation_id)))
            dispute = tx.disputes.of(evaluation_id)
            if dispute.heard_by(actor.id):
                return
            evaluation = assemble(tx, self.scorecards, stored)
            marks = {path: _on_scale(evaluation, path, heard.get(path)) for path in in_dispute(evaluation, dispute)}
            tx.disputes.add_blind(evaluation_id, actor.id, self.clock(), marks)
            tx.audit.write(self.clock(), actor.id, "dispute_heard", "evaluation", evaluation_id)

    def decide(self, actor: Actor, evaluation_id: int, *, uphold: bool, words: str) -> None:
        """A manager ends a dispute with one decision for all of its criteria: upheld, or struck.

        A whole evaluation that is struck is overturned and counts nowhere any more.
        """
        decision, reason = Decision.UPHELD if uphold else Decision.STRUCK, written(words)

        def rulings(evaluation: Evaluation, dispute: Dispute) -> Mapping[str, Ruling]:
            paths = in_dispute(evaluation, dispute)
            if not dispute.criteria:
                paths = () if uphold else paths
            # what is not applicable already has nothing to strike
            standing = {p for p in paths if evaluation.answers.get(p, Answer()).choice is NOT_APPLICABLE}
            return {p: Ruling(Decision.UPHELD if p in standing else decision, reason) for p in paths}

        self._settle(actor, evaluation_id, rulings, reason)

    def decide_each(self, actor: Actor, evaluation_id: int, rulings: Mapping[str, Ruling], words: str = "") -> None:
        """A manager ends a dispute, criterion by criterion: upheld, changed to another level, or struck.

        Of a dispute about the whole evaluation only what is not upheld needs a ruling. What changes becomes a revision.
        """
        text = trimmed(words) if rulings else written(words)
        given = {path: replace(ruling, reason=written(ruling.reason)) for path, ruling in rulings.items()}
        self._settle(actor, evaluation_id, lambda *_: given, text)

    def _settle(
        self,
        actor: Actor,
        evaluation_id: int,
        asked: Callable[[Evaluation, Dispute], Mapping[str, Ruling]],
        words: str,
    ) -> None:
        """One who is a party to it may not: its subject, its evaluator, or who answered it."""
        at = self.clock()
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.DECIDE, evaluation_id, lock=True)
            authorise(actor, Permission.DECIDE, subject(stored, tx.evaluations.comments(evaluation_id)))
            evaluation, dispute = assemble(tx, self.scorecards, stored), tx.disputes.of(evaluation_id)
            if not dispute.heard_by(actor.id):
                raise ListenFirst
            rulings = asked(evaluation, dispute)
            check_rulings(evaluation, dispute, rulings)
            answers = ruled(evaluation.answers, rulings)
            status = step(stored.status, settled(evaluation, answers))
            if status is Status.CHANGED:
                append_revision(tx, evaluation, stored, answers, RevisionKind.DECISION, actor.id, at, words)
            tx.evaluations.set(evaluation_id, status=status.value)
            tx.disputes.decide(evaluation_id, actor.id, at, rulings)
            tx.evaluations.comment(evaluation_id, actor.id, at, "decision", words)
            moved = [path for path, ruling in rulings.items() if ruling.decision is not Decision.UPHELD]
            detail = {"criterion": moved} if status is Status.CHANGED else {}
            tx.audit.write(at, actor.id, f"evaluation_{status.value}", "evaluation", evaluation_id, **detail)
            tell(tx, at, NoticeKind(status.value), actor.id, stored)


def _unheard(evaluation: Evaluation, stored: EvaluationRow, comments: Sequence[Comment], dispute: Dispute) -> Published:
    """What may be known before listening: the call, the scorecard, which criteria are disputed, and since when."""
    return Published(
        evaluation=without_marks(evaluation),
        stored=without_results(stored),
        comments=[replace(comment, text="") for comment in comments if comment.kind in ("dispute", "answer")],
        dispute=Dispute(tuple(DisputedCriterion(criterion.path, "") for criterion in dispute.criteria)),
        unheard=in_dispute(evaluation, dispute),
    )


def _written(criterion: DisputedCriterion) -> DisputedCriterion:
    at_s = criterion.at_s
    # no player plays what is not a number
    sound = at_s is not None and 0 <= at_s < inf
    return replace(criterion, reason=written(criterion.reason), at_s=at_s if sound else None)


def _on_scale(evaluation: Evaluation, path: str, choice: str | NotApplicable | None) -> str | NotApplicable | None:
    criterion = evaluation.scorecard.criterion(path)
    known = isinstance(choice, NotApplicable) or (criterion and choice and criterion.level(choice))
    return choice if known else None


def _of_an_agent(actor: Actor) -> None:
    if Role.AGENT not in actor.roles:
        raise Forbidden
