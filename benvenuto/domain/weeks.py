"""Weeks of the site as stretches of time: they begin on Monday at its midnight, an hour earlier or later in UTC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from benvenuto.domain.sampling import week_of


@dataclass(frozen=True, slots=True)
class Week:
    """Calendar week at the site, as a half-open interval low <= t < high, aware; `begin` is its Monday."""

    begin: date
    low: datetime
    high: datetime


def week_from(monday: date, zone: ZoneInfo) -> Week:
    """The week of a Monday, from its midnight in `zone` to the next one's: 167 to 169 hours."""
    return Week(monday, _midnight(monday, zone), _midnight(monday + timedelta(weeks=1), zone))


def monday_of(at: datetime, zone: ZoneInfo) -> date:
    """The Monday of the week that an aware time falls into, in `zone`."""
    return week_of(at.astimezone(zone).date())


def weeks_between(begin: datetime, end: datetime, zone: ZoneInfo) -> Sequence[Week]:
    """Every week that meets the half-open interval begin <= t < end, oldest first; none when it is empty."""
    monday, weeks = monday_of(begin, zone), []
    while (week := week_from(monday, zone)).low < end:
        weeks.append(week)
        monday += timedelta(weeks=1)
    return weeks


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
