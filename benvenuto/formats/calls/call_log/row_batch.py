"""Ordinary lines read at once, a column at a time; any that is out of the ordinary is left to be read by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from benvenuto.domain.instants import instant
from benvenuto.formats.calls.call_log import vocabulary as words
from benvenuto.formats.calls.call_log.columns import LONGEST, CallField, ColumnMapping, places
from benvenuto.formats.calls.call_log.durations import read_duration, seconds_in_unit
from benvenuto.formats.calls.call_log.lines import LoggedCalls, Unusual
from benvenuto.formats.calls.call_log.memo import Remembering
from benvenuto.formats.calls.call_log.row import natural_key
from benvenuto.formats.calls.call_log.table import Columns
from benvenuto.formats.calls.call_log.timestamp_batch import TimestampBatch
from benvenuto.formats.calls.call_log.timestamps import Clock

_APOSTROPHE = "'"  # may be set against formulas


class RowBatch:
    """All that is known before the first line, and what has been met so far."""

    def __init__(self, headers: Sequence[str], mapping: ColumnMapping, clock: Clock) -> None:
        self._pick = places(headers, mapping)
        self._day_apart = bool(mapping.get(CallField.START_TIME))
        self._timestamps = TimestampBatch(clock)
        unit_s = seconds_in_unit(mapping.get(CallField.DURATION, ""))
        self._durations = Remembering(partial(read_duration, unit_s=unit_s), None)
        self._reasons = _words(words.contact_reason, CallField.CONTACT_REASON)
        self._languages = _words(words.language, CallField.LANGUAGE)

    def read(self, columns: Columns) -> tuple[LoggedCalls, set[int]]:
        """The calls of these lines as reading one by one gives them, and the places of those that are to be read so:
        what stands there is no call."""
        odd = set[int]()
        nothing = ("",) * len(columns.numbers)
        external_id, started, start_time, agent, duration, reason, language, caller, outcome, note, recording = (
            column if column is nothing else list(map(str.strip, column))
            for column in self._pick((*columns.cells, nothing))
        )
        if self._day_apart:
            timestamps = self._timestamps.of_two(started, start_time, odd)
        else:
            timestamps = self._timestamps.of_one(started, odd)
        durations = self._durations.all(duration, odd)
        agents = _texts(agent, CallField.AGENT, odd)
        if not "".join(agents).isprintable():
            odd.update(place for place, text in enumerate(agents) if not text.isprintable())
        if not all(agents):
            odd.update(place for place, text in enumerate(agents) if not text)
        callers = _texts(caller, CallField.CALLER, odd)
        names = _texts(external_id, CallField.EXTERNAL_ID, odd)
        if not all(names):
            rows = zip(names, timestamps, agents, callers, durations, strict=True)
            names = [name or natural_key(instant(at), who, caller, lasted) for name, at, who, caller, lasted in rows]
        calls = LoggedCalls(
            columns.numbers,
            names,
            timestamps,
            agents,
            durations,
            self._reasons.all(reason, odd),
            self._languages.all(language, odd),
            callers,
            _texts(outcome, CallField.OUTCOME, odd),
            _texts(note, CallField.NOTE, odd),
            _texts(recording, CallField.RECORDING, odd),
        )
        return calls, odd


def _words(known: Callable[[str], str], call_field: CallField) -> Remembering[str]:
    def word(text: str) -> str:
        meant = known(text)
        if text.startswith(_APOSTROPHE) or max(len(text), len(meant)) > LONGEST[call_field]:
            raise Unusual
        return meant

    return Remembering(word, "")


def _texts(cells: Sequence[str], call_field: CallField, odd: set[int]) -> Sequence[str]:
    """The words in each cell; the places of those that are too long or may be no plain text are added to `odd`."""
    limit = LONGEST[call_field]
    if max(map(len, cells)) > limit or f"\n{_APOSTROPHE}" in "\n" + "\n".join(cells):
        odd.update(place for place, cell in enumerate(cells) if len(cell) > limit or cell.startswith(_APOSTROPHE))
    return cells
