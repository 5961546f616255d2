"""How many calls of an agent others have heard in a month: what a works agreement limits, read from the hearings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, distinct, func, or_, select

from benvenuto.domain.hearing import HearingReason
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

    def agents_with(self, day: date, fewest: int) -> frozenset[int]:
        """The agents of whom at least so many calls count."""
        at = hearings.c
        grouped = select(at.agent_id).where(at.agent_id.is_not(None), *_counting(day)).group_by(at.agent_id)
        return frozenset(self.connection.scalars(grouped.having(func.count(distinct(at.call_id)) >= fewest)))


def _counting(day: date) -> list[ColumnElement[bool]]:
    """Sound or words, heard in the month; not what an agent asked for by disputing."""
    first, at = day.replace(day=1), hearings.c
    after = (first + timedelta(days=31)).replace(day=1)
    return [
        at.day >= first,
        at.day < after,
        at.reason != HearingReason.DISPUTE.value,
        or_(at.recording_at.is_not(None), at.transcript_at.is_not(None)),
    ]
