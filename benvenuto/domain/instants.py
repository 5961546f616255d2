"""Timestamps as whole numbers, microseconds since 1970 in UTC: thousands can be reckoned with at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(timestamp: datetime) -> int:
    """How many since 1970. Raises ValueError for a timestamp without a time zone."""
    if timestamp.tzinfo is None:
        raise ValueError("a timestamp without a time zone would be taken for the machine's own time")
    return (timestamp - _EPOCH) // _MICROSECOND


def instant(microseconds_since_1970: int) -> datetime:
    """The timestamp, in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds_since_1970)
