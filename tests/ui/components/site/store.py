"""Answers in one file per evaluation: enough of a server to lose, or not to lose, what was marked.

The words for the agent stand there as a note of no criterion.
"""

import json
import os
from pathlib import Path
from threading import Lock

from benvenuto.domain.edits import (
    AddMoment,
    ChooseLevel,
    ChooseNotApplicable,
    ClearChoice,
    Edit,
    NoteMoment,
    RemoveMoment,
    SetNote,
    SetReasons,
    SetSummary,
)
from benvenuto.ui.components.scorecard import AnswerView

FOLDER = Path(os.environ.get("COMPONENTS_FOLDER", "."))
TURN = Lock()
Stored = dict[str, AnswerView]


def blank() -> AnswerView:
    return {"level": None, "not_applicable": False, "reasons": [], "note": "", "moments": []}


def load(evaluation: str) -> Stored:
    file = FOLDER / f"{evaluation}.json"
    return json.loads(file.read_text()) if file.exists() else {}


def save(evaluation: str, answers: Stored) -> None:
    partial = FOLDER / f"{evaluation}.partial"
    partial.write_text(json.dumps(answers))
    partial.replace(FOLDER / f"{evaluation}.json")


def apply(answers: Stored, edit: Edit) -> None:
    answer = answers.setdefault(edit.path, blank())
    match edit.change:
        case ChooseLevel(level):
            answer.update({"level": level, "not_applicable": False})
        case ChooseNotApplicable():
            answer.update({"level": None, "not_applicable": True})
        case ClearChoice():
            answer.update({"level": None, "not_applicable": False})
        case SetReasons(reasons):
            answer["reasons"] = list(reasons)
        case SetNote(note) | SetSummary(note):
            answer["note"] = note
        case AddMoment(moment, at_s, note):
            kept = [each for each in answer["moments"] if each["id"] != moment]
            answer["moments"] = [*kept, {"id": moment, "at_s": at_s, "note": note}]
        case RemoveMoment(moment):
            answer["moments"] = [each for each in answer["moments"] if each["id"] != moment]
        case NoteMoment(moment, note):
            for each in answer["moments"]:
                if each["id"] == moment:
                    each["note"] = note
