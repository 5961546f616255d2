"""When a message may leave."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.outbox import MOST_ATTEMPTS, Channel, ChannelChoice, Frequency, due, is_mail_address, retry

ROME = ZoneInfo("Europe/Rome")
NOON = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)
HOURS = st.integers(0, 23)
TIMES = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
CHOICES = st.builds(
    ChannelChoice,
    st.just(1),
    st.just(Channel.EMAIL),
    st.sampled_from([Frequency.AT_ONCE, Frequency.DAILY]),
    st.just("a@b.it"),
    HOURS,
    HOURS,
    HOURS,
)


def choice(frequency: Frequency, hour: int = 8, quiet_from: int = 20, quiet_to: int = 8) -> ChannelChoice:
    return ChannelChoice(1, Channel.EMAIL, frequency, "anna@example.com", hour, quiet_from, quiet_to)


def local(at: datetime) -> str:
    return f"{at.astimezone(ROME):%d %H:%M}"


def test_at_once_means_now_unless_it_is_quiet() -> None:
    assert due(choice(Frequency.AT_ONCE), NOON, ROME) == NOON
    evening, night = NOON + timedelta(hours=8), NOON + timedelta(hours=14)
    assert local(due(choice(Frequency.AT_ONCE), evening, ROME)) == "05 08:00"
    assert local(due(choice(Frequency.AT_ONCE), night, ROME)) == "05 08:00"
    assert due(choice(Frequency.AT_ONCE, quiet_from=0, quiet_to=0), night, ROME) == night


def test_once_a_day_means_the_next_time_it_is_that_hour() -> None:
    assert local(due(choice(Frequency.DAILY, hour=17), NOON, ROME)) == "04 17:00"
    assert local(due(choice(Frequency.DAILY, hour=9), NOON, ROME)) == "05 09:00"
    assert local(due(choice(Frequency.DAILY, hour=22), NOON, ROME)) == "05 08:00", "quiet hours are stronger"


@given(CHOICES, TIMES)
def test_nothing_leaves_before_it_happened_nor_in_quiet_hours_nor_days_later(
    wanted: ChannelChoice, at: datetime
) -> None:
    leaves = due(wanted, at, ROME)
    hour, begin, end = leaves.astimezone(ROME).hour, wanted.quiet_from, wanted.quiet_to
    assert at <= leaves <= at + timedelta(hours=49)
    assert not (begin <= hour < end if begin <= end else hour >= begin or hour < end)


@given(CHOICES, TIMES)
def test_what_may_leave_then_may_leave_at_once_then(wanted: ChannelChoice, at: datetime) -> None:
    leaves = due(wanted, at, ROME)
    assert due(choice(Frequency.AT_ONCE, wanted.hour, wanted.quiet_from, wanted.quiet_to), leaves, ROME) == leaves


def test_pauses_grow_and_come_to_an_end() -> None:
    pauses = [again - NOON for attempts in range(1, MOST_ATTEMPTS) if (again := retry(attempts, NOON))]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
    assert timedelta(days=1) < sum(pauses, timedelta()) < timedelta(days=3)
    assert retry(MOST_ATTEMPTS, NOON) is None


@pytest.mark.parametrize("address", ["anna@example.com", "a.b+c@posta.casa-lume.it", "anna@localhost"])
def test_an_address_is_taken(address: str) -> None:
    assert is_mail_address(address)


@pytest.mark.parametrize(
    "address",
    ["", "anna", "@example.com", "anna@", "a b@example.com", "anna@example.com\nBcc: b@example.com", "è@example.com",
     "anna@example.com, b@example.com", "<anna@example.com>", "a@" + "b" * 260],
)  # fmt: skip
def test_what_is_none_or_could_be_two_is_not(address: str) -> None:
    assert not is_mail_address(address)
