"""A place in a JSON document: what stands there is asked for by kind, and a wrong kind is a fault with its path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from benvenuto.domain.call import Word
from benvenuto.domain.faults import Fault
from benvenuto.formats.calls.transcripts.faults import (
    AND_MORE,
    ENDS_BEFORE_START,
    EXPECTED_LIST,
    EXPECTED_MILLISECONDS,
    EXPECTED_TEXT,
    EXPECTED_TIME,
    MissingList,
    TooLongTranscript,
)
from benvenuto.formats.text_file import FaultKind

LONGEST_S = 172_800
"""Two days: no call is longer, and a time in milliseconds that is taken for seconds soon is."""
_EARLIEST_S = -0.5
MOST_WORDS = 100_000
"""Eleven hours of talk; a two-hour call has some 20,000."""
MOST_TURNS = 20_000
MOST_FAULTS = 20
_SKETCHED = 5
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MISSING = object()


class FaultReport:
    """The faults of one file; of those of a kind only the first are told one by one."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._listed: list[Fault] = []
        self._more: dict[FaultKind, int] = {}
        self._words = 0

    def count_word(self) -> None:
        """One more word; raises TooLongTranscript at the first that is too many, and not when all have been read."""
        self._words += 1
        if self._words > MOST_WORDS:
            raise TooLongTranscript(limit=MOST_WORDS)

    def add(self, line: int, path: str, kind: FaultKind, /, **params: object) -> None:
        """One more fault at this line (0: none) and path."""
        if sum(fault.template == kind.template for fault in self._listed) < MOST_FAULTS:
            self._listed.append(Fault(self.file, line, path, kind.template, kind.remedy, params))
        else:
            self._more[kind] = self._more.get(kind, 0) + 1

    def faults(self) -> list[Fault]:
        """All of them, in the order they were found."""
        more = [Fault(self.file, 0, "", AND_MORE.template, AND_MORE.remedy, {"n": n}) for n in self._more.values()]
        return [*self._listed, *more]


