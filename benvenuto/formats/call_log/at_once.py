"""Ordinary lines read at once, a column at a time; any that is out of the ordinary is left to be read by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from benvenuto.formats.call_log import words
from benvenuto.formats.call_log.columns import LONGEST, CallField, ColumnMapping, places
from benvenuto.formats.call_log.durations import read_duration, seconds_in_unit
from benvenuto.formats.call_log.lines import Cell, LoggedCalls, Unusual
from benvenuto.formats.call_log.many_moments import ManyMoments
from benvenuto.formats.call_log.moments import Clock
from benvenuto.formats.call_log.one_line import natural_key
from benvenuto.formats.call_log.remembering import Remembering
from benvenuto.formats.call_log.table import Columns, Rows


class AtOnce:
    """All that is known before the first line, and what has been met so far."""

    def __init__(self, headers: Sequence[str], mapping: ColumnMapping, clock: Clock) -> None:
        self._width = len(headers)
        self._pick = places(headers, mapping)
        self._day_apart = bool(mapping.get(CallField.START_TIME))
        self._moments = ManyMoments(clock)
        unit_s = seconds_in_unit(mapping.get(CallField.DURATION, ""))
        self._durations = Remembering(partial(read_duration, unit_s=unit_s))
        self._reasons: Remembering[str, str] = Remembering(words.contact_reason)
        self._languages: Remembering[str, str] = Remembering(words.language)

    def read(self, rows: Rows | Columns) -> LoggedCalls:
        """The calls of these lines, as reading one by one gives them. Raises LineFault or Unusual when it may not."""
        columns = rows.columns(self._width)
        if columns is None:
            raise Unusual
        nothing = ("",) * len(columns.numbers)
        external_id, started, start_time, agent, duration, reason, language, caller, outcome, note, recording = (
            column if column is nothing else _stripped(column) for column in self._pick((*columns.cells, nothing))
        )
        moments = self._moments.of_two(started, start_time) if self._day_apart else self._moments.of_one(started)
        agents = _texts(agent, CallField.AGENT)
        if not all(agents):
            raise Unusual
        durations = self._durations.all(duration)
        callers = _texts(caller, CallField.CALLER)
        names = _texts(external_id, CallField.EXTERNAL_ID)
        if not all(names):
            told = zip(names, moments, agents, callers, durations, strict=True)
            names = [name or natural_key(at, who, caller, lasted) for name, at, who, caller, lasted in told]
        return LoggedCalls(
            columns.numbers,
            names,
            moments,
            agents,
            durations,
            _words(self._reasons, reason, CallField.CONTACT_REASON),
            _words(self._languages, language, CallField.LANGUAGE),
            callers,
            _texts(outcome, CallField.OUTCOME),
            _texts(note, CallField.NOTE),
            _texts(recording, CallField.RECORDING),
        )


def _stripped(column: Sequence[Cell]) -> Sequence[str]:
    try:
        return list(map(str.strip, column))  # type: ignore[arg-type]
    except TypeError:  # a cell of a workbook that is no text
        raise Unusual from None


def _words(known: Remembering[str, str], cells: Sequence[str], call_field: CallField) -> Sequence[str]:
    return _texts(known.all(_texts(cells, call_field)), call_field) if any(cells) else cells


def _texts(cells: Sequence[str], call_field: CallField) -> Sequence[str]:
    """The words in each cell. Raises Unusual where one is too long or may be no plain text."""
    if not any(cells):
        return cells
    together = "\n" + "\n".join(cells)
    # an apostrophe may be set against formulas
    if "\n'" in together or "\0" in together or max(map(len, cells)) > LONGEST[call_field]:
        raise Unusual
    return cells
