"""How criteria were answered before and since an agent was chosen for them: by practice, by coaching.

Whoever is chosen because they were weak does better afterwards by chance alone (regression to the mean; figures in
docs/statistics.md), so that the evaluations that led to the choice are on neither side.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, case, false, func, or_, select, tuple_

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation import COUNTING, FOR_THE_AGENT, SelectionKind
from benvenuto.domain.sums import Sums
from benvenuto.storage.quality.metric_rows import criterion_rows, read_sums, sums
from benvenuto.storage.tables import answers, evaluations

BY_OTHERS = and_(
    evaluations.c.selection.in_([kind.value for kind in FOR_THE_AGENT]),
    evaluations.c.status.in_([status.value for status in COUNTING]),
)
"""What somebody else published about an agent and still counts."""


def drawn_since_chosen(
    connection: Connection, within: Scope, choices: Select[Any], latest: int
) -> Mapping[tuple[int, bool], Sums]:
    """What an agent's randomly drawn calls come to on a criterion, from 0 to 100, before and since.

    `choices` selects `number` (unique), `agent_id`, `criterion` (a path), `since` and `chosen`. By number, and whether
    the call was taken at `since` or later. The `latest` evaluations published before `chosen` are left out.
    """
    chosen = choices.subquery("choices")
    conditions = (
        _in_scope(within),
        evaluations.c.agent_id.in_(select(chosen.c.agent_id)),
        evaluations.c.selection == SelectionKind.RANDOM.value,
    )
    # the join below leaves the same rows; said here, answers on other criteria are not read at all
    rows = criterion_rows(*conditions).where(answers.c.path.in_(select(chosen.c.criterion))).subquery("counted")
    later = case((rows.c.called_at < chosen.c.since, 0), else_=1)
    led_to_it = tuple_(chosen.c.number, rows.c.id).in_(_led_to_choice(chosen, latest))
    query = (
        select(chosen.c.number, later.label("later"), *sums(rows))
        .join(chosen, (chosen.c.agent_id == rows.c.agent_id) & (chosen.c.criterion == rows.c.of))
        .where(~led_to_it)
        .group_by(chosen.c.number, later)
    )
    return {(number, bool(after)): read_sums(row) for number, after, *row in connection.execute(query)}


def _led_to_choice(chosen: Subquery, latest: int) -> Select[Any]:
    """The evaluations that led to each choice, as pairs of its number and the evaluation."""
    nth = func.row_number().over(
        partition_by=chosen.c.number, order_by=(evaluations.c.published_at.desc(), evaluations.c.id.desc())
    )
    ranked = (
        select(chosen.c.number, evaluations.c.id, nth.label("nth"))
        .join(chosen, chosen.c.agent_id == evaluations.c.agent_id)
        .where(BY_OTHERS, evaluations.c.published_at < chosen.c.chosen)
        .subquery("ranked")
    )
    return select(ranked.c.number, ranked.c.id).where(ranked.c.nth <= latest)


def _in_scope(within: Scope) -> ColumnElement[bool]:
    own = evaluations.c.agent_id == within.agent_id if within.agent_id is not None else false()
    return or_(own, evaluations.c.team_id.in_(sorted(within.team_ids)))
