"""What a call log holds as a whole, and what is doubtful about how it was understood: told before it is imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from benvenuto.domain.faults import message
from benvenuto.domain.instants import instant
from benvenuto.formats.calls.call_log import CallField, DurationUnit, Lines, LogReading, Scored
from benvenuto.formats.calls.call_log.durations import LONG_S, SHORT_S
from benvenuto.formats.calls.call_log.statuses import machine
from benvenuto.formats.calls.call_log.timestamps import FUTURE
from benvenuto.services.people.agents_of_logs import as_asked

_MOST_DURATIONS = 100_000
_MOST_AGENTS = 20_000
_MANY = 20  # calls of one agent alone that make one wonder
_LONG_AGO = timedelta(days=365)
_LONG_SPREAD = timedelta(days=730)

Doubt = tuple[str, Mapping[str, object]]
"""A message id and what fills it."""

_SHORT = message("Half of the calls last less than {seconds} seconds: is the unit of the durations right?")
_LONG = message("Half of the calls last more than {hours} hours: is the unit of the durations right?")
_H_MM = message("Durations such as 4:35:00 are taken for 4 minutes and 35 seconds: a spreadsheet made hours of them.")
_IN_FUTURE = message("{lines} lines are dated in the future: are the time zone and the order of day and month right?")
_OLD = message("The last call is more than a year old: is the order of day and month right?")
_ORDER = message("No date tells whether the day or the month comes first: please compare with what you know.")
_BOTH = message("Some dates can only be day first and others only month first: the file mixes the two.")
_ONE_AGENT = message("All calls are of one agent: is the right column chosen?")
_REPEATED = message(
    "Calls that began in the hour that the clocks showed twice: {lines}. The first of the two hours is taken; if the"
    " system writes UTC, choose that time zone."
)
_DIRECTION = message("No column says which calls came in: outgoing ones, if the file has any, are taken as inbound.")
_ANSWERED = message(
    "No column says which calls were answered: missed ones, if the file has any, are taken as answered."
)
_NO_LINES = message("The file names its columns and holds no line below them.")
_CUT = message(
    "Telephone numbers that a spreadsheet has cut short, such as 3.93E+11: {lines}. They are left out; to keep them,"
    " export again and open the file as text."
)
_NO_DURATION = message("The column “{column}” holds no duration of any call.")
_NO_COLUMN = message("No column says how long the calls lasted: choose it, if the file has one.")
_SPREAD = message("More than two years lie between the first call and the last: are all dates written the same way?")
_TRANSFERRED = message(
    "Transferred calls, according to the column “{column}”: {calls}. Each is given to the agent in the column"
    " “{agent}”, not to whoever took it over."
)
_HANDS = {
    Scored.LONGEST: message(
        "Calls that several agents took, one after the other: {calls}. Each is given to who talked longest; where the"
        " log does not say how long each talked, to the last."
    ),
    Scored.FIRST: message(
        "Calls that several agents took, one after the other: {calls}. Each is given to the first of them."
    ),
    Scored.LAST: message(
        "Calls that several agents took, one after the other: {calls}. Each is given to the last of them."
    ),
}
_NO_CALLS = message("No line of the file can be imported as it is read now.")


@dataclass(frozen=True, slots=True)
class LogSurvey:
    """What would become of every line. `unknown` counts the calls of agents nobody knows, by the log's code;
    with `is_unknown_cut` there are more of them, that were not counted."""

    reading: LogReading
    lines: int
    calls: int
    merged: int
    rejected: int
    apart: Mapping[str, int]
    unknown: Mapping[str, int]
    first: datetime | None
    last: datetime | None
    doubts: Sequence[Doubt]
    is_unknown_cut: bool = False


def count_some(counts: Counter[str], codes: Sequence[str]) -> None:
    """Count the agents of some calls; a file in which there is no end of them costs no more memory than another."""
    counts.update(codes if len(counts) < _MOST_AGENTS else filter(counts.__contains__, codes))


class Surveying:
    """Adds up the lines of one file."""

    def __init__(
        self, reading: LogReading, now: datetime, is_known: Callable[[str], bool], remarks: Sequence[Doubt] = ()
    ) -> None:
        self._remarks = remarks
        self._reading = reading
        self._now = now
        self._is_known = is_known
        self.lines = self._calls = self._merged = self._rejected = self._future = self._repeated = self._cut = 0
        self._transferred = self._hands = 0
        self._apart: Counter[str] = Counter()
        self._agents: Counter[str] = Counter()
        self._durations: list[int] = []
        self._first: int | None = None
        self._last: int | None = None

    def add(self, lines: Lines) -> None:
        """Some more of them."""
        self.lines += len(lines)
        self._calls += len(lines.calls.number)
        self._merged += lines.merged
        self._rejected += len(lines.rejected)
        self._repeated += lines.repeated_hours
        self._cut += lines.cut_numbers
        self._transferred += lines.transferred
        self._hands += sum(
            len({leg.agent for leg in legs if not machine(leg.agent)}) > 1 for legs in lines.legs.values()
        )
        self._future += sum(line.template == FUTURE for line in lines.rejected)
        self._apart.update(line.kind for line in lines.apart)
        count_some(self._agents, lines.calls.agent)
        if len(self._durations) < _MOST_DURATIONS:
            self._durations += [seconds for seconds in lines.calls.duration_s if seconds is not None]
        if started := lines.calls.started_us:
            low, high = min(started), max(started)
            self._first = low if self._first is None else min(self._first, low)
            self._last = high if self._last is None else max(self._last, high)

    def result(self) -> LogSurvey:
        """What they come to."""
        return LogSurvey(
            self._reading,
            self.lines,
            self._calls,
            self._merged,
            self._rejected,
            self._apart,
            as_asked({code: count for code, count in self._agents.items() if not self._is_known(code)}),
            None if self._first is None else instant(self._first),
            None if self._last is None else instant(self._last),
            [*self._remarks, *((template, params) for template, params, is_so in self._doubts() if is_so)],
            len(self._agents) >= _MOST_AGENTS,
        )

    def _doubts(self) -> Sequence[tuple[str, Mapping[str, object], bool]]:
        reading, middle = self._reading, median(self._durations) if self._durations else SHORT_S
        last = self._now if self._last is None else instant(self._last)
        first = last if self._first is None else instant(self._first)
        column = reading.mapping.get(CallField.DURATION, "")
        transfers, agent = (reading.mapping.get(name, "") for name in (CallField.TRANSFERRED_TO, CallField.AGENT))
        is_habit = reading.order_by == "habit" and reading.order_matters
        return (
            (_NO_LINES, {}, not self.lines),
            (_NO_CALLS, {}, not self._calls and self.lines > 0),
            (_NO_DURATION, {"column": column}, bool(column and self._calls and not self._durations)),
            (_NO_COLUMN, {}, not column and self._calls > 0),
            (_SHORT, {"seconds": SHORT_S}, middle < SHORT_S),
            (_LONG, {"hours": LONG_S // 3600}, middle > LONG_S),
            (_H_MM, {}, reading.duration.unit is DurationUnit.H_MM),
            (_IN_FUTURE, {"lines": self._future}, self._future > 0),
            (_OLD, {}, self._now - last > _LONG_AGO),
            (_SPREAD, {}, last - first > _LONG_SPREAD),
            (_ORDER, {}, is_habit),
            (_BOTH, {}, reading.both_orders),
            (_ONE_AGENT, {}, len(self._agents) == 1 and self._calls >= _MANY),
            (_REPEATED, {"lines": self._repeated}, self._repeated > 0),
            (_CUT, {"lines": self._cut}, self._cut > 0),
            (_TRANSFERRED, {"calls": self._transferred, "column": transfers, "agent": agent}, self._transferred > 0),
            (_HANDS[reading.scored], {"calls": self._hands}, self._hands > 0),
            (_DIRECTION, {}, not reading.tells_direction),
            (_ANSWERED, {}, not reading.tells_answer and not self._has_answers()),
        )

    def _has_answers(self) -> bool:
        """Whether what the log says of the outcome of its calls tells the missed ones."""
        return bool(self._reading.mapping.get(CallField.OUTCOME)) and bool(
            self._apart["missed"] or self._apart["abandoned"]
        )
