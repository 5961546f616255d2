"""Hearings: who listens says why, agents read who listened to them, and the house sees who listens how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from benvenuto.domain.access import Permission, can
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.hearing import (
    ASKED,
    LONGEST_WORDS,
    Heard,
    HeardBy,
    HearingFilter,
    HearingReason,
    HearingRow,
    HearingWordsMissing,
)
from benvenuto.domain.people import Actor, Role
from benvenuto.services.calls.calls import hearable_call
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.storage.database import Database

EVERYTHING = HearingFilter()


@dataclass(frozen=True)
class HearingService:
    """The service of hearings."""

    database: Database
    rules: WorksRules

    def say_why(self, actor: Actor, call_id: int, reason: HearingReason, words: str = "") -> None:
        """Say why one is about to listen to a call: from here on it is heard, and its agent reads that.

        What is known already is not replaced. Raises HearingWordsMissing for another reason without words.
        """
        words = " ".join(words.split())[:LONGEST_WORDS]
        if reason not in ASKED:
            raise Forbidden
        with self.database.read() as tx:
            _, listening = hearable_call(tx, self.rules, actor, call_id)
            recorded, worded = tx.recordings.of_call(call_id) is not None, bool(tx.calls.turns(call_id))
        if not listening.asks or not (recorded or worded):
            return
        if reason is HearingReason.OTHER and not words:
            raise HearingWordsMissing
        what = Heard.RECORDING if recorded else Heard.TRANSCRIPT
        replace(listening, reason=reason, words=words).note(self.database, what)

    def mine(
        self, actor: Actor, wanted: HearingFilter = EVERYTHING, limit: int | None = 50, offset: int = 0
    ) -> tuple[Sequence[HearingRow], int]:
        """A page of who heard the actor's own calls or read of them, the latest first, and how many there are."""
        if Role.AGENT not in actor.roles:
            raise Forbidden
        with self.database.read() as tx:
            return tx.hearings.of_agent(actor.id, wanted, limit, offset)

    def by_person(self, actor: Actor, begin: datetime, end: datetime) -> Sequence[HeardBy]:
        """Who heard how much, for what reasons: of every call for administrators, of their teams' for managers."""
        everywhere = can(actor, Permission.ADMINISTER)
        if not everywhere and Role.MANAGER not in actor.roles:
            raise Forbidden
        with self.database.read() as tx:
            return tx.hearings.by_person(begin, end, None if everywhere else actor.teams(Role.MANAGER))
