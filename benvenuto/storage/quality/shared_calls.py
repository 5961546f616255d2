"""Calls that several evaluators scored by the same scorecard version, with what each of them marked, as plain rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, case, func, select

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation import SelectionKind, Status
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.storage.quality.evaluation_filters import Condition, filter_conditions
from benvenuto.storage.scoring.calibrations import of_open_session, open_seats_of
from benvenuto.storage.tables import answers, calls, evaluations, second_listenings

FIRST_REVISION = 1
"""The answers as they were first published, which later corrections leave as they are."""


class SharedMark(NamedTuple):
    """What one evaluator marked on one criterion of a shared call; no `level` is "not applicable".

    An evaluation in which nothing is marked has one without a path.
    """

    call_id: int
    called_at: datetime
    version_id: int
    evaluation_id: int
    evaluator_id: int
    path: str
    level: str | None


class EvaluatedCalls(NamedTuple):
    """How many calls were scored at all, how many by several evaluators, and how many of these never took place."""

    calls: int
    shared: int
    simulated: int


@dataclass(frozen=True)
class SharedCalls:
    """The repository of shared calls, in the teams of a scope.

    However a call was selected it counts, except by its agent; so does an evaluation overturned later, for it too is
    how somebody read the call. A call that the reader is scoring now, or is to hear as the second or in a calibration
    session, is left out: nobody learns what others marked before they have marked it themselves. What is marked for a
    session is left out for everybody until it compares.
    """

    connection: Connection

    def count(self, within: Scope, wanted: EvaluationFilter, reader_id: int) -> EvaluatedCalls:
        """Count them; `wanted.selection` does not filter."""
        at = evaluations.c
        several = case((func.count() > 1, 1), else_=0)
        each = select(at.call_id, several.label("several")).where(*_conditions(within, wanted, reader_id))
        per_call = each.group_by(at.call_id, at.scorecard_version_id).subquery()
        made_up = func.sum(case((calls.c.simulated, per_call.c.several), else_=0))
        query = select(func.count(per_call.c.call_id.distinct()), func.sum(per_call.c.several), made_up)
        row = self.connection.execute(query.join(calls, calls.c.id == per_call.c.call_id)).one()
        return EvaluatedCalls(*(int(number or 0) for number in row))

    def evaluators(self, within: Scope, wanted: EvaluationFilter, reader_id: int) -> set[int]:
        """Who scored any call of the choice, shared or not."""
        query = select(evaluations.c.evaluator_id).where(*_conditions(within, wanted, reader_id)).distinct()
        return set(self.connection.scalars(query))

    def marks(self, within: Scope, wanted: EvaluationFilter, reader_id: int) -> Sequence[SharedMark]:
        """What was marked and counted, by call and evaluation; `wanted.selection` does not filter."""
        # an answer to what does not apply is kept, without a value
        counted = answers.c.not_applicable | answers.c.value.is_not(None)
        at, conditions = evaluations.c, _conditions(within, wanted, reader_id)
        shared = select(at.call_id, at.scorecard_version_id).where(*conditions)
        several = shared.group_by(at.call_id, at.scorecard_version_id).having(func.count() > 1).subquery()
        query: Select[Any] = (
            select(
                at.call_id,
                at.called_at,
                at.scorecard_version_id,
                at.id,
                at.evaluator_id,
                func.coalesce(answers.c.path, ""),
                answers.c.level,
            )
            .join(
                several,
                (several.c.call_id == at.call_id) & (several.c.scorecard_version_id == at.scorecard_version_id),
            )
            .outerjoin(answers, (answers.c.evaluation_id == at.id) & (answers.c.revision == FIRST_REVISION) & counted)
            .where(*conditions)
            .order_by(at.call_id, at.id, answers.c.path)
        )
        return [SharedMark._make(row) for row in self.connection.execute(query)]


def _conditions(within: Scope, wanted: EvaluationFilter, reader_id: int) -> list[Condition]:
    at, draft = evaluations.c, evaluations.alias("draft")
    # not correlated: a person has few drafts, and of a million evaluations each would be looked up
    scoring = select(draft.c.call_id).where(
        draft.c.evaluator_id == reader_id,
        draft.c.status == Status.DRAFT.value,
        # of an own call, handed in, it is a draft for ever
        draft.c.handed_in_at.is_(None),
    )
    own = evaluations.alias("own")
    published = select(own.c.call_id).where(own.c.evaluator_id == reader_id, own.c.status != Status.DRAFT.value)
    second = second_listenings.c
    to_hear = select(second.call_id).where(second.evaluator_id == reader_id, second.given_up_at.is_(None))
    return [
        at.team_id.in_(sorted(within.team_ids)),
        at.status != Status.DRAFT.value,
        at.selection != SelectionKind.SELF.value,
        at.call_id.not_in(scoring),
        at.call_id.not_in(open_seats_of(reader_id)),
        ~of_open_session(),
        at.call_id.not_in(to_hear.where(second.call_id.not_in(published))),
        *filter_conditions(replace(wanted, selection="")),
    ]
