"""Edits that come late: what a window marked before it saw a newer change never replaces that one.

No clock decides. Each change of a draft has a number, and an edit says the highest one that its window had seen; it is
overtaken when its place was changed later than that, and by another window. Then the newer one is kept, and the older
one is set aside for its author to use or to leave.

Bruno has seen the draft up to change 4 and goes into a tunnel, where he marks the greeting. From the desk he marks it
otherwise: change 5. Out of the tunnel his first mark arrives, says 4, and finds the greeting at 5: it is set aside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from benvenuto.domain.answer import Answer, Answers
from benvenuto.domain.edits import (
    AddMoment,
    Edit,
    NoteMoment,
    RemoveMoment,
    SetNote,
    SetReasons,
    SetSummary,
    apply_edit,
    edited_summary,
)
from benvenuto.domain.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Written:
    """All that can be written in a draft."""

    answers: Answers
    summary: str

    def edited(self, scorecard: Scorecard, edit: Edit) -> Written:
        """The same after an edit."""
        answers = dict(self.answers)
        apply_edit(scorecard, answers, edit)
        return Written(answers, edited_summary(self.summary, [edit]))


@dataclass(frozen=True, slots=True)
class LastChange:
    """Which change of the draft was the last one at its place, from which window, and when."""

    number: int
    client: str
    at: datetime

    def overtakes(self, edit: Edit, client: str) -> bool:
        """Whether an edit of this window was made without knowledge of it."""
        known = edit.seen is None or self.number <= edit.seen
        return not known and self.client != client and self.client not in edit.after


@dataclass(frozen=True, slots=True)
class OvertakenEdit:
    """An edit that was set aside, with the window it came from; what was kept in its place was made at `kept_at`."""

    number: int
    client: str
    edit: Edit
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class EditHistory:
    """The number of the last change of a draft, the last one at each place, and the edits set aside, oldest first."""

    number: int = 0
    places: Mapping[str, LastChange] = field(default_factory=dict)
    overtaken: tuple[OvertakenEdit, ...] = ()

    def changed(self, edit: Edit, client: str, at: datetime) -> EditHistory:
        """The same after an edit has changed something."""
        last = LastChange(self.number + 1, client, at)
        return replace(self, number=last.number, places={**self.places, place_of(edit): last})

    def set_aside(self, edit: Edit, client: str) -> EditHistory:
        """The same with an edit set aside, in the place of an older one of its window about the same."""
        freed = replace(edit, seq=0, seen=None, after=())  # whoever uses it knows of everything
        aside = OvertakenEdit(self.number + 1, client, freed, self.places[place_of(edit)].at)
        about = (client, edit.path, _part_of(edit))
        others = [each for each in self.overtaken if (each.client, each.edit.path, _part_of(each.edit)) != about]
        return replace(self, number=aside.number, overtaken=(*others, aside))

    def settled(self, number: int) -> EditHistory:
        """The same when its author has decided about one that was set aside."""
        return replace(self, overtaken=tuple(each for each in self.overtaken if each.number != number))


def merge(
    scorecard: Scorecard, written: Written, history: EditHistory, client: str, edits: Sequence[Edit], at: datetime
) -> tuple[Written, EditHistory]:
    """Apply the edits of a window in their order, and set aside those that are overtaken."""
    for edit in edits:
        after = written.edited(scorecard, edit)
        if after == written:
            continue
        last = history.places.get(place_of(edit))
        if last is not None and last.overtakes(edit, client):
            history = history.set_aside(edit, client)
        else:
            written, history = after, history.changed(edit, client, at)
    return written, history


def changes_anything(scorecard: Scorecard, edits: Sequence[Edit]) -> bool:
    """Whether anything would be written of these in an empty draft: not for text that was taken away again."""
    alone = [Written({}, "").edited(scorecard, edit) for edit in edits]
    return any(written.summary or any(answer != Answer() for answer in written.answers.values()) for written in alone)


def place_of(edit: Edit) -> str:
    """What an edit is about, so that two of one place are in each other's way: a level and its reasons are one."""
    part = _part_of(edit)
    return f"{edit.path} {'level' if part == 'reasons' else part}"


def _part_of(edit: Edit) -> str:
    match edit.change:
        case SetReasons():
            return "reasons"
        case SetNote():
            return "note"
        case SetSummary():
            return "summary"
        case AddMoment(moment=moment) | RemoveMoment(moment=moment) | NoteMoment(moment=moment):
            return f"moment {moment}"
        case _:
            return "level"
