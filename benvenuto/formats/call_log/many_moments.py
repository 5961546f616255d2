"""When many calls started: each day is read once by the clock of the file, and the time of day is added.

Reading 07/01/2025 08:00:04 by itself costs several times as much, and a log has thousands of calls a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import repeat
from operator import add

from benvenuto.formats.call_log.lines import Unusual
from benvenuto.formats.call_log.moments import Clock
from benvenuto.formats.call_log.remembering import Remembering

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_LAST_SECOND = timedelta(hours=23, minutes=59, seconds=59)


class ManyMoments:
    """The moments of one file in UTC, as its clock reads them; for cells of text without spaces around it."""

    def __init__(self, clock: Clock) -> None:
        self._times = Remembering(_since_midnight)
        self._of_two = Remembering(partial(_midnight, clock.moment_of_two))
        self._of_one = {
            " ": Remembering(partial(_midnight, lambda day, time: clock.moment(f"{day} {time}"))),
            "T": Remembering(partial(_midnight, lambda day, time: clock.moment(f"{day}T{time}"))),
        }

    def of_one(self, cells: Sequence[str]) -> Sequence[datetime]:
        """The moments of cells that hold day and time. Raises LineFault or Unusual where one must be read by itself."""
        between = " " if " " in cells[0] else "T"
        if set(map(str.count, cells, repeat(between))) != {1}:
            raise Unusual
        parts = between.join(cells).split(between)
        return self._together(self._of_one[between], parts[::2], parts[1::2])

    def of_two(self, days: Sequence[str], times: Sequence[str]) -> Sequence[datetime]:
        """The same of a column of days and one of times."""
        return self._together(self._of_two, days, times)

    def _together(
        self, midnights: Remembering[str, datetime], days: Sequence[str], times: Sequence[str]
    ) -> Sequence[datetime]:
        return list(map(add, midnights.all(days), self._times.all(times)))


def _midnight(moment: Callable[[str, str], datetime], day: str) -> datetime:
    """The midnight in UTC of a day as it is written; only of days that are over and 24 hours long."""
    midnight, last = moment(day, "00:00:00"), moment(day, "23:59:59")
    if last - midnight != _LAST_SECOND:
        raise Unusual
    return midnight


def _since_midnight(written: str) -> timedelta:
    """How far into its day a time is, as it is written."""
    match = _TIME.fullmatch(written)
    if match is None:
        raise Unusual
    hours, minutes, seconds = match.groups(default="0")
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
