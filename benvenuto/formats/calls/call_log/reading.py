"""Read the lines of a table into logged calls; a bad line becomes a rejected one and stops nothing.

A block of lines is read a column at a time, and each different text once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from hashlib import blake2b

from benvenuto.domain.faults import message
from benvenuto.domain.hidden_signs import has_hidden_signs
from benvenuto.domain.instants import instant
from benvenuto.formats.calls.call_log import statuses
from benvenuto.formats.calls.call_log import vocabulary as words
from benvenuto.formats.calls.call_log.cells import Meanings, is_placeholder, keep_first
from benvenuto.formats.calls.call_log.columns import LONGEST, CallField, check_mapping
from benvenuto.formats.calls.call_log.legs import CallsInParts
from benvenuto.formats.calls.call_log.lines import ApartLine, LineFault, Lines, LoggedCalls, RejectedLine
from benvenuto.formats.calls.call_log.statuses import Apart, SetApart
from benvenuto.formats.calls.call_log.synonyms import TOTALS, phrases
from benvenuto.formats.calls.call_log.table import Block, LogTable
from benvenuto.formats.calls.call_log.timestamps import Clock
from benvenuto.formats.calls.call_log.understanding import LogReading

_SET_AGAINST_FORMULAS = ("'=", "'+", "'-", "'@")
_TALK = frozenset(("talk", "talking", "billsec", "conversazione", "conversation", "parola", "conversato"))
_TOTALS = frozenset(phrases(TOTALS))
_MOST_MET = 200_000  # a line that is told twice follows soon

_NO_AGENT = message("The agent is missing in the column “{column}”.")
_TEXT_TOO_LONG = message("“{column}” holds {found} characters; at most {limit} are kept.")
_NOT_TEXT = message("“{column}” holds a character that is not text.")
_NO_TALK = message("Not answered: nobody talked.")
_TOTAL = message("A line of totals.")
_REPEATED = message("The same line stands above.")


def read_lines(table: LogTable, reading: LogReading, now: datetime) -> Iterator[Lines]:
    """Every line of the table, some hundreds at a time; `now` bounds their timestamps.

    Raises MissingColumns or UnknownColumns at once, before the first line is read.
    """
    check_mapping(table.headers, reading.mapping)
    return LineReader(table.headers, reading, now).read_all(table.blocks())


class LineReader:
    """All that is known before the first line, and what has been met so far."""

    def __init__(self, headers: Sequence[str], reading: LogReading, now: datetime) -> None:
        self._names = {call_field: reading.mapping.get(call_field, "") for call_field in CallField}
        self._places = {field: headers.index(name) for field, name in self._names.items() if name}
        self.clock = Clock(reading.zone, now, reading.day_first)
        self._parts = CallsInParts(reading.repeated, reading.scored)
        self._named = NamedByContents()
        self._group = headers.index(reading.group) if reading.repeated else None
        self._agent_of = reading.dialect.agent_of(headers) if reading.dialect.agent_of else None
        self._agents = Meanings(self._agent)
        self._durations = Meanings(reading.duration.read)
        self._reasons = Meanings(partial(self._word, words.contact_reason, CallField.CONTACT_REASON))
        self._languages = Meanings(partial(self._word, words.language, CallField.LANGUAGE))
        self._statuses = {
            call_field: Meanings(partial(statuses.check, self._names[call_field], reading.dialect.words))
            for call_field in (CallField.DIRECTION, CallField.ANSWERED, CallField.OUTCOME)
            if self._names[call_field] and not self._agent_of
        }
        header_words = frozenset(words.fold(self._names[CallField.DURATION]).split())
        self._is_talk = (bool(_TALK & header_words) or reading.dialect.is_talk) and not self._agent_of

    def read_all(self, blocks: Iterable[Block]) -> Iterator[Lines]:
        """What the lines of all blocks become."""
        for block in blocks:
            lines = self._read(block)
            if self._group is not None and block.numbers:
                keys = dict(zip(block.numbers, block.texts(self._group), strict=True))
                lines = self._parts.take(lines, keys)
            yield lines
        yield self._parts.rest()

    def _read(self, block: Block) -> Lines:
        if not block.numbers:
            return Lines(LoggedCalls.joined(()), block.broken)
        faults = dict[int, LineFault]()
        repeated = self.clock.repeated
        started = self._read_starts(block)
        if LineFault in set(map(type, started)):
            keep_first(started, faults)
        self._pass_over_totals(block, faults)
        for call_field, known in self._statuses.items():
            known.of(self._cells(block, call_field), faults)
        agents = self._read_agents(block, faults)
        durations = self._durations.of(self._cells(block, CallField.DURATION), faults)
        if self._is_talk and 0 in durations:
            silent = (place for place, seconds in enumerate(durations) if seconds == 0)
            faults = dict.fromkeys(silent, SetApart(Apart.MISSED, _NO_TALK)) | faults
        calls = LoggedCalls(
            block.numbers,
            self._texts(block, CallField.EXTERNAL_ID, faults),
            started,  # type: ignore[arg-type] # those with a fault are left out below
            agents,
            durations,
            self._reasons.of(self._cells(block, CallField.CONTACT_REASON), faults),
            self._languages.of(self._cells(block, CallField.LANGUAGE), faults),
            self._texts(block, CallField.CALLER, faults),
            self._texts(block, CallField.OUTCOME, faults),
            self._texts(block, CallField.NOTE, faults),
            self._texts(block, CallField.RECORDING, faults),
        )
        if not all(calls.external_id):
            calls = self._named.name(calls, block, faults)
        if faults:
            calls = calls.where([place not in faults for place in range(len(block.numbers))])
        return _lines(calls, block, faults, self.clock.repeated - repeated)

    def _cells(self, block: Block, call_field: CallField) -> Sequence[str]:
        place = self._places.get(call_field)
        return ("",) * len(block.numbers) if place is None else block.texts(place)

    def _read_starts(self, block: Block) -> Sequence[int | LineFault]:
        started = self._cells(block, CallField.STARTED_AT)
        if CallField.START_TIME in self._places:
            return self.clock.starts_of_two(started, self._cells(block, CallField.START_TIME))
        return self.clock.starts(started)

    def _read_agents(self, block: Block, faults: dict[int, LineFault]) -> Sequence[str]:
        if self._agent_of is None:
            return self._agents.of(self._cells(block, CallField.AGENT), faults)
        agents = list[str]()
        for place, (_, cells) in enumerate(block.rows()):
            try:
                agents.append(self._agent(self._agent_of(cells)))
            except LineFault as fault:
                faults.setdefault(place, fault.with_traceback(None))
                agents.append("")
        return agents

    @staticmethod
    def _pass_over_totals(block: Block, faults: dict[int, LineFault]) -> None:
        """A line without a readable start that speaks of totals is none to reproach."""
        for place in faults:
            if any(words.fold(cell) in _TOTALS for cell in block.cells(place)):
                faults[place] = SetApart(Apart.TOTALS, _TOTAL)

    def _texts(self, block: Block, call_field: CallField, faults: dict[int, LineFault]) -> Sequence[str]:
        cells = self._cells(block, call_field)
        together = "\n".join(cells)
        if "\0" not in together and "\n'" not in f"\n{together}" and max(map(len, cells)) <= LONGEST[call_field]:
            return cells
        return Meanings(partial(self._text, call_field)).of(cells, faults)

    def _agent(self, cell: str) -> str:
        text = self._text(CallField.AGENT, cell)
        if is_placeholder(text):
            raise LineFault(_NO_AGENT, column=self._names[CallField.AGENT])
        return text

    def _word(self, known: words.Known, call_field: CallField, cell: str) -> str:
        word = known(self._text(call_field, cell))
        self._check_length(word, call_field)  # a small letter may take more room than the capital
        return word

    def _text(self, call_field: CallField, text: str) -> str:
        """The words in a cell. An apostrophe set against spreadsheet formulas (rejected.py) is taken off again."""
        self._check_length(text, call_field)
        if "\0" in text or (call_field is CallField.AGENT and has_hidden_signs(text)):
            raise LineFault(_NOT_TEXT, column=self._names[call_field])
        return text[1:] if text.startswith(_SET_AGAINST_FORMULAS) else text

    def _check_length(self, text: str, call_field: CallField) -> None:
        limit = LONGEST[call_field]
        if len(text) > limit:
            raise LineFault(_TEXT_TOO_LONG, column=self._names[call_field], found=len(text), limit=limit)


def _lines(calls: LoggedCalls, block: Block, faults: dict[int, LineFault], repeated: int) -> Lines:
    rejected, apart = list(block.broken), list[ApartLine]()
    for place, fault in faults.items():
        line = fault.line(block.numbers[place], block.cells(place))
        if isinstance(fault, SetApart):
            apart.append(ApartLine(line.number, line.template, line.params, line.raw, fault.kind))
        elif any(map(str.strip, line.raw)):
            rejected.append(line)
    return Lines(calls, sorted(rejected, key=_number), sorted(apart, key=_number), repeated_hours=repeated)


def _number(line: RejectedLine) -> int:
    return line.number


class NamedByContents:
    """Gives an id to calls whose log has none. A line that stands there twice is one call; lines that are written
    otherwise and say the same are several."""

    def __init__(self) -> None:
        self._met = defaultdict[str, list[int]](list)

    def name(self, calls: LoggedCalls, block: Block, faults: dict[int, LineFault]) -> LoggedCalls:
        """The same calls, all with an id; what is only repeated is added to the faults."""
        names = list(calls.external_id)
        facts = zip(names, calls.started_us, calls.agent, calls.caller, calls.duration_s, strict=True)
        for place, (name, at, agent, caller, lasted) in enumerate(facts):
            if not name and place not in faults:
                key = natural_key(instant(at), agent, caller, lasted)
                line = hash(tuple(block.cells(place)))
                met = self._met[key]
                if line in met:
                    faults[place] = SetApart(Apart.REPEATED, _REPEATED)
                else:
                    met.append(line)
                    names[place] = key if len(met) == 1 else f"{key}-{len(met)}"
        if len(self._met) > _MOST_MET:
            self._met.clear()
        return calls._replace(external_id=names)


def natural_key(started_at: datetime, agent: str, caller: str, duration_s: int | None) -> str:
    """The external id of a call whose log gives none: the same line always has the same one."""
    identity = "\x1f".join((started_at.isoformat(), agent.casefold(), caller, str(duration_s)))
    return f"log-{blake2b(identity.encode(), digest_size=12).hexdigest()}"
