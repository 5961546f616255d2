"""Importing recordings: each is matched to its call, checked, stored by content, and never overwritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.call import Original, Recording, Side
from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.people import Actor
from benvenuto.listening.matching import Match, Voice, match
from benvenuto.listening.prepare import Prepared, prepare, prepare_pair
from benvenuto.listening.sound import Limits
from benvenuto.services.clock import Clock
from benvenuto.storage.calls.recording_store import RecordingStore
from benvenuto.storage.database import Database, Transaction

Opener = Callable[[], BinaryIO]
"""Opens a file for reading, anew at each call."""


class OtherRecording(BenvenutoError):
    """The call has a recording already, and another content."""

    template = message("Call {call} already has another recording.")
    remedy = message("A recording is never overwritten. Check that the file belongs to this call.")


@dataclass(frozen=True, slots=True)
class ImportedRecordings:
    """What became of the files: calls that got a recording, calls that had this very one, and faults by file.

    `files` names the files of each of these calls. One that is in neither `files` nor `faults` is no sound file.
    `passed_over`: how many files of a folder are no transcripts and fit no call.
    """

    added: Sequence[str]
    already_there: Sequence[str]
    faults: Sequence[Fault]
    files: Mapping[str, Sequence[str]]
    passed_over: int = 0


@dataclass(frozen=True)
class RecordingImports:
    """The service of importing recordings."""

    database: Database
    clock: Clock
    store: RecordingStore
    limits: Limits = field(default_factory=Limits)

    def run(
        self, actor: Actor, files: Mapping[str, Opener], progress: Callable[[int, int], None] = lambda done, of: None
    ) -> ImportedRecordings:
        """Import files by name, telling `progress` how many calls are done of how many. One bad file stops no other."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            calls = tx.calls.external_ids()
        matches, faults = match(files, calls)
        added: list[str] = []
        already_there: list[str] = []
        taken: dict[str, Sequence[str]] = {}
        for done, matched in enumerate(matches):
            progress(done, len(matches))
            try:
                fresh = self._add(actor, calls[matched.external_id], matched, files)
                (added if fresh else already_there).append(matched.external_id)
                taken[matched.external_id] = list(matched.files.values())
            except BenvenutoError as error:
                named = ", ".join(matched.files.values())
                faults.append(Fault(named, 0, "", error.template, error.remedy, error.params))
        progress(len(matches), len(matches))
        return ImportedRecordings(added, already_there, faults, taken)

    def folder(
        self, actor: Actor, folder: Path, progress: Callable[[int, int], None] = lambda done, of: None
    ) -> ImportedRecordings:
        """Import every recording below a folder."""
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
        return self.run(actor, {path.relative_to(folder).as_posix(): _opener(path) for path in paths}, progress)

    def _add(self, actor: Actor, call_id: int, matched: Match, files: Mapping[str, Opener]) -> bool:
        with ExitStack() as stack:
            streams = {voice: stack.enter_context(files[name]()) for voice, name in matched.files.items()}
            if Voice.BOTH in streams:
                prepared = stack.enter_context(prepare(streams[Voice.BOTH], self.limits))
                sides = [Side.BOTH if prepared.sound.channels == 2 else Side.MIXED]
            else:
                prepared = stack.enter_context(prepare_pair(streams[Voice.AGENT], streams[Voice.CALLER], self.limits))
                sides = [Side.AGENT, Side.CALLER]
            return self._store(actor, call_id, matched, prepared, sides)

    def _store(self, actor: Actor, call_id: int, matched: Match, prepared: Prepared, sides: Sequence[Side]) -> bool:
        hashes = {original.sha256 for original in prepared.originals}
        with self.database.read() as tx:
            # asked before the store is written to, and again under the lock, for somebody may bring the same
            if self._there(tx, call_id, hashes, matched.external_id):
                return False
        originals = tuple(
            Original(
                side, self.store.put(original.path, original.sound.suffix)[0], original.sha256, name, original.size
            )
            for side, original, name in zip(sides, prepared.originals, matched.files.values(), strict=True)
        )
        listening_key, _ = self.store.put(prepared.listening, prepared.sound.suffix)
        recording = Recording(
            id=0,
            call_id=call_id,
            side=sides[0] if len(sides) == 1 else Side.BOTH,
            originals=originals,
            listening_key=listening_key,
            listening_media_type=prepared.sound.media_type,
            channels=prepared.sound.channels,
            sample_rate=prepared.sound.sample_rate,
            duration_s=prepared.sound.duration_s,
        )
        with self.database.write() as tx:
            tx.calls.lock(call_id)
            if self._there(tx, call_id, hashes, matched.external_id):
                return False
            tx.recordings.add(recording, prepared.peaks.as_json(), self.clock())
            tx.audit.write(self.clock(), actor.id, "recording_imported", "call", call_id, sha256=sorted(hashes))
        return True

    @staticmethod
    def _there(tx: Transaction, call_id: int, hashes: set[str], external_id: str) -> bool:
        present = tx.recordings.of_call(call_id)
        if present is None:
            return False
        # as sets: two voices may be named in either order
        if {original.sha256 for original in present.originals} != hashes:
            raise OtherRecording(call=external_id)
        return True


def _opener(path: Path) -> Opener:
    return lambda: path.open("rb")
