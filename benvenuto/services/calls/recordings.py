"""Importing recordings: each is matched to its call, checked, stored by content, and never overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.call import Original, Recording, Side
from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.people import Actor
from benvenuto.formats.text_file import UNREADABLE
from benvenuto.listening.doubts import doubts
from benvenuto.listening.faults import BrokenLink, LinkOutside
from benvenuto.listening.matching import Match, Voice, match_recordings
from benvenuto.listening.prepare import Arriving, Prepared, prepare_call
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


class UnreadableFile(BenvenutoError):
    """A file that the operating system does not give out. `reason`: why, in its words."""

    template, remedy = UNREADABLE


@dataclass(frozen=True, slots=True)
class ImportedRecordings:
    """What became of the files: calls that got a recording, calls that had this very one, and faults by file.

    `files` names the files of each of these calls, and `notes` what is doubtful about those that were taken.
    `passed_over` counts the files that are in neither `files` nor `faults`: no call's, and no sound.
    """

    added: Sequence[str]
    already_there: Sequence[str]
    faults: Sequence[Fault]
    files: Mapping[str, Sequence[str]]
    notes: Sequence[Fault] = ()
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
            calls, recorded = tx.calls.external_ids(), tx.calls.recording_names()
        matched_files = match_recordings(files, calls, recorded)
        matches, faults = matched_files.matches, list(matched_files.faults)
        added: list[str] = []
        notes = list(matched_files.notes)
        already_there: list[str] = []
        taken: dict[str, Sequence[str]] = {}
        for done, matched in enumerate(matches):
            progress(done, len(matches))
            try:
                fresh = self._add(actor, calls[matched.external_id], matched, files)
                (added if fresh else already_there).append(matched.external_id)
                taken[matched.external_id] = matched.names
                if fresh:
                    notes += self._doubts(calls[matched.external_id], matched)
            except OSError as error:
                reason = UnreadableFile(reason=error.strerror or type(error).__name__)
                faults.append(_fault(", ".join(matched.names), reason))
            except BenvenutoError as error:
                faults.append(_fault(", ".join(matched.names), error))
        progress(len(matches), len(matches))
        return ImportedRecordings(added, already_there, faults, taken, notes, matched_files.passed_over)

    def folder(
        self, actor: Actor, folder: Path, progress: Callable[[int, int], None] = lambda done, of: None
    ) -> ImportedRecordings:
        """Import every recording below a folder; symbolic links that lead out of it are not followed."""
        authorise(actor, Permission.ADMINISTER)
        inside, refused = _below(folder)
        imported = self.run(actor, {name: _opener(path) for name, path in inside.items()}, progress)
        return replace(imported, faults=[*imported.faults, *refused])

    def _add(self, actor: Actor, call_id: int, matched: Match, files: Mapping[str, Opener]) -> bool:
        with ExitStack() as stack:

            def arriving(name: str) -> Arriving:
                return Arriving(stack.enter_context(files[name]()), PurePath(name).suffix.lower())

            parts = [[arriving(part[voice]) for voice in Voice if voice in part] for part in matched.parts]
            prepared = stack.enter_context(prepare_call(parts, self.limits))
            if Voice.BOTH in matched.files:
                sides = [Side.BOTH if prepared.sound.channels == 2 else Side.MIXED] * len(parts)
            else:
                sides = [Side.AGENT, Side.CALLER] * len(parts)
            return self._store(actor, call_id, matched, prepared, sides)

    def _doubts(self, call_id: int, matched: Match) -> Iterator[Fault]:
        with self.database.read() as tx:
            recording, call = tx.recordings.of_call(call_id), tx.calls.get(call_id)
        if recording and call:
            for doubt in doubts(recording, matched.external_id, call.duration_s):
                yield _fault(", ".join(matched.names), doubt)

    def _store(self, actor: Actor, call_id: int, matched: Match, prepared: Prepared, sides: Sequence[Side]) -> bool:
        hashes = {original.sha256 for original in prepared.originals}
        with self.database.read() as tx:
            # asked before the store is written to, and again under the lock, for somebody may bring the same
            if self._there(tx, call_id, hashes, matched.external_id):
                return False
        originals = tuple(
            Original(
                side,
                self.store.put(original.path, original.sound.suffix)[0],
                original.sha256,
                name,
                original.size,
                original.sound.duration_s,
                *((original.pause.at_s, original.pause.length_s) if original.pause else ()),
            )
            for side, original, name in zip(sides, prepared.originals, matched.names, strict=True)
        )
        listening_key, _ = self.store.put(prepared.listening, prepared.sound.suffix)
        recording = Recording(
            id=0,
            call_id=call_id,
            side=sides[0] if sides[0] is sides[-1] else Side.BOTH,
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


def _below(folder: Path) -> tuple[Mapping[str, Path], Sequence[Fault]]:
    """The files below a folder by their names in it, and what else lies there: links out of it or to nothing."""
    inside: dict[str, Path] = {}
    refused: list[Fault] = []
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            refused.append(_fault(name, LinkOutside()))
        elif path.is_file():
            inside[name] = path
        elif not path.is_dir():
            refused.append(_fault(name, BrokenLink()))
    return inside, refused


def _fault(file: str, error: BenvenutoError) -> Fault:
    return Fault(file, 0, "", error.template, error.remedy, error.params)


def _opener(path: Path) -> Opener:
    return lambda: path.open("rb")
