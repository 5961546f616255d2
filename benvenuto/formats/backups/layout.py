"""The layout of a backup: `tables/*.jsonl`, `recordings/*`, the list of recordings, and the manifest, which is last.

A table's first line names its columns, each further one is a row, both as JSON arrays. Moments are ISO 8601 in UTC,
documents are texts as they were written. The manifest has count, size and SHA-256 of everything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from benvenuto.domain.snapshot import ColumnKind, ColumnShape, TableShape

FORMAT = "benvenuto-backup"
VERSION = 1
MANIFEST = "manifest.json"
RECORDINGS = "recordings.jsonl"

_KEY = re.compile(r"[\w.\-]+(/[\w.\-]+)*", re.ASCII)


class FileState(StrEnum):
    """What became of a file of the store: in the backup, left where it was, in it as damaged as it was, or gone."""

    INCLUDED = "included"
    REFERENCED = "referenced"
    DAMAGED = "damaged"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A line of the list of recordings."""

    key: str
    state: FileState
    size: int = 0
    sha256: str = ""

    @property
    def inside(self) -> bool:
        """Whether the backup holds its content."""
        return self.state in (FileState.INCLUDED, FileState.DAMAGED)


@dataclass(frozen=True, slots=True)
class Content:
    """An entry of the ZIP: how many lines, how large, and its SHA-256."""

    lines: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `revision` is that of the schema, `product` the version of Benvenuto."""

    product: str
    revision: str
    made_at: datetime
    database: str
    tables: Sequence[tuple[TableShape, Content]]
    recordings: Content

    @property
    def rows(self) -> int:
        """How many rows the tables have."""
        return sum(content.lines for _, content in self.tables)

    @property
    def size(self) -> int:
        """How many bytes the tables have as text."""
        return sum(content.size for _, content in self.tables)


def table_entry(name: str) -> str:
    """The entry of a table."""
    return f"tables/{name}.jsonl"


def recording_entry(key: str) -> str:
    """The entry of a file of the store."""
    return f"recordings/{key}"


def is_key(key: object) -> bool:
    """Whether this can be a key of the store: a path that leads nowhere else."""
    return isinstance(key, str) and bool(_KEY.fullmatch(key)) and not {".", ".."} & {*key.split("/")}


def written(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "benvenuto": manifest.product,
        "revision": manifest.revision,
        "made_at": manifest.made_at.isoformat(),
        "database": manifest.database,
        "tables": [
            {
                "name": shape.name,
                "columns": {column.name: column.kind.value for column in shape.columns},
                "last_id": shape.last_id,
                **asdict(content),
            }
            for shape, content in manifest.tables
        ],
        "recordings": asdict(manifest.recordings),
    }
    return json.dumps(document, indent=1).encode()


def version_of(document: object) -> int:
    """The version of a manifest's layout. Raises ValueError when it is none."""
    if not isinstance(document, dict) or document.get("format") != FORMAT or not isinstance(document["version"], int):
        raise ValueError("no manifest")
    return document["version"]


def understood(document: Mapping[str, Any]) -> Manifest:
    """The manifest of a JSON document. Raises ValueError, KeyError, TypeError or AttributeError when it is none."""
    tables = [(_shape(table), _content(table)) for table in document["tables"]]
    made_at = datetime.fromisoformat(document["made_at"])
    if len({shape.name for shape, _ in tables}) != len(tables) or made_at.tzinfo is None:
        raise ValueError("a table twice, or a moment without a zone")
    return Manifest(
        str(document["benvenuto"]),
        str(document["revision"]),
        made_at,
        str(document["database"]),
        tables,
        _content(document["recordings"]),
    )


def _shape(table: Mapping[str, Any]) -> TableShape:
    columns = tuple(ColumnShape(name, ColumnKind(kind)) for name, kind in table["columns"].items())
    last_id = table["last_id"]
    if not is_key(table["name"]) or "/" in table["name"] or not (last_id is None or _is_count(last_id)):
        raise ValueError("no table")
    return TableShape(table["name"], columns, last_id)


def _content(entry: Mapping[str, Any]) -> Content:
    if not (_is_count(entry["lines"]) and _is_count(entry["size"]) and isinstance(entry["sha256"], str)):
        raise ValueError("no count, size and hash")
    return Content(entry["lines"], entry["size"], entry["sha256"])


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**63
