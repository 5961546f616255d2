"""Reading the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.audit import AuditRow
from benvenuto.domain.people import Actor
from benvenuto.storage.database import Database


@dataclass(frozen=True)
class Audit:
    """The service of the audit log; every other service writes to it."""

    database: Database

    def latest(self, actor: Actor, limit: int = 50, offset: int = 0, action: str = "") -> Sequence[AuditRow]:
        """The newest rows first."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.audit.latest(limit, offset, action)

    def count(self, actor: Actor, action: str = "") -> int:
        """How many rows there are, of one action when it is named."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.audit.count(action)

    def actions(self, actor: Actor) -> Sequence[str]:
        """The kinds of action that occur."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.audit.actions()
