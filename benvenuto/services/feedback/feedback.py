"""Feedback: the agent reads, hears, acknowledges and answers; a dispute finds its way to a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benvenuto.domain.access import Permission, authorise, can, scope
from benvenuto.domain.evaluation import Comment, Evaluation, EvaluationRow, Status, step
from benvenuto.domain.faults import BenvenutoError, Forbidden, message
from benvenuto.domain.feedback_filter import FeedbackFilter
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor, Role
from benvenuto.domain.text import Text
from benvenuto.services.clock import Clock
from benvenuto.services.scoring.evaluations import assemble, fetch, subject
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.services.telling import tell
from benvenuto.storage.database import Database

LONGEST_COMMENT = 4000
EVERYTHING = FeedbackFilter()


class EmptyComment(BenvenutoError):
    """A comment, dispute, answer or decision without words."""

    template = message("There is no text yet.")
    remedy = message("Write a sentence, then send it.")


@dataclass(frozen=True, slots=True)
class Published:
    """A published evaluation with what was said about it."""

    evaluation: Evaluation
    stored: EvaluationRow
    comments: Sequence[Comment]


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
            return tx.evaluations.of_agent(actor.id, wanted, limit, offset)

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
            stored = fetch(tx, actor, Permission.READ, evaluation_id)
            if stored.status is Status.DRAFT:
                raise Forbidden
            evaluation = assemble(tx, self.scorecards, stored)
            return Published(evaluation, stored, tx.evaluations.comments(evaluation_id))

    def these(self, actor: Actor, ids: Sequence[int]) -> Sequence[EvaluationRow]:
        """Those of these evaluations that the actor may read."""
        with self.database.read() as tx:
            rows = tx.evaluations.these(ids)
        return [
            stored
            for stored in rows
            if stored.status is not Status.DRAFT and can(actor, Permission.READ, subject(stored))
        ]

    def disputes(self, actor: Actor) -> Sequence[EvaluationRow]:
        """The open disputes that wait for the actor's answer or decision."""
        within = scope(actor, Role.SUPERVISOR, Role.MANAGER)
        with self.database.read() as tx:
            return tx.evaluations.disputed(sorted(within.team_ids))

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
            stored = fetch(tx, actor, Permission.READ, evaluation_id)
            authorise(
                actor,
                Permission.RESPOND if stored.agent_id == actor.id else Permission.ANSWER,
                subject(stored),
            )
            tx.evaluations.comment(evaluation_id, actor.id, self.clock(), "comment", _words(words))
            tx.audit.write(self.clock(), actor.id, "evaluation_commented", "evaluation", evaluation_id)
            tell(tx, self.clock(), NoticeKind.COMMENTED, actor.id, stored)

    def dispute(self, actor: Actor, evaluation_id: int, words: str) -> None:
        """The agent disagrees, and says why; a supervisor answers, a manager decides."""
        self._move(actor, evaluation_id, Permission.RESPOND, Status.DISPUTED, "dispute", words)

    def answer(self, actor: Actor, evaluation_id: int, words: str) -> None:
        """A supervisor answers a dispute; the decision stays the manager's."""
        with self.database.write() as tx:
            stored = fetch(tx, actor, Permission.ANSWER, evaluation_id, lock=True)
            step(stored.status, Status.UPHELD)
            tx.evaluations.comment(evaluation_id, actor.id, self.clock(), "answer", _words(words))
            tx.audit.write(self.clock(), actor.id, "dispute_answered", "evaluation", evaluation_id)
            tell(tx, self.clock(), NoticeKind.ANSWERED, actor.id, stored)

    def decide(self, actor: Actor, evaluation_id: int, *, uphold: bool, words: str) -> None:
        """A manager ends a dispute: the evaluation is upheld, or overturned and counts nowhere any more.

        One who is a party to it may not: its subject, its evaluator, or who answered it.
        """
        target = Status.UPHELD if uphold else Status.OVERTURNED
        self._move(actor, evaluation_id, Permission.DECIDE, target, "decision", words)

    def _move(
        self, actor: Actor, evaluation_id: int, permission: Permission, target: Status, kind: str, words: str
    ) -> None:
        text = _words(words)
        with self.database.write() as tx:
            stored = fetch(tx, actor, permission, evaluation_id, lock=True)
            authorise(actor, permission, subject(stored, tx.evaluations.comments(evaluation_id)))
            status = step(stored.status, target)
            tx.evaluations.set(evaluation_id, status=status.value)
            tx.evaluations.comment(evaluation_id, actor.id, self.clock(), kind, text)
            tx.audit.write(self.clock(), actor.id, f"evaluation_{status.value}", "evaluation", evaluation_id)
            tell(tx, self.clock(), NoticeKind(status.value), actor.id, stored)


def _of_an_agent(actor: Actor) -> None:
    if Role.AGENT not in actor.roles:
        raise Forbidden


def _words(words: str) -> str:
    text = words.strip()[:LONGEST_COMMENT]
    if not text:
        raise EmptyComment
    return text
