"""The working days of a country, or of a part of it: Monday to Friday, public holidays left out."""

from __future__ import annotations

from datetime import date
from functools import cache

from benvenuto.config import NO_HOLIDAYS
from benvenuto.domain.deadlines import WorkingDay

_SATURDAY = 5


def working_day(calendar: str) -> WorkingDay:
    """Whether people are at work, by a calendar such as IT or IT-MI, where Milan keeps its patron's day."""

    def works(day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in _holidays(calendar, day.year)

    return works


@cache
def _holidays(calendar: str, year: int) -> frozenset[date]:
    if calendar == NO_HOLIDAYS:
        return frozenset()
    # a third of a second, once and only where a deadline is asked for; kept apart by year, because the package's own
    # calendar grows while it is asked, which two threads must not do to it at once
    from holidays import country_holidays

    country, _, part = calendar.partition("-")
    return frozenset(country_holidays(country, subdiv=part or None, years=year))
