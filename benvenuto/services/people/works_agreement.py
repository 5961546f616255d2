"""The works agreement as people read it, and its versions as the audit log keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.audit import AuditFilter
from benvenuto.domain.faults import Fault
from benvenuto.domain.people import Actor
from benvenuto.domain.works_agreement import NeverFor, WorksAgreement
from benvenuto.formats.works_agreement import team_faults
from benvenuto.services.clock import Clock
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.storage.database import Database

_CHANGED = "works_agreement_changed"


@dataclass(frozen=True, slots=True)
class WorksAgreementStanding:
    """Today's version, and the one that follows; both None where no works agreement is set, as `there` tells."""

    there: bool
    in_force: WorksAgreement | None
    following: WorksAgreement | None


@dataclass(frozen=True)
class WorksAgreementService:
    """The service of the works agreement: everybody in the house may read it."""

    database: Database
    clock: Clock
    rules: WorksRules

    def standing(self, actor: Actor) -> WorksAgreementStanding:
        """How it stands today."""
        authorise(actor, Permission.READ_HANDBOOK)
        agreements, today = self.rules.agreements, self.rules.today
        return WorksAgreementStanding(bool(agreements.versions), agreements.on(today), agreements.next_after(today))

    def never_for(self, actor: Actor) -> frozenset[NeverFor]:
        """What evaluations and figures are never used for, as every download says."""
        authorise(actor, Permission.READ_HANDBOOK)
        agreement = self.rules.in_force
        return agreement.never_for if agreement else frozenset()

    def faults(self, actor: Actor) -> Sequence[Fault]:
        """What an administrator has to mend: teams that the file names and the house does not have."""
        authorise(actor, Permission.ADMINISTER)
        if self.rules.file is None:
            return ()
        with self.database.read() as tx:
            return team_faults(self.rules.file, [team.name for team in tx.people.teams()])

    def ready(self) -> None:
        """Raise BrokenWorksAgreement where the file has a fault: nothing is served by half an agreement."""
        _ = self.rules.agreements

    def note_version(self) -> None:
        """Write into the audit log what has changed since the last start: another version or file, or none any more."""
        agreement, digest = self.rules.in_force, self.rules.digest
        now = {"version": agreement.version if agreement else "—", "sha256": digest}
        with self.database.read() as tx:
            before = next(iter(tx.audit.latest(1, 0, AuditFilter(_CHANGED))), None)
        if before is None and not digest:
            return
        if before is not None and {key: before.detail.get(key) for key in now} == now:
            return
        with self.database.write() as tx:
            tx.audit.write(self.clock(), None, "works_agreement_changed", "works_agreement", now["version"], **now)
