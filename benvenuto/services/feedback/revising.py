"""How a revision is appended, with all that follows from it in the same transaction, and how revisions are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from benvenuto.domain.answer import Answers
from benvenuto.domain.evaluation import Evaluation, EvaluationRow
from benvenuto.domain.revision import Revised, RevisionKind, changes
from benvenuto.domain.scoring import CallFacts, score, to_publish
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
    facts: CallFacts | None = None,
) -> None:
    """Write all answers once more as the next revision, the changed among them; those of the earlier ones stay.

    `summary` and `facts` are the new ones, None where they stay.
    """
    number, after = stored.revision + 1, replace(stored, facts=facts or stored.facts)
    tx.revisions.add(stored.id, number, kind, author_id, at, reason, stored.summary, stored.facts.ending)
    answers = to_publish(evaluation.scorecard, answers, after.facts)
    columns = write_results(tx, after, evaluation.scorecard, answers, number)
    words = stored.summary if summary is None else summary
    tx.evaluations.set(stored.id, revision=number, summary=words, ending=after.facts.ending, **columns)


def revised(tx: Transaction, evaluation: Evaluation) -> Sequence[Revised]:
    """The revisions after the first, the earliest first, each with what it changed."""
    revisions = tx.revisions.of(evaluation.id)
    summaries = [*(revision.summary_before for revision in revisions), evaluation.summary]
    endings = [*(revision.ending_before for revision in revisions), evaluation.facts.ending]
    given = [tx.evaluations.answers(evaluation.id, number) for number in (1, *(each.number for each in revisions))]
    final = [
        score(evaluation.scorecard, answers, replace(evaluation.facts, ending=ending)).final
        if not evaluation.for_training
        else None
        for answers, ending in zip(given, endings, strict=True)
    ]
    return [
        Revised(revision, changes(*answers), summary, ending, scores)
        for revision, answers, summary, ending, scores in zip(
            revisions, pairwise(given), pairwise(summaries), pairwise(endings), pairwise(final), strict=True
        )
    ]
