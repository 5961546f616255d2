"""The folder of rubrics and scorecards, read whole: what is sound is there, what is not has its faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.domain.rubric import Rubric
from benvenuto.domain.scorecard import Scorecard, ScorecardKind
from benvenuto.formats.scoring.rubrics import kinds
from benvenuto.formats.scoring.rubrics.build import rubric_of, scorecard_of
from benvenuto.formats.scoring.rubrics.folder_faults import (
    anchor_faults,
    default_faults,
    feedback_faults,
    id_faults,
    reason_faults,
    version_faults,
    waiting_faults,
)
from benvenuto.formats.scoring.rubrics.ledger import LEDGER, Known
from benvenuto.formats.scoring.rubrics.reading import (
    Reading,
    broken_rubrics,
    open_rubric,
    open_scorecard,
    rubric_faults,
)
from benvenuto.formats.scoring.rubrics.snapshot import file_hash
from benvenuto.formats.text_file import read_text


@dataclass(frozen=True, slots=True)
class Library:
    """Every sound rubric and scorecard by id, and every fault, in the order of files and lines.

    `broken` are rubrics with faults, by their id and by the name of their file. What refers to them has no fault for
    it: `held_back` says which scorecards wait for them.
    """

    rubrics: Mapping[str, Rubric]
    scorecards: Mapping[str, Scorecard]
    faults: tuple[Fault, ...]
    broken: frozenset[str] = frozenset()
    held_back: tuple[Fault, ...] = ()

    def proposed(self, contact_reason: str) -> Scorecard | None:
        """The scorecard for calls about this; else the one for all others; None when there is neither."""
        cards = [card for card in self.scorecards.values() if card.judges is ScorecardKind.CALLS]
        named = (card for card in cards if contact_reason in card.for_reasons)
        return next(named, next((card for card in cards if not card.for_reasons), None))

    @property
    def of_calls(self) -> Mapping[str, Rubric]:
        """The rubrics that a scorecard for calls asks, whole, by id."""
        cards = [card for card in self.scorecards.values() if card.judges is ScorecardKind.CALLS]
        asked = {part.rubric.id for card in cards for part in card.parts}
        return {name: rubric for name, rubric in self.rubrics.items() if name in asked}

    def hashes(self) -> Known:
        """The file hash of every sound rubric and scorecard, by (kind, id, version): what a ledger keeps."""
        rubrics = {("rubric", rubric.id, rubric.version): file_hash(rubric) for rubric in self.rubrics.values()}
        return rubrics | {
            ("scorecard", scorecard.id, scorecard.version): file_hash(scorecard)
            for scorecard in self.scorecards.values()
        }


def read_folder(folder: Path, handbook_sections: Set[str] | None = None, known: Known | None = None) -> Library:
    """Read a folder of rubrics with its `scorecards` folder. One broken file never hides the others.

    `handbook_sections` holds every "chapter#section" (None: links are not checked); `known` the versions that have
    been in force. A dangling link is a fault, but hurts no score: its rubric is kept. Every other fault leaves its
    file out, and a scorecard with a rubric that is out.
    """
    if not folder.is_dir():
        return Library({}, {}, (Fault(folder.as_posix(), 0, "", *kinds.NO_FOLDER),))
    rubrics, faults = _read_rubrics(folder, known or {})
    links = anchor_faults(rubrics, handbook_sections) if handbook_sections is not None else []
    sound = {r.id: rubric_of(r.document.data) for r in _sound(rubrics, faults) if r.document}
    broken = frozenset({name for r in rubrics for name in (r.id, Path(r.file).stem) if name and name not in sound})
    cards, card_faults, held_back = _read_scorecards(folder / "scorecards", sound, broken, known or {})
    whole = _sound(cards, [*card_faults, *held_back])
    scorecards = {r.id: scorecard_of(r.document.data, sound) for r in whole if r.document}
    faults += links + card_faults + default_faults(folder / "scorecards", cards)
    return Library(sound, scorecards, _in_order(faults), broken, _in_order(held_back))


def faults_of(path: Path, handbook_sections: Set[str] | None = None, known: Known | None = None) -> list[Fault]:
    """The faults of a folder of rubrics, or of one file as part of the folder in which it lies.

    Of a scorecard asked for alone, that its rubric is broken is the fault: nothing else tells it.
    """
    if path.is_dir() or not path.exists():
        return list(read_folder(path, handbook_sections, known).faults)
    folder = path.parent.parent if path.parent.name == "scorecards" else path.parent
    library = read_folder(folder, handbook_sections, known)
    return [fault for fault in _in_order([*library.faults, *library.held_back]) if Path(fault.file) == path]


def _read_rubrics(folder: Path, known: Known) -> tuple[list[Reading], list[Fault]]:
    readings = [_read(path, scorecard=False) for path in _files(folder)]
    faults = [fault for reading in readings for fault in reading.faults]
    faults += id_faults(readings)
    faults += waiting_faults(readings)
    whole = [(r, rubric_of(r.document.data)) for r in _sound(readings, faults) if r.document]
    return readings, faults + version_faults("rubric", whole, known)


def _read_scorecards(
    folder: Path, sound: Mapping[str, Rubric], broken: Set[str], known: Known
) -> tuple[list[Reading], list[Fault], list[Fault]]:
    """Every file, its faults, and those that follow from the faults of rubrics."""
    readings = [_read(path, scorecard=True) for path in _files(folder)]
    faults = [fault for reading in readings for fault in reading.faults]
    held_back: list[Fault] = []
    for reading in readings:
        if reading.document is not None:
            faults += rubric_faults(reading.document, sound, broken)
            held_back += broken_rubrics(reading.document, broken)
    faults += id_faults(readings)
    faults += reason_faults(readings)
    faults += feedback_faults(readings)
    whole = [(r, scorecard_of(r.document.data, sound)) for r in _sound(readings, [*faults, *held_back]) if r.document]
    return readings, faults + version_faults("scorecard", whole, known), held_back


def _sound(readings: Sequence[Reading], faults: Sequence[Fault]) -> list[Reading]:
    out = {fault.file for fault in faults}
    return [reading for reading in readings if reading.file not in out]


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.file, fault.line)))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and p.name != LEDGER and p.is_file())


def _read(path: Path, *, scorecard: bool) -> Reading:
    text, faults = read_text(path)
    if text is None:
        return Reading(path.as_posix(), None, tuple(faults))
    return _open(text, path.as_posix(), scorecard=scorecard)


@lru_cache(maxsize=64)
def _open(text: str, file: str, *, scorecard: bool) -> Reading:
    # one check or proposal reads the folder several times over, and all but a file or two are what they were
    return (open_scorecard if scorecard else open_rubric)(text, file)
