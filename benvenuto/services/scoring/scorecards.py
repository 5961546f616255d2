"""Rubrics and scorecards in force: read from the files, remembered in the database, never lost to a broken file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.people import Actor
from benvenuto.domain.rubric import Rubric
from benvenuto.domain.scorecard import Scorecard, ScorecardKind
from benvenuto.formats.scoring.rubrics import LEDGER, Library, content_hash, file_hash, from_json, read_folder, to_json
from benvenuto.services.clock import Clock
from benvenuto.storage.database import Database, Transaction

Known = Mapping[tuple[str, str, int], str]
"""File hashes by (kind, id, version) of what has been in force."""


class NoScorecard(BenvenutoError):
    """There is nothing to score with."""

    template = message("No scorecard is in force.")
    remedy = message("The rubrics page shows administrators what is wrong with the files.")


class HasSections(Protocol):
    """A handbook, as far as criteria refer to it: the addresses ("slug#anchor") of its sections."""

    @property
    def sections(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class ScorecardInForce:
    """A scorecard for new evaluations, with the id of its stored version."""

    version_id: int
    scorecard: Scorecard


@dataclass(frozen=True)
class Scorecards:
    """The service of rubrics and scorecards."""

    database: Database
    clock: Clock
    folder: Path
    handbook: HasSections
    _decoded: dict[int, Scorecard] = field(default_factory=dict)

    def refresh(self) -> Sequence[Fault]:
        """Read the files and put every sound scorecard in force; what is broken stays as it was. The faults found."""
        with self.database.write() as tx:
            faults, new = self.put_in_force_within(tx)
            if new:
                self._audit(tx, None, faults, new)
        return faults

    def known(self) -> Known:
        """What has been in force, so that an edit without a new version is noticed."""
        with self.database.read() as tx:
            return tx.rubrics.known()

    def in_force(self, judged: ScorecardKind | None = ScorecardKind.CALLS) -> Sequence[ScorecardInForce]:
        """What new evaluations of calls can be made with; or what feedback is graded with, or all (None)."""
        with self.database.read() as tx:
            return self.in_force_within(tx, judged)

    def in_force_within(
        self, tx: Transaction, judged: ScorecardKind | None = ScorecardKind.CALLS
    ) -> Sequence[ScorecardInForce]:
        """The same inside a transaction."""
        cards = [ScorecardInForce(stored.id, self.version(tx, stored.id)) for stored in tx.rubrics.in_force()]
        return [card for card in cards if judged in (None, card.scorecard.judges)]

    def for_reason(self, tx: Transaction, contact_reason: str) -> ScorecardInForce:
        """The scorecard proposed for a contact reason: the one that names it, else the one that names none."""
        choices = self.in_force_within(tx)
        named = [choice for choice in choices if contact_reason in choice.scorecard.for_reasons]
        default = [choice for choice in choices if not choice.scorecard.for_reasons]
        if not (named or default or choices):
            raise NoScorecard
        return (named or default or list(choices))[0]

    def version(self, tx: Transaction, version_id: int) -> Scorecard:
        """One stored version, as it was when it was in force."""
        # it never changes, so it is decoded once; there are as many as were ever in force: few
        if version_id not in self._decoded:
            self._decoded[version_id] = from_json(tx.rubrics.snapshot(version_id))
        return self._decoded[version_id]

    def library(self, actor: Actor) -> Library:
        """What the files say now, with their faults: for the administrator."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return read_folder(self.folder, self.handbook.sections, tx.rubrics.known())

    def since(self, actor: Actor) -> Mapping[tuple[str, str, int], datetime]:
        """When each version came into force, by (kind, id, version); kind is "rubric" or "scorecard"."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.rubrics.since()

    def files(self, actor: Actor) -> Mapping[str, bytes]:
        """The files as they are now, by their place in the folder: rubrics first, then scorecards."""
        authorise(actor, Permission.ADMINISTER)
        rubrics = (path for path in sorted(self.folder.glob("*.yaml")) if path.name != LEDGER)
        paths = [*rubrics, *sorted(self.folder.glob("scorecards/*.yaml"))]
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}

    def reload(self, actor: Actor) -> Sequence[Fault]:
        """Read the files again, now."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.write() as tx:
            faults, new = self.put_in_force_within(tx)
            self._audit(tx, actor.id, faults, new)
        return faults

    def put_in_force_within(self, tx: Transaction) -> tuple[Sequence[Fault], Sequence[str]]:
        """Put every sound scorecard of the files in force inside a transaction: the faults, and what was new."""
        tx.advisory_lock("rubrics")  # two processes that start at once would both record the same new version
        known = tx.rubrics.known()
        library = read_folder(self.folder, self.handbook.sections, known)
        for rubric in library.rubrics.values():
            self._record(tx, known, "rubric", rubric)
        for scorecard in library.scorecards.values():
            self._record(tx, known, "scorecard", scorecard)
            tx.rubrics.put_in_force(scorecard.id, content_hash(scorecard), to_json(scorecard), self.clock())
        self._retire_removed(tx, library)
        new = tx.rubrics.known().keys() - known.keys()
        return library.faults, sorted(f"{kind} {name} {version}" for kind, name, version in new)

    def _retire_removed(self, tx: Transaction, library: Library) -> None:
        """Take out of force what somebody took out of the folder; a folder without any scorecard is a mishap."""
        there = {path.stem for path in (self.folder / "scorecards").glob("*.yaml")}
        for stored in tx.rubrics.in_force():
            if library.scorecards and stored.scorecard_id not in there:
                tx.rubrics.retire(stored.scorecard_id)

    def _audit(self, tx: Transaction, actor_id: int | None, faults: Sequence[Fault], new: Sequence[str]) -> None:
        detail = {"faults": len(faults), "new": list(new)}
        tx.audit.write(self.clock(), actor_id, "rubrics_reloaded", "rubrics", "all", **detail)

    def _record(self, tx: Transaction, known: Known, kind: str, content: Rubric | Scorecard) -> None:
        if (kind, content.id, content.version) not in known:
            tx.rubrics.record(kind, content.id, content.version, file_hash(content), self.clock())
