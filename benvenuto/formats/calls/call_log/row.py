"""One line of a table, cell by cell: a logged call, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import blake2b

from benvenuto.domain.faults import message
from benvenuto.domain.hidden_signs import has_hidden_signs
from benvenuto.formats.calls.call_log import vocabulary as words
from benvenuto.formats.calls.call_log.columns import LONGEST, CallField, ColumnMapping, places
from benvenuto.formats.calls.call_log.dialects import Dialect
from benvenuto.formats.calls.call_log.durations import read_duration, seconds_in_unit
from benvenuto.formats.calls.call_log.lines import Cell, LineFault, LoggedCall, RejectedLine
from benvenuto.formats.calls.call_log.timestamps import Clock

_SET_AGAINST_FORMULAS = ("'=", "'+", "'-", "'@")

_NO_AGENT = message("The agent is missing in the column “{column}”.")
_TEXT_TOO_LONG = message("“{column}” holds {found} characters; at most {limit} are kept.")
_NOT_TEXT = message("“{column}” holds a character that is not text.")
_TOO_MANY_CELLS = message(
    "{found} cells where {expected} are expected: a separator inside a text must be in quotation marks."
)


class RowReader:
    """All that is known before the first line, so that each line costs little."""

    def __init__(self, headers: Sequence[str], mapping: ColumnMapping, dialect: Dialect, clock: Clock) -> None:
        self._width = len(headers)
        self._prepare = dialect.prepare(headers)
        self._clock = clock
        self._day_apart = bool(mapping.get(CallField.START_TIME))
        self._unit_s = seconds_in_unit(mapping.get(CallField.DURATION, ""))
        self._names = {call_field: mapping.get(call_field, "") for call_field in CallField}
        self._pick = places(headers, mapping)

    def read(self, number: int, cells: Sequence[Cell]) -> LoggedCall | RejectedLine:
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
        timestamp = (
            self._clock.timestamp_of_two(started, start_time) if self._day_apart else self._clock.timestamp(started)
        )
        agent = self._text(agent, CallField.AGENT)
        if not agent:
            raise LineFault(_NO_AGENT, column=self._names[CallField.AGENT])
        duration_s = read_duration(duration, self._unit_s)
        caller = self._text(caller, CallField.CALLER)
        return LoggedCall(
            number,
            self._text(external_id, CallField.EXTERNAL_ID) or natural_key(timestamp, agent, caller, duration_s),
            timestamp,
            agent,
            duration_s,
            self._word(words.contact_reason, reason, CallField.CONTACT_REASON),
            self._word(words.language, language, CallField.LANGUAGE),
            caller,
            self._text(outcome, CallField.OUTCOME),
            self._text(note, CallField.NOTE),
            self._text(recording, CallField.RECORDING),
        )

    def _word(self, known: Callable[[str], str], cell: Cell, call_field: CallField) -> str:
        word = known(self._text(cell, call_field))
        self._check_length(word, call_field)  # a small letter may take more room than the capital
        return word

    def _text(self, cell: Cell, call_field: CallField) -> str:
        """The words in a cell. An apostrophe set against spreadsheet formulas (rejected.py) is taken off again."""
        if cell is None or cell == "":
            return ""
        text = (cell if isinstance(cell, str) else _plain(cell)).strip()
        self._check_length(text, call_field)
        if "\0" in text or (call_field is CallField.AGENT and has_hidden_signs(text)):
            raise LineFault(_NOT_TEXT, column=self._names[call_field])
        return text[1:] if text.startswith(_SET_AGAINST_FORMULAS) else text

    def _check_length(self, text: str, call_field: CallField) -> None:
        limit = LONGEST[call_field]
        if len(text) > limit:
            raise LineFault(_TEXT_TOO_LONG, column=self._names[call_field], found=len(text), limit=limit)


def _plain(cell: Cell) -> str:
    """A cell of a workbook as text: a code that Excel keeps as 201.0 is 201."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def natural_key(started_at: datetime, agent: str, caller: str, duration_s: int | None) -> str:
    """The external id of a call whose log gives none: the same line always has the same one."""
    identity = "\x1f".join((started_at.isoformat(), agent.casefold(), caller, str(duration_s)))
    return f"log-{blake2b(identity.encode(), digest_size=12).hexdigest()}"
