"""What severity, the health of criteria and what moved are computed from: columns of evaluations, as plain rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple, TypeVarTuple

from sqlalchemy import Connection, Select, case, func, select

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation import SelectionKind
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.storage.quality.evaluation_filters import SCORED, even_part, filter_conditions, scope_conditions
from benvenuto.storage.scoring.calibrations import of_open_session
from benvenuto.storage.tables import answers, calls, evaluations, people, scorecard_versions


class Marks(NamedTuple):
    """Columns of one length: each evaluation's care score, 0 to 100, and who gave it to whom, for what reason."""

    care: Sequence[float]
    agent_id: Sequence[int]
    evaluator_id: Sequence[int]
    contact_reason: Sequence[str]


class Facts(NamedTuple):
    """One evaluation without its answers; `lost` points were taken by critical errors."""

    id: int
    version_id: int
    contact_reason: str
    team_id: int
    probability: float | None
    lost: float
    called_at: datetime


_Columns = TypeVarTuple("_Columns")


class Given(NamedTuple):
    """Columns of one length: answers as they stand now; a `value`, 0 to 1, is None where it does not count."""

    evaluation_id: Sequence[int]
    path: Sequence[str]
    value: Sequence[float | None]
    not_applicable: Sequence[bool]


@dataclass(frozen=True)
class QualityScores:
    """The repository of columns: of evaluations that count and have a score, of these teams."""

    connection: Connection

    def count(self, within: Scope, wanted: EvaluationFilter, versions: Collection[int] = ()) -> tuple[int, int]:
        """Number of evaluations, and of those whose call never took place."""
        made_up = func.sum(case((calls.c.simulated, 1), else_=0))
        query = select(func.count(), made_up).select_from(evaluations).join(calls, calls.c.id == evaluations.c.call_id)
        number, simulated = self.connection.execute(_only(query, within, wanted, versions)).one()
        return int(number), int(simulated or 0)

    def marks(self, within: Scope, wanted: EvaluationFilter) -> Marks:
        """Care scores, before critical errors, with who gave them to whom; in no order."""
        columns = evaluations.c
        query = select(columns.care_score, columns.agent_id, columns.evaluator_id, columns.contact_reason)
        return Marks._make(self._columns(_only(query, within, wanted)))

    def session_marks(self, within: Scope, wanted: EvaluationFilter) -> Marks:
        """The same of what was marked in calibration sessions that have compared, each call standing for an agent.

        Everybody in a session scores the same calls, however these were chosen: so they are compared with one another
        on each call, and on nothing else. The number of a call is negative, that of an agent never.
        """
        columns = evaluations.c
        query = select(columns.care_score, -columns.call_id, columns.evaluator_id, columns.contact_reason)
        conditions = filter_conditions(replace(wanted, selection=SelectionKind.CALIBRATION.value))
        query = query.where(columns.team_id.in_(sorted(within.team_ids)), SCORED, ~of_open_session(), *conditions)
        return Marks._make(self._columns(query))

    def facts(
        self, within: Scope, wanted: EvaluationFilter, versions: Collection[int] = (), part: float = 1
    ) -> Sequence[Facts]:
        """Evaluations by id, made with these scorecard versions when some are named; `part` of them, 0 to 1."""
        columns = evaluations.c
        query = select(
            columns.id,
            columns.scorecard_version_id,
            columns.contact_reason,
            columns.team_id,
            columns.probability,
            columns.care_score - columns.final_score,
            columns.called_at,
        )
        rows = self.connection.execute(_only(query, within, wanted, versions, part).order_by(columns.id))
        return list(map(Facts._make, rows))

    def given(self, within: Scope, wanted: EvaluationFilter, versions: Collection[int] = (), part: float = 1) -> Given:
        """The answers of the same evaluations, in no order."""
        query = select(answers.c.evaluation_id, answers.c.path, answers.c.value, answers.c.not_applicable)
        query = query.join(evaluations, evaluations.c.id == answers.c.evaluation_id)
        query = query.where(answers.c.revision == evaluations.c.revision)
        return Given._make(self._columns(_only(query, within, wanted, versions, part)))

    def versions(self, scorecard_id: str) -> Sequence[int]:
        """The stored versions of a scorecard."""
        query = select(scorecard_versions.c.id).where(scorecard_versions.c.scorecard_id == scorecard_id)
        return list(self.connection.scalars(query))

    def names(self, person_ids: Collection[int]) -> Mapping[int, str]:
        """What these people are called, also those who have left."""
        query = select(people.c.id, people.c.name).where(people.c.id.in_(sorted(person_ids)))
        return {row.id: row.name for row in self.connection.execute(query)}

    def _columns(self, query: Select[Any]) -> Sequence[Sequence[Any]]:
        # all at once, and no object for each: there may be hundreds of thousands
        rows = self.connection.execute(query).all()
        return list(zip(*rows, strict=True)) if rows else [()] * len(query.selected_columns)


def _only(
    query: Select[*_Columns],
    within: Scope,
    wanted: EvaluationFilter,
    versions: Collection[int] = (),
    part: float = 1,
) -> Select[*_Columns]:
    columns = evaluations.c
    query = query.where(
        *scope_conditions(within, wanted),
    )
    if versions:
        query = query.where(columns.scorecard_version_id.in_(sorted(versions)))
    if part < 1:
        query = query.where(even_part(part))
    return query
