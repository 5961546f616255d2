"""How many calls of an agent others have heard in a month: what a works agreement limits, read from the hearings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, or_, select

from benvenuto.domain.hearing import HeardOut, HearingReason
from benvenuto.storage.tables import hearings


@dataclass(frozen=True)
class HeardCalls:
    """The repository of calls heard in the calendar month of a day."""

    connection: Connection

    def of_agent(self, agent_id: int, day: date, call_id: int) -> tuple[int, bool]:
        """How many calls of an agent count, and whether this call is among them."""
        heard = set(
            self.connection.scalars(
                select(hearings.c.call_id).where(hearings.c.agent_id == agent_id, *_counting(day)).distinct()
            )
        )
        return len(heard), call_id in heard

    def out(self, day: date, limit: int) -> HeardOut:
        """The agents of whom at least so many calls count, and these calls."""
        query = select(hearings.c.agent_id, hearings.c.call_id).where(hearings.c.agent_id.is_not(None), *_counting(day))
        heard: dict[int, set[int]] = {}
        for row in self.connection.execute(query.distinct()):
            heard.setdefault(row.agent_id, set()).add(row.call_id)
        out = {agent: calls for agent, calls in heard.items() if len(calls) >= limit}
        return HeardOut(frozenset(out), frozenset[int]().union(*out.values()))


def _counting(day: date) -> list[ColumnElement[bool]]:
    """Sound or words, heard by others in the month; not what an agent asked for by disputing."""
    first, at = day.replace(day=1), hearings.c
    after = (first + timedelta(days=31)).replace(day=1)
    return [
        at.day >= first,
        at.day < after,
        at.reason != HearingReason.DISPUTE.value,
        at.person_id != at.agent_id,  # the call may have come to be theirs since
        or_(at.recording_at.is_not(None), at.transcript_at.is_not(None)),
    ]
