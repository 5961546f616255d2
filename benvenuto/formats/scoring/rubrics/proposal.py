"""A rubric that somebody proposes: read as if it lay in the folder already, with what it would break there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Set
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.rubric import Rubric
from benvenuto.formats.document import read_document
from benvenuto.formats.scoring.rubrics import kinds
from benvenuto.formats.scoring.rubrics.ledger import LEDGER, Known
from benvenuto.formats.scoring.rubrics.library import Library, read_folder

_ID = re.compile(r"[a-z0-9-]{1,80}")
_UNNAMED = "rubric"


class ScorecardInstead(BenvenutoError):
    """What was proposed as a rubric is a scorecard."""

    template = message("This is a scorecard, not a rubric.")
    remedy = message("Put scorecards into the folder “scorecards” on the server, then reload the files.")


class ReservedName(BenvenutoError):
    """The id would give the rubric the name of another file."""

    template = message("A rubric cannot have the id “{id}”.")
    remedy = message("Give it another id.")


@dataclass(frozen=True, slots=True)
class ProposedFile:
    """A proposed rubric: the name of its file in the folder, and what it holds; None when there are faults."""

    file: str
    rubric: Rubric | None
    faults: tuple[Fault, ...]


def read_proposal(folder: Path, content: bytes, named: str, sections: Set[str], known: Known) -> ProposedFile:
    """Read what would lie in the folder of rubrics; `named` is what its sender calls it, and its faults too.

    Its faults are its own and those that other files would have by it. What is wrong in the folder already is not
    counted.
    """
    file = _file(folder, content)
    if not folder.is_dir():
        return ProposedFile(file, None, read_folder(folder).faults)
    with TemporaryDirectory() as copied:
        copy = Path(shutil.copytree(folder, Path(copied) / "rubrics", ignore=_all_but_yaml))
        before = _here(read_folder(copy, sections, known), copy)
        (copy / file).write_bytes(content)
        library = read_folder(copy, sections, known)
    faults = [fault for fault in _here(library, copy) if fault.file == file or fault not in before]
    own = tuple(
        replace(fault, file=named) if fault.file == file else fault
        for fault in faults
        # the file takes the name of the id
        if fault.template != kinds.WRONG_NAME.template
    )
    return ProposedFile(file, None if own else library.rubrics.get(PurePath(file).stem), own)


def _file(folder: Path, content: bytes) -> str:
    """The name of the file that such a rubric has in the folder."""
    document, _ = read_document(content.decode("utf-8-sig", "replace"), "")
    data = document.data if document and isinstance(document.data, dict) else {}
    if "rubrics" in data and "criteria" not in data:
        raise ScorecardInstead
    own = data.get("id")
    stem = own if isinstance(own, str) and _ID.fullmatch(own) else _UNNAMED
    if f"{stem}.yaml" == LEDGER:
        raise ReservedName(id=stem)
    return f"{stem}.yml" if (folder / f"{stem}.yml").exists() else f"{stem}.yaml"


def _here(library: Library, folder: Path) -> list[Fault]:
    return [
        replace(fault, file=PurePath(fault.file).relative_to(folder.as_posix()).as_posix()) for fault in library.faults
    ]


def _all_but_yaml(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name != "scorecards" and PurePath(name).suffix not in (".yaml", ".yml")]
