"""One call on several lines: its parts with each agent, put together before anything is judged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.lines import APART_US, ApartLine, LegOfCall, Lines, LoggedCalls, RejectedLine
from benvenuto.formats.calls.call_log.statuses import Apart, machine
from benvenuto.formats.calls.call_log.understanding import Scored

_MOST_HELD = 20_000  # lines
_BETWEEN = re.compile(r"[;|\n]|[-=]>|\s>\s|→")

_SAME_ID = message("Its call id is that of line {line}, a call at another time.")
_SAME_LINE = message("It says the same as line {line}.")

_Row = tuple[int, str, int, str, int | None, str, str, str, str, str, str]


@dataclass(slots=True)
class _Group:
    legs: list[_Row] = field(default_factory=list)
    apart: list[ApartLine] = field(default_factory=list)
    seen: int = 0


class CallsInParts:
    """Holds the lines of a call until the last one has been read; `repeated` says how many to wait for."""

    def __init__(self, repeated: Mapping[int, int], scored: Scored) -> None:
        self._repeated = repeated
        self._scored = scored
        self._groups = defaultdict[str, _Group](_Group)
        self._held = 0

    def take(self, lines: Lines, keys: Mapping[int, str]) -> Lines:
        """The same lines, but those of a call in parts when all its lines are there. `keys` are ids by line."""
        closed = list[_Group]()
        held = {number: key for number, key in keys.items() if hash(key) in self._repeated}
        if not held:
            return lines
        for row in zip(*lines.calls, strict=True):
            if row[0] in held:
                self._groups[held[row[0]]].legs.append(row)
        for line in lines.apart:
            if line.number in held:
                self._groups[held[line.number]].apart.append(line)
        for key in held.values():
            group = self._groups[key]
            group.seen += 1
            if group.seen == self._repeated[hash(key)]:
                closed.append(self._groups.pop(key))
        self._held = sum(len(group.legs) + len(group.apart) for group in self._groups.values()) if closed else (
            self._held + len(held)
        )  # fmt: skip
        if self._held > _MOST_HELD:
            closed += self._groups.values()
            self._groups.clear()
            self._held = 0
        others = [number not in held for number in lines.calls.number]
        apart = [line for line in lines.apart if line.number not in held]
        return self._joined(replace(lines, calls=lines.calls.where(others), apart=apart), closed)

    def rest(self) -> Lines:
        """What is still held at the end of the file."""
        groups = list(self._groups.values())
        self._groups.clear()
        return self._joined(Lines(LoggedCalls.joined(())), groups)

    def apart(self, lines: Lines) -> Lines:
        """The same lines, each call with one agent; several in a cell are its parts, in their order."""
        several = {agent: people for agent in set(lines.calls.agent) if (people := people_of(agent)) != [agent]}
        if not several:
            return lines
        legs, agents = dict(lines.legs), list(lines.calls.agent)
        for place, (_, name, at, agent, *_) in enumerate(zip(*lines.calls, strict=True)):
            if agent in several:
                agents[place] = several[agent][0 if self._scored is Scored.FIRST else -1]
                whole = legs.get(name) or [LegOfCall(agent, at, None)]
                parts = [leg._replace(agent=person) for leg in whole for person in people_of(leg.agent)]
                legs |= {name: parts} if len(parts) > 1 else {}
        return replace(lines, calls=lines.calls._replace(agent=agents), legs=legs)

    def _joined(self, lines: Lines, groups: Iterable[_Group]) -> Lines:
        rows, rejected, apart = list[_Row](), list(lines.rejected), list(lines.apart)
        legs, merged = dict[str, Sequence[LegOfCall]](), 0
        for group in groups:
            whole, others = _sorted_out(group)
            rejected += (line for line in others if not isinstance(line, ApartLine))
            apart += (line for line in others if isinstance(line, ApartLine))
            if whole:
                rows.append(self._call(whole))
                merged += len(whole) - 1
            if len(whole) > 1:
                legs[rows[-1][1]] = [LegOfCall(leg[3], leg[2], leg[4]) for leg in whole]
        calls = LoggedCalls.joined([lines.calls, LoggedCalls._make(zip(*rows, strict=True))]) if rows else lines.calls
        return replace(lines, calls=calls, rejected=rejected, apart=apart, legs=legs, merged=merged)

    def _call(self, legs: Sequence[_Row]) -> _Row:
        """The call as a whole, with the agent who is to be scored."""
        people = [leg for leg in legs if not machine(leg[3])] or legs
        match self._scored:
            case Scored.FIRST:
                scored = people[0]
            case Scored.LAST:
                scored = people[-1]
            case Scored.LONGEST:
                scored = max(people, key=lambda leg: leg[4] or 0)
        lasted = [leg[4] for leg in legs if leg[4] is not None]
        number, external_id, started = legs[0][:3]
        texts = (next(filter(None, column), "") for column in list(zip(*legs, strict=True))[5:])
        return (number, external_id, started, scored[3], sum(lasted) if lasted else None, *texts)  # type: ignore[return-value]


def people_of(agent: str) -> Sequence[str]:
    """Those who stand in a cell: `Giulia Ferri; Marta Riva`. A machine is one of them only where nobody else is."""
    names = list(dict.fromkeys(filter(None, map(str.strip, _BETWEEN.split(agent)))))
    return [name for name in names if not machine(name)] or names[:1] or [agent]


def _sorted_out(group: _Group) -> tuple[Sequence[_Row], Sequence[RejectedLine]]:
    """The parts of a call in order, and the lines of its id that are none."""
    whole, others = list[_Row](), list[RejectedLine]()
    for leg in sorted(group.legs, key=lambda leg: (leg[2], leg[0])):
        same = next((known for known in whole if known[2:5] == leg[2:5]), None)
        if same:
            others.append(ApartLine(leg[0], _SAME_LINE, {"line": same[0]}, (), Apart.REPEATED))
        elif whole and leg[2] - whole[-1][2] - (whole[-1][4] or 0) * 1_000_000 > APART_US:
            others.append(RejectedLine(leg[0], _SAME_ID, {"line": whole[0][0]}, leg[1:2]))
        else:
            whole.append(leg)
    return whole, [*others, *_parts(group.apart, answered=bool(whole))]


def _parts(apart: Sequence[ApartLine], answered: bool) -> Iterator[ApartLine]:
    """A telephone that rang in vain while another was answered is no missed call, and five of them are one."""
    for line in sorted(apart, key=lambda line: line.number):
        is_missed = line.kind in {Apart.MISSED, Apart.ABANDONED}
        yield replace(line, kind=Apart.PART) if is_missed and answered else line
        answered = answered or is_missed
