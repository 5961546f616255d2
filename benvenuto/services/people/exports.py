"""Exports: everything of the house in files that other programs read, so that whoever wants to leave can."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import Actor
from benvenuto.domain.snapshot import TableShape
from benvenuto.formats.exports import dictionary
from benvenuto.formats.exports.parquet import write_table
from benvenuto.services.clock import Clock
from benvenuto.storage.calls.recording_store import RecordingStore
from benvenuto.storage.database import Database

_README = Path(dictionary.__file__).with_name("README.md")


class ExportExists(BenvenutoError):
    """A folder with something in it."""

    template = message("Nothing was exported: {folder} exists and is not empty.")
    remedy = message("Choose a new folder.")


class ExportNotWritten(BenvenutoError):
    """What the operating system does not take."""

    template = message("Nothing was exported: {folder} cannot be written ({reason}).")
    remedy = message("Check the folder, its rights and the room on its disk. Nothing half-written is left.")


@dataclass(frozen=True, slots=True)
class Exported:
    """An export: its folder, tables and rows, files of recordings, and the keys of those that the store has not."""

    folder: Path
    tables: int
    rows: int
    recordings: int
    missing: Sequence[str]


@dataclass(frozen=True)
class Exports:
    """The service of exports: for administrators, and for who works on the machine. `texts` are files and folders."""

    database: Database
    clock: Clock
    store: RecordingStore
    texts: Mapping[str, Path]

    def write(
        self,
        actor: Actor,
        folder: Path,
        *,
        recordings: bool = False,
        progress: Callable[[int, int], None] = lambda done, of: None,
    ) -> Exported:
        """Write everything of one moment into a new folder: all of it, or no folder at all."""
        authorise(actor, Permission.ADMINISTER)
        with self._writing(folder) as part:
            with self.database.write() as tx:
                tx.audit.write(self.clock(), actor.id, "data_exported", "export", folder.name)
            with self.database.read() as tx:
                keys = sorted(set(tx.snapshot.recording_keys())) if recordings else []
                shapes = [shape for shape in tx.snapshot.tables if shape.name not in dictionary.LEFT_OUT]
                tables: list[tuple[TableShape, int, Mapping[str, str]]] = []
                for shape in shapes:
                    progress(len(tables), len(shapes) + len(keys))
                    words = {name: words["en"] for name, words in dictionary.meanings(shape).items()}
                    file = part / "tables" / f"{shape.name}.parquet"
                    rows = write_table(file, shape, tx.snapshot.rows(shape.name), words)
                    tables.append((shape, rows, tx.snapshot.references(shape.name)))
            (part / "dictionary.yaml").write_text(dictionary.written(tables), "utf-8")
            shutil.copyfile(_README, part / "README.md")
            self._copy_texts(part / "files")
            missing = []
            for done, key in enumerate(keys):
                progress(len(tables) + done, len(tables) + len(keys))
                if not self._copy_recording(part / "recordings" / key, key):
                    missing.append(key)
        count = sum(rows for _, rows, _ in tables)
        return Exported(folder, len(tables), count, len(keys) - len(missing), missing)

    def _copy_texts(self, folder: Path) -> None:
        for name, source in self.texts.items():
            if source.is_dir():
                shutil.copytree(source, folder / name)
            elif source.exists():
                shutil.copyfile(source, folder / name)

    def _copy_recording(self, target: Path, key: str) -> bool:
        try:
            source = self.store.open(key)
        except OSError:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        with source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        return True

    @contextmanager
    def _writing(self, folder: Path) -> Iterator[Path]:
        """A folder that has its name only once it is whole, and is its owner's alone."""
        try:
            if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
                raise ExportExists(folder=folder)
            part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.resolve().parent))
            try:
                for name in ("tables", "files"):
                    (part / name).mkdir()
                yield part
                if folder.exists():
                    folder.rmdir()
                part.rename(folder)
            finally:
                shutil.rmtree(part, ignore_errors=True)
        except OSError as error:
            raise ExportNotWritten(folder=folder, reason=error.strerror or type(error).__name__) from error
