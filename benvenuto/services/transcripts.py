"""Importing text transcripts: matched to calls by name, like recordings, and never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.people import Actor
from benvenuto.formats.transcripts import read_transcript
from benvenuto.services.clock import Clock
from benvenuto.services.recordings import ImportedRecordings
from benvenuto.storage.database import Database


class UnknownTranscript(BenvenutoError):
    """The file's name is no call's."""

    template = message("No call is called {call}.")
    remedy = message("Name the file after the call's id in the log, for example 1709284500.123.txt.")


class OtherTranscript(BenvenutoError):
    """The call has a transcript already, and it says something else."""

    template = message("The call {call} has another transcript already.")
    remedy = message("A transcript is never overwritten. Check that the file belongs to this call.")


@dataclass(frozen=True)
class TranscriptImports:
    """The service of importing transcripts."""

    database: Database
    clock: Clock

    def run(self, actor: Actor, files: Mapping[str, bytes]) -> ImportedRecordings:
        """Import transcripts by file name ("<external id>.txt"). One bad file stops no other."""
        authorise(actor, Permission.ADMINISTER)
        added: list[str] = []
        already_there: list[str] = []
        faults: list[Fault] = []
        taken: dict[str, list[str]] = {}
        for name, content in files.items():
            external_id = name.rsplit("/", 1)[-1].removesuffix(".txt")
            try:
                fresh = self._add(actor, external_id, content, name, faults)
                (added if fresh else already_there).append(external_id)
                taken.setdefault(external_id, []).append(name)
            except BenvenutoError as error:
                faults.append(Fault(name, 0, "", error.template, error.remedy, error.params))
        return ImportedRecordings(added, already_there, faults, taken)

    def _add(self, actor: Actor, external_id: str, content: bytes, name: str, faults: list[Fault]) -> bool:
        turns, found = read_transcript(content, name)
        faults += found
        with self.database.write() as tx:
            call_id = tx.calls.id_of(external_id)
            if call_id is None:
                raise UnknownTranscript(call=external_id)
            tx.calls.lock(call_id)
            if present := tx.calls.turns(call_id):
                if tuple(present) != turns:
                    raise OtherTranscript(call=external_id)
                return False
            tx.calls.set_turns(call_id, turns)
            tx.audit.write(self.clock(), actor.id, "transcript_imported", "call", call_id, turns=len(turns))
        return True
