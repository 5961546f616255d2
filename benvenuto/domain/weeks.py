"""Weeks of the site as stretches of time: they begin on Monday at its midnight, an hour earlier or later in UTC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from benvenuto.domain.sampling import week_of


@dataclass(frozen=True, slots=True)
class Week:
    """The week that begins on the Monday `begin`: from the moment `low` until before `high`."""

    begin: date
    low: datetime
    high: datetime


def week_from(monday: date, zone: ZoneInfo) -> Week:
    """The week of a Monday."""
    return Week(monday, _midnight(monday, zone), _midnight(monday + timedelta(weeks=1), zone))


def monday_of(at: datetime, zone: ZoneInfo) -> date:
    """The Monday of the week that a time falls into, at the site."""
    return week_of(at.astimezone(zone).date())


def weeks_between(begin: datetime, end: datetime, zone: ZoneInfo) -> Sequence[Week]:
    """Every week with a time from `begin` until before `end` in it, oldest first."""
    monday, weeks = monday_of(begin, zone), []
    while (week := week_from(monday, zone)).low < end:
        weeks.append(week)
        monday += timedelta(weeks=1)
    return weeks


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
