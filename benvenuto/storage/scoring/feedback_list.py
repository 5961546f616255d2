"""What a filter of the agent's list asks of the evaluations."""

from __future__ import annotations

from sqlalchemy import ColumnElement, UnaryExpression, exists, or_

from benvenuto.domain.evaluation import MEASURING, Status
from benvenuto.domain.feedback_filter import FeedbackFilter, FeedbackOrder
from benvenuto.storage.tables import (
    answers,
    comments,
    decided_criteria,
    disputed_criteria,
    evaluations,
    revisions,
    rubric_scores,
)

_DAYS = {
    FeedbackOrder.PUBLISHED: evaluations.c.published_at,
    FeedbackOrder.CALLED: evaluations.c.called_at,
}


def published_about(agent_id: int) -> list[ColumnElement[bool]]:
    """Everything that was published about an agent, to be read by the agent."""
    at = evaluations.c
    return [
        at.agent_id == agent_id,
        at.status != Status.DRAFT.value,
        at.selection.not_in([kind.value for kind in MEASURING]),
    ]


def conditions(wanted: FeedbackFilter) -> list[ColumnElement[bool]]:
    """What the filter leaves of it."""
    day, parts = _DAYS[wanted.order], list[ColumnElement[bool]]()
    if wanted.state:
        parts.append(evaluations.c.status.in_([status.value for status in wanted.state.statuses]))
    if wanted.contact_reason:
        parts.append(evaluations.c.contact_reason == wanted.contact_reason)
    if wanted.rubric_id:
        scored = rubric_scores.c.evaluation_id == evaluations.c.id
        parts.append(exists().where(scored, rubric_scores.c.rubric_id == wanted.rubric_id))
    if wanted.begin is not None:
        parts.append(day >= wanted.begin)
    if wanted.end is not None:
        parts.append(day < wanted.end)
    if wanted.words:
        parts.append(written(wanted.words))
    return parts


def newest_first(order: FeedbackOrder) -> tuple[UnaryExpression[object], ...]:
    """The order of the list; of one day's evaluations the one made last comes first."""
    return _DAYS[order].desc(), evaluations.c.id.desc()


def written(words: str) -> ColumnElement[bool]:
    """Whether these words stand in what people wrote about an evaluation."""
    of_this = answers.c.evaluation_id == evaluations.c.id, answers.c.revision == evaluations.c.revision
    return or_(
        evaluations.c.summary.icontains(words, autoescape=True),
        exists().where(*of_this, answers.c.note.icontains(words, autoescape=True)),
        *(
            exists().where(column.table.c.evaluation_id == evaluations.c.id, column.icontains(words, autoescape=True))
            for column in (comments.c.text, disputed_criteria.c.reason, decided_criteria.c.reason, revisions.c.reason)
        ),
    )
