"""When a call started: dates as people and machines write them, brought to UTC."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from benvenuto.domain.faults import message
from benvenuto.domain.instants import microseconds
from benvenuto.formats.calls.call_log.cells import is_placeholder, visible
from benvenuto.formats.calls.call_log.lines import LineFault, shown
from benvenuto.formats.calls.call_log.zones import zone_of

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    )
    for number, whole in enumerate(names.split(), start=1)
    for name in (whole, whole[:3], *(["sept"] if number == 9 else []))
}
_MONTH = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_WEEKDAY = (
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|gio|ven|sab|dom)[a-z]*(?:[iì]'?)?\.?\s*,?\s+)?"  # lunedì, lunedi'
)
_TIME = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2}|(?<=:)\d)(?:[:.](?P<second>\d{2}|(?<=:)\d)(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?|\s+uhr\b)?"
)
_ZONE = (
    r"(?:\s*\(?(?P<zone>z|(?:utc|gmt)?\s?[+-]\d{1,2}(?::?\d{2})?|utc|gmt|cet|cest|[a-z]+/[a-z_/]+|[ecmp][sd]t)\)?"
    r"(?:\s*\([a-z /_]+\)|\s+ces?t)?)?"
)
_APART = r"(?:\s*,?\s+(?:-\s+)?(?:(?:alle ore|alle|ore|h\.?|at|um)\s+)?|t|\s*-\s+|,)"
_DAYS = (
    r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})",
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<first>\d{1,2})[/.-](?P<other>\d{1,2})[/.-](?P<year>\d{4}|\d{2})",
    rf"(?P<day>\d{{1,2}})(?:°|st|nd|rd|th)?[ .-]*(?:di |of )?{_MONTH}[ ,.-]*(?P<year>\d{{4}}|\d{{2}})",
    rf"{_MONTH}[ -]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ,-]+(?P<year>\d{{4}})",
)
# an hour alone is one only where a word says so: 20/11/2026 ore 10
_HOUR = r"\s*,?\s+(?:alle ore|alle|ore|at)\s+(?P<hour>\d{1,2})(?P<minute>)(?P<second>)(?P<half>)(?P<zone>)"
_COMPACT_TIME = r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?P<half>)"
_ALL = re.ASCII | re.IGNORECASE
_COMPACT = re.compile(rf"{_DAYS[1]}[\sT_-]?{_COMPACT_TIME}{_ZONE}", _ALL)
_WHOLE = (
    *(re.compile(rf"{_WEEKDAY}{day}(?:{_APART}{_TIME}{_ZONE})?", _ALL) for day in _DAYS),
    *(re.compile(rf"{_WEEKDAY}{day}{_HOUR}", _ALL) for day in _DAYS),
    _COMPACT,
    *(re.compile(rf"{_TIME}{_ZONE}\s*,?\s+(?:del\s+)?{day}", _ALL) for day in (_DAYS[0], _DAYS[2])),
    # what C and Java call ctime: Fri Nov 20 10:05:23 CET 2026
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_TIME}{_ZONE}\s+(?P<year>\d{{4}})", _ALL),
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[ T](?!24)\d\d:\d\d(?:[^.,]|$)", re.ASCII)
_TIME_ALONE = re.compile(_TIME + _ZONE, _ALL)
_PLAIN_TIME = re.compile(r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?P<half>)(?P<zone>)", re.ASCII)
_DAY_AND_TIME = re.compile(r"(\S{6,10})[ T](.+)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)

_EARLIEST_YEAR = 1990
_CLOCKS_DIFFER = timedelta(minutes=5)
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 (a cell of a workbook knows no zone)
_EXCEL_SERIALS = (32874, 73051)  # 1990 to 2100
_EPOCH_SECONDS = (631_152_000, 4_102_444_800)  # the same years
_LONGEST = 80
_MOST_TIMES = 200_000

_NOT_A_TIMESTAMP = message("“{found}” is not a date and time; expected for example {example}.")
_NO_TIME = message("“{found}” has no time of day; expected for example {example}.")
_MISSING = message("The start of the call is missing; expected for example {example}.")
_SKIPPED = message("{found} never existed in {zone}: the clocks went forward past it.")
FUTURE = message("{found} is in the future: are the time zone and the order of day and month right?")
_TOO_EARLY = message("{found} is too long ago: calls from 1990 on are read.")


@dataclass(frozen=True, slots=True)
class WrittenStart:
    """What a cell tells of a start: local time or one with a zone, whether it has a time of day, and whether the order
    of day and month had to be known."""

    at: datetime
    timed: bool
    either_order: bool = False


@dataclass(slots=True)
class Clock:
    """How the times of one file are read: the zone of those that name none, the order of day and month, and now.

    With `year_first` a year of two digits stands in front; with `days_alone` a midnight is a day without a time.
    `repeated` counts the times that clocks showed twice; the first of the two is taken.
    """

    zone: tzinfo
    now: datetime
    day_first: bool = True
    year_first: bool = False
    days_alone: bool = False
    repeated: int = 0
    _midnights: dict[str, int] = field(default_factory=dict)
    _seconds: dict[str, int] = field(default_factory=dict)

    @property
    def example(self) -> str:
        """A date and time as this clock reads it, for messages."""
        return "31/12/2025 14:05" if self.day_first else "12/31/2025 14:05"

    def starts(self, cells: Iterable[str]) -> Sequence[int | LineFault]:
        """The start that each cell tells, in microseconds since 1970; why not, where one does not."""
        days, times = self._midnights.get, self._seconds.get
        return [
            midnight + since
            if (midnight := days(text[:10])) is not None and (since := times(text[11:])) is not None
            else self._learn(text)
            for text in cells
        ]

    def starts_of_two(self, cells: Iterable[str], times_of_day: Iterable[str]) -> Sequence[int | LineFault]:
        """The same of two columns, of days and of times."""
        days, times = self._midnights.get, self._seconds.get
        return [
            midnight + since
            if (midnight := days(day)) is not None and (since := times(clock)) is not None
            else self._learn(day, clock)
            for day, clock in zip(cells, times_of_day, strict=True)
        ]

    def _learn(self, text: str, time_of_day: str | None = None) -> int | LineFault:
        """Read a start in full, and remember its day and its time if they are ordinary ones."""
        parts = _DAY_AND_TIME.fullmatch(text) if time_of_day is None else None
        day, clock = parts.groups() if parts else (text, time_of_day or "")
        since = None if self.days_alone else self._since_midnight(clock)
        if since is not None and (midnight := self._midnights.get(day)) is not None:
            return midnight + since
        try:
            start = self.timestamp(text) if time_of_day is None else self.timestamp_of_two(text, time_of_day)
        except LineFault as fault:
            return fault.with_traceback(None)  # which would hold on to all that was being read
        if since is not None and start < self.now - timedelta(days=2):
            written = _read(day, self.day_first, self.year_first)
            if written and not written.timed and (offset := _steady_offset(self.zone, written.at.date())) is not None:
                self._midnights[day] = microseconds((written.at - offset).replace(tzinfo=UTC))
        return microseconds(start)

    def _since_midnight(self, clock: str) -> int | None:
        """In microseconds; None where the text is more than a time of day."""
        since = self._seconds.get(clock)
        if since is None and (match := _PLAIN_TIME.fullmatch(clock) or _TIME_ALONE.fullmatch(clock)):
            try:
                at = None if match["zone"] else _time_of(match)
            except ValueError:
                return None
            if at is not None and len(self._seconds) < _MOST_TIMES:
                self._seconds[clock] = since = (at.hour * 3600 + at.minute * 60 + at.second) * 1_000_000
        return since

    def timestamp(self, cell: str) -> datetime:
        """The timestamp in UTC that a cell tells. Raises LineFault."""
        start = self._start(cell)
        return self._in_utc(start.at, start.timed, cell)

    def timestamp_of_two(self, day: str, time_of_day: str) -> datetime:
        """The timestamp in UTC that two cells tell together. Raises LineFault."""
        start = self._start(day)
        if not is_placeholder(time_of_day):
            return self._in_utc(*self._with_time(start.at, time_of_day), day)
        # A workbook gives a day as its midnight.
        return self._in_utc(start.at, start.timed and start.at.time() != time(), day)

    def _start(self, cell: str) -> WrittenStart:
        if is_placeholder(cell):
            raise LineFault(_MISSING, example=self.example)
        if (start := _read(cell, self.day_first, self.year_first)) is None:
            raise LineFault(_NOT_A_TIMESTAMP, found=shown(cell), example=self.example)
        return start

    def _with_time(self, day: datetime, cell: str) -> tuple[datetime, bool]:
        """The day with the time of day of another cell; a cell that tells the whole timestamp stands alone."""
        text = visible(cell[: 2 * _LONGEST])
        try:
            if match := _TIME_ALONE.fullmatch(text):
                return _at(day, match, zone_of(match["zone"]) or day.tzinfo), True
            if _NUMBER.fullmatch(text) and (share := float(text.replace(",", "."))) < 1:
                return datetime.combine(day, time()) + timedelta(seconds=min(round(share * 86400), 86399)), True
        except (ValueError, OverflowError):
            raise LineFault(_NOT_A_TIMESTAMP, found=shown(cell), example=self.example) from None
        start = self._start(cell)
        return start.at, start.timed

    def _in_utc(self, local: datetime, timed: bool, cell: str) -> datetime:
        if not timed or (self.days_alone and local.time() == time()):
            raise LineFault(_NO_TIME, found=shown(cell), example=self.example)
        if local.year < _EARLIEST_YEAR:
            raise LineFault(_TOO_EARLY, found=shown(cell))
        if local.year > self.now.year + 1:  # far enough for every zone, and it keeps UTC within what Python counts
            raise LineFault(FUTURE, found=shown(cell))
        timestamp = self._to_utc(local)
        if timestamp > self.now + _CLOCKS_DIFFER:
            raise LineFault(FUTURE, found=shown(cell))
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
            self.repeated += later < offset
        return (local - offset).replace(tzinfo=UTC)


def _read(cell: str, day_first: bool, year_first: bool = False) -> WrittenStart | None:
    """What a cell says; None where it is no date."""
    return _read_short(cell, day_first, year_first) if len(cell) <= 2 * _LONGEST else None


@lru_cache(maxsize=4096)
def _read_short(cell: str, day_first: bool, year_first: bool) -> WrittenStart | None:
    iso = cell
    if day_first and cell[2:3] == cell[5:6] == "/" and cell[10:11] == " ":
        iso = f"{cell[6:10]}-{cell[3:5]}-{cell[:2]}{cell[10:]}"  # three times as fast as the patterns
    if _ISO.match(iso):  # of what fromisoformat reads besides, 10.05 would be ten and 0.05 seconds
        try:
            return WrittenStart(datetime.fromisoformat(iso), True, iso is not cell)
        except ValueError:
            pass
    text = visible(cell)
    if len(text) > _LONGEST:
        return None
    if _NUMBER.fullmatch(text):
        return _of_number(text)
    text = text.lower().replace("ì", "i").replace("a. m.", "am").replace("p. m.", "pm")
    for pattern in _WHOLE:
        if match := pattern.fullmatch(text):
            return _of_parts(match, day_first, year_first)
    return None


def _of_number(text: str) -> WrittenStart | None:
    """Seconds or milliseconds since 1970, the days that Excel counts, or a date and time in digits alone."""
    number = float(text.replace(",", "."))
    if _EXCEL_SERIALS[0] < number < _EXCEL_SERIALS[1]:
        return WrittenStart(_EXCEL_EPOCH + timedelta(seconds=round(number * 86400)), not number.is_integer())
    for unit in (1, 1000, 1_000_000):
        if _EPOCH_SECONDS[0] < number / unit < _EPOCH_SECONDS[1]:
            return WrittenStart(datetime.fromtimestamp(number // unit, UTC), True)
    match = next((match for pattern in (_COMPACT, _WHOLE[1]) if (match := pattern.fullmatch(text))), None)
    return _of_parts(match, True) if match else None


def _of_parts(match: re.Match[str], day_first: bool, year_first: bool = False) -> WrittenStart | None:
    parts = match.groupdict()
    either = bool(parts.get("first"))
    if either and year_first and len(parts["year"]) == 2:
        parts["year"], parts["month"], parts["day"] = parts["first"], parts["other"], parts["year"]
    elif either:
        order = ("first", "other") if day_first else ("other", "first")
        parts["day"], parts["month"] = (parts[name] for name in order)
    month = _MONTHS[parts["name"]] if parts.get("name") else int(parts["month"] or 0)
    year = int(parts["year"])
    try:
        day = date(year + 2000 if year < 100 else year, month, int(parts["day"]))
        zone = zone_of(parts.get("zone"))
        at = _at(day, match, zone) if parts.get("hour") else datetime.combine(day, time(), zone)
    except (ValueError, OverflowError):
        return None
    return WrittenStart(at, bool(parts.get("hour")), either)


def _at(day: date, match: re.Match[str], zone: tzinfo | None) -> datetime:
    """A day at a time, of which 24:00 is the midnight at its end. Raises ValueError or OverflowError."""
    is_end = match["hour"] == "24" and not match["half"] and not int(match["minute"] or 0) + int(match["second"] or 0)
    return datetime.combine(day, time() if is_end else _time_of(match), zone) + timedelta(days=is_end)


def _time_of(match: re.Match[str]) -> time:
    """Raises ValueError for 25:00 or 13:00 pm."""
    hour, half = int(match["hour"]), match["half"]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return time(hour, int(match["minute"] or 0), int(match["second"] or 0))


def order_of(day: str) -> bool | None:
    """Whether a date proves that the day comes first (True) or the month (False); None where it could be either."""
    as_day, as_month = _read(day, True), _read(day, False)
    if (as_day or as_month) is None or not (as_day or as_month).either_order:  # type: ignore[union-attr]
        return None
    return None if as_day and as_month else as_day is not None


def tells_zone(cell: str) -> bool:
    """Whether a cell is a moment in a zone that it names, or seconds since 1970."""
    start = _read(cell, True) or _read(cell, False)
    return start is not None and start.at.tzinfo is not None


def kind_of(cell: str) -> str:
    """What a cell looks like: a `start`, a `day`, a `time` of day, or nothing of the kind: ``."""
    start = _read(cell, True) or _read(cell, False)
    if start:
        return "start" if start.timed and (start.at.time() != time() or "24:" in cell) else "day"
    return "time" if _TIME_ALONE.fullmatch(visible(cell[: 2 * _LONGEST])) else ""


@lru_cache(maxsize=4096)
def _steady_offset(zone: tzinfo, day: date) -> timedelta | None:
    """The one distance from UTC of a whole day; None on the days on which clocks change."""
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    edges = (midnight, midnight + timedelta(days=1))
    offsets = {zone.utcoffset(edge.replace(fold=fold)) for edge in edges for fold in (0, 1)}
    return offsets.pop() if len(offsets) == 1 else None
