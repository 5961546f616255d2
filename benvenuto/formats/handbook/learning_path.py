"""The learning path from its YAML file: shape and links checked, with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from benvenuto.domain.faults import Fault
from benvenuto.domain.learning import KnownFact, LearningStep, Signer
from benvenuto.domain.text import Text
from benvenuto.formats.document import Document, read_document
from benvenuto.formats.handbook.chapters.kinds import NO_SUCH_PAGE
from benvenuto.formats.handbook.policy import NO_SUCH_CRITERION, missing_criterion
from benvenuto.formats.scoring.rubrics.kinds import DUPLICATE_ID, UNKNOWN_RUBRIC
from benvenuto.formats.scoring.rubrics.shape import check_shape
from benvenuto.formats.text_file import read_text


def read_learning_path(path: Path) -> tuple[tuple[LearningStep, ...], list[Fault]]:
    """The steps of a file and every fault. A step with a fault is left out; the others are kept."""
    document, faults = _read(path)
    if document is None:
        return (), faults
    shape = check_shape(document, "learning-path")
    faults += shape.faults
    steps: dict[str, LearningStep] = {}
    for place, data in enumerate(_steps(document)):
        if not shape.sound(("steps", place)):
            continue
        here = ("steps", place, "id")
        if data["id"] in steps:
            first = next(at for at, earlier in enumerate(_steps(document)) if earlier.get("id") == data["id"])
            faults.append(
                document.fault(here, DUPLICATE_ID, id=data["id"], first=document.line(("steps", first, "id")))
            )
        else:
            steps[data["id"]] = _step(data)
    return tuple(steps.values()), sorted(faults, key=lambda fault: fault.line)


def link_faults(
    path: Path,
    pages: AbstractSet[str],
    criteria: Mapping[str, Sequence[str]],
    broken: AbstractSet[str] = frozenset(),
) -> list[Fault]:
    """What a sound file refers to and is not there.

    `pages` are the handbook's addresses, chapters and sections; `criteria` has each rubric's. `broken` are rubrics
    with faults of their own: what names them is left alone.
    """
    document, _ = _read(path)
    if document is None or check_shape(document, "learning-path").faults:
        return []
    faults = []
    for place, data in enumerate(_steps(document)):
        for at, address in enumerate(data.get("handbook", ())):
            if address not in pages:
                faults.append(document.fault(("steps", place, "handbook", at), NO_SUCH_PAGE, address=address))
        for at, named in enumerate(data.get("criteria", ())):
            here = ("steps", place, "criteria", at)
            rubric = named.partition("/")[0]
            if rubric in broken:
                continue
            if rubric not in criteria:
                faults.append(document.fault(here, UNKNOWN_RUBRIC, id=rubric, known=", ".join(criteria) or "–"))
            elif params := missing_criterion(named, criteria):
                faults.append(document.fault(here, NO_SUCH_CRITERION, **params))
    return faults


def _read(path: Path) -> tuple[Document | None, list[Fault]]:
    text, faults = read_text(path)
    return read_document(text, path.as_posix()) if text is not None else (None, faults)


def _steps(document: Document) -> Sequence[Any]:
    steps = document.data.get("steps") if isinstance(document.data, dict) else None
    return steps if isinstance(steps, list) else []


def _step(data: Mapping[str, Any]) -> LearningStep:
    return LearningStep(
        id=data["id"],
        title=_text(data["title"]),
        todo=_text(data["todo"]),
        signer=Signer(data["signed_by"]),
        handbook=tuple(data.get("handbook", ())),
        criteria=tuple(data.get("criteria", ())),
        shows=KnownFact(data["shows"]) if "shows" in data else None,
    )


def _text(value: str | Mapping[str, str]) -> Text:
    return (
        Text.plain(value.strip())
        if isinstance(value, str)
        else Text({key: text.strip() for key, text in value.items()})
    )
