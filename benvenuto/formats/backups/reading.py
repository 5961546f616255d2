"""Reading a backup: nothing in it is believed before all of it was looked at."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from benvenuto.domain.faults import NoSuchPath
from benvenuto.domain.snapshot import ColumnKind, TableShape, Values
from benvenuto.formats.backups.faults import BrokenLine, DamagedBackup, NewerBackup, NoBackup
from benvenuto.formats.backups.layout import (
    MANIFEST,
    RECORDINGS,
    VERSION,
    Content,
    FileState,
    ListedFile,
    Manifest,
    is_key,
    recording_entry,
    table_entry,
    understood,
    version_of,
)

_PIECE = 1024**2
_LARGEST_MANIFEST = 4 * 1024**2
_LONGEST_LINE = 256 * 1024**2
"""Whoever packs nothing but zeros gets a thousand times their size: nothing is read whole without a bound."""

_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
"""What `zipfile` raises over an entry that is not what its header says, is encrypted, or packed in an unknown way."""


@dataclass(frozen=True)
class BackupReader:
    """A backup that is open."""

    file: Path
    zip: ZipFile
    manifest: Manifest

    @property
    def size(self) -> int:
        """How many bytes of the store it holds."""
        return sum(listed.size for listed in self.recordings() if listed.inside)

    def verify(self, progress: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Look at everything, telling `progress` of the entries: raises a fault that names the first that is wrong."""
        total = len(self.zip.namelist())
        for done, (shape, content) in enumerate(self.manifest.tables):
            progress(done, total)
            self._check(table_entry(shape.name), Content(content.lines + 1, content.size, content.sha256))
            for _ in self.rows(shape):
                pass
        self._check(RECORDINGS, self.manifest.recordings)
        done = len(self.manifest.tables)
        for listed in self.recordings():
            if listed.inside:
                done += 1
                progress(done, total)
                self._check(recording_entry(listed.key), Content(-1, listed.size, listed.sha256))

    def rows(self, shape: TableShape) -> Generator[Values, None, None]:
        """The rows of a table; closed, it lets go of the file. Raises BrokenLine over what is none."""
        entry, kinds = table_entry(shape.name), [_READ[column.kind] for column in shape.columns]
        with closing(self._lines(entry)) as lines:
            if next(lines, None) != [column.name for column in shape.columns]:
                raise BrokenLine(file=self.file, entry=entry, line=1)
            for number, line in enumerate(lines, start=2):
                try:
                    yield [None if value is None else read(value) for read, value in zip(kinds, line, strict=True)]
                except (ValueError, TypeError):
                    raise BrokenLine(file=self.file, entry=entry, line=number) from None

    def recordings(self) -> Generator[ListedFile, None, None]:
        """The list of recordings."""
        with closing(self._lines(RECORDINGS)) as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield _listed(line)
                except (ValueError, TypeError, KeyError):
                    raise BrokenLine(file=self.file, entry=RECORDINGS, line=number) from None

    @contextmanager
    def recording(self, key: str) -> Iterator[IO[bytes]]:
        """The content of a file of the store; it was verified: what is raised meanwhile is no fault of the backup."""
        with self.zip.open(recording_entry(key)) as entry:
            yield entry

    def _check(self, name: str, content: Content) -> None:
        size, lines, digest = 0, 0, hashlib.sha256()
        with self._open(name) as entry:
            # no more than it is said to be: what is packed may be endless
            while size <= content.size and (piece := entry.read(_PIECE)):
                digest.update(piece)
                size, lines = size + len(piece), lines + piece.count(b"\n")
        if (size, digest.hexdigest()) != (content.size, content.sha256) or content.lines not in (-1, lines):
            raise DamagedBackup(file=self.file, entry=name)

    def _lines(self, name: str) -> Generator[Any, None, None]:
        number = 0
        with self._open(name) as entry:
            while line := entry.readline(_LONGEST_LINE):
                number += 1
                try:
                    yield json.loads(line)
                except (ValueError, RecursionError):
                    raise BrokenLine(file=self.file, entry=name, line=number) from None

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            entry = self.zip.open(name)
        except (KeyError, *_BROKEN) as error:
            raise DamagedBackup(file=self.file, entry=name) from error
        with entry:
            try:
                yield entry
            except _BROKEN as error:
                raise DamagedBackup(file=self.file, entry=name) from error


@contextmanager
def opened(file: Path) -> Iterator[BackupReader]:
    """A backup with its manifest. Raises NoSuchPath, NoBackup, NewerBackup or DamagedBackup."""
    if not file.is_file():
        raise NoSuchPath(path=file)
    try:
        archive = ZipFile(file)
    except _BROKEN as error:
        raise NoBackup(file=file) from error
    with archive:
        yield BackupReader(file, archive, _manifest(file, archive))


def _manifest(file: Path, archive: ZipFile) -> Manifest:
    if MANIFEST not in archive.NameToInfo:
        raise NoBackup(file=file)
    try:
        with archive.open(MANIFEST) as entry:
            document = json.loads(entry.read(_LARGEST_MANIFEST))
        version = version_of(document)
        if version > VERSION:
            raise NewerBackup(file=file, version=document.get("benvenuto", version))
        return understood(document)
    except (*_BROKEN, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedBackup(file=file, entry=MANIFEST) from error


def _listed(line: object) -> ListedFile:
    if not isinstance(line, dict):
        raise ValueError("no object")
    key, state, size, sha256 = line["key"], FileState(line["state"]), line["size"], line["sha256"]
    if not isinstance(key, str) or not (is_key(key) or state is FileState.MISSING):
        raise ValueError("no key")
    if type(size) is not int or not isinstance(sha256, str):
        raise ValueError("no size and hash")
    return ListedFile(key, state, size, sha256)


def _integer(value: object) -> int:
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise ValueError("no integer")
    return value


def _number(value: object) -> float:
    if type(value) is int or type(value) is float:
        return float(value)
    raise ValueError("no number")


def _boolean(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError("neither true nor false")
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise ValueError("no text")
    return value


def _json(value: object) -> str:
    document = _text(value)
    json.loads(document)
    return document


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _instant(value: object) -> datetime:
    instant = datetime.fromisoformat(_text(value))
    if instant.tzinfo is None:
        raise ValueError("no zone")
    return instant.astimezone(UTC)


_READ: Mapping[ColumnKind, Callable[[object], object]] = {
    ColumnKind.INTEGER: _integer,
    ColumnKind.NUMBER: _number,
    ColumnKind.BOOLEAN: _boolean,
    ColumnKind.TEXT: _text,
    ColumnKind.DAY: _day,
    ColumnKind.INSTANT: _instant,
    ColumnKind.JSON: _json,
}
