"""Backups: everything that the database holds at one moment, and the recordings that it names, in one file."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError, DatabaseUnavailable, message
from benvenuto.domain.people import Actor
from benvenuto.domain.snapshot import TableShape
from benvenuto.formats.backups.layout import Content, FileState, ListedFile, Manifest, is_key
from benvenuto.formats.backups.writing import BackupWriter, SourceBroke
from benvenuto.services.clock import Clock
from benvenuto.storage.calls.recording_store import RecordingStore
from benvenuto.storage.database import Database
from benvenuto.storage.snapshots import check_there

UNFINISHED = ".part"
"""How the name of a backup ends as long as it is none."""

_NAMED_BY_HASH = re.compile(r"(?:.*/)?([0-9a-f]{64})(?:\.\w+)?")


class BackupExists(BenvenutoError):
    """A file that is there already."""

    template = message("No backup was made: {file} exists.")
    remedy = message("Choose another name, or say --overwrite. A folder instead of a file gets a name with the time.")


class BackupNotWritten(BenvenutoError):
    """What the operating system does not take."""

    template = message("No backup was made: {file} cannot be written ({reason}).")
    remedy = message("Check the folder, its rights and the room on its disk. Nothing half-written is left.")


class BackupInStore(BenvenutoError):
    """The folder of the recordings is no place for it: whoever copies that would take it along."""

    template = message("No backup was made: {file} lies in the folder of the recordings.")
    remedy = message("Choose another folder, best on another disk.")


class BackupUnderWay(BenvenutoError):
    """Two would read the same and write each other's file."""

    template = message("Another backup of this database is being made.")
    remedy = message("Wait until it is done.")


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup: its file and size, how many rows and files of recordings are in it, or named by it.

    `unstored` are files that the database names and the store did not have, or had with another content than they were
    brought with. `noted` says whether the audit log knows of it: one that can't be written to can still be saved.
    """

    file: Path
    size: int
    rows: int
    recordings: int
    unstored: Sequence[ListedFile]
    noted: bool


def installed_version() -> str:
    """The version of Benvenuto that runs."""
    try:
        return version("benvenuto")
    except PackageNotFoundError:  # run from a checkout that nobody installed
        return ""


@dataclass(frozen=True)
class Backups:
    """The service of backups: for administrators, and for who works on the machine."""

    database: Database
    clock: Clock
    store: RecordingStore
    product: str = field(default_factory=installed_version)

    def write(
        self,
        actor: Actor,
        target: Path,
        *,
        recordings: bool = True,
        overwrite: bool = False,
        progress: Callable[[int, int], None] = lambda done, of: None,
    ) -> BackupMade:
        """Write a backup while others work: all of one moment, or no file at all. Into a folder it goes by its time.

        Without `recordings` it only names them, with size and hash. `progress` is told of the tables and files done.
        """
        authorise(actor, Permission.ADMINISTER)
        check_there(self.database.engine)
        file = target / f"benvenuto-{self.clock().astimezone(UTC):%Y%m%dT%H%M%SZ}.zip" if target.is_dir() else target
        with self.database.try_lock("backup") as mine, self._writing(file, mine=mine, overwrite=overwrite) as stream:
            noted = self._note(actor, file)
            made_at = self.clock()
            with BackupWriter(stream, made_at) as writer:
                with self.database.read() as tx:
                    keys = sorted(set(tx.snapshot.recording_keys()))
                    total = len(tx.snapshot.tables) + len(keys)
                    tables: list[tuple[TableShape, Content]] = []
                    for shape in tx.snapshot.tables:
                        progress(len(tables), total)
                        tables.append((shape, writer.table(shape, tx.snapshot.rows(shape.name))))
                    revision, kind = tx.snapshot.revision, tx.connection.dialect.name
                # files are never changed: no transaction is held open for as long as they take
                listed: list[ListedFile] = []
                for key in keys:
                    progress(len(tables) + len(listed), total)
                    listed.append(self._include(writer, key) if recordings else self._refer(key))
                content = writer.recordings(listed)
                manifest = Manifest(self.product, revision, made_at, kind, tables, content)
                writer.finish(manifest)
            size = stream.tell()
        unstored = [each for each in listed if each.state in (FileState.MISSING, FileState.DAMAGED)]
        return BackupMade(file, size, manifest.rows, len(listed), unstored, noted)

    def _note(self, actor: Actor, file: Path) -> bool:
        """Say before it is read that everything leaves: so the backup itself knows of it."""
        with self.database.read() as tx:
            current = tx.snapshot.current
        if not current:
            return False
        try:
            with self.database.write() as tx:
                tx.audit.write(self.clock(), actor.id, "backup_made", "backup", file.name)
        except DatabaseUnavailable:  # a full disk is a reason for a backup
            return False
        return True

    def _include(self, writer: BackupWriter, key: str) -> ListedFile:
        if not is_key(key):
            return ListedFile(key, FileState.MISSING)
        try:
            source = self.store.open(key)
        except OSError:  # removed since, or never there
            return ListedFile(key, FileState.MISSING)
        with source:
            try:
                size, sha256 = writer.recording(key, source)
            except SourceBroke:
                return ListedFile(key, FileState.MISSING)
        sound = (_hash_in(key) or sha256) == sha256
        return ListedFile(key, FileState.INCLUDED if sound else FileState.DAMAGED, size, sha256)

    def _refer(self, key: str) -> ListedFile:
        if not is_key(key):
            return ListedFile(key, FileState.MISSING)
        try:
            return ListedFile(key, FileState.REFERENCED, self.store.size(key), _hash_in(key) or self.store.sha256(key))
        except OSError:
            return ListedFile(key, FileState.MISSING)

    @contextmanager
    def _writing(self, file: Path, *, mine: bool, overwrite: bool) -> Iterator[BinaryIO]:
        """A file that has its name only once it is whole, and is its owner's alone."""
        if not mine:
            raise BackupUnderWay
        if file.exists() and not overwrite:
            raise BackupExists(file=file)
        folder = self.store.local("")
        if folder is not None and file.resolve().is_relative_to(folder.resolve()):
            raise BackupInStore(file=file)
        part = file.with_name(file.name + UNFINISHED)
        try:
            # what a killed backup has left is begun anew: nobody else writes there as long as the lock is ours
            part.unlink(missing_ok=True)
            with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(file)
            _sync(file.parent)
        except OSError as error:
            raise BackupNotWritten(file=file, reason=error.strerror or type(error).__name__) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _hash_in(key: str) -> str:
    match = _NAMED_BY_HASH.fullmatch(key)
    return match[1] if match else ""


def _sync(folder: Path) -> None:
    """A name is on the disk once its folder is; Windows has no such call."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
