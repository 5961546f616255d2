"""Criteria that wait for another criterion's answer: what they name must exist, and must not wait for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benvenuto.domain.faults import Fault
from benvenuto.formats.document import Document, Path
from benvenuto.formats.scoring.rubrics import kinds
from benvenuto.formats.scoring.rubrics.build import criterion_path

Scales = Mapping[str, Sequence[str]]
"""Level ids by criterion path, of every criterion that could be read, sound or not; "" for an id that is no text."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A criterion, by path, that waits for the answer of another; `at` is the place of its condition."""

    document: Document
    at: Path
    path: str
    target: str
    levels: tuple[str, ...]

    @property
    def local(self) -> bool:
        """Whether both stand in one rubric."""
        return rubric_id(self.path) == rubric_id(self.target)


def rubric_id(path: str) -> str:
    """The rubric that a criterion path lies in."""
    return path.partition("/")[0]


def waiting(document: Document) -> Iterator[Waiting]:
    """Every condition of a rubric file that names another criterion."""
    rubric = _word(_mapping(document.data).get("id"))
    for place, criterion in criteria(document):
        rule = _mapping(criterion.get("applies_when"))
        if isinstance(target := rule.get("criterion"), str):
            levels = tuple(level for level in _list(rule.get("level")) if isinstance(level, str))
            own = f"{rubric}/{_word(criterion.get('id'))}"
            yield Waiting(document, (*place, "applies_when"), own, criterion_path(rubric, target), levels)


def scales(documents: Sequence[Document]) -> Scales:
    """The levels that answers can have, in all these rubric files."""
    return {
        f"{_word(document.data.get('id'))}/{_word(criterion.get('id'))}": [
            _word(_mapping(level).get("level")) for level in _list(criterion.get("scale"))
        ]
        for document in documents
        for _, criterion in criteria(document)
    }


def target_faults(conditions: Iterable[Waiting], known: Scales) -> list[Fault]:
    """Conditions on a criterion or a level that does not exist, or on oneself."""
    return [fault for condition in conditions for fault in _target_faults(condition, known)]


def circle_faults(conditions: Sequence[Waiting]) -> list[Fault]:
    """Criteria that wait for each other: one fault a circle, at the first of them."""
    targets = {condition.path: condition.target for condition in conditions}
    faults: list[Fault] = []
    reported: set[str] = set()
    for condition in conditions:
        circle = _circle(condition.path, targets)
        if len(circle) > 1 and condition.path not in reported:
            reported |= set(circle)
            place = (*condition.at, "criterion")
            faults.append(condition.document.fault(place, kinds.CIRCLE, circle=", ".join(circle)))
    return faults


def criteria(document: Document) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Every criterion of a rubric file that is at least a mapping, with its place."""
    for position, criterion in enumerate(_list(_mapping(document.data).get("criteria"))):
        if isinstance(criterion, dict):
            yield ("criteria", position), criterion


def _target_faults(condition: Waiting, known: Scales) -> Iterator[Fault]:
    document, target, place = condition.document, condition.target, (*condition.at, "criterion")
    if target == condition.path:
        yield document.fault(place, kinds.ASKS_ITSELF)
    elif target not in known and f"{rubric_id(target)}/" in known:
        return  # it may be the one whose id is missing there, which is a fault of its own
    elif target not in known:
        near = [path for path in known if rubric_id(path) == rubric_id(target)]
        yield document.fault(place, kinds.UNKNOWN_CRITERION, path=target, known=", ".join(near) or "–")
    else:
        for level in condition.levels:
            if level not in known[target] and "" not in known[target]:
                levels = ", ".join(known[target])
                yield document.fault(
                    (*condition.at, "level"), kinds.UNKNOWN_LEVEL, path=target, level=level, known=levels
                )


def _circle(start: str, targets: Mapping[str, str]) -> list[str]:
    """The criteria from `start` back to it; empty when the way ends elsewhere."""
    way = [start]
    while (here := targets.get(way[-1])) is not None and here not in way:
        way.append(here)
    return way if here == start else []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
