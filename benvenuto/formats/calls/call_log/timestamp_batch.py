"""When many calls started: each day is read once by the clock of the file, and the time of day is added.

Reading 07/01/2025 08:00:04 by itself costs several times as much, and a log has thousands of calls a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import repeat
from operator import add

import numpy as np
import numpy.typing as npt

from benvenuto.domain.instants import microseconds
from benvenuto.formats.calls.call_log.lines import LineFault, Unusual
from benvenuto.formats.calls.call_log.memo import Remembering
from benvenuto.formats.calls.call_log.timestamps import Clock

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_SECOND = 1_000_000  # in microseconds
_DAY_S = 24 * 60 * 60
_LAST_SECOND = timedelta(hours=23, minutes=59, seconds=59)

# of 08:00:04: and the mark after it
_DIGITS, _COLONS = [0, 1, 3, 4, 6, 7], [2, 5, 8]
_HIGHEST = np.array([2, 9, 5, 9, 5, 9], np.uint8)
_SECONDS = np.array([36_000, 3_600, 600, 60, 10, 1], np.int64)


_Times = npt.NDArray[np.int64]
"""Of each line, in microseconds since its midnight."""


class TimestampBatch:
    """The timestamps of one file as its clock reads them, microseconds since 1970; for cells without spaces around."""

    def __init__(self, clock: Clock) -> None:
        self._times = Remembering(_since_midnight, 0)
        self._of_two = _Midnights(clock.timestamp_of_two)
        self._of_one = {
            " ": _Midnights(lambda day, time: clock.timestamp(f"{day} {time}")),
            "T": _Midnights(lambda day, time: clock.timestamp(f"{day}T{time}")),
        }

    def of_one(self, cells: Sequence[str], odd: set[int]) -> Sequence[int]:
        """The timestamps of cells that hold day and time; the places of those to be read alone are added to `odd`."""
        between = max(" T", key="".join(cells).count)
        parts = self._parts(cells, between) or self._parts(
            [cell if cell.count(between) == 1 else f"{between}00:00:00" for cell in cells], between
        )
        return self._together(self._of_one[between], parts[::3], parts[1::3], odd)

    @staticmethod
    def _parts(cells: Sequence[str], between: str) -> Sequence[str]:
        """Day, time, end of each cell in turn; nothing where an end is not where it is when each has two parts."""
        parts = f"{between}\n{between}".join(cells).split(between)
        return parts if parts[2::3].count("\n") == len(cells) - 1 and len(parts) == 3 * len(cells) - 1 else ()

    def of_two(self, days: Sequence[str], times: Sequence[str], odd: set[int]) -> Sequence[int]:
        """The same of a column of days and one of times."""
        return self._together(self._of_two, days, times, odd)

    def _together(
        self, midnights: _Midnights, days: Sequence[str], times: Sequence[str], odd: set[int]
    ) -> Sequence[int]:
        since_midnight = _all_in_full(times)
        if since_midnight is None:
            each = self._times.all(times, odd)
            return list(map(add, midnights.all(days, each, odd), each))
        begins = np.array(midnights.all(days, since_midnight, odd), np.int64)
        timestamps: Sequence[int] = (begins + since_midnight).tolist()
        return timestamps


class _Midnights:
    """The midnights of days that are over, in microseconds since 1970, as `timestamp` reads a day and a time of it."""

    def __init__(self, timestamp: Callable[[str, str], datetime]) -> None:
        self._timestamp = timestamp
        self._midnights = Remembering(self._midnight, 0)
        self._steady_from: dict[str, int] = {}

    def all(self, days: Sequence[str], since_midnight: Sequence[int] | _Times, odd: set[int]) -> Sequence[int]:
        """For each day; places of days that have none, and of times before their clocks changed, are added to `odd`."""
        midnights = self._midnights.all(days, odd)
        if not self._steady_from.keys().isdisjoint(days):
            begins = map(self._steady_from.get, days, repeat(0))
            odd.update(place for place, begin in enumerate(begins) if since_midnight[place] < begin)
        return midnights

    def _midnight(self, day: str) -> int:
        midnight, last = self._timestamp(day, "00:00:00"), self._timestamp(day, "23:59:59")
        if last - midnight == _LAST_SECOND:
            return microseconds(midnight)
        as_if = last - _LAST_SECOND  # where the midnight would be, had the clocks changed the day before
        hours = (timedelta(hours=hour) for hour in range(24))
        changed = max(hour for hour in hours if self._at(day, hour) != as_if + hour)
        self._steady_from[day] = (changed + timedelta(hours=1)) // timedelta(microseconds=1)
        return microseconds(as_if)

    def _at(self, day: str, hour: timedelta) -> datetime | None:
        """When an hour of the day was; None for the one that was skipped."""
        try:
            return self._timestamp(day, f"{hour // timedelta(hours=1):02}:00:00")
        except LineFault:
            return None


def _since_midnight(written: str) -> int:
    """How far into its day a time is, as it is written."""
    match = _TIME.fullmatch(written)
    if match is None:
        raise Unusual
    hours, minutes, seconds = map(int, match.groups(default="0"))
    return ((hours * 60 + minutes) * 60 + seconds) * _SECOND


def _all_in_full(times: Sequence[str]) -> _Times | None:
    """The same where all are written in full, as 08:00:04; None where one is not."""
    together = ":".join(times) + ":"
    if len(together) != 9 * len(times) or not together.isascii():
        return None
    marks = np.frombuffer(together.encode(), np.uint8).reshape(-1, 9)
    digits = marks[:, _DIGITS] - ord("0")  # what stands before 0 wraps to more than 9
    if (marks[:, _COLONS] != ord(":")).any() or (digits > _HIGHEST).any():
        return None
    seconds = digits @ _SECONDS
    return None if (seconds >= _DAY_S).any() else seconds * _SECOND
