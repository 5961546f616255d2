"""How long a call lasted: seconds, 4:35, 1h 4m, PT4M35S, 3,5 minutes, a share of a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.cells import is_placeholder, visible
from benvenuto.formats.calls.call_log.lines import LineFault, shown
from benvenuto.formats.calls.call_log.vocabulary import fold

_DAY_S = _LONGEST_S = 24 * 3600
_LONGEST_CELL = 200
SHORT_S, LONG_S = 10, 2 * 3600
"""A median call outside these is doubted."""
_NUMBER = r"(\d{1,9}(?:\.\d{1,18})?)"
_PLAIN = re.compile(rf"-?{_NUMBER}(?:e-?\d{{1,2}})?", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:[.,' ]\d{3})+", re.ASCII)
_SHARE = re.compile(r"0?\.\d{4,18}", re.ASCII)  # of a day: nobody measures a call in ten thousandths of a second
_NO_DAYS = re.compile(r"^p?0+(?: ?(?:d|days?|g|gg|giorni)[ .t]+(?=\d)|[ .](?=\d\d:))", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,3})[:.])?(\d{1,4}):([0-5]\d)(?:\.\d{1,9})?|(\d{1,2})\.(\d{2})\.([0-5]\d)", re.ASCII)
_WHOLE_MINUTES = re.compile(r"0*(\d{1,3}):([0-5]\d):00", re.ASCII)
_UNITS = re.compile(
    rf"(?:pt?)?(?:{_NUMBER}\s*(?:h|hrs?|hours?|or[ae])\.?(?:\s*(?:,|e|and)\s+|\s*))?"
    rf"(?:{_NUMBER}\s*(?:min(?:s|ut[ioesn]+)?|m|['′’](?!['’]))\.?(?:\s*(?:,|e|and)\s+|\s*))?"
    rf"(?:{_NUMBER}\s*(?:s|secs?|second[ios]*|sek|sekunden?|''|’’|[\"″”])\.?)?",
    re.ASCII,
)

_NOT_A_DURATION = message("“{found}” is not a duration; expected seconds, or minutes and seconds like 4:35.")
_OUT_OF_RANGE = message("A call cannot last “{found}”; expected between 0 seconds and 24 hours.")


class DurationUnit(StrEnum):
    """What a plain number of a column counts. Of `H_MM` 4:35:00 is 4 minutes 35: a workbook made hours of them."""

    SECONDS = "s"
    MILLISECONDS = "ms"
    MINUTES = "min"
    HOURS = "h"
    DAYS = "days"
    H_MM = "h:mm"


_SECONDS_IN = {
    DurationUnit.MILLISECONDS: 0.001,
    DurationUnit.MINUTES: 60.0,
    DurationUnit.HOURS: 3600.0,
    DurationUnit.DAYS: float(_DAY_S),
}
_WRITTEN_AS = {
    DurationUnit.SECONDS: frozenset(("s", "ss", "sec", "secs", "secondi", "seconds", "second", "secondo")),
    DurationUnit.MINUTES: frozenset(("min", "mins", "minuti", "minuto", "minute", "minutes")),
    DurationUnit.HOURS: frozenset(("ore", "hours", "h")),
    DurationUnit.MILLISECONDS: frozenset(("ms", "msec", "millisecondi", "milliseconds", "millis")),
}


@dataclass(frozen=True, slots=True)
class DurationFormat:
    """How the durations of a file are read. With `thousands` a mark before three digits parts thousands."""

    unit: DurationUnit = DurationUnit.SECONDS
    thousands: bool = False

    def read(self, cell: str) -> int | None:
        """Whole seconds, None for an empty cell. Raises LineFault."""
        if is_placeholder(cell):
            return None
        seconds = self._seconds(visible(cell[:_LONGEST_CELL]))
        if not 0 <= seconds <= _LONGEST_S:
            raise LineFault(_OUT_OF_RANGE, found=shown(cell))
        return round(seconds)

    def _seconds(self, text: str) -> float:
        if len(text) <= 40:
            if self.thousands and _THOUSANDS.fullmatch(text):
                text = re.sub(r"[^\d-]", "", text)
            plain = _NO_DAYS.sub("", text.lower().replace(",", "."))
            if _PLAIN.fullmatch(plain):
                is_share = self.unit is DurationUnit.SECONDS and _SHARE.fullmatch(plain)
                return float(plain) * (_DAY_S if is_share else _SECONDS_IN.get(self.unit, 1.0))
            if clock := _CLOCK.fullmatch(plain):
                hours, minutes, seconds = (int(clock[place] or clock[place + 3] or 0) for place in (1, 2, 3))
                if self.unit is DurationUnit.H_MM and _WHOLE_MINUTES.fullmatch(text):
                    hours, minutes, seconds = 0, hours, minutes
                return hours * 3600 + minutes * 60 + seconds
            if (units := _UNITS.fullmatch(plain)) and any(units.groups()):
                hours_, minutes_, seconds_ = units.groups(default="0")
                return float(hours_) * 3600 + float(minutes_) * 60 + float(seconds_)
        raise LineFault(_NOT_A_DURATION, found=shown(text))


def unit_said(header: str) -> DurationUnit | None:
    """The unit that a header names: minutes under `Durata (min)`, none where it says nothing."""
    words = frozenset(fold(header).split())
    return next((unit for unit, names in _WRITTEN_AS.items() if words & names), None)


def decide(header: str, cells: Iterable[str]) -> DurationFormat:
    """How a column is to be read: by its header, else by the size and the form of what stands in it."""
    texts = [visible(cell) for cell in cells if not is_placeholder(cell)]
    numbers = [text for text in texts if _PLAIN.fullmatch(text.replace(",", "."))]
    grouped = [text for text in texts if _THOUSANDS.fullmatch(text)]
    unit = unit_said(header)
    thousands = unit in {None, DurationUnit.SECONDS, DurationUnit.MILLISECONDS} and _are_thousands(
        texts, numbers, grouped, unit
    )
    if unit is None:
        unit = _unit_by_size(texts, numbers, DurationFormat(thousands=thousands))
    return DurationFormat(unit, thousands)


def _are_thousands(texts: list[str], numbers: list[str], grouped: list[str], unit: DurationUnit | None) -> bool:
    """Whether the marks in some numbers part thousands: nobody writes decimals in some cells, always three."""
    marked = [text for text in numbers if "." in text or "," in text]
    if not grouped or any(text not in grouped for text in marked):
        return False
    if len(grouped) < len(texts) or unit is DurationUnit.MILLISECONDS:
        return True
    middle = median(float(re.sub(r"\D", "", text)) for text in grouped)
    return middle < SHORT_S * 1000 and SHORT_S <= middle <= LONG_S


def _unit_by_size(texts: list[str], numbers: list[str], as_seconds: DurationFormat) -> DurationUnit:
    """Milliseconds where seconds would be hours, shares of a day where they would be none, and 4:35:00 for 4:35."""
    if not numbers:
        whole = [match for text in texts if (match := _WHOLE_MINUTES.fullmatch(text))]
        if len(whole) == len(texts) > 0 and median(int(match[1]) * 60 + int(match[2]) for match in whole) > LONG_S / 60:
            return DurationUnit.H_MM
        return DurationUnit.SECONDS
    if len(numbers) < len(texts):
        return DurationUnit.SECONDS
    values = [float(re.sub(r"\D", "", text) if as_seconds.thousands else text.replace(",", ".")) for text in numbers]
    filled = [value for value in values if value] or [0.0]
    if max(values) < 1 and SHORT_S <= median(filled) * 86400 <= LONG_S:
        return DurationUnit.DAYS
    if all(value.is_integer() for value in values) and median(filled) > LONG_S >= median(filled) / 1000 >= SHORT_S:
        return DurationUnit.MILLISECONDS
    return DurationUnit.SECONDS
