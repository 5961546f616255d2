"""The exercises of the house: read from beside the rubrics, held to rubrics, handbook and sound."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.domain.practice import Exercise
from benvenuto.formats.handbook.chapters import excerpts, sections_of
from benvenuto.formats.handbook.practice import ExerciseContext, read_practice
from benvenuto.formats.scoring.rubrics import read_folder
from benvenuto.services.handbook.handbook_texts import HandbookTexts

PRACTICE = "practice"
"""The folder of exercises, inside that of the rubrics."""


def read_exercises(rubrics: Path, texts: HandbookTexts) -> tuple[tuple[Exercise, ...], tuple[Fault, ...]]:
    """Every sound exercise and every fault; read again only when a file has changed."""
    return _read(rubrics, texts, _state(rubrics))


def exercise_faults(path: Path, texts: HandbookTexts) -> list[Fault]:
    """The faults of the exercises in a folder of rubrics, in the folder of exercises itself, or in one of its files."""
    if is_practice(path):
        folder = path if path.name == PRACTICE else path.parent
        faults = read_exercises(folder.parent, texts)[1]
        return [fault for fault in faults if path == folder or Path(fault.file) == path]
    return list(read_exercises(path, texts)[1]) if path.is_dir() else []


def is_practice(path: Path) -> bool:
    """Whether this is the folder of exercises, or one of its files."""
    return PRACTICE in (path.name, path.parent.name)


def _state(rubrics: Path) -> tuple[tuple[str, int], ...]:
    """The files and when each was changed."""
    files = [*rubrics.glob("*.y*ml"), *(rubrics / PRACTICE).glob("*.y*ml")]
    return tuple(sorted((path.as_posix(), path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=4)
def _read(
    rubrics: Path, texts: HandbookTexts, state: tuple[tuple[str, int], ...]
) -> tuple[tuple[Exercise, ...], tuple[Fault, ...]]:
    library = read_folder(rubrics)
    offered = {excerpt.name for chapter in texts.chapters for excerpt in excerpts(chapter)}
    beside = ExerciseContext(library.rubrics, sections_of(texts.chapters), texts.lengths_s, offered, library.broken)
    exercises, faults = read_practice(rubrics / PRACTICE, beside)
    return exercises, tuple(faults)
