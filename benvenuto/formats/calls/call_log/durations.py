"""How long a call lasted: seconds, 4:35, 1h 4m, 3,5 minutes, a time from Excel."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from functools import lru_cache

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.lines import Cell, LineFault, shown
from benvenuto.formats.calls.call_log.vocabulary import fold

_LONGEST_S = 24 * 3600
_NUMBER = r"(\d{1,9}(?:\.\d{1,9})?)"
_PLAIN = re.compile(rf"-?{_NUMBER}", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):([0-5]\d)(?:\.\d{1,9})?", re.ASCII)
_UNITS = re.compile(
    rf"(?:{_NUMBER}\s*(?:h|hrs?|hours?|or[ae])\b\.?\s*)?"
    rf"(?:{_NUMBER}\s*(?:m\b|mins?\b|minut[ioes]+\b|['′](?!'))\.?\s*)?"
    rf"(?:{_NUMBER}\s*(?:s|secs?|second[ios]*|''|[\"″])\.?)?",
    re.ASCII,
)

_NOT_A_DURATION = message("“{found}” is not a duration; expected seconds, or minutes and seconds like 4:35.")
_OUT_OF_RANGE = message("A call cannot last “{found}”; expected between 0 seconds and 24 hours.")

_SECONDS_IN = {
    60.0: frozenset(("min", "mins", "minuti", "minuto", "minute", "minutes")),
    3600.0: frozenset(("ore", "hours", "h")),
    0.001: frozenset(("ms", "msec", "millisecondi", "milliseconds")),
}
_SAYS_SECONDS = frozenset(("s", "ss", "sec", "secs", "secondi", "seconds"))


def seconds_in_unit(header: str) -> float:
    """How many seconds a plain number under this header counts: 60 under `Durata (min)`, 1 where it says nothing."""
    words = frozenset(fold(header).split())
    if words & _SAYS_SECONDS:
        return 1.0
    return next((seconds for seconds, names in _SECONDS_IN.items() if words & names), 1.0)


def read_duration(cell: Cell, unit_s: float = 1.0) -> int | None:
    """Whole seconds, None for an empty cell; `unit_s` is what a plain number counts. Raises LineFault."""
    seconds = _seconds(cell.strip() if isinstance(cell, str) else cell, unit_s)
    if seconds is not None and not 0 <= seconds <= _LONGEST_S:
        raise LineFault(_OUT_OF_RANGE, found=shown(cell))
    return None if seconds is None else round(seconds)


def _seconds(cell: Cell, unit_s: float) -> float | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return _seconds_of_text(cell, unit_s)
    if isinstance(cell, timedelta):
        return cell.total_seconds()
    if isinstance(cell, time):
        return cell.hour * 3600 + cell.minute * 60 + cell.second
    if isinstance(cell, bool | datetime) or not isinstance(cell, int | float):
        raise LineFault(_NOT_A_DURATION, found=shown(cell))
    return cell * unit_s


@lru_cache(maxsize=4096)
def _seconds_of_text(text: str, unit_s: float) -> float:
    if len(text) <= 40:
        plain = text.lower().replace(",", ".")
        if _PLAIN.fullmatch(plain):
            return float(plain) * unit_s
        if clock := _CLOCK.fullmatch(plain):
            hours, minutes, seconds = clock.groups(default="0")
            return int(hours) * 3600 + int(minutes) * 60 + int(seconds)
        if units := _UNITS.fullmatch(plain):
            hours, minutes, seconds = units.groups(default="0")
            return float(hours) * 3600 + float(minutes) * 60 + float(seconds)
    raise LineFault(_NOT_A_DURATION, found=shown(text))
