"""Which calls somebody other than their agent has heard in a month: what a works agreement limits."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from benvenuto.storage.tables import calls, heard_calls


@dataclass(frozen=True)
class HeardCalls:
    """The repository of calls heard in a month, such as 2027-04."""

    connection: Connection

    def counted(self, call_id: int, month: str) -> bool | None:
        """Whether the call was heard and counts, or was heard for a dispute alone (False); None when it was not."""
        at = heard_calls.c
        counted: bool | None = self.connection.scalar(
            select(at.counted).where(at.call_id == call_id, at.month == month)
        )
        return counted

    def note(self, call_id: int, month: str, *, counted: bool) -> None:
        """Note that it was heard; what counts already goes on counting."""
        before = self.counted(call_id, month)
        if before is None:
            self.connection.execute(insert(heard_calls).values(call_id=call_id, month=month, counted=counted))
        elif counted and not before:
            at = heard_calls.c
            change = update(heard_calls).where(at.call_id == call_id, at.month == month)
            self.connection.execute(change.values(counted=True))

    def of_agent(self, agent_id: int, month: str) -> int:
        """How many calls of an agent were heard and count."""
        at = heard_calls.c
        query = select(func.count()).select_from(heard_calls.join(calls, calls.c.id == at.call_id))
        conditions = (calls.c.agent_id == agent_id, at.month == month, at.counted)
        return int(self.connection.scalar(query.where(*conditions)) or 0)

    def agents_with(self, month: str, fewest: int) -> frozenset[int]:
        """The agents of whom at least so many calls were heard and count."""
        at = heard_calls.c
        heard = select(calls.c.agent_id).select_from(heard_calls.join(calls, calls.c.id == at.call_id))
        grouped = heard.where(at.month == month, at.counted).group_by(calls.c.agent_id).having(func.count() >= fewest)
        return frozenset(agent for agent in self.connection.scalars(grouped) if agent is not None)
