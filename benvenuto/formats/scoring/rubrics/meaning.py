"""What a schema cannot see: ids that clash, scales and bands that do not fall, names that differ from the file's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from benvenuto.domain.faults import Fault
from benvenuto.domain.scorecard import ScorecardKind
from benvenuto.formats.document import Document, Path
from benvenuto.formats.scoring.rubrics import kinds
from benvenuto.formats.scoring.rubrics.evidence import evidence_meaning
from benvenuto.formats.scoring.rubrics.references import criteria
from benvenuto.formats.scoring.rubrics.shape import Shape
from benvenuto.formats.text_file import FaultKind


def rubric_meaning(document: Document, shape: Shape) -> Iterator[Fault]:
    """Faults inside one rubric file, of all its parts whose shape is sound."""
    yield from _name(document)
    yield from _clashes(document, ("criteria",), "id")
    for place, criterion in criteria(document):
        yield from _clashes(document, (*place, "scale"), "level")
        yield from _clashes(document, (*place, "reasons"), "id")
        yield from _clashes(document, (*place, "evidence"), "id")
        if shape.sound((*place, "evidence")):
            yield from evidence_meaning(document, (*place, "evidence"))
        if shape.sound((*place, "scale")):
            yield from _scale(document, (*place, "scale"))
            yield from _caps(document, (*place, "scale"), critical="critical" in criterion)


def scorecard_meaning(document: Document, shape: Shape) -> Iterator[Fault]:
    """Faults inside one scorecard file, of all its parts whose shape is sound."""
    yield from _name(document)
    yield from _clashes(document, ("rubrics",), "rubric", kinds.RUBRIC_TWICE)
    yield from _clashes(document, ("bands",), "id")
    if judges_feedback(document) and document.data.get("for_reasons"):
        yield document.fault(("for_reasons",), kinds.REASONS_FOR_FEEDBACK)
    if shape.sound(("bands",)) and (bands := document.data.get("bands")):
        yield from _falling(document, ("bands",), "from")
        last = bands[-1]["from"]
        if last != 0:
            yield document.fault(("bands", len(bands) - 1, "from"), kinds.LAST_BAND_NOT_ZERO, value=last)


def judges_feedback(document: Document) -> bool:
    """Whether this scorecard is for feedback, and so for no call."""
    return isinstance(document.data, dict) and document.data.get("judges") == ScorecardKind.FEEDBACK


def _name(document: Document) -> Iterator[Fault]:
    stem, own = PurePath(document.file).stem, document.data.get("id")
    if isinstance(own, str) and own != stem:
        yield document.fault(("id",), kinds.WRONG_NAME, id=own, stem=stem)


def _scale(document: Document, place: Path) -> Iterator[Fault]:
    scale = _at(document, place)
    if not scale:
        return
    best, lowest = scale[0]["value"], scale[-1]["value"]
    if best != 1:
        yield document.fault((*place, 0, "value"), kinds.BEST_NOT_ONE, value=best)
    if lowest != 0:
        yield document.fault((*place, len(scale) - 1, "value"), kinds.LOWEST_NOT_ZERO, value=lowest)
    yield from _falling(document, place, "value")


def _caps(document: Document, place: Path, *, critical: bool) -> Iterator[Fault]:
    scale = _at(document, place)
    for position, level in enumerate(scale):
        if "cap" in level and not (critical and 0 < position < len(scale) - 1):
            yield document.fault((*place, position, "cap"), kinds.CAP_OUT_OF_PLACE)


def _falling(document: Document, place: Path, key: str) -> Iterator[Fault]:
    values = [entry[key] for entry in _at(document, place)]
    for position, (above, value) in enumerate(pairwise(values), 1):
        if value >= above:
            yield document.fault((*place, position, key), kinds.NOT_FALLING, value=value, above=above)


def _clashes(document: Document, place: Path, key: str, kind: FaultKind = kinds.DUPLICATE_ID) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for position, entry in enumerate(_at(document, place)):
        name = entry.get(key) if isinstance(entry, dict) else None
        if not isinstance(name, str):
            continue
        line = document.line((*place, position, key))
        if name in first:
            yield document.fault((*place, position, key), kind, id=name, first=first[name])
        first.setdefault(name, line)


def _at(document: Document, place: Path) -> list[Any]:
    here: Any = document.data
    for step in place:
        here = here.get(step, []) if isinstance(step, str) else here[step]
    return here if isinstance(here, list) else []
