"""Weeks of the site begin and end at its midnight, also where the clocks change, and add up whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from benvenuto.domain.sums import Sums, add_up
from benvenuto.domain.weeks import monday_of, week_from, weeks_between

ROME = ZoneInfo("Europe/Rome")
MONDAY = date(2026, 10, 19)


def test_the_week_in_which_the_clocks_go_back_has_169_hours() -> None:
    week = week_from(MONDAY, ROME)
    assert week.begin == MONDAY
    assert week.low.isoformat() == "2026-10-19T00:00:00+02:00"
    assert week.high.isoformat() == "2026-10-26T00:00:00+01:00"
    assert (week.high.timestamp() - week.low.timestamp()) / 3600 == 169


def test_a_call_at_midnight_belongs_to_the_week_that_begins() -> None:
    week = week_from(MONDAY, ROME)
    assert monday_of(week.low, ROME) == MONDAY
    assert monday_of(week.low - timedelta(seconds=1), ROME) == MONDAY - timedelta(weeks=1)
    assert monday_of(datetime.fromisoformat("2026-10-25T22:59:59+00:00"), ROME) == MONDAY


def test_a_stretch_meets_every_week_that_it_touches_and_none_that_begins_at_its_end() -> None:
    week = week_from(MONDAY, ROME)
    assert [each.begin for each in weeks_between(week.low, week.high, ROME)] == [MONDAY]
    second = week.high + timedelta(seconds=1)
    assert [each.begin for each in weeks_between(week.low, second, ROME)] == [MONDAY, MONDAY + timedelta(weeks=1)]
    assert weeks_between(week.low, week.low, ROME) == []


def test_samples_add_up_with_their_simulated_calls_and_their_ends() -> None:
    first, second = Sums(3, 1, 40, 90, *range(1, 10)), Sums(2, 2, 55, 100, *range(10, 19))
    assert add_up([first, second]) == Sums(5, 3, 40, 100, 11, 13, 15, 17, 19, 21, 23, 25, 27)
    assert add_up([]) is None
