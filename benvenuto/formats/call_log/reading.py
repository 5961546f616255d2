"""Read the lines of a table into logged calls; a bad line becomes a rejected one and stops nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from hashlib import blake2b
from operator import itemgetter

from benvenuto.domain.faults import message
from benvenuto.formats.call_log import words
from benvenuto.formats.call_log.columns import CallField, ColumnMapping, check_mapping
from benvenuto.formats.call_log.dialects import GENERIC, Dialect
from benvenuto.formats.call_log.durations import read_duration, seconds_in_unit
from benvenuto.formats.call_log.lines import Cell, LineFault, LoggedCall, RejectedLine
from benvenuto.formats.call_log.moments import Clock
from benvenuto.formats.call_log.table import Table

_LONGEST = 200
_LONGEST_NOTE = 4000
_SET_AGAINST_FORMULAS = ("'=", "'+", "'-", "'@")

_NO_AGENT = message("The agent is missing in the column “{column}”.")
_TEXT_TOO_LONG = message("“{column}” holds {found} characters; at most {limit} are kept.")
_NOT_TEXT = message("“{column}” holds a character that is not text.")
_TOO_MANY_CELLS = message(
    "{found} cells where {expected} are expected: a separator inside a text must stand between quotation marks."
)


def read_lines(
    table: Table,
    mapping: ColumnMapping,
    *,
    timezone: tzinfo,
    now: datetime,
    dialect: Dialect = GENERIC,
    day_first: bool = True,
) -> Iterator[LoggedCall | RejectedLine]:
    """Every line of the table, in order, one at a time in memory.

    Times without a zone are in `timezone`; `now` bounds them; `day_first` tells 3/4 in Italy from 3/4 in the USA.
    Raises MissingColumns or UnknownColumns at once, before the first line is read.
    """
    check_mapping(table.headers, mapping)
    reader = _Reader(table.headers, mapping, dialect, Clock(timezone, now, day_first))
    return (line if isinstance(line, RejectedLine) else reader.line(*line) for line in table.rows())


class _Reader:
    """All that is known before the first line, so that each line costs little."""

    def __init__(self, headers: Sequence[str], mapping: ColumnMapping, dialect: Dialect, clock: Clock) -> None:
        self._width = len(headers)
        self._prepare = dialect.prepare(headers)
        self._clock = clock
        self._day_apart = bool(mapping.get(CallField.START_TIME))
        self._unit_s = seconds_in_unit(mapping.get(CallField.DURATION, ""))
        self._names = {call_field: mapping.get(call_field, "") for call_field in CallField}
        # A field without a column looks at the empty cell that `line` puts behind the last one.
        places = (headers.index(name) if name else self._width for name in self._names.values())
        self._pick = itemgetter(*places)

    def line(self, number: int, cells: Sequence[Cell]) -> LoggedCall | RejectedLine:
        """One line, good or bad."""
        try:
            return self._call(number, self._prepare(self._fitted(cells)))
        except LineFault as fault:
            raw = tuple("" if cell is None else str(cell).replace("\0", "\ufffd") for cell in cells)
            return RejectedLine(number, fault.template, fault.params, raw)

    def _fitted(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """As many cells as there are headers; missing ones are empty, surplus ones must be."""
        surplus = len(cells) - self._width
        if surplus > 0 and any(cells[self._width :]):
            raise LineFault(_TOO_MANY_CELLS, found=len(cells), expected=self._width)
        return cells if surplus == 0 else [*cells[: self._width], *[""] * -surplus]

    def _call(self, number: int, cells: Sequence[Cell]) -> LoggedCall:
        external_id, started, start_time, agent, duration, reason, language, caller, outcome, note, recording = (
            self._pick((*cells, ""))
        )
        moment = self._clock.moment_of_two(started, start_time) if self._day_apart else self._clock.moment(started)
        agent = self._text(agent, CallField.AGENT)
        if not agent:
            raise LineFault(_NO_AGENT, column=self._names[CallField.AGENT])
        duration_s = read_duration(duration, self._unit_s)
        caller = self._text(caller, CallField.CALLER)
        return LoggedCall(
            number,
            self._text(external_id, CallField.EXTERNAL_ID) or _natural_key(moment, agent, caller, duration_s),
            moment,
            agent,
            duration_s,
            words.contact_reason(self._text(reason, CallField.CONTACT_REASON)),
            words.language(self._text(language, CallField.LANGUAGE)),
            caller,
            self._text(outcome, CallField.OUTCOME),
            self._text(note, CallField.NOTE, _LONGEST_NOTE),
            self._text(recording, CallField.RECORDING),
        )

    def _text(self, cell: Cell, call_field: CallField, limit: int = _LONGEST) -> str:
        """The words in a cell. An apostrophe set against spreadsheet formulas (rejected.py) is taken off again."""
        if cell is None or cell == "":
            return ""
        text = (cell if isinstance(cell, str) else _plain(cell)).strip()
        if len(text) > limit:
            raise LineFault(_TEXT_TOO_LONG, column=self._names[call_field], found=len(text), limit=limit)
        if "\0" in text:
            raise LineFault(_NOT_TEXT, column=self._names[call_field])
        return text[1:] if text.startswith(_SET_AGAINST_FORMULAS) else text


def _plain(cell: Cell) -> str:
    """A cell of a workbook as text: a code that Excel keeps as 201.0 is 201."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _natural_key(started_at: datetime, agent: str, caller: str, duration_s: int | None) -> str:
    told = "\x1f".join((started_at.isoformat(), agent.casefold(), caller, str(duration_s)))
    return f"log-{blake2b(told.encode(), digest_size=12).hexdigest()}"
