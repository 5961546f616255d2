"""Critical errors, counted by criterion and by the reasons chosen there, and the evaluations behind them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, func, select

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.storage.quality.evaluation_filters import WEIGHT, scope_conditions
from benvenuto.storage.tables import answers, critical_errors, evaluations

_NONE_CHOSEN = "[]"


@dataclass(frozen=True, slots=True)
class Failures:
    """Critical errors of one criterion for which the same reasons were chosen.

    `n` of them; `w` and `w2` are the sums of their calls' weights w = 1 / sampling probability, and of w^2.
    `version_id` is the newest scorecard version among them.
    """

    path: str
    type: str
    reasons: tuple[str, ...]
    n: int
    w: float
    w2: float
    version_id: int


@dataclass(frozen=True)
class CriticalErrors:
    """The repository of critical errors."""

    connection: Connection

    def failures(self, within: Scope, wanted: EvaluationFilter, critical_type: str = "") -> Sequence[Failures]:
        """Every criterion that failed critically (in errors of this type, when one is named), by the reasons chosen."""
        query = (
            select(
                critical_errors.c.path,
                critical_errors.c.type,
                _chosen().label("chosen"),
                func.count().label("n"),
                func.sum(WEIGHT).label("w"),
                func.sum(WEIGHT * WEIGHT).label("w2"),
                func.max(evaluations.c.scorecard_version_id).label("version_id"),
            )
            .join(evaluations, evaluations.c.id == critical_errors.c.evaluation_id)
            .outerjoin(answers, _answered())
            .where(*scope_conditions(within, wanted), *_of_type(critical_type))
            .group_by(critical_errors.c.path, critical_errors.c.type, "chosen")
        )
        return [
            Failures(path, kind, tuple(json.loads(reasons)), n, float(w), float(w2), version_id)
            for path, kind, reasons, n, w, w2, version_id in self.connection.execute(query)
        ]

    def behind(
        self, within: Scope, wanted: EvaluationFilter, critical_type: str, path: str, reason: str | None, limit: int
    ) -> Sequence[int]:
        """The evaluations whose criterion at this path failed critically (in errors of this type, when one is named).

        Newest call first. `reason`: those where it was chosen; those where none was when it is empty; None for all.
        """
        query = (
            select(evaluations.c.id)
            .join(critical_errors, critical_errors.c.evaluation_id == evaluations.c.id)
            .outerjoin(answers, _answered())
            .where(*scope_conditions(within, wanted), *_of_type(critical_type), critical_errors.c.path == path)
            .order_by(evaluations.c.called_at.desc(), evaluations.c.id.desc())
            .limit(limit)
        )
        if reason is not None:
            # with its quotation marks, so that no id is taken for a part of another
            named = _chosen().contains(json.dumps(reason), autoescape=True)
            query = query.where(named if reason else _chosen() == _NONE_CHOSEN)
        return list(self.connection.scalars(query))


def _chosen() -> ColumnElement[str]:
    """The reasons as the text of their list: the same reasons are the same text, on both databases."""
    return func.coalesce(cast(answers.c.reasons, Text), _NONE_CHOSEN)


def _answered() -> ColumnElement[bool]:
    return and_(
        answers.c.evaluation_id == evaluations.c.id,
        answers.c.revision == evaluations.c.revision,
        answers.c.path == critical_errors.c.path,
    )


def _of_type(critical_type: str) -> list[ColumnElement[bool]]:
    return [critical_errors.c.type == critical_type] if critical_type else []
