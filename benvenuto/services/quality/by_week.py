"""Sums by week of whatever is followed, as far as there are any."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.followed import Followed
from benvenuto.domain.weeks import week_from, weeks_between
from benvenuto.storage.database import Transaction
from benvenuto.storage.quality.trends import By, ByWeek


def by_week(
    tx: Transaction, zone: ZoneInfo, within: Scope, followed: Followed, wanted: EvaluationFilter, by: By = By.NOTHING
) -> Mapping[str, ByWeek]:
    """Weekly sums by key and Monday, sorted by key; of a filter without an end, all weeks that have any."""
    extent = tx.weekly.extent()
    if extent is None:
        return {}
    first, last = (week_from(monday, zone) for monday in extent)
    begin, end = max(wanted.begin or first.low, first.low), min(wanted.end or last.high, last.high)
    weeks = weeks_between(begin, end, zone)
    sums = tx.trends.sums(followed, within, wanted, weeks, by) if weeks else {}
    return dict(sorted(sums.items()))
