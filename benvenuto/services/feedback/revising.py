"""How a revision is appended, with all that follows from it in the same transaction, and how revisions are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from benvenuto.domain.answer import Answers
from benvenuto.domain.evaluation import Evaluation, EvaluationRow
from benvenuto.domain.revision import Revised, RevisionKind, changes
from benvenuto.domain.scoring import score
from benvenuto.services.scoring.results import write_results
from benvenuto.storage.database import Transaction


def append_revision(
    tx: Transaction,
    evaluation: Evaluation,
    stored: EvaluationRow,
    answers: Answers,
    kind: RevisionKind,
    author_id: int,
    at: datetime,
    reason: str,
    summary: str | None = None,
) -> None:
    """Write all answers once more as the next revision, the changed among them; those of the earlier ones stay."""
    number = stored.revision + 1
    tx.revisions.add(stored.id, number, kind, author_id, at, reason, stored.summary)
    columns = write_results(tx, stored, evaluation.scorecard, answers, number)
    words = stored.summary if summary is None else summary
    tx.evaluations.set(stored.id, revision=number, summary=words, **columns)


def revised(tx: Transaction, evaluation: Evaluation) -> Sequence[Revised]:
    """The revisions after the first, the earliest first, each with what it changed."""
    revisions = tx.revisions.of(evaluation.id)
    summaries = [*(revision.summary_before for revision in revisions), evaluation.summary]
    answers = tx.evaluations.answers(evaluation.id, 1)
    history = []
    for number, revision in enumerate(revisions):
        before, answers = answers, tx.evaluations.answers(evaluation.id, revision.number)
        final = tuple(score(evaluation.scorecard, given, evaluation.facts).final for given in (before, answers))
        moved = changes(before, answers)
        history.append(Revised(revision, moved, (summaries[number], summaries[number + 1]), (final[0], final[1])))
    return history
