"""Who is about to hear a call or to read of it, and why: what every service asks that hands out sound, words or marks.

The agent reads each line at once. Without one nobody hears anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from benvenuto.domain.hearing import Heard, HearingReason, NoHearingReason, reason_now
from benvenuto.domain.people import Actor
from benvenuto.storage.database import Database, Transaction

Admit = Callable[[Transaction, HearingReason | None], None]
"""Raises what forbids a call to be heard for this reason."""


def _anybody(tx: Transaction, reason: HearingReason | None) -> None:
    """Nothing does."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody and a call. `own`: they are its agent, of whom nothing is noted; `noted`: what the day's line has.

    `admit` is asked as the line is written, when nobody else writes one of this agent.
    """

    call_id: int
    person_id: int
    own: bool
    at: datetime
    day: date
    reason: HearingReason | None = None
    words: str = ""
    noted: frozenset[Heard] = frozenset()
    admit: Admit = _anybody

    @property
    def asks(self) -> bool:
        """Whether they have to say first why."""
        return not self.own and self.reason is None

    def note(self, database: Database, *what: Heard) -> None:
        """Write what is handed out next, unless the line has it: in a transaction of its own, before it is done."""
        if self.own or self.noted.issuperset(what):
            return
        if self.reason is None:
            raise NoHearingReason
        with database.write() as tx:
            self.admit(tx, self.reason)
            tx.hearings.note(self.call_id, self.person_id, self.reason, what, self.day, self.at, self.words)


def listener(
    tx: Transaction,
    actor: Actor,
    call_id: int,
    agent_id: int | None,
    now: datetime,
    otherwise: HearingReason | None = None,
    agreed: Collection[HearingReason] = tuple(HearingReason),
) -> Listener:
    """The actor as a listener to this agent's call, for one of the `agreed` reasons.

    `otherwise` is the reason where none is known nor need be asked.
    """
    day = now.astimezone(tx.zone).date()
    if actor.id == agent_id:
        return Listener(call_id, actor.id, own=True, at=now, day=day)
    earlier = tx.hearings.of(call_id, actor.id)
    grounds = tx.hearings.grounds(call_id, actor.id)
    reason, words = reason_now(grounds, earlier, now, day, agreed) or (otherwise, "")
    noted = frozenset[Heard]().union(*(each.heard for each in earlier if (each.day, each.reason) == (day, reason)))
    return Listener(call_id, actor.id, own=False, at=now, day=day, reason=reason, words=words, noted=noted)
