"""Restoring a backup into a new place. No actor is asked: there is nobody in the house yet, but who has the machine."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.formats.backups.layout import FileState, ListedFile
from benvenuto.formats.backups.reading import BackupReader, opened
from benvenuto.storage.calls.recording_store import RecordingStore
from benvenuto.storage.database import Database
from benvenuto.storage.private import database_files
from benvenuto.storage.snapshots import check_empty, check_revision, emptied


class NoRoom(BenvenutoError):
    """What is unpacked would not fit, be it by mistake or because somebody has packed nothing but zeros."""

    template = message("Nothing was restored: {folder} needs room for {wanted} MB and has {free} MB.")
    remedy = message("Make room, or choose another disk.")


class StoreNotWritten(BenvenutoError):
    """The store of recordings takes nothing."""

    template = message("Nothing was restored: the store of recordings cannot be written to ({reason}).")
    remedy = message("Check BENVENUTO_RECORDINGS_URL, its rights and the room there. Then run this again.")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `unstored` are files that the backup only names and the store does not have as they were."""

    made_at: datetime
    rows: int
    recordings: int
    unstored: Sequence[ListedFile]


def restore(
    database: Database,
    store: RecordingStore,
    file: Path,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Restored:
    """Restore a backup into an empty database, all of it or nothing, and bring it to today's tables.

    All of the file is looked at before the first row is written. Recordings come first: killed at any moment, it is as
    if nothing had been restored, and what lies in the store already is not brought twice.
    """
    with opened(file) as backup:
        check_revision(backup.manifest.revision)
        check_empty(database.engine)
        _check_room(database, store, backup)
        backup.verify(progress)
        total = len(backup.manifest.tables) + backup.manifest.recordings.lines
        listed: list[ListedFile] = []
        for each in backup.recordings():
            progress(len(listed), total)
            listed.append(_restore_file(backup, store, each))
        with emptied(database.engine, backup.manifest.revision) as tables:
            tables.check([shape for shape, _ in backup.manifest.tables])
            for done, (shape, _) in enumerate(backup.manifest.tables):
                progress(len(listed) + done, total)
                with closing(backup.rows(shape)) as rows:
                    tables.put(shape, rows)
        unstored = [each for each in listed if each.state in (FileState.MISSING, FileState.DAMAGED)]
        return Restored(backup.manifest.made_at, backup.manifest.rows, len(listed) - len(unstored), unstored)


def _restore_file(backup: BackupReader, store: RecordingStore, listed: ListedFile) -> ListedFile:
    """Bring a file into the store; how it is there then."""
    if listed.state is FileState.MISSING:
        return listed
    here = _as_stored(store, listed.key)
    if here == listed.sha256:
        return listed
    if listed.inside:
        with backup.recording(listed.key) as source:
            try:
                store.put_back(listed.key, source)
            except OSError as error:
                raise StoreNotWritten(reason=error.strerror or type(error).__name__) from error
        return listed
    return ListedFile(listed.key, FileState.DAMAGED if here else FileState.MISSING, listed.size, listed.sha256)


def _as_stored(store: RecordingStore, key: str) -> str:
    try:
        return store.sha256(key)
    except OSError:
        return ""


def _check_room(database: Database, store: RecordingStore, backup: BackupReader) -> None:
    files = database_files(database.engine.url.render_as_string(hide_password=False))
    recordings = store.local("")
    wanted = [(files[0].parent, 2 * backup.manifest.size)] if files else []  # the log beside it holds as much again
    if recordings is not None:
        wanted.append((recordings, backup.size))
    for folder, size in wanted:
        there = next(place for place in (folder, *folder.resolve().parents) if place.is_dir())
        if size > (free := shutil.disk_usage(there).free):
            raise NoRoom(folder=folder, wanted=size // 10**6, free=free // 10**6)
