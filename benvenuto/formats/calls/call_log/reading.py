"""Read the lines of a table into logged calls; a bad line becomes a rejected one and stops nothing.

A block of lines is read a column at a time, and each different text once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import blake2b

from benvenuto.domain.faults import message
from benvenuto.domain.hidden_signs import has_hidden_signs
from benvenuto.domain.instants import instant
from benvenuto.formats.calls.call_log import vocabulary as words
from benvenuto.formats.calls.call_log.cells import Meanings, is_placeholder, keep_first
from benvenuto.formats.calls.call_log.columns import LONGEST, CallField, check_mapping
from benvenuto.formats.calls.call_log.dialects import GENERIC
from benvenuto.formats.calls.call_log.legs import CallsInParts, people_of
from benvenuto.formats.calls.call_log.lines import ApartLine, LineFault, Lines, LoggedCalls, RejectedLine, shown
from benvenuto.formats.calls.call_log.statuses import (
    NOT_INBOUND,
    Apart,
    SetApart,
    StatusColumn,
    is_extension,
    is_total,
    machine,
    went_on,
)
from benvenuto.formats.calls.call_log.table import Block, LogTable
from benvenuto.formats.calls.call_log.timestamps import Clock
from benvenuto.formats.calls.call_log.understanding import LogReading

_SET_AGAINST = tuple(f"'{sign}" for sign in "=+-@0123456789")
_TO_LOOK_AT_EVERYWHERE = ("\0", "\n'")
_TO_LOOK_AT = {
    CallField.EXTERNAL_ID: (*_TO_LOOK_AT_EVERYWHERE, "e+", "E+"),
    CallField.CALLER: (*_TO_LOOK_AT_EVERYWHERE, "e+", "E+", "e1", "E1", ":", ".0\n"),
}
_NUMBER_CUT = re.compile(r"\d(?:[.,]\d+e\+?|e\+)\d{1,3}", re.ASCII | re.IGNORECASE)
_FLOAT = re.compile(r"^(\d+)\.0$", re.ASCII)
_SCHEME = re.compile(r"^(?:sips?|tel|client|callto):", re.IGNORECASE)
_STATUS_FIELDS = (CallField.CHANNEL, CallField.DIRECTION, CallField.ANSWERED, CallField.OUTCOME)
_TALK = frozenset(("talk", "talking", "billsec", "conversazione", "conversation", "parola", "conversato"))
_SQL_TYPES = frozenset(("integer", "varchar"))  # below the headers of CUCM
_MOST_MET = 200_000  # a line that is told twice follows soon

_NO_AGENT = message("The agent is missing in the column “{column}”.")
_TEXT_TOO_LONG = message("“{column}” holds {found} characters; at most {limit} are kept.")
_NOT_TEXT = message("“{column}” holds a character that is not text.")
_NO_TALK = message("Not answered: nobody talked.")
_TOTAL = message("A line of totals.")
_REPEATED = message("The same line stands above.")
_HEADERS_AGAIN = message("The names of the columns again.")
_LONGEST_NAME = 1_000  # characters of a cell that may be the name of a column
_NO_PERSON = message("No agent took the call.")
_CUT = message("“{column}” holds {found}: a spreadsheet has cut the number short.")


def read_lines(table: LogTable, reading: LogReading, now: datetime) -> Iterator[Lines]:
    """Every line of the table, some hundreds at a time; `now` bounds their timestamps.

    Raises MissingColumns or UnknownColumns at once, before the first line is read.
    """
    check_mapping(table.headers, reading.mapping)
    return LineReader(table.headers, reading, now).read_all(table.blocks())


class LineReader:
    """All that is known before the first line, and what has been met so far."""

    def __init__(self, headers: Sequence[str], reading: LogReading, now: datetime) -> None:
        self._folded = [words.fold(header[:_LONGEST_NAME]) for header in headers]
        self._cut = 0
        self._several = False
        self._names = {call_field: reading.mapping.get(call_field, "") for call_field in CallField}
        self._places = {field: headers.index(name) for field, name in self._names.items() if name}
        self.clock = Clock(reading.zone, now, reading.day_first, reading.year_first, reading.days_alone)
        self._parts = CallsInParts(reading.repeated, reading.scored)
        self._named = NamedByContents()
        self._group = list(map(headers.index, reading.group)) if reading.repeated else []
        self._agent_of = reading.dialect.agent_of(headers) if reading.dialect.agent_of else None
        self._is_of_system = reading.dialect.name != GENERIC.name
        self._agents = Meanings(self._agent)
        self._durations = Meanings(reading.duration.read)
        self._reasons = Meanings(partial(self._word, words.contact_reason, CallField.CONTACT_REASON))
        self._languages = Meanings(partial(self._word, words.language, CallField.LANGUAGE))
        self._statuses = {
            call_field: StatusColumn(call_field, self._names[call_field], reading.words)
            for call_field in _STATUS_FIELDS
            if self._names[call_field] and not self._agent_of
        }
        self._checked = {call_field: Meanings(column.check) for call_field, column in self._statuses.items()}
        header_words = frozenset(words.fold(self._names[CallField.DURATION]).split())
        self._is_talk = (bool(_TALK & header_words) or reading.dialect.is_talk) and not self._agent_of
        self._extensions = 0 if CallField.DIRECTION in self._statuses else reading.dialect.extensions

    def read_all(self, blocks: Iterable[Block]) -> Iterator[Lines]:
        """What the lines of all blocks become."""
        for block in blocks:
            lines = self._read(block)
            if self._group and block.numbers:
                keys = dict(zip(block.numbers, block.first_texts(self._group), strict=True))
                lines = self._parts.take(lines, keys)
            yield self._with_one_agent(lines)
        yield self._with_one_agent(self._parts.rest())

    def _with_one_agent(self, lines: Lines) -> Lines:
        """The same lines; of a call with several agents in a cell only one is scored, all of them are its parts."""
        return self._without_machines(self._parts.apart(lines) if self._several else lines)

    @staticmethod
    def _without_machines(lines: Lines) -> Lines:
        """The same lines; kept apart are calls that never left the queue, the menu or the voicemail."""
        nobodies = {agent: nobody for agent in set(lines.calls.agent) if (nobody := machine(agent))}
        if not nobodies:
            return lines
        numbers, ids, _, agents, *_ = lines.calls
        places = [place for place, agent in enumerate(agents) if agent in nobodies]
        apart = [nobodies[agents[place]].line(numbers[place], (agents[place],)) for place in places]
        gone = {ids[place] for place in places}
        return replace(
            lines,
            calls=lines.calls.where([agent not in nobodies for agent in agents]),
            apart=sorted([*lines.apart, *apart], key=_number),
            legs={name: legs for name, legs in lines.legs.items() if name not in gone},
        )

    def _read(self, block: Block) -> Lines:
        if not block.numbers:
            return _lines(LoggedCalls.joined(()), block, {})
        faults = dict[int, LineFault]()
        repeated, cut = self.clock.repeated, self._cut
        started = self._read_starts(block)
        if LineFault in set(map(type, started)):
            keep_first(started, faults)
        self._pass_over(block, faults)
        answers = {field: known.of(self._cells(block, field), faults) for field, known in self._checked.items()}
        agents = self._read_agents(block, faults)
        durations = self._durations.of(self._cells(block, CallField.DURATION), faults)
        if self._is_talk and 0 in durations:
            silent = (place for place, seconds in enumerate(durations) if seconds == 0)
            faults = dict.fromkeys(silent, SetApart(Apart.MISSED, _NO_TALK)) | faults
        self._reject_unsaid(block, answers, durations, faults)
        callers = self._texts(block, CallField.CALLER, faults)
        if self._extensions:
            self._set_apart_by_numbers(callers, agents, faults)
        calls = LoggedCalls(
            block.numbers,
            self._texts(block, CallField.EXTERNAL_ID, faults),
            started,  # type: ignore[arg-type] # those with a fault are left out below
            agents,
            durations,
            self._reasons.of(self._cells(block, CallField.CONTACT_REASON), faults),
            self._languages.of(self._cells(block, CallField.LANGUAGE), faults),
            callers,
            self._texts(block, CallField.OUTCOME, faults),
            self._texts(block, CallField.NOTE, faults),
            self._texts(block, CallField.RECORDING, faults),
        )
        if not all(calls.external_id):
            calls = self._named.name(calls, block, faults)
        transferred = self._transferred(block, agents, faults)
        if faults:
            calls = calls.where([place not in faults for place in range(len(block.numbers))])
        lines = _lines(calls, block, faults)
        hours, cut = self.clock.repeated - repeated, self._cut - cut
        return replace(lines, repeated_hours=hours, cut_numbers=cut, transferred=transferred)

    def _transferred(self, block: Block, agents: Sequence[str], faults: Mapping[int, LineFault]) -> int:
        if CallField.TRANSFERRED_TO not in self._places:
            return 0
        cells = enumerate(zip(self._cells(block, CallField.TRANSFERRED_TO), agents, strict=True))
        return sum(place not in faults and went_on(transfer, agent) for place, (transfer, agent) in cells)

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

    def _pass_over(self, block: Block, faults: dict[int, LineFault]) -> None:
        """Of lines without a readable start, those of totals and those of headers are none to reproach."""
        for place in faults:
            cells = [words.fold(cell[:_LONGEST_NAME]) for cell in block.cells(place)]
            first = next(filter(None, cells), "")
            if is_total(cells):
                faults[place] = SetApart(Apart.TOTALS, _TOTAL)
            elif cells == self._folded or first in _SQL_TYPES:
                faults[place] = SetApart(Apart.REPEATED, _HEADERS_AGAIN)

    def _reject_unsaid(
        self,
        block: Block,
        answers: Mapping[CallField, Sequence[object]],
        durations: Sequence[int | None],
        faults: dict[int, LineFault],
    ) -> None:
        """Where a column is there to say it, a line must say that its call came in and was answered; who talked
        did answer."""
        for call_field, column in answers.items():
            if False in column:
                cells = self._cells(block, call_field)
                for place, answer in enumerate(column):
                    talked = call_field is CallField.ANSWERED and self._is_talk and durations[place]
                    if answer is False and not talked:
                        faults.setdefault(place, self._statuses[call_field].not_said(cells[place]))

    def _set_apart_by_numbers(
        self, callers: Sequence[str], agents: Sequence[str], faults: dict[int, LineFault]
    ) -> None:
        """Whoever calls from an extension is no customer."""
        for place, (caller, agent) in enumerate(zip(callers, agents, strict=True)):
            if place not in faults and is_extension(caller, self._extensions):
                kind = Apart.INTERNAL if is_extension(agent, self._extensions) else Apart.OUTBOUND
                faults[place] = SetApart(kind, NOT_INBOUND, found=shown(caller))

    def _texts(self, block: Block, call_field: CallField, faults: dict[int, LineFault]) -> Sequence[str]:
        cells = self._cells(block, call_field)
        together = "\n".join(("", *cells, ""))
        signs = _TO_LOOK_AT.get(call_field, _TO_LOOK_AT_EVERYWHERE)
        if not any(sign in together for sign in signs) and max(map(len, cells)) <= LONGEST[call_field]:
            return cells
        if call_field is CallField.CALLER:
            self._cut += sum(_NUMBER_CUT.fullmatch(cell) is not None for cell in cells)
        return Meanings(partial(self._text, call_field)).of(cells, faults)

    def _agent(self, cell: str) -> str:
        text = self._text(CallField.AGENT, cell)
        if is_placeholder(text):
            if self._is_of_system:  # which leave the agent out where nobody took the call
                raise SetApart(Apart.MISSED, _NO_PERSON)
            raise LineFault(_NO_AGENT, column=self._names[CallField.AGENT])
        self._several = self._several or people_of(text) != [text]
        return text

    def _word(self, known: words.Known, call_field: CallField, cell: str) -> str:
        word = known(self._text(call_field, cell))
        self._check_length(word, call_field)  # a small letter may take more room than the capital
        return word

    def _text(self, call_field: CallField, text: str) -> str:
        """The words in a cell, without what spreadsheets and telephones set before and behind them: an apostrophe
        (also that of rejected.py), sip:, .0"""
        self._check_length(text, call_field)
        if "\0" in text or (call_field is CallField.AGENT and has_hidden_signs(text)):
            raise LineFault(_NOT_TEXT, column=self._names[call_field])
        if text.startswith(_SET_AGAINST):
            text = text[1:]
        if call_field in {CallField.AGENT, CallField.CALLER}:
            text = _FLOAT.sub(r"\1", _SCHEME.sub("", text))
        if call_field in {CallField.AGENT, CallField.EXTERNAL_ID, CallField.CALLER} and _NUMBER_CUT.fullmatch(text):
            if call_field is CallField.CALLER:
                return ""
            raise LineFault(_CUT, column=self._names[call_field], found=shown(text))
        return text

    def _check_length(self, text: str, call_field: CallField) -> None:
        limit = LONGEST[call_field]
        if len(text) > limit:
            raise LineFault(_TEXT_TOO_LONG, column=self._names[call_field], found=len(text), limit=limit)


def _lines(calls: LoggedCalls, block: Block, faults: dict[int, LineFault]) -> Lines:
    apart = [line for line in block.broken if isinstance(line, ApartLine)]
    rejected = [line for line in block.broken if not isinstance(line, ApartLine)]
    for place, fault in faults.items():
        line = fault.line(block.numbers[place], block.cells(place))
        if isinstance(line, ApartLine):
            apart.append(line)
        elif any(map(str.strip, line.raw)):
            rejected.append(line)
    return Lines(calls, sorted(rejected, key=_number), sorted(apart, key=_number))


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
