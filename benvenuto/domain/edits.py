"""Edits: the small changes that a browser sends while somebody scores."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from enum import StrEnum

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Moment
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.scorecard import Scorecard

LONGEST_NOTE = 4000
MOST_MOMENTS = 50


class EditKind(StrEnum):
    """What an edit changes."""

    LEVEL = "level"
    NOT_APPLICABLE = "na"
    CLEAR = "clear"
    REASONS = "reasons"
    NOTE = "note"
    MOMENT_ADD = "moment_add"
    MOMENT_REMOVE = "moment_remove"
    MOMENT_NOTE = "moment_note"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to one criterion's answer. `seq` grows with every edit of one browser."""

    seq: int
    path: str
    kind: EditKind
    text: str = ""
    reasons: tuple[str, ...] = ()
    moment: Moment | None = None


def apply_edit(scorecard: Scorecard, answers: MutableMapping[str, Answer], edit: Edit) -> None:
    """Apply an edit to the answers; one that names nothing on the scorecard changes nothing."""
    criterion = scorecard.criterion(edit.path)
    if criterion is not None:
        answers[edit.path] = _edited(criterion, answers.get(edit.path, Answer()), edit)


def _edited(criterion: Criterion, answer: Answer, edit: Edit) -> Answer:
    match edit.kind:
        case EditKind.LEVEL:
            return replace(answer, choice=edit.text) if criterion.level(edit.text) else answer
        case EditKind.NOT_APPLICABLE:
            return replace(answer, choice=NOT_APPLICABLE) if criterion.not_applicable else answer
        case EditKind.CLEAR:
            return replace(answer, choice=None)
        case EditKind.REASONS:
            known = {reason.id for reason in criterion.reasons}
            return replace(answer, reasons=tuple(reason for reason in edit.reasons if reason in known))
        case EditKind.NOTE:
            return replace(answer, note=edit.text[:LONGEST_NOTE])
        case _:
            return replace(answer, moments=_moments(answer.moments, edit))


def _moments(moments: tuple[Moment, ...], edit: Edit) -> tuple[Moment, ...]:
    if edit.moment is None:
        return moments
    others = tuple(moment for moment in moments if moment.id != edit.moment.id)
    if edit.kind is EditKind.MOMENT_REMOVE:
        return others
    if edit.kind is EditKind.MOMENT_NOTE:
        return tuple(replace(m, note=edit.moment.note[:LONGEST_NOTE]) if m.id == edit.moment.id else m for m in moments)
    kept = (*others, edit.moment)[:MOST_MOMENTS]
    return tuple(sorted(kept, key=lambda moment: moment.at_s))
