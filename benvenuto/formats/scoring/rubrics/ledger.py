"""The ledger of versions, `versions.yaml` beside the rubrics: what each version held, appended and never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benvenuto.domain.faults import Fault
from benvenuto.formats.document import Document, read_document
from benvenuto.formats.scoring.rubrics.kinds import LEDGER_BROKEN
from benvenuto.formats.text_file import read_text

LEDGER = "versions.yaml"

Key = tuple[str, str, int]
"""Kind ("rubric" or "scorecard"), id, version."""

Known = Mapping[Key, str]
"""The file hash of every version that has been in force."""

_HEAD = (
    "# What each version held, as a hash: written by `python -m benvenuto check --record`, not by hand.\n"
    "# A file whose hash differs under the same version has been edited without raising the version.\n"
)


def read_ledger(folder: Path) -> tuple[Known, list[Fault]]:
    """The versions recorded beside these rubrics; none where there is no ledger yet."""
    path = folder / LEDGER
    if not path.exists():
        return {}, []
    text, faults = read_text(path)
    document = None
    if text is not None:
        document, faults = read_document(text, path.as_posix())
    if document is None:
        return {}, faults
    try:
        return dict(_entries(document)), faults
    except (AttributeError, ValueError):
        return {}, [*faults, document.fault((), LEDGER_BROKEN)]


def record(folder: Path, hashes: Known) -> list[Key]:
    """Append the versions that the ledger lacks, and return them. What is recorded is never changed.

    Raises OSError when the ledger cannot be written. Read the ledger first: one with faults must not be written over.
    """
    recorded, _ = read_ledger(folder)
    new = sorted(hashes.keys() - recorded.keys())
    if new:
        path = folder / LEDGER
        draft = path.with_suffix(".new")
        draft.write_text(_written({**recorded, **{key: hashes[key] for key in new}}), "utf-8")
        draft.replace(path)
    return new


def _entries(document: Document) -> Iterator[tuple[Key, str]]:
    data: Mapping[str, Mapping[str, Mapping[str, Any]]] = document.data
    for kind, ids in data.items():
        for name, versions in ids.items():
            for version, content in versions.items():
                yield (kind, name, int(version)), str(content)


def _written(known: Known) -> str:
    lines = [_HEAD]
    before: tuple[str, str] = ("", "")
    for kind, name, version in sorted(known):
        if kind != before[0]:
            lines.append(f"{kind}:\n")
        if (kind, name) != before:
            lines.append(f"  {name}:\n")
        lines.append(f'    {version}: "{known[kind, name, version]}"\n')
        before = kind, name
    return "".join(lines)
