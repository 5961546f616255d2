"""Writing a backup: a stream, of which no more than some hundred rows or a piece of a recording is in memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import chain, islice
from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from benvenuto.domain.snapshot import TableShape, Values
from benvenuto.formats.backups.layout import (
    MANIFEST,
    RECORDINGS,
    Content,
    ListedFile,
    Manifest,
    recording_entry,
    table_entry,
    written,
)

_LINES_AT_ONCE = 500
_PIECE = 1024**2
_OWNERS_ALONE = 0o100600 << 16
_FASTEST = 1
"""Of deflate's nine levels: the others take three times as long to save a tenth."""


class SourceBroke(Exception):
    """A file could not be read to its end: not the backup's own file, which raises what it raises."""


class BackupWriter:
    """A backup that is being written into an open file; only once it is finished can it be read."""

    def __init__(self, file: BinaryIO, made_at: datetime) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_FASTEST)
        self._made_at = made_at

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # one that was not finished would write its list of contents by itself when it is thrown away
        self._zip.fp = None

    def table(self, shape: TableShape, rows: Iterable[Values]) -> Content:
        """Write a table; the count of its rows, with size and hash of its entry."""
        header = [column.name for column in shape.columns]
        content = self._lines(table_entry(shape.name), chain([header], map(list, rows)))
        return Content(content.lines - 1, content.size, content.sha256)

    def recording(self, key: str, source: BinaryIO) -> tuple[int, str]:
        """Write a file of the store as it comes; its size and SHA-256. Raises SourceBroke."""
        size, digest = 0, hashlib.sha256()
        # sound compresses to nearly what it was
        with self._zip.open(self._info(recording_entry(key), ZIP_STORED), "w", force_zip64=True) as entry:
            while piece := _read(source):
                entry.write(piece)
                digest.update(piece)
                size += len(piece)
        return size, digest.hexdigest()

    def recordings(self, files: Iterable[ListedFile]) -> Content:
        """Write the list of recordings."""
        return self._lines(RECORDINGS, (asdict(file) for file in files))

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and the ZIP's list of contents: nothing before this is a backup."""
        self._zip.writestr(self._info(MANIFEST, ZIP_DEFLATED), written(manifest))
        self._zip.close()

    def _lines(self, name: str, values: Iterable[object]) -> Content:
        lines, size, digest = 0, 0, hashlib.sha256()
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_written).encode
        with self._zip.open(self._info(name, ZIP_DEFLATED), "w", force_zip64=True) as entry:
            for some in _some(values):
                piece = "".join(f"{encode(value)}\n" for value in some).encode()
                entry.write(piece)
                digest.update(piece)
                lines, size = lines + len(some), size + len(piece)
        return Content(lines, size, digest.hexdigest())

    def _info(self, name: str, method: int) -> ZipInfo:
        info = ZipInfo(name, self._made_at.astimezone(UTC).timetuple()[:6])
        info.compress_type, info.external_attr = method, _OWNERS_ALONE
        info._compresslevel = _FASTEST  # type: ignore[attr-defined]  # ZipFile's own counts for names, not for ZipInfo
        return info


def _read(source: BinaryIO) -> bytes:
    try:
        return source.read(_PIECE)
    except OSError as error:
        raise SourceBroke from error


def _some(values: Iterable[object]) -> Iterator[list[object]]:
    iterator = iter(values)
    while some := list(islice(iterator, _LINES_AT_ONCE)):
        yield some


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
