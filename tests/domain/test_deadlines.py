"""Deadlines in working days: who is waited for, and until when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.deadlines import Deadlines, Due, Progress, Stage, due, working_days_after
from benvenuto.domain.evaluation import Status

ROME = ZoneInfo("Europe/Rome")
FRIDAY = datetime(2026, 3, 6, 16, 0, tzinfo=UTC)


def weekday(day: date) -> bool:
    return day.weekday() < 5


def waiting(progress: Progress) -> Due | None:
    return due(progress, Deadlines(), ROME, weekday)


def test_what_is_published_waits_for_its_agent_five_working_days() -> None:
    assert waiting(Progress(Status.PUBLISHED, FRIDAY)) == Due(Stage.ACKNOWLEDGE, FRIDAY, date(2026, 3, 13))


def test_a_dispute_waits_three_for_an_answer_then_five_for_a_decision() -> None:
    disputed = Progress(Status.DISPUTED, FRIDAY, FRIDAY)
    assert waiting(disputed) == Due(Stage.ANSWER, FRIDAY, date(2026, 3, 11), decision=date(2026, 3, 18))
    answered = Progress(Status.DISPUTED, FRIDAY, FRIDAY, FRIDAY + timedelta(days=3))
    assert waiting(answered) == Due(Stage.DECIDE, FRIDAY + timedelta(days=3), date(2026, 3, 16))


def test_who_answers_late_puts_off_no_decision() -> None:
    late = FRIDAY + timedelta(days=20)
    answered = waiting(Progress(Status.DISPUTED, FRIDAY, FRIDAY, late))
    assert answered == Due(Stage.DECIDE, late, date(2026, 3, 18))


def test_what_is_acknowledged_decided_or_a_draft_waits_for_nobody() -> None:
    still = set(Status) - {Status.PUBLISHED, Status.DISPUTED}
    assert {waiting(Progress(status, FRIDAY, FRIDAY, FRIDAY)) for status in still} == {None}


def test_days_are_those_of_the_site_and_not_of_greenwich() -> None:
    late = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)  # Friday in Rome
    assert waiting(Progress(Status.PUBLISHED, late)) == Due(Stage.ACKNOWLEDGE, late, date(2026, 3, 13))


def test_it_is_overdue_only_when_its_last_day_has_passed() -> None:
    last = Due(Stage.ANSWER, FRIDAY, date(2026, 3, 11))
    assert not last.overdue(date(2026, 3, 11))
    assert last.overdue(date(2026, 3, 12))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 30), st.frozensets(st.integers(0, 60)))
def test_so_many_working_days_lie_between_and_the_last_is_one(day: date, number: int, off: frozenset[int]) -> None:
    holidays = {day + timedelta(days=nth) for nth in off}

    def works(on: date) -> bool:
        return weekday(on) and on not in holidays

    last = working_days_after(day, number, works)
    between = [day + timedelta(days=nth) for nth in range(1, (last - day).days + 1)]
    assert sum(map(works, between)) == number
    assert works(last)
