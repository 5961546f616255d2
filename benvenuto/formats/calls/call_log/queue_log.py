"""Asterisk's queue_log, a line an event, as a table: a line for each time that a call leaves its queue or an agent."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from benvenuto.formats.calls.call_log.table import Block, Row, Source

HEADERS = tuple(f"queue_log {name}" for name in ("call", "entered", "queue", "agent", "talk", "event", "caller"))
FIRST_LINE = re.compile(rb"\d{9,}(?:\.\d+)?\|[^|\n]*\|[^|\n]*\|[^|\n]*\|[A-Z]+(?:\||\r?\n|$)")

_TOGETHER = 2_000  # lines
_LONGEST_LINE = 100_000
_MOST_OPEN = 20_000  # calls
_TALKED = {"COMPLETEAGENT": 1, "COMPLETECALLER": 1, "TRANSFER": 3, "BLINDTRANSFER": 3, "ATTENDEDTRANSFER": 3}
_LOST = frozenset(("ABANDON", "EXITWITHTIMEOUT", "EXITEMPTY", "EXITWITHKEY"))


def lines(source: Source) -> Iterator[str]:
    """The lines of a file, one after another."""
    raw = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    with io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace") as text:
        while line := text.readline(_LONGEST_LINE):
            yield line


def blocks(events: Iterable[str]) -> Iterator[Block]:
    """The calls of a queue_log; lines of other events are what they were made of."""
    entered, rows = dict[str, tuple[str, str]](), list[Row]()
    for number, line in enumerate(events, start=1):
        cells = [*line.strip().split("|"), "", "", "", "", ""]
        at, call, queue, agent, event, *facts = cells
        if event == "ENTERQUEUE":
            if len(entered) >= _MOST_OPEN:
                entered.clear()
            entered[call] = (at, facts[1])
        elif event in _TALKED or event in _LOST:
            started, caller = entered.get(call, (at, ""))
            rows.append((number, _cells(call, started, queue, agent, event, caller, facts)))
        if len(rows) >= _TOGETHER:
            yield Block.of(rows, len(HEADERS))
            rows = []
    yield Block.of(rows, len(HEADERS))


def _cells(
    call: str, started: str, queue: str, agent: str, event: str, caller: str, facts: Sequence[str]
) -> Sequence[str]:
    if event in _LOST:
        return call, started, queue, "", "", event, caller
    talk = facts[_TALKED[event]]
    return call, started, queue, agent, talk if talk.isdecimal() else "", "ANSWERED", caller
