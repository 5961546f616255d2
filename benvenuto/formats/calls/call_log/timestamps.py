"""When a call started: dates as people and machines write them, brought to UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.lines import Cell, LineFault, shown

_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?(?:\s*(?P<half>[ap])\.?m\.?)?"
_SPACE = r"(?:\s*,?\s+(?:ore\s+|h\s+|at\s+)?|T|\s*-\s+)"
_DAY_MONTH = re.compile(
    rf"(?P<first>\d{{1,2}})[/.-](?P<second_part>\d{{1,2}})[/.-](?P<year>\d{{4}}|\d{{2}})(?:{_SPACE}{_TIME})?",
    re.ASCII | re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})[/.-](?P<month>\d{{1,2}})[/.-](?P<day>\d{{1,2}})(?:{_SPACE}{_TIME})?", re.ASCII | re.IGNORECASE
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?:[^.,]|$)", re.ASCII)
_TIME_ALONE = re.compile(_TIME, re.ASCII | re.IGNORECASE)

_EARLIEST_YEAR = 1990
_CLOCKS_DIFFER = timedelta(minutes=5)
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 (a cell of a workbook knows no zone)
_EXCEL_SERIALS = (32874, 73051)  # 1990 to 2100

_NOT_A_TIMESTAMP = message("“{found}” is not a date and time; expected for example {example}.")
_NO_TIME = message("“{found}” has no time of day; expected for example {example}.")
_MISSING = message("The start of the call is missing; expected for example {example}.")
_SKIPPED = message("{found} never existed in {zone}: the clocks went forward past it.")
_FUTURE = message("{found} is in the future: are the time zone and the order of day and month right?")
_TOO_EARLY = message("{found} is too long ago: calls from 1990 on are read.")


@dataclass(frozen=True, slots=True)
class Clock:
    """How the times of one file are read: the zone of those that name none, the order of day and month, and now."""

    zone: tzinfo
    now: datetime
    day_first: bool = True

    @property
    def example(self) -> str:
        """A date and time as this clock reads it, for messages."""
        return "31/12/2025 14:05" if self.day_first else "12/31/2025 14:05"

    def timestamp(self, cell: Cell) -> datetime:
        """The timestamp in UTC that a cell tells. Raises LineFault."""
        return self._in_utc(*self._read(cell), cell)

    def timestamp_of_two(self, day: Cell, time_of_day: Cell) -> datetime:
        """The timestamp in UTC that two cells tell together. Raises LineFault."""
        local, timed = self._read(day)
        if time_of_day not in {"", None}:
            return self._in_utc(*self._with_time(local, time_of_day), day)
        # A workbook gives a day as its midnight.
        return self._in_utc(local, timed and local.time() != time(), day)

    def _read(self, cell: Cell) -> tuple[datetime, bool]:
        """A timestamp, and whether it has a time of day."""
        if isinstance(cell, str):
            return self._read_text(cell.strip())
        if isinstance(cell, datetime):
            return _to_the_second(cell), True
        if isinstance(cell, date):
            return datetime(cell.year, cell.month, cell.day), False  # noqa: DTZ001
        if isinstance(cell, int | float) and _EXCEL_SERIALS[0] < cell < _EXCEL_SERIALS[1]:
            timestamp = _EXCEL_EPOCH + timedelta(seconds=round(cell * 86400))
            return timestamp, isinstance(cell, float)
        raise self._fault(cell)

    def _read_text(self, text: str) -> tuple[datetime, bool]:
        iso = text
        if self.day_first and text[2:3] == text[5:6] == "/" and text[10:11] == " ":
            iso = f"{text[6:10]}-{text[3:5]}-{text[:2]}{text[10:]}"  # three times as fast as the pattern
        if _ISO.match(iso):  # of what fromisoformat reads besides, 10.05 would be ten and 0.05 seconds
            try:
                return datetime.fromisoformat(iso), True
            except ValueError:
                pass
        if len(text) <= 40 and (match := _DAY_MONTH.fullmatch(text) or _YEAR_FIRST.fullmatch(text)):
            return self._from_parts(match, text)
        raise self._fault(text)

    def _from_parts(self, match: re.Match[str], text: str) -> tuple[datetime, bool]:
        parts = match.groupdict()
        if "first" in parts:
            order = ("first", "second_part") if self.day_first else ("second_part", "first")
            parts["day"], parts["month"] = (parts[name] for name in order)
        year = int(parts["year"])
        try:
            day = date(year + 2000 if year < 100 else year, int(parts["month"]), int(parts["day"]))
            clock = _time_of(match) if parts["hour"] else time()
        except ValueError:
            raise self._fault(text) from None
        return datetime.combine(day, clock), parts["hour"] is not None

    def _with_time(self, day: datetime, cell: Cell) -> tuple[datetime, bool]:
        """The day with the time of day of another cell; a cell that tells the whole timestamp stands alone."""
        if isinstance(cell, time):
            return datetime.combine(day, cell.replace(tzinfo=None)), True
        if isinstance(cell, float) and 0 <= cell < 1:
            cell = timedelta(seconds=min(round(cell * 86400), 86399))
        if isinstance(cell, timedelta) and timedelta() <= cell < timedelta(days=1):
            return datetime.combine(day, time()) + cell, True
        if isinstance(cell, str) and (match := _TIME_ALONE.fullmatch(cell.strip())):
            try:
                return datetime.combine(day, _time_of(match)), True
            except ValueError:
                raise self._fault(cell) from None
        return self._read(cell)

    def _in_utc(self, local: datetime, timed: bool, cell: Cell) -> datetime:
        if not timed:
            raise LineFault(_NO_TIME, found=shown(cell), example=self.example)
        if local.year < _EARLIEST_YEAR:
            raise LineFault(_TOO_EARLY, found=shown(cell))
        if local.year > self.now.year + 1:  # far enough for every zone, and it keeps UTC within what Python counts
            raise LineFault(_FUTURE, found=shown(cell))
        timestamp = self._to_utc(local)
        if timestamp > self.now + _CLOCKS_DIFFER:
            raise LineFault(_FUTURE, found=shown(cell))
        return timestamp

    def _to_utc(self, local: datetime) -> datetime:
        """In the hour that comes twice in autumn the first one is meant; the hour skipped in spring is a fault."""
        if local.tzinfo is not None:
            return local.astimezone(UTC)
        offset = _steady_offset(self.zone, local.date())
        if offset is None:
            offset, later = self.zone.utcoffset(local), self.zone.utcoffset(local.replace(fold=1))
            if offset is None or later is None or later > offset:
                raise LineFault(_SKIPPED, found=local.isoformat(" "), zone=str(self.zone))
        return (local - offset).replace(tzinfo=UTC)

    def _fault(self, cell: Cell) -> LineFault:
        if cell in {"", None}:
            return LineFault(_MISSING, example=self.example)
        return LineFault(_NOT_A_TIMESTAMP, found=shown(cell), example=self.example)


@lru_cache(maxsize=4096)
def _steady_offset(zone: tzinfo, day: date) -> timedelta | None:
    """The one distance from UTC of a whole day; None on the days on which clocks change."""
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    edges = (midnight, midnight + timedelta(days=1))
    offsets = {zone.utcoffset(edge.replace(fold=fold)) for edge in edges for fold in (0, 1)}
    return offsets.pop() if len(offsets) == 1 else None


def _to_the_second(timestamp: datetime) -> datetime:
    """Excel counts days in floating point, and 10:20:30 may come as 10:20:29.999."""
    whole = timestamp.replace(microsecond=0)
    return whole + timedelta(seconds=1) if timestamp.microsecond >= 500_000 and whole.year < 9999 else whole


def _time_of(match: re.Match[str]) -> time:
    """Raises ValueError for 25:00 or 13:00 pm."""
    hour, half = int(match["hour"]), match["half"]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return time(hour, int(match["minute"]), int(match["second"] or 0))
