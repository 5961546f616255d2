"""Logs in which the name of an agent stands on a line of its own, above the calls of that agent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.columns import CallField
from benvenuto.formats.calls.call_log.dialects import detect_dialect
from benvenuto.formats.calls.call_log.lines import ApartLine, RejectedLine
from benvenuto.formats.calls.call_log.statuses import Apart, is_total, status
from benvenuto.formats.calls.call_log.synonyms import AGENT_LABELS, phrases
from benvenuto.formats.calls.call_log.table import Block, LogTable, unlike
from benvenuto.formats.calls.call_log.timestamps import kind_of
from benvenuto.formats.calls.call_log.vocabulary import fold

_SAMPLE = 400  # lines
_LONGEST = 120
_HEADER = "Agent"
_LABELS = frozenset(phrases(AGENT_LABELS))

_ABOVE = message("The agents are those whose names stand on lines of their own above their calls.")
_NAME = message("The name of an agent, above the calls of that agent.")


def grouped(table: LogTable) -> LogTable:
    """The table with a column of agents, where their names stand above their calls; else the same."""
    place = _agent_at(table.headers)
    lines = islice((cells for block in table.blocks() for _, cells in block.rows()), _SAMPLE)
    rows = list[Sequence[str]]()
    for cells in lines:
        rows.append(cells)
        if _is_call(cells):
            break
    if place >= 0 and rows and rows[-1][place].strip() and not any(map(_labelled, rows)):
        return table  # as most are, and known by the first call
    rows += lines
    first = next(filter(None, map(_labelled, reversed(table.above))), "")
    if place >= 0 and any(cells[place].strip() and _is_call(cells) for cells in rows):
        if not any(map(_labelled, rows)):
            return table
        place = -1
    named = _Naming(table.headers, first)
    of_calls = [named.agent for cells in rows if not named.takes(cells) and _is_call(cells)]
    if sum(map(bool, of_calls)) * 2 <= len(of_calls):
        return table
    headers = table.headers if place >= 0 else unlike((*table.headers, _HEADER))

    def blocks() -> Iterator[Block]:
        naming = _Naming(table.headers, first)
        for block in table.blocks():
            yield _with_agents(block, naming, place)

    if _agent_at(headers) != place % len(headers):
        return table
    return replace(table, headers=headers, blocks=blocks, remarks=[*table.remarks, (_ABOVE, {})])


def _agent_at(headers: tuple[str, ...]) -> int:
    agent = detect_dialect(headers).guess(headers).get(CallField.AGENT)
    return headers.index(agent) if agent else -1


def _with_agents(block: Block, naming: _Naming, place: int) -> Block:
    kept, apart = [], list[RejectedLine](block.broken)
    for number, cells in block.rows():
        if naming.takes(cells):
            apart.append(ApartLine(number, _NAME, {}, tuple(cells), Apart.GROUP))
        else:
            agent = _HEADER if tuple(cells) == naming.headers else naming.agent
            kept.append((number, [*cells[:place], agent, *cells[place + 1 :]] if place >= 0 else [*cells, agent]))
    return Block.of(kept, len(block.columns) + (place < 0), apart)


class _Naming:
    """Whose the next line is."""

    def __init__(self, headers: tuple[str, ...], first: str) -> None:
        self.headers, self.agent = headers, first

    def takes(self, cells: Sequence[str]) -> bool:
        """Whether a line only says whose those below it are. What else is no call leaves them to nobody."""
        if _is_call(cells) or tuple(cells) == self.headers:
            return False
        filled = [cell.strip() for cell in cells if cell.strip()]
        if is_total(map(fold, filled)) or any(map(kind_of, filled[:1])):
            return False
        self.agent = _labelled(cells) or _name(filled)
        return bool(self.agent)


def _is_call(cells: Sequence[str]) -> bool:
    return sum(map(bool, cells)) > 1 and any(kind_of(cell) in {"start", "day"} for cell in cells)


def _labelled(cells: Sequence[str]) -> str:
    """The name behind a word for an agent: `Operatore: Giulia`, in one cell or in two."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    label, mark, name = filled[0].partition(":") if filled else ("", "", "")
    if not mark or fold(label) not in _LABELS:
        return ""
    return (name.strip() or next(iter(filled[1:]), ""))[:_LONGEST]


def _name(filled: Sequence[str]) -> str:
    """The name that stands first, or alone; no page, no month, no heading."""
    text = filled[0] if filled else ""
    outside = text.partition("(")[0].strip()
    is_code = len(filled) == 1 and outside.isdecimal()
    is_name = any(map(str.isalpha, outside)) and not any(map(str.isdecimal, outside))
    return text[:_LONGEST] if (is_code or is_name) and ":" not in text and not status(text) else ""
