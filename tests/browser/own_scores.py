"""What an agent marks in an own call, to be looked for where nobody is to read it."""

from __future__ import annotations

from itertools import count

from benvenuto.domain.edits import AddMoment, Change, ChooseLevel, ChooseNotApplicable, Edit, SetNote
from benvenuto.domain.evaluation import still_lacking
from tests.browser.team import Team

NOTE, MOMENT, REMARK = "marzipan-of-note", "marzipan17", "marzipan heard"


def handed_in(team: Team, call_id: int) -> int:
    """Anna's own evaluation of a call, with a note and a moment; its id."""
    evaluation, seq = team.app.scoring.begin(team.anna, call_id), count(1)
    while faults := still_lacking(evaluation):
        changes: list[tuple[str, Change]] = []
        for fault in faults:
            criterion = evaluation.scorecard.criterion(fault.path)
            assert criterion
            spared = criterion.not_applicable
            changes.append((fault.path, ChooseNotApplicable() if spared else ChooseLevel(criterion.scale[-1].id)))
        path = faults[0].path
        changes += [(path, SetNote(NOTE)), (path, AddMoment(MOMENT, 20.0, REMARK))]
        edits = [Edit(next(seq), place, change) for place, change in changes]
        evaluation, _ = team.app.scoring.edit(team.anna, evaluation.id, "own", edits)
    return team.app.self_evaluations.hand_in(team.anna, evaluation.id).id