class JsonPlace:
    """What stands at `path` of a document. A place that is not there is a place too, and `there` says so."""

    __slots__ = ("_around", "_step", "report", "value")

    def __init__(self, value: Any, report: FaultReport, around: JsonPlace | None = None, step: str | int = "") -> None:
        self.value, self.report, self._around, self._step = value, report, around, step

    @property
    def there(self) -> bool:
        """Whether anything stands here; null is nothing."""
        return self.value is not _MISSING and self.value is not None

    @property
    def path(self) -> str:
        """The place as programmers write it: results.items[3].start_time."""
        steps: list[str | int] = []
        place = self
        while place._around is not None:
            steps.append(place._step)
            place = place._around
        return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in reversed(steps)).lstrip(".")

    def __getitem__(self, step: str | int) -> JsonPlace:
        value = self.value
        if isinstance(step, str):
            value = value.get(step, _MISSING) if isinstance(value, dict) else _MISSING
        else:
            value = value[step] if isinstance(value, list) and step < len(value) else _MISSING
        return JsonPlace(value, self.report, self, step)

    def __iter__(self) -> Iterator[JsonPlace]:
        """The places of a list; anything else is a fault and holds none."""
        if isinstance(self.value, list):
            for at, value in enumerate(self.value):
                yield JsonPlace(value, self.report, self, at)
        else:
            self.fault(EXPECTED_LIST, found=self.sketch())

    def needed(self, format_name: str) -> JsonPlace:
        """This place, which must be a list, for without it the file holds no words; raises MissingList."""
        if not isinstance(self.value, list):
            raise MissingList(format=format_name, place=self.path, found=self.sketch())
        return self

    def in_turns(self) -> JsonPlace:
        """This list, each element of which is a turn; raises TooLongTranscript before so many of them are read."""
        if isinstance(self.value, list) and len(self.value) > MOST_TURNS:
            raise TooLongTranscript(limit=MOST_TURNS)
        return self

    def beside(self, **more: Any) -> JsonPlace:
        """This place with more in it."""
        own = self.value if isinstance(self.value, dict) else {}
        return JsonPlace({**own, **more}, self.report, self._around, self._step)

    def text(self) -> str:
        """The text here without spaces around it, "" where there is none; a fault where something else stands."""
        if isinstance(self.value, str):
            return clean(self.value)
        if self.there:
            self.fault(EXPECTED_TEXT, found=self.sketch())
        return ""

    def name(self) -> str:
        """What is called so here: a text, or the number by which a machine counts; "" where there is none."""
        if isinstance(self.value, int) and not isinstance(self.value, bool) and abs(self.value) < 10**6:
            return str(self.value)
        return self.text()

    def seconds(self, *, milliseconds: bool = False) -> float | None:
        """The time here in seconds; None, with a fault, where there is none. It may be written as a text."""
        seconds = as_number(self.value)
        if seconds is not None and milliseconds:
            seconds /= 1000
        if (time := within_a_call(seconds)) is not None:
            return time
        self.fault(EXPECTED_MILLISECONDS if milliseconds else EXPECTED_TIME, found=self.sketch())
        return None

    def share(self) -> float | None:
        """The number from 0 to 1 here, None where there is none."""
        number = as_number(self.value)
        return number if number is not None and 0 <= number <= 1 else None

    def span(
        self, start: str | int, end: str | int, *, milliseconds: bool = False
    ) -> tuple[float | None, float | None]:
        """Two times below this place, the second never before the first."""
        begins = self[start].seconds(milliseconds=milliseconds)
        ends = self[end].seconds(milliseconds=milliseconds)
        if begins is not None and ends is not None and ends < begins:
            self[end].fault(ENDS_BEFORE_START, start=begins, end=ends)
            ends = begins
        return begins, ends

    def word(self, text: str, span: tuple[float | None, float | None], confidence: JsonPlace) -> Word | None:
        """A word, None where its times are not both known."""
        start, end = span
        if start is None or end is None:
            return None
        self.report.count_word()
        return Word(text, start, end, confidence.share())

    def fault(self, kind: FaultKind, **params: object) -> None:
        """A fault of this kind at this place."""
        self.report.add(0, self.path, kind, **params)

    def sketch(self) -> str:
        """What stands here, in few signs and in no language."""
        return sketch(None if self.value is _MISSING else self.value)


def clean(text: str) -> str:
    """Text that every screen and database takes, in one line."""
    if text.isalnum():
        return text  # most words are no more than that
    return " ".join(_NO_TEXT.sub("", text).split())


def sketch(value: Any) -> str:
    """A value of a JSON document, short: `{"a", "b", …}`, `[…]`, `"text"`, `null`, `-3`."""
    if isinstance(value, Mapping):
        keys = [f'"{clean(str(key))[:30]}"' for key in list(value)[:_SKETCHED]]
        return "{" + ", ".join([*keys, "…"] if len(value) > _SKETCHED else keys) + "}"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    if isinstance(value, str):
        shown = clean(value[:200])
        return f'"{shown[:30]}…"' if len(shown) > 30 else f'"{shown}"'
    return _figure(value) if isinstance(value, int | float) and not isinstance(value, bool) else json.dumps(value)


def _figure(value: float) -> str:
    return f"{value:.6g}" if isinstance(value, float) or abs(value) < 10**15 else "1e15…"


def within_a_call(seconds: float | None) -> float | None:
    """A time that a call can have; what begins a blink before it begins with it, as diarisers write."""
    return max(seconds, 0.0) if seconds is not None and _EARLIEST_S <= seconds <= LONGEST_S else None


def as_number(value: Any) -> float | None:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float | str)
        # no time or share is written with so many characters
        or (isinstance(value, str) and len(value) > 40)
    ):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None
