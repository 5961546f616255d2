"""One rubric or scorecard file, read as far as it can be, with all its faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from operator import attrgetter

from benvenuto.domain.faults import Fault
from benvenuto.domain.rubric import Criterion, Rubric
from benvenuto.domain.scorecard import Scorecard
from benvenuto.formats.document import Document, Path, read_document
from benvenuto.formats.scoring.rubrics import kinds
from benvenuto.formats.scoring.rubrics.build import rubric_of, scorecard_of
from benvenuto.formats.scoring.rubrics.meaning import rubric_meaning, scorecard_meaning
from benvenuto.formats.scoring.rubrics.references import circle_faults, rubric_id, scales, target_faults, waiting
from benvenuto.formats.scoring.rubrics.shape import check_shape


@dataclass(frozen=True, slots=True)
class Reading:
    """What was had of one file: no document when it is no YAML. Sound when there are no faults."""

    file: str
    document: Document | None
    faults: tuple[Fault, ...]

    @property
    def id(self) -> str:
        """The id the file gives itself; empty when it gives none that is a text."""
        data = self.document.data if self.document else None
        own = data.get("id") if isinstance(data, dict) else None
        return own if isinstance(own, str) else ""


def read_rubric(text: str, file: str) -> tuple[Rubric | None, list[Fault]]:
    """The rubric in the text of `file`, or None, and every fault of the file on its own."""
    reading = open_rubric(text, file)
    rubric = None if reading.faults or reading.document is None else rubric_of(reading.document.data)
    return rubric, list(reading.faults)


def read_scorecard(text: str, file: str, rubrics: Mapping[str, Rubric]) -> tuple[Scorecard | None, list[Fault]]:
    """The scorecard in the text of `file`, resolved with these rubrics, or None, and every fault of the file."""
    reading = open_scorecard(text, file)
    faults = [*reading.faults]
    if reading.document is not None:
        faults += rubric_faults(reading.document, rubrics, frozenset())
    return (None if faults or reading.document is None else scorecard_of(reading.document.data, rubrics)), faults


def open_rubric(text: str, file: str) -> Reading:
    """A rubric file and its faults, apart from those that need other files."""
    document, faults = read_document(text, file)
    if document is None:
        return Reading(file, None, tuple(faults))
    shape = check_shape(document, "rubric")
    faults += shape.faults
    if isinstance(document.data, dict):
        faults += rubric_meaning(document, shape)
        local = [condition for condition in waiting(document) if condition.local and shape.sound(condition.at)]
        faults += target_faults(local, scales([document])) + circle_faults(local)
    return Reading(file, document, tuple(sorted(faults, key=attrgetter("line"))))


def open_scorecard(text: str, file: str) -> Reading:
    """A scorecard file and its faults, apart from those that need other files."""
    document, faults = read_document(text, file)
    if document is None:
        return Reading(file, None, tuple(faults))
    shape = check_shape(document, "scorecard")
    faults += shape.faults
    if isinstance(document.data, dict):
        faults += scorecard_meaning(document, shape)
    return Reading(file, document, tuple(sorted(faults, key=attrgetter("line"))))


def rubric_faults(document: Document, sound: Mapping[str, Rubric], broken: Set[str]) -> list[Fault]:
    """What is wrong with what a scorecard names: a rubric or criterion unknown, or waiting for one that it lacks."""
    named, chosen = _named(document), _chosen(document)
    taken = {name: _taken(sound[name], chosen.get(name)) for name in named if name in sound}
    paths = frozenset(sound[name].path(criterion) for name, criteria in taken.items() for criterion in criteria)
    faults: list[Fault] = []
    for name, place in named.items():
        if name in sound:
            faults += _unknown_criteria(document, place, sound[name], chosen.get(name, ()))
            for path, needed in _waiting(sound[name], taken[name]):
                if rubric_id(needed) not in named:
                    kind, params = kinds.ASKED_RUBRIC_ABSENT, {"path": path, "id": rubric_id(needed)}
                    faults.append(document.fault(place, kind, **params))
                elif needed not in paths and rubric_id(needed) in sound:
                    faults.append(document.fault(place, kinds.ASKED_CRITERION_ABSENT, path=path, other=needed))
        elif name not in broken:
            known = ", ".join(sorted({*sound, *broken})) or "–"
            faults.append(document.fault(place, kinds.UNKNOWN_RUBRIC, id=name, known=known))
    return faults


def broken_rubrics(document: Document, broken: Set[str]) -> list[Fault]:
    """The rubrics that keep a scorecard back, because they have faults of their own."""
    return [
        document.fault(place, kinds.BROKEN_RUBRIC, id=name)
        for name, place in _named(document).items()
        if name in broken
    ]


def _named(document: Document) -> Mapping[str, Path]:
    """The rubrics that a scorecard names, with the place where it does."""
    parts = document.data.get("rubrics") if isinstance(document.data, dict) else None
    return {
        part["rubric"]: ("rubrics", position, "rubric")
        for position, part in enumerate(parts if isinstance(parts, list) else ())
        if isinstance(part, dict) and isinstance(part.get("rubric"), str)
    }


def _chosen(document: Document) -> Mapping[str, Sequence[str]]:
    """The criteria that a scorecard takes of a rubric, where it names them."""
    parts = document.data.get("rubrics") if isinstance(document.data, dict) else None
    return {
        part["rubric"]: [criterion for criterion in part["criteria"] if isinstance(criterion, str)]
        for part in (parts if isinstance(parts, list) else ())
        if isinstance(part, dict) and isinstance(part.get("rubric"), str) and isinstance(part.get("criteria"), list)
    }


def _taken(rubric: Rubric, chosen: Sequence[str] | None) -> Sequence[Criterion]:
    return [criterion for criterion in rubric.criteria if chosen is None or criterion.id in chosen]


def _unknown_criteria(document: Document, place: Path, rubric: Rubric, chosen: Sequence[str]) -> Iterator[Fault]:
    known = [criterion.id for criterion in rubric.criteria]
    for name in chosen:
        if name not in known:
            at = (*place[:-1], "criteria")
            yield document.fault(at, kinds.UNKNOWN_CRITERION, path=f"{rubric.id}/{name}", known=", ".join(known))


def _waiting(rubric: Rubric, taken: Sequence[Criterion]) -> list[tuple[str, str]]:
    """The criteria, by path, that wait for the answer of another, and that one."""
    return [(rubric.path(c), c.applies_when.criterion) for c in taken if c.applies_when.criterion]
