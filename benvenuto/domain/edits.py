"""Edits: the small changes that a browser sends while somebody scores.

Applying one twice changes nothing: a choice, reasons and notes are set, not added, and a moment carries its own id.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Moment
from benvenuto.domain.rubric import Criterion, Ending
from benvenuto.domain.scorecard import Scorecard

MOST_MOMENTS = 50
LONGEST_SUMMARY = 4000


@dataclass(frozen=True, slots=True)
class ChooseLevel:
    """Choose a level by its id."""

    level: str


@dataclass(frozen=True, slots=True)
class ChooseNotApplicable:
    """Say that the criterion had no place in this call."""


@dataclass(frozen=True, slots=True)
class ClearChoice:
    """Take the choice back; reasons, note and moments stay."""


@dataclass(frozen=True, slots=True)
class SetReasons:
    """The reasons now chosen, by id, all of them."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetNote:
    """The note as it now reads; empty takes it away."""

    note: str


@dataclass(frozen=True, slots=True)
class AddMoment:
    """Pin a moment; `at_s` in seconds from the start of the recording."""

    moment: str
    at_s: float
    note: str


@dataclass(frozen=True, slots=True)
class RemoveMoment:
    """Take a moment away, if it is still there."""

    moment: str


@dataclass(frozen=True, slots=True)
class NoteMoment:
    """The remark on a moment as it now reads, if the moment is still there."""

    moment: str
    note: str


@dataclass(frozen=True, slots=True)
class SetSummary:
    """The few words for the agent as they now read; they belong to the evaluation, not to a criterion."""

    summary: str


@dataclass(frozen=True, slots=True)
class SetEnding:
    """How the call ended before its time, None that it took its course: of a correction; a draft is asked apart."""

    ending: Ending | None


Change = ChooseLevel | ChooseNotApplicable | ClearChoice | SetReasons | SetNote | AddMoment | RemoveMoment | NoteMoment


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to the answer of the criterion at `path` ("rubric/criterion"), or to the summary, whose path is "".

    `seq` grows with each edit. `seen` is the number of the last change of the draft that its window had been shown when
    it was made (None: all of them), `after` the windows whose edits it was laid over before anybody had stored them,
    `made_at` what that browser's clock said.
    """

    seq: int
    path: str
    change: Change | SetSummary
    seen: int | None = None
    after: tuple[str, ...] = ()
    made_at: datetime | None = None


def apply_edit(scorecard: Scorecard, answers: MutableMapping[str, Answer], edit: Edit) -> None:
    """Apply an edit to the answers; one that names nothing on the scorecard changes nothing."""
    criterion = scorecard.criterion(edit.path)
    if criterion is not None and not isinstance(edit.change, SetSummary):
        answers[edit.path] = _changed(criterion, answers.get(edit.path, Answer()), edit.change)


def edited_summary(summary: str, edits: Iterable[Edit]) -> str:
    """The summary after these edits; too long a one is cut."""
    for edit in edits:
        if isinstance(edit.change, SetSummary):
            summary = edit.change.summary[:LONGEST_SUMMARY]
    return summary


def _changed(criterion: Criterion, answer: Answer, change: Change) -> Answer:
    match change:
        case ChooseLevel(level):
            return replace(answer, choice=level) if criterion.level(level) else answer
        case ChooseNotApplicable():
            return replace(answer, choice=NOT_APPLICABLE) if criterion.not_applicable else answer
        case ClearChoice():
            return replace(answer, choice=None)
        case SetReasons(reasons):
            known = {reason.id for reason in criterion.reasons}
            return replace(answer, reasons=tuple(reason for reason in reasons if reason in known))
        case SetNote(note):
            return replace(answer, note=note)
        case AddMoment() | RemoveMoment() | NoteMoment():
            return replace(answer, moments=_moments(answer.moments, change))


def _moments(moments: tuple[Moment, ...], change: AddMoment | RemoveMoment | NoteMoment) -> tuple[Moment, ...]:
    match change:
        case AddMoment(moment, at_s, note):
            # an edit that comes twice pins one moment
            others = tuple(pinned for pinned in moments if pinned.id != moment)
            return tuple(sorted((*others, Moment(moment, at_s, note))[:MOST_MOMENTS], key=lambda pinned: pinned.at_s))
        case RemoveMoment(moment):
            return tuple(pinned for pinned in moments if pinned.id != moment)
        case NoteMoment(moment, note):
            return tuple(replace(pinned, note=note) if pinned.id == moment else pinned for pinned in moments)
