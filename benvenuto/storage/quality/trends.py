"""What trends are drawn from: sums by week, read where they are kept, else added up from the evaluations themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Select,
    exists,
    false,
    literal,
    or_,
    select,
    union,
    values,
)

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.domain.sums import Sums
from benvenuto.domain.weeks import Week
from benvenuto.storage.quality.evaluation_filters import COUNTS, Condition, filter_conditions
from benvenuto.storage.quality.metric_rows import metric_rows, read_sums, resum, sums
from benvenuto.storage.quality.weekly_rollups import Grain, mondays_kept
from benvenuto.storage.tables import Instant, critical_errors, evaluations, people, weekly

CARE = FollowedKind.CARE.value
# half a year: a reason that nobody has called about since is no choice any more
_WEEKS_OF_REASONS = 26


class By(StrEnum):
    """What sums are told apart by. `OF` are the parts of what is followed: rubrics, criteria, critical types."""

    NOTHING = ""
    TEAM = "team_id"
    AGENT = "agent_id"
    REASON = "contact_reason"
    OF = "of"


ByWeek = Mapping[date, Sums]
"""Sums by the Monday of their week; a week without calls is not in it."""


@dataclass(frozen=True)
class Trends:
    """The repository of trends."""

    connection: Connection

    def sums(
        self, followed: Followed, within: Scope, wanted: EvaluationFilter, weeks: Sequence[Week], by: By = By.NOTHING
    ) -> Mapping[str, ByWeek]:
        """Weighted sums by key and Monday: of these weeks, as far as they lie between the filter's begin and end."""
        kept = _kept_as(followed, within, wanted, weeks, by)
        query = _from_evaluations(followed, within, wanted, weeks, by) if kept is None else kept
        by_key: dict[str, dict[date, Sums]] = defaultdict(dict)
        for key, week, *columns in self.connection.execute(query):
            by_key[str(key)][week] = read_sums(columns)
        return by_key

    def behind(
        self, followed: Followed, within: Scope, wanted: EvaluationFilter, limit: int
    ) -> Sequence[tuple[int, float]]:
        """The newest of the evaluations that a figure is made of: their ids, and what each brought to it."""
        rows = metric_rows(followed, _in_scope(within), *filter_conditions(wanted)).subquery()
        query = select(rows.c.id, rows.c.x).order_by(rows.c.called_at.desc(), rows.c.id.desc()).limit(limit)
        return [(number, float(x)) for number, x in self.connection.execute(query)]

    def critical_errors(self, evaluation_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
        """The types of critical errors of these evaluations, each named once; those without any are left out."""
        by_evaluation = defaultdict(list)
        query = select(critical_errors.c.evaluation_id, critical_errors.c.type).distinct()
        query = query.where(critical_errors.c.evaluation_id.in_(list(evaluation_ids)))
        for row in self.connection.execute(query.order_by(critical_errors.c.type)):
            by_evaluation[row.evaluation_id].append(row.type)
        return by_evaluation

    def agent_ids(self, within: Scope) -> Sequence[int]:
        """The agents who were evaluated, also those who have left since."""
        evaluated = exists().where(evaluations.c.agent_id == people.c.id, _in_scope(within), COUNTS)
        return list(self.connection.scalars(select(people.c.id).where(evaluated).order_by(people.c.id)))

    def contact_reasons(self, within: Scope) -> Sequence[str]:
        """The contact reasons that were evaluated in the last half year of evaluations."""
        columns, mondays = weekly.c, mondays_kept(self.connection)[-_WEEKS_OF_REASONS:]
        kept = (
            select(columns.contact_reason)
            .distinct()
            .where(
                columns.week.in_(mondays), _of_teams(within), columns.grain == Grain.REASON.value, columns.kind == CARE
            )
        )
        own = select(evaluations.c.contact_reason).where(evaluations.c.agent_id == within.agent_id, COUNTS)
        return sorted(self.connection.scalars(kept if within.agent_id is None else union(kept, own)))


def _kept_as(
    followed: Followed, within: Scope, wanted: EvaluationFilter, weeks: Sequence[Week], by: By
) -> Select[Any] | None:
    """The query for sums that are kept; None where no row of theirs answers the question."""
    whole_weeks = bool(weeks) and (
        (wanted.begin is None or wanted.begin <= weeks[0].low) and (wanted.end is None or wanted.end >= weeks[-1].high)
    )
    by_reason = bool(wanted.contact_reason) or by is By.REASON
    told_apart = wanted.agent_id or wanted.evaluator_id or within.agent_id is not None or not within.team_ids
    if not whole_weeks or told_apart or followed.kind is FollowedKind.MEASURE or (by_reason and by is By.AGENT):
        return None
    grain = Grain.AGENT if by is By.AGENT else Grain.REASON if by_reason else Grain.TEAM
    columns = weekly.c
    conditions = [
        columns.week.in_([week.begin for week in weeks]),
        _of_teams(within) if wanted.team_id is None else _of_teams(within) & (columns.team_id == wanted.team_id),
        columns.grain == grain.value,
        columns.kind == followed.kind.value,
        columns.selection == wanted.selection,
    ]
    if by is not By.OF:
        conditions.append(columns.of == followed.of)
    elif followed.of:
        conditions.append(columns.of.startswith(f"{followed.of}/", autoescape=True))
    elif followed.kind is FollowedKind.CRITICAL:
        conditions.append(columns.of != "")  # the types apart, not all of them together
    if wanted.contact_reason:
        conditions.append(columns.contact_reason == wanted.contact_reason)
    key = literal("") if by is By.NOTHING else columns[by.value]
    groups = [columns.week] if by is By.NOTHING else [key, columns.week]
    return select(key.label("key"), columns.week, *resum(weekly)).where(*conditions).group_by(*groups)


def _from_evaluations(
    followed: Followed, within: Scope, wanted: EvaluationFilter, weeks: Sequence[Week], by: By
) -> Select[Any]:
    # a table of the weeks' edges: a Monday's midnight at the site is no function that both databases know
    span = values(_WEEK, _LOW, _HIGH, name="weeks").data([(week.begin, week.low, week.high) for week in weeks]).cte()
    rows = metric_rows(followed, _in_scope(within), *filter_conditions(wanted), inside=by is By.OF).subquery()
    inside = (rows.c.called_at >= span.c.low) & (rows.c.called_at < span.c.high)
    key = literal("") if by is By.NOTHING else rows.c[by.value]
    groups = [span.c.week] if by is By.NOTHING else [key, span.c.week]
    columns = sums(rows, thirds=followed.kind is FollowedKind.MEASURE)
    return select(key.label("key"), span.c.week, *columns).select_from(rows.join(span, inside)).group_by(*groups)


_WEEK, _LOW, _HIGH = Column("week", Date), Column("low", Instant), Column("high", Instant)


def _of_teams(within: Scope) -> Condition:
    return weekly.c.team_id.in_(sorted(within.team_ids))


def _in_scope(within: Scope) -> Condition:
    parts: list[ColumnElement[bool]] = []
    if within.team_ids:
        parts.append(evaluations.c.team_id.in_(sorted(within.team_ids)))
    if within.agent_id is not None:
        parts.append(evaluations.c.agent_id == within.agent_id)
    return or_(*parts) if parts else false()
