"""What scoring and feedback share: an evaluation put together, and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from benvenuto.domain.access import Permission, Subject, authorise, can
from benvenuto.domain.answer import Answers
from benvenuto.domain.evaluation import Comment, Evaluation, EvaluationRow, Status
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.hearing import HearingReason
from benvenuto.domain.overtaken import EditHistory
from benvenuto.domain.people import Actor
from benvenuto.domain.scoring import score
from benvenuto.services.calls.listener import Listener, listener
from benvenuto.services.calls.nameless import unnamed
from benvenuto.services.scoring.blindness import hidden, visible
from benvenuto.services.scoring.listen_first import veiled
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.storage.database import Transaction


def subject(stored: EvaluationRow, comments: Iterable[Comment] = (), *, kept: bool = False) -> Subject:
    """The evaluation as access rules see it, with what was said about it where a dispute is decided.

    `kept`: it is kept from who asks, as `hidden` says.
    """
    return Subject(
        agent_id=stored.agent_id,
        team_id=stored.team_id,
        evaluator_id=stored.evaluator_id,
        draft=stored.status is Status.DRAFT,
        published=stored.status is not Status.DRAFT,
        disputed=stored.status is Status.DISPUTED,
        answered_by=frozenset(comment.author_id for comment in comments if comment.kind == "answer"),
        hidden=kept,
        handed_in=stored.handed_in_at is not None,
    )


def fetch(
    tx: Transaction, actor: Actor, permission: Permission, evaluation_id: int, *, lock: bool = False
) -> EvaluationRow:
    """The evaluation, when the actor may; Forbidden otherwise, and alike when there is none."""
    stored = tx.evaluations.get(evaluation_id, lock=lock)
    # the same answer as without permission, so that nobody learns which ids there are
    if stored is None:
        raise Forbidden
    authorise(actor, permission, subject(stored, kept=bool(hidden(tx, actor, [stored]))))
    return stored


def readable(tx: Transaction, actor: Actor, rows: Sequence[EvaluationRow]) -> Sequence[EvaluationRow]:
    """Those of these evaluations that the actor may read; whoever made a draft may, and it is no publication.

    One that the actor has yet to listen to, to decide its dispute, comes without its results.
    """
    open_to_them = [
        stored
        for stored in visible(tx, actor, rows)
        if stored.status is not Status.DRAFT and can(actor, Permission.READ, subject(stored))
    ]
    return veiled(tx, actor, unnamed(tx, actor, open_to_them))


def as_it_stood(tx: Transaction, stored: EvaluationRow, at: datetime) -> EvaluationRow:
    """The published evaluation as the last revision until then had it; what was made of it since is not in it."""
    since = [revision for revision in tx.revisions.of(stored.id) if revision.at > at] if stored.revision > 1 else []
    if not since:
        return stored
    first = since[0]
    facts = replace(stored.facts, ending=first.ending_before)
    return replace(stored, revision=first.number - 1, summary=first.summary_before, facts=facts)


def reader_of(tx: Transaction, actor: Actor, stored: EvaluationRow, now: datetime) -> Listener:
    """Who reads this evaluation, and why: somebody who answers for the team, where nothing else is known."""
    return listener(tx, actor, stored.call_id, stored.agent_id, now, otherwise=HearingReason.SUPERVISION)


def assemble(
    tx: Transaction,
    scorecards: Scorecards,
    stored: EvaluationRow,
    answers: Answers | None = None,
    history: EditHistory | None = None,
) -> Evaluation:
    """The evaluation whole: its snapshot of the scorecard, its answers and history (if at hand), and its score."""
    scorecard = scorecards.version(tx, stored.scorecard_version_id)
    answers = tx.evaluations.answers(stored.id, stored.revision) if answers is None else answers
    if history is None:
        history = tx.edit_histories.get(stored.id) if stored.status is Status.DRAFT else EditHistory()
    return Evaluation(
        id=stored.id,
        call_id=stored.call_id,
        agent_id=stored.agent_id,
        team_id=stored.team_id,
        evaluator_id=stored.evaluator_id,
        evaluator_name=stored.evaluator_name,
        status=stored.status,
        selection=stored.selection,
        scorecard=scorecard,
        facts=stored.facts,
        revision=stored.revision,
        answers=answers,
        summary=stored.summary,
        created_at=stored.created_at,
        published_at=stored.published_at,
        acknowledged_at=stored.acknowledged_at,
        score=None if stored.for_training else score(scorecard, answers, stored.facts),
        history=history,
        scorecard_version_id=stored.scorecard_version_id,
        handed_in_at=stored.handed_in_at,
        for_training=stored.for_training,
    )
