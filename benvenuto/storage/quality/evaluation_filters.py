"""Which evaluations averages and the pages on care quality count, as conditions over their table, and their weight."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Float, and_, cast, func

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation import COUNTING, MEASURING
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.storage.tables import evaluations

Condition = ColumnElement[bool]

# Ids times this, modulo 2^32, lie evenly spread (Knuth, The Art of Computer Programming 3, 6.4).
_SPREAD, _WHOLE = 2_654_435_761, 2**32

SCORED: Condition = and_(
    evaluations.c.status.in_([status.value for status in COUNTING]),
    evaluations.c.care_score.is_not(None),
)
"""Published, not overturned, with a score."""

COUNTS: Condition = and_(SCORED, evaluations.c.selection.not_in([kind.value for kind in MEASURING]))
"""What feeds averages at all: scored, and said of an agent.

Whatever a filter asks for: what is marked for a calibration session is nobody's to read while that is open.
"""

WEIGHT: ColumnElement[float] = cast(1.0 / func.coalesce(evaluations.c.probability, 1.0), Float)
"""1 / sampling probability; targeted and self-chosen calls have none, are shown apart and count alike."""


def scope_conditions(within: Scope, wanted: EvaluationFilter) -> list[Condition]:
    """Evaluations of the scope's teams that count and pass the filter."""
    return [evaluations.c.team_id.in_(sorted(within.team_ids)), COUNTS, *filter_conditions(wanted)]


def even_part(part: float) -> Condition:
    """A part of all evaluations, 0 to 1, taken as if drawn, and the same one each time."""
    return (evaluations.c.id * _SPREAD) % _WHOLE < round(part * _WHOLE)


def filter_conditions(wanted: EvaluationFilter) -> list[Condition]:
    """Evaluations that pass the filter."""
    pairs = (
        (evaluations.c.selection, wanted.selection),
        (evaluations.c.team_id, wanted.team_id),
        (evaluations.c.agent_id, wanted.agent_id),
        (evaluations.c.evaluator_id, wanted.evaluator_id),
        (evaluations.c.contact_reason, wanted.contact_reason),
    )
    conditions: list[Condition] = [column == value for column, value in pairs if value]
    if wanted.begin is not None:
        conditions.append(evaluations.c.called_at >= wanted.begin)
    if wanted.end is not None:
        conditions.append(evaluations.c.called_at < wanted.end)
    return conditions
