"""Faults that only show when the files of a folder are seen together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from difflib import get_close_matches
from pathlib import Path, PurePath

from benvenuto.domain.faults import Fault
from benvenuto.domain.rubric import Rubric
from benvenuto.domain.scorecard import Scorecard
from benvenuto.formats.document import Document
from benvenuto.formats.scoring.rubrics import kinds
from benvenuto.formats.scoring.rubrics.ledger import Known
from benvenuto.formats.scoring.rubrics.meaning import judges_feedback
from benvenuto.formats.scoring.rubrics.reading import Reading
from benvenuto.formats.scoring.rubrics.references import (
    circle_faults,
    criteria,
    rubric_id,
    scales,
    target_faults,
    waiting,
)
from benvenuto.formats.scoring.rubrics.snapshot import file_hash


def id_faults(readings: Sequence[Reading]) -> list[Fault]:
    """Ids that an earlier file has taken."""
    taken: dict[str, str] = {}
    faults = []
    for reading in filter(_named_as_its_file, readings):
        if reading.id in taken and reading.document:
            other = PurePath(taken[reading.id]).name
            faults.append(reading.document.fault(("id",), kinds.ID_IN_TWO_FILES, id=reading.id, other=other))
        elif reading.id:
            taken[reading.id] = reading.file
    return faults


def waiting_faults(readings: Sequence[Reading]) -> list[Fault]:
    """Conditions on another rubric's criterion; those on a rubric that could not be read at all are left alone."""
    documents = [r.document for r in readings if r.document and isinstance(r.document.data, dict)]
    unread = {PurePath(reading.file).stem for reading in readings if not reading.id}
    conditions = [c for document in documents for c in waiting(document) if rubric_id(c.target) not in unread]
    across = [condition for condition in conditions if not condition.local]
    circles = circle_faults(conditions) if across else []
    return target_faults(across, scales(documents)) + [fault for fault in circles if _spans(fault)]


def anchor_faults(readings: Sequence[Reading], sections: Set[str]) -> list[Fault]:
    """Links into the handbook that lead nowhere."""
    chapters = sorted({section.split("#")[0] for section in sections})
    faults: list[Fault] = []
    for reading in readings:
        if (document := reading.document) and isinstance(document.data, dict):
            faults += _chapter_faults(document, chapters)
            faults += _section_faults(document, sections)
    return faults


def version_faults(kind: str, whole: Sequence[tuple[Reading, Rubric | Scorecard]], known: Known) -> list[Fault]:
    """Content that has changed under a version that has been in force, and versions that went back."""
    faults = []
    for reading, content in whole:
        latest = max((v for k, name, v in known if (k, name) == (kind, content.id)), default=0)
        params = {"version": content.version, "latest": latest, "next": latest + 1}
        recorded = known.get((kind, content.id, content.version))
        if reading.document is None or recorded == file_hash(content):
            continue
        if recorded is not None:
            faults.append(reading.document.fault(("version",), kinds.VERSION_NOT_RAISED, **params))
        elif content.version < latest:
            faults.append(reading.document.fault(("version",), kinds.VERSION_WENT_BACK, **params))
    return faults


def reason_faults(readings: Sequence[Reading]) -> list[Fault]:
    """Contact reasons, or the place of the scorecard for all others, that an earlier file has taken."""
    taken: dict[str, str] = {}
    faults = []
    for reading in filter(_named_as_its_file, readings):
        if (document := reading.document) is None or not isinstance(document.data, dict) or judges_feedback(document):
            continue
        if any("for_reasons" in (fault.path.partition(".")[0], fault.params.get("close")) for fault in reading.faults):
            continue  # nobody knows for which calls it is meant
        reasons = document.data.get("for_reasons") or []
        names = [reason for reason in reasons if isinstance(reason, str)] if isinstance(reasons, list) else []
        for reason in names or [""]:
            other = PurePath(taken.setdefault(reason, reading.file)).name
            if taken[reason] != reading.file:
                kind = kinds.REASON_TAKEN if reason else kinds.SECOND_DEFAULT
                faults.append(document.fault(("for_reasons",), kind, reason=reason, other=other))
    return faults


def feedback_faults(readings: Sequence[Reading]) -> list[Fault]:
    """Scorecards for feedback beside an earlier one."""
    first, faults = "", []
    for reading in filter(_named_as_its_file, readings):
        if (document := reading.document) is None or not judges_feedback(document):
            continue
        if first:
            faults.append(document.fault(("judges",), kinds.SECOND_FOR_FEEDBACK, other=PurePath(first).name))
        first = first or reading.file
    return faults


def default_faults(folder: Path, readings: Sequence[Reading]) -> list[Fault]:
    """A folder without a scorecard for all other calls, as far as its readable files tell."""
    for reading in readings:
        if reading.document is None or not isinstance(reading.document.data, dict):
            return []
        if not (reading.document.data.get("for_reasons") or judges_feedback(reading.document)):
            return []
    return [Fault(folder.as_posix(), 0, "", *kinds.NO_DEFAULT)]


def _named_as_its_file(reading: Reading) -> bool:
    """Whether the id is the file's name, or missing: of a copy under another name, that is the one fault."""
    return reading.id in ("", PurePath(reading.file).stem)


def _spans(circle: Fault) -> bool:
    return len({rubric_id(path) for path in str(circle.params["circle"]).split(", ")}) > 1


def _chapter_faults(document: Document, chapters: Sequence[str]) -> Iterator[Fault]:
    chapter = document.data.get("handbook")
    if isinstance(chapter, str) and chapter not in chapters:
        yield document.fault(("handbook",), kinds.NO_SUCH_CHAPTER, chapter=chapter, known=", ".join(chapters))


def _section_faults(document: Document, sections: Set[str]) -> Iterator[Fault]:
    for place, criterion in criteria(document):
        anchor = criterion.get("handbook")
        if not isinstance(anchor, str) or anchor in sections or "#" not in anchor:
            continue
        close = get_close_matches(anchor, sections, n=1)
        kind = kinds.NO_SUCH_SECTION_CLOSE if close else kinds.NO_SUCH_SECTION
        yield document.fault((*place, "handbook"), kind, anchor=anchor, close="".join(close))
