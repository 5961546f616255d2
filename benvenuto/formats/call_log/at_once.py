"""Ordinary lines read at once, a column at a time; any that is out of the ordinary is left to be read by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from benvenuto.formats.call_log import words
from benvenuto.formats.call_log.columns import LONGEST, CallField, ColumnMapping, places
from benvenuto.formats.call_log.durations import read_duration, seconds_in_unit
from benvenuto.formats.call_log.lines import Cell, LoggedCall, Unusual
from benvenuto.formats.call_log.many_moments import ManyMoments
from benvenuto.formats.call_log.moments import Clock
from benvenuto.formats.call_log.one_line import natural_key
from benvenuto.formats.call_log.table import Row


class AtOnce:
    """All that is known before the first line, and the days and durations met so far."""

    def __init__(self, headers: Sequence[str], mapping: ColumnMapping, clock: Clock) -> None:
        self._width = len(headers)
        self._pick = places(headers, mapping)
        self._day_apart = bool(mapping.get(CallField.START_TIME))
        self._moments = ManyMoments(clock)
        unit_s = seconds_in_unit(mapping.get(CallField.DURATION, ""))
        self._duration = lru_cache(maxsize=4096)(partial(read_duration, unit_s=unit_s))

    def read(self, rows: Sequence[Row]) -> Sequence[LoggedCall]:
        """The calls of these lines, as reading one by one gives them. Raises LineFault or Unusual when it may not."""
        numbers, lines = zip(*rows, strict=True)
        if set(map(len, lines)) != {self._width}:
            raise Unusual
        columns = (*zip(*lines, strict=True), ("",) * len(lines))
        external_id, started, start_time, agent, duration, reason, language, caller, outcome, note, recording = (
            _stripped(column) for column in self._pick(columns)
        )
        moments = self._moments.of_two(started, start_time) if self._day_apart else self._moments.of_one(started)
        agents = _texts(agent, CallField.AGENT)
        if not all(agents):
            raise Unusual
        durations = [self._duration(cell) for cell in duration]
        callers = _texts(caller, CallField.CALLER)
        told = zip(_texts(external_id, CallField.EXTERNAL_ID), moments, agents, callers, durations, strict=True)
        calls = zip(
            numbers,
            [name or natural_key(moment, agent, caller, lasted) for name, moment, agent, caller, lasted in told],
            moments,
            agents,
            durations,
            _words(words.contact_reason, reason, CallField.CONTACT_REASON),
            _words(words.language, language, CallField.LANGUAGE),
            callers,
            _texts(outcome, CallField.OUTCOME),
            _texts(note, CallField.NOTE),
            _texts(recording, CallField.RECORDING),
            strict=True,
        )
        return [LoggedCall._make(call) for call in calls]


def _stripped(column: Sequence[Cell]) -> Sequence[str]:
    try:
        return list(map(str.strip, column))  # type: ignore[arg-type]
    except TypeError:  # a cell of a workbook that is no text
        raise Unusual from None


def _words(known: Callable[[str], str], cells: Sequence[str], call_field: CallField) -> Sequence[str]:
    return _texts([known(text) for text in _texts(cells, call_field)], call_field)


def _texts(cells: Sequence[str], call_field: CallField) -> Sequence[str]:
    """The words in each cell. Raises Unusual where one is too long or may be no plain text."""
    together = "\n" + "\n".join(cells)
    # an apostrophe may be set against formulas
    if "\n'" in together or "\0" in together or len(max(cells, key=len)) > LONGEST[call_field]:
        raise Unusual
    return cells
