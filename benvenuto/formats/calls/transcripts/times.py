"""In what makers write times: seconds as numbers or texts, milliseconds, ticks, durations."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benvenuto.formats.calls.transcripts.faults import ENDS_BEFORE_START, EXPECTED_DURATION
from benvenuto.formats.calls.transcripts.places import JsonPlace, as_number, within_a_call

Unit = Callable[[Any], float | None]

_SECONDS = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s?s")
_ISO = re.compile(r"PT(?:(\d{1,4}(?:\.\d{1,9})?)H)?(?:(\d{1,5}(?:\.\d{1,9})?)M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,9})?)")


def seconds(value: Any) -> float | None:
    """Seconds: 1.2, "1.2", "1.2s", PT1.2S, 00:00:01,2, or whole seconds and nanoseconds apart, as Google's."""
    if isinstance(value, Mapping):
        whole, rest = as_number(value.get("seconds", 0)), as_number(value.get("nanos", 0))
        return None if whole is None or rest is None else whole + rest / 1e9
    if isinstance(value, str) and len(value) <= 40:
        written = value.strip()
        if match := _SECONDS.fullmatch(written):
            return float(match[1])
        if match := _ISO.fullmatch(written) or _CLOCK.fullmatch(written):
            return _sum(match) if any(match.groups()) else None
    return as_number(value)


def milliseconds(value: Any) -> float | None:
    """Thousandths of a second, as a number, or under that name."""
    thousandths = as_number(value.get("milliseconds") if isinstance(value, Mapping) else value)
    return None if thousandths is None else thousandths / 1000


def ticks(value: Any) -> float | None:
    """Ten-millionths of a second, as Windows counts."""
    counted = as_number(value)
    return None if counted is None else counted / 10_000_000


def _sum(match: re.Match[str]) -> float:
    parts = (float((part or "0").replace(",", ".")) for part in match.groups())
    return sum(factor * part for factor, part in zip((3600, 60, 1), parts, strict=True))


Key = tuple[str, Unit]


@dataclass(frozen=True, slots=True)
class Times:
    """Under which keys a start stands, and an end or a `length`, each with its unit; the first that is there counts.

    `from_zero`: a start that is not written is 0, as in what is made from protocol buffers.
    """

    start: tuple[Key, ...]
    end: tuple[Key, ...] = ()
    length: tuple[Key, ...] = ()
    from_zero: bool = False

    def span(self, place: JsonPlace) -> tuple[float | None, float | None]:
        """Start and end of what stands here, the end never before the start; what cannot be read is a fault."""
        start, end = _time(place, self.start), _time(place, self.end)
        if start is None and self.from_zero and end is not None and not any(place[key].there for key, _ in self.start):
            start = 0.0
        if end is None and start is not None and (length := _time(place, self.length)) is not None:
            end = round(start + length, 4)  # without what binary fractions add
        if start is not None and end is not None and end < start:
            place.fault(ENDS_BEFORE_START, start=start, end=end)
            end = start
        return start, end


def _time(place: JsonPlace, keys: Sequence[Key]) -> float | None:
    for key, unit in keys:
        value = place.value.get(key) if isinstance(place.value, dict) else None
        if value is not None:
            if (time := within_a_call(unit(value))) is not None:
                return time
            place[key].fault(EXPECTED_DURATION, found=place[key].sketch())
            return None
    return None


START_END = Times((("start", seconds),), (("end", seconds),))
START_END_MS = Times((("start", milliseconds),), (("end", milliseconds),))
START_TIME_END_TIME = Times((("start_time", seconds),), (("end_time", seconds),))
