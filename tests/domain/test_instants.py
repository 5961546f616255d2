"""A timestamp as a number is the same timestamp."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.instants import instant, microseconds

timestamps = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1))  # noqa: DTZ001 - the zone comes beside
zones = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))


@given(timestamp=timestamps, zone=zones)
def test_a_moment_comes_back_as_it_was_in_utc(timestamp: datetime, zone: timezone) -> None:
    aware = timestamp.replace(tzinfo=zone)
    assert instant(microseconds(aware)) == aware
    assert instant(microseconds(aware)).tzinfo is UTC


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        microseconds(datetime(2026, 3, 4))  # noqa: DTZ001
