"""Reading the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.audit import AuditFilter, AuditRow
from benvenuto.domain.people import Actor
from benvenuto.storage.database import Database

EVERYTHING = AuditFilter()


@dataclass(frozen=True)
class Audit:
    """The service of the audit log; every other service writes to it."""

    database: Database

    def latest(
        self, actor: Actor, limit: int | None = 50, offset: int = 0, wanted: AuditFilter = EVERYTHING
    ) -> Sequence[AuditRow]:
        """What the filter leaves of the log, the newest rows first; all of it without a limit."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.audit.latest(limit, offset, wanted)

    def count(self, actor: Actor, wanted: AuditFilter = EVERYTHING) -> int:
        """How many rows the filter leaves."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.audit.count(wanted)

    def actions(self, actor: Actor) -> Sequence[str]:
        """The kinds of action that occur."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.audit.actions()
