"""The folder of exercises, read whole: what is sound can be practised, what is not has its faults."""

from __future__ import annotations

from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.domain.practice import Exercise
from benvenuto.formats.document import read_document
from benvenuto.formats.handbook.practice.build import exercise_of
from benvenuto.formats.handbook.practice.meaning import ExerciseContext, exercise_faults, head_faults
from benvenuto.formats.scoring.rubrics.shape import check_shape
from benvenuto.formats.text_file import read_text


def read_practice(folder: Path, beside: ExerciseContext) -> tuple[tuple[Exercise, ...], list[Fault]]:
    """Every sound exercise of a folder's files, and every fault. One broken exercise never hides the others.

    A folder that is not there holds no exercise, which is no fault.
    """
    exercises: list[Exercise] = []
    faults: list[Fault] = []
    paths = [path for path in folder.iterdir() if path.suffix in (".yaml", ".yml")] if folder.is_dir() else []
    for path in sorted(paths):
        in_file, wrong = _read_file(path, beside)
        exercises += in_file
        faults += wrong
    return tuple(exercises), faults


def _read_file(path: Path, beside: ExerciseContext) -> tuple[list[Exercise], list[Fault]]:
    text, faults = read_text(path)
    if text is None:
        return [], faults
    document, faults = read_document(text, path.as_posix())
    if document is None:
        return [], faults
    shape = check_shape(document, "practice")
    faults += shape.faults
    if not isinstance(document.data, dict):
        return [], faults
    heads = list(head_faults(document, path.stem, beside))
    faults += heads
    rubric = beside.rubrics.get(str(document.data.get("rubric")))
    exercises = document.data.get("exercises")
    sound = []
    for at, data in enumerate(exercises if isinstance(exercises, list) else []):
        if not shape.sound(("exercises", at)):
            continue
        wrong = exercise_faults(document, ("exercises", at), data, rubric, beside)
        faults += wrong
        again = any(fault.line == document.line(("exercises", at, "id")) for fault in heads)
        if rubric and not wrong and not again:
            sound.append(exercise_of(data, rubric.id))
    return sound, sorted(faults, key=lambda fault: fault.line)
