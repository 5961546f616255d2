"""Where recordings lie: a folder or an object store, each file named by the hash of its content."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import IO, Any, BinaryIO

import fsspec

_PIECE = 1024**2


@dataclass(frozen=True)
class RecordingStore:
    """Files by key, under an fsspec URL (a plain path is a local folder). A key never changes its content."""

    url: str

    @cached_property
    def _place(self) -> tuple[Any, str]:
        filesystem, root = fsspec.core.url_to_fs(self.url)
        return filesystem, root.rstrip("/")

    def put(self, source: Path, suffix: str) -> tuple[str, str]:
        """Store a copy of the file; its key and its sha256. The same content is stored once."""
        digest = _sha256(source)
        key = f"{digest[:2]}/{digest}{suffix}"
        filesystem, root = self._place
        if not filesystem.exists(f"{root}/{key}"):
            filesystem.makedirs(f"{root}/{digest[:2]}", exist_ok=True)
            # under a name of its own first: nobody meets half a file, and two who bring the same one don't share theirs
            part = f"{root}/{key}.{token_hex(8)}.part"
            filesystem.put_file(str(source), part)
            # in one step, on a disk: whoever looks meanwhile sees all of it or nothing
            filesystem.mv(part, f"{root}/{key}")
        return key, digest

    def local(self, key: str) -> Path | None:
        """The file's path when the store is a local folder, None when it is not."""
        filesystem, root = self._place
        return Path(f"{root}/{key}") if "file" in _protocols(filesystem) else None

    def size(self, key: str) -> int:
        """The file's size in bytes; FileNotFoundError when it is gone."""
        filesystem, root = self._place
        return int(filesystem.size(f"{root}/{key}"))

    def read(self, key: str, start: int, length: int) -> bytes:
        """Some of the file's bytes."""
        filesystem, root = self._place
        content: bytes = filesystem.cat_file(f"{root}/{key}", start=start, end=start + length)
        return content

    def open(self, key: str) -> BinaryIO:
        """The file, to be read as it comes; FileNotFoundError when it is gone."""
        if (local := self.local(key)) is not None:
            return local.open("rb")
        filesystem, root = self._place
        stream: BinaryIO = filesystem.open(f"{root}/{key}", "rb")
        return stream

    def reachable(self) -> bool:
        """Whether it can be asked; a folder that is not made yet, whether it could be. Raises what a store raises."""
        if (local := self.local("")) is not None:
            there = next(place for place in (local, *local.absolute().parents) if place.is_dir())
            return os.access(there, os.R_OK | os.W_OK)
        filesystem, root = self._place
        filesystem.exists(root)
        return True

    def sha256(self, key: str) -> str:
        """The hash of what the file holds today; FileNotFoundError when it is gone."""
        digest = hashlib.sha256()
        with self.open(key) as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
        return digest.hexdigest()

    def put_back(self, key: str, source: IO[bytes]) -> None:
        """Store what a backup holds, in the place of what may be there."""
        filesystem, root = self._place
        filesystem.makedirs(f"{root}/{key}".rpartition("/")[0], exist_ok=True)
        part = f"{root}/{key}.{token_hex(8)}.part"
        with filesystem.open(part, "wb") as stream:
            shutil.copyfileobj(source, stream, _PIECE)
        filesystem.mv(part, f"{root}/{key}")

    def fetch(self, key: str, target: Path) -> None:
        """Copy the file to a local path."""
        if (local := self.local(key)) is not None:
            shutil.copyfile(local, target)
            return
        filesystem, root = self._place
        filesystem.get_file(f"{root}/{key}", str(target))

    def remove(self, key: str) -> None:
        """Remove the file; nothing happens when it is gone."""
        filesystem, root = self._place
        if filesystem.exists(f"{root}/{key}"):
            filesystem.rm_file(f"{root}/{key}")


def _protocols(filesystem: Any) -> tuple[str, ...]:
    return (filesystem.protocol,) if isinstance(filesystem.protocol, str) else tuple(filesystem.protocol)


def _sha256(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
