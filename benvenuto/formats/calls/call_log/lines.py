"""What a line of a call log becomes: a logged call, a line kept apart, or a rejected one that says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, compress, repeat
from typing import NamedTuple, Self

from benvenuto.domain.instants import instant

SHOWN = 80
APART_US = 3600 * 1_000_000
"""Parts of one call do not lie further from each other than this."""


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
    def joined(cls, parts: Sequence[LoggedCalls]) -> Self:
        """The calls of all parts, in turn."""
        if len(parts) == 1:
            return cls._make(parts[0])
        columns = zip(*parts, strict=True) if parts else repeat((), len(cls._fields))
        return cls._make(list(chain.from_iterable(column)) for column in columns)

    def where(self, kept: Sequence[bool]) -> Self:
        """Those that are to be kept."""
        return type(self)._make(list(compress(column, kept)) for column in self)

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


@dataclass(frozen=True, slots=True)
class ApartLine(RejectedLine):
    """A line with which nothing is wrong, and which is no inbound call that somebody answered."""

    kind: str = ""


class LegOfCall(NamedTuple):
    """One part of a call with one agent."""

    agent: str
    started_us: int
    duration_s: int | None


@dataclass(frozen=True, slots=True)
class Lines:
    """What became of some lines: calls, lines kept apart, rejected ones. `legs` holds, by external id, the parts of
    calls that had several agents; `merged` lines beyond the first one of their call went into it. `repeated_hours`
    counts the starts that clocks showed twice, of which the first is taken, `cut_numbers` the callers left out since a
    spreadsheet wrote 3.93E+11, `transferred` the calls that a column says went on to somebody else."""

    calls: LoggedCalls
    rejected: Sequence[RejectedLine] = ()
    apart: Sequence[ApartLine] = ()
    legs: Mapping[str, Sequence[LegOfCall]] = field(default_factory=dict)
    merged: int = 0
    repeated_hours: int = 0
    cut_numbers: int = 0
    transferred: int = 0

    def __len__(self) -> int:
        return len(self.calls.number) + self.merged + len(self.rejected) + len(self.apart)

    def each(self) -> Iterator[LoggedCall | RejectedLine]:
        """One after another, in the order of the file."""
        lines: list[LoggedCall | RejectedLine] = [*self.calls.calls(), *self.rejected, *self.apart]
        return iter(sorted(lines, key=lambda line: line.number))


class LineFault(Exception):
    """Why one line is rejected: a message id and what fills it. Never leaves this package."""

    def __init__(self, template: str, **params: object) -> None:
        self.template = template
        self.params = params
        super().__init__(template)

    def line(self, number: int, raw: Sequence[str]) -> RejectedLine:
        """The line that has this fault."""
        return RejectedLine(number, self.template, self.params, tuple(cell.replace("\0", "\ufffd") for cell in raw))


def shown(cell: str) -> str:
    """A cell as a message quotes it: on one line, not for ever."""
    text = " ".join(cell.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
