"""When many calls started: each day is read once by the clock of the file, and the time of day is added.

Reading 07/01/2025 08:00:04 by itself costs several times as much, and a log has thousands of calls a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from benvenuto.formats.call_log.lines import Unusual
from benvenuto.formats.call_log.moments import Clock

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_LAST_SECOND = timedelta(hours=23, minutes=59, seconds=59)
_MOST_KEPT = 100_000  # a day has 86,400 seconds


class _Days(dict[str, datetime]):
    """The midnight in UTC of each day as it is written; only of days that are over and 24 hours long."""

    def __init__(self, moment: Callable[[str, str], datetime]) -> None:
        super().__init__()
        self._moment = moment

    def __missing__(self, day: str) -> datetime:
        midnight, last = self._moment(day, "00:00:00"), self._moment(day, "23:59:59")
        if last - midnight != _LAST_SECOND:
            raise Unusual
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[day] = midnight
        return midnight


class _Times(dict[str, timedelta]):
    """How far into its day a time is, as it is written."""

    def __missing__(self, written: str) -> timedelta:
        match = _TIME.fullmatch(written)
        if match is None:
            raise Unusual
        if len(self) >= _MOST_KEPT:
            self.clear()
        hours, minutes, seconds = match.groups(default="0")
        since = self[written] = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
        return since


class ManyMoments:
    """The moments of one file in UTC, as its clock reads them; for cells of text without spaces around it."""

    def __init__(self, clock: Clock) -> None:
        self._times = _Times()
        self._of_two = _Days(clock.moment_of_two)
        self._of_one = {
            " ": _Days(lambda day, time: clock.moment(f"{day} {time}")),
            "T": _Days(lambda day, time: clock.moment(f"{day}T{time}")),
        }

    def of_one(self, cells: Sequence[str]) -> Sequence[datetime]:
        """The moments of cells that hold day and time. Raises LineFault or Unusual where one must be read by itself."""
        between = " " if " " in cells[0] else "T"
        days, times = self._of_one[between], self._times
        parts = [cell.partition(between) for cell in cells]
        return [days[day] + times[time] for day, _between, time in parts]

    def of_two(self, days: Sequence[str], times: Sequence[str]) -> Sequence[datetime]:
        """The same of a column of days and one of times."""
        return [self._of_two[day] + self._times[time] for day, time in zip(days, times, strict=True)]
