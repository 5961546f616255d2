"""Rubrics sent by an administrator: looked at as `check` does, then kept as a file and put in force."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from benvenuto.config import PACKAGE
from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import Actor
from benvenuto.domain.rubric import Rubric
from benvenuto.formats.scoring.rubrics import ProposedFile, read_proposal
from benvenuto.services.clock import Clock
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.storage.database import Database, Transaction


class NotSound(BenvenutoError):
    """A rubric with faults cannot be put in force."""

    template = message("The rubric has errors, so it was not put in force.")
    remedy = message("Fix them in your file, then upload it again.")


class ShippedFolder(BenvenutoError):
    """The rubrics in use are those of the installed package, which the next one would overwrite."""

    template = message("The rubrics in use came with the program, and an update would overwrite yours.")
    remedy = message("Copy the folder of rubrics to where Benvenuto is started, or name yours with BENVENUTO_RUBRICS.")


class FolderNotWritable(BenvenutoError):
    """The folder of rubrics takes no file."""

    template = message("The folder of rubrics cannot be written to: {reason}")
    remedy = message("Let the account that Benvenuto runs under write there, or name another with BENVENUTO_RUBRICS.")


@dataclass(frozen=True, slots=True)
class ProposedRubric:
    """A proposed rubric beside the one that it would replace, None when it is new; `scorecards` score by it."""

    proposal: ProposedFile
    before: Rubric | None
    scorecards: int


@dataclass(frozen=True)
class RubricUploads:
    """The service of uploaded rubrics. The files stay the one source: what is uploaded becomes one of them."""

    database: Database
    clock: Clock
    scorecards: Scorecards

    def propose(self, actor: Actor, content: bytes, named: str) -> ProposedRubric:
        """Look at a rubric before it is in force; nothing is kept."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            proposal = self._read(tx, content, named)
            return self._compared(tx, proposal)

    def put_in_force(self, actor: Actor, content: bytes, named: str) -> Rubric:
        """Keep it as a file and let new evaluations use it: both, or neither."""
        authorise(actor, Permission.ADMINISTER)
        if self.scorecards.folder.is_relative_to(PACKAGE):
            raise ShippedFolder
        with ExitStack() as undoing:
            with self.database.write() as tx:
                tx.advisory_lock("rubrics")
                proposal = self._read(tx, content, named)
                if (rubric := proposal.rubric) is None:
                    raise NotSound
                before = self._compared(tx, proposal).before
                undoing.callback(_replace(self.scorecards.folder / proposal.file, content))
                self.scorecards.put_in_force_within(tx)
                versions = {"version": rubric.version} | ({"before": before.version} if before else {})
                tx.audit.write(self.clock(), actor.id, "rubric_uploaded", "rubric", rubric.id, **versions)
            undoing.pop_all()  # committed: the file stays
        return rubric

    def _read(self, tx: Transaction, content: bytes, named: str) -> ProposedFile:
        service = self.scorecards
        return read_proposal(service.folder, content, named, service.handbook.sections, tx.rubrics.known())

    def _compared(self, tx: Transaction, proposal: ProposedFile) -> ProposedRubric:
        name = Path(proposal.file).stem
        parts = [
            part.rubric
            for choice in self.scorecards.in_force_within(tx, None)
            for part in choice.scorecard.parts
            if part.rubric.id == name
        ]
        return ProposedRubric(proposal, max(parts, key=lambda rubric: rubric.version, default=None), len(parts))


def _replace(path: Path, content: bytes) -> Callable[[], object]:
    """Put the content in the file's place, whole or not at all; what puts it back as it was."""
    before = path.read_bytes() if path.exists() else None
    _write(path, content)
    return path.unlink if before is None else lambda: _write(path, before)


def _write(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".new")  # by its ending no rubric
    try:
        with draft.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise FolderNotWritable(reason=error.strerror or type(error).__name__) from error
