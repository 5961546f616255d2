"""Cells as text: what a workbook holds is written out, invisible marks are taken off, and some words mean nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Generic, TypeVar

from benvenuto.formats.calls.call_log.lines import LineFault
from benvenuto.formats.calls.call_log.synonyms import PLACEHOLDERS, phrases

WorkbookCell = str | int | float | bool | datetime | date | time | timedelta | None

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_MARKS = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SET_AGAINST_NUMBERS = re.compile(r"'[\d+-]")
_PLACEHOLDERS = frozenset(phrases(PLACEHOLDERS))
_MOST = 100_000  # a day has 86,400 seconds
_LONGEST = 500  # characters of a text that is worth remembering

_Meant = TypeVar("_Meant")


def written(cell: WorkbookCell) -> str:
    """A cell of a workbook as text: a code that Excel keeps as 201.0 is 201, and a date is ISO."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return _to_the_second(cell).isoformat(" ")
        case timedelta():
            return _clock(cell)
    return str(cell)


def _to_the_second(timestamp: datetime) -> datetime:
    """Excel counts days in floating point, and 10:20:30 may come as 10:20:29.999."""
    whole = timestamp.replace(microsecond=0)
    return whole + timedelta(seconds=1) if timestamp.microsecond >= 500_000 and whole.year < 9999 else whole


def _clock(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02}:{rest % 60:02}"


def visible(text: str) -> str:
    """What one sees of a cell: every kind of space is one space, marks of the direction of writing are gone, and the
    apostrophe that tells a spreadsheet to keep a number as it is."""
    plain = text if text.isascii() and "  " not in text else _SPACES.sub(" ", _MARKS.sub("", text)).strip()
    return plain[1:] if _SET_AGAINST_NUMBERS.match(plain) else plain


def is_placeholder(text: str) -> bool:
    """Whether it stands for an empty cell: a dash, N/D, null."""
    return not text or text.lower() in _PLACEHOLDERS


class Meanings(dict[str, _Meant | LineFault], Generic[_Meant]):
    """What each text of a column means, or why nothing: found once, as a log says the same few things a million
    times."""

    def __init__(self, find: Callable[[str], _Meant]) -> None:
        super().__init__()
        self._find = find
        self._faulty = set[str]()
        self._met_fault = False

    def __missing__(self, text: str) -> _Meant | LineFault:
        if len(self) >= _MOST:
            self._faulty.clear()
            self.clear()  # all of it at once: which of them come again nobody can tell
        meant: _Meant | LineFault
        try:
            meant = self._find(text)
        except LineFault as fault:
            meant = fault.with_traceback(None)  # which would hold on to all that was being read
            self._met_fault = True
        if len(text) <= _LONGEST:
            self[text] = meant
            if isinstance(meant, LineFault):
                self._faulty.add(text)
        return meant

    def of(self, texts: Sequence[str], faults: dict[int, LineFault]) -> Sequence[Any]:
        """What each of them means; the first fault of each place is kept in `faults`, and stands there."""
        self._met_fault = False
        meant = list(map(self.__getitem__, texts))
        if self._met_fault or not self._faulty.isdisjoint(texts):
            keep_first(meant, faults)
        return meant


def keep_first(meanings: Sequence[object], faults: dict[int, LineFault]) -> None:
    """Keep the faults among these, where there is none at the same place yet."""
    for place, meaning in enumerate(meanings):
        if isinstance(meaning, LineFault):
            faults.setdefault(place, meaning)
