"""What a line of a call log becomes: a logged call, or a rejected line that says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain, repeat
from typing import NamedTuple, Self

from benvenuto.domain.instants import instant, microseconds

Cell = str | int | float | bool | datetime | date | time | timedelta | None

SHOWN = 80


class LoggedCall(NamedTuple):
    """One call of the log. `number` is its line in the file; text that the log does not give is empty.

    `started_at` is in UTC, `duration_s` in whole seconds or None. `agent` is the code or name the log uses,
    `recording` the name of the sound file. `external_id` is never empty: without one in the log it is derived
    from start, agent, caller and duration, so that the same line always has the same one.
    """

    number: int
    external_id: str
    started_at: datetime
    agent: str
    duration_s: int | None = None
    contact_reason: str = ""
    language: str = ""
    caller: str = ""
    outcome: str = ""
    note: str = ""
    recording: str = ""


class LoggedCalls(NamedTuple):
    """Many of them, a column each: the facts of one call stand at the same place of every column.

    `started_us` is in microseconds since 1970.
    """

    number: Sequence[int]
    external_id: Sequence[str]
    started_us: Sequence[int]
    agent: Sequence[str]
    duration_s: Sequence[int | None]
    contact_reason: Sequence[str]
    language: Sequence[str]
    caller: Sequence[str]
    outcome: Sequence[str]
    note: Sequence[str]
    recording: Sequence[str]

    @classmethod
    def of(cls, call: LoggedCall) -> Self:
        """A single one."""
        return cls._make((fact,) for fact in (*call[:2], microseconds(call.started_at), *call[3:]))

    @classmethod
    def joined(cls, parts: Sequence[LoggedCalls]) -> Self:
        """The calls of all parts, in turn."""
        if len(parts) == 1:
            return cls._make(parts[0])
        columns = zip(*parts, strict=True) if parts else repeat((), len(cls._fields))
        return cls._make(list(chain.from_iterable(column)) for column in columns)

    def between(self, start: int, stop: int) -> Self:
        """Those from place `start` to before `stop`."""
        return type(self)._make(column[start:stop] for column in self)

    def cut(self, length: int) -> Sequence[Self]:
        """In parts of so many, the last of which may be shorter."""
        return [self.between(start, start + length) for start in range(0, max(len(self.number), 1), length)]

    def calls(self) -> Iterator[LoggedCall]:
        """Each call by itself."""
        timestamps = map(instant, self.started_us)
        return map(LoggedCall._make, zip(*self[:2], timestamps, *self[3:], strict=True))


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A line that is not a call to score. `template` is a message id filled by `params`; `raw` the cells as found."""

    number: int
    template: str
    params: Mapping[str, object] = field(default_factory=dict)
    raw: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The reason in English, filled in."""
        return self.template.format(**self.params)


class LineFault(Exception):
    """Why one line is rejected: a message id and what fills it. Never leaves this package."""

    def __init__(self, template: str, **params: object) -> None:
        self.template = template
        self.params = params
        super().__init__(template)


class Unusual(Exception):
    """Some line among many must be read by itself. Never leaves this package."""


def shown(cell: Cell) -> str:
    """A cell as a message quotes it: on one line, not for ever."""
    text = " ".join(str(cell).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
