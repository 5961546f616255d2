"""A draft is begun with its first edit, once, and not by looking; what was typed meanwhile is nowhere lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from benvenuto.domain.edits import AddMoment, Change, ClearChoice, Edit, NoteMoment, RemoveMoment, SetNote, SetSummary
from benvenuto.domain.evaluation import SelectionKind, Unbegun
from benvenuto.domain.faults import Forbidden
from tests.house import House, paths


def edits(path: str, *changes: Change | SetSummary) -> list[Edit]:
    return [
        Edit(seq, "" if isinstance(change, SetSummary) else path, change, seen=0)
        for seq, change in enumerate(changes, start=1)
    ]


def test_two_windows_that_begin_at_once_begin_one_draft_and_lose_nothing(house: House) -> None:
    blank = house.app.scoring.open(house.bruno, house.call(house.anna))
    here, there = paths(blank)[:2]

    def mark(path: str) -> int:
        return house.app.scoring.edit(house.bruno, blank.draft_id, path, edits(path, SetNote(path)))[0].id

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(mark, (here, there)))
    assert both[0] == both[1] > 0
    draft = house.app.scoring.read(house.bruno, both[0])
    assert {path: answer.note for path, answer in draft.answers.items()} == {here: here, there: there}
    assert house.audit().count("evaluation_begun") == 1


@pytest.mark.parametrize(
    "changes", [[SetNote("")], [SetSummary("")], [ClearChoice()], [RemoveMoment("m")], [NoteMoment("m", "words")], []]
)
def test_what_changes_nothing_begins_nothing_and_is_done_with(house: House, changes: list[Change | SetSummary]) -> None:
    blank = house.app.scoring.open(house.bruno, house.call(house.anna))
    after, last = house.app.scoring.edit(house.bruno, blank.draft_id, "w1", edits(paths(blank)[0], *changes))
    assert (after, last) == (blank, len(changes))


def test_edits_of_a_draft_that_was_discarded_do_not_begin_another(house: House) -> None:
    scoring = house.app.scoring
    blank = scoring.open(house.bruno, house.call(house.anna))
    sent = edits(paths(blank)[0], AddMoment("m", 2.0, ""), SetNote("Sentito."))
    draft, _ = scoring.edit(house.bruno, blank.draft_id, "w1", sent)
    scoring.discard(house.bruno, draft.id)
    again, last = scoring.edit(house.bruno, blank.draft_id, "w1", sent)
    assert (again, last) == (blank, 2)  # applied before, and not to be sent again
    assert scoring.unapplied(house.bruno, blank.draft_id, "w1", sent) == []
    with pytest.raises(Forbidden):
        scoring.edit(house.bruno, draft.id, "w2", sent)  # marked in the draft itself


def test_a_mark_made_before_anything_was_begun_comes_late_behind_what_another_window_wrote(house: House) -> None:
    scoring = house.app.scoring
    blank = scoring.open(house.bruno, house.call(house.anna))
    path = paths(blank)[0]
    scoring.edit(house.bruno, blank.draft_id, "desk", edits(path, SetNote("newer")))
    late, _ = scoring.edit(house.bruno, blank.draft_id, "train", edits(path, SetNote("older")))
    assert late.answers[path].note == "newer"
    assert [each.edit.change for each in late.history.overtaken] == [SetNote("older")]


def test_the_draft_is_made_with_the_scorecard_that_was_shown(house: House) -> None:
    blank = house.app.scoring.open(house.bruno, house.call(house.anna))
    with house.app.database.write() as tx:
        shown = tx.rubrics.snapshot(blank.scorecard_version_id)
        newer = tx.rubrics.put_in_force(blank.scorecard.id, "f" * 64, shown, house.clock())
    assert house.app.scoring.open(house.bruno, blank.call_id).scorecard_version_id == newer
    note = edits(paths(blank)[0], SetNote("Sentito."))
    assert house.app.scoring.edit(house.bruno, blank.draft_id, "w1", note)[0].scorecard_version_id != newer


def test_a_version_that_there_never_was_begins_nothing(house: House) -> None:
    blank = house.app.scoring.open(house.bruno, house.call(house.anna))
    with pytest.raises(Forbidden):
        house.app.scoring.edit(
            house.bruno, Unbegun(blank.call_id, 999), "w1", edits(paths(blank)[0], SetNote("Sentito."))
        )


def test_nobody_edits_a_call_that_is_not_theirs_to_score(house: House) -> None:
    blank = house.app.scoring.open(house.bruno, house.call(house.anna))
    for actor in (house.beatrice, house.carla, house.andrea):
        with pytest.raises(Forbidden):
            house.app.scoring.edit(actor, blank.draft_id, "w1", edits(paths(blank)[0], SetNote("Sentito.")))


def test_it_is_told_who_has_a_selected_call_and_of_no_other(house: House) -> None:
    selected, picked = house.drawn_call(house.anna, house.bruno), house.call(house.anna)
    for call_id in (selected, picked):
        house.app.scoring.begin(house.elena, call_id)
    assert house.app.scoring.taken_by(house.bruno, selected) == "Elena"
    assert house.app.scoring.taken_by(house.elena, selected) == ""
    assert house.app.scoring.taken_by(house.bruno, picked) == ""
    assert house.app.scoring.open(house.bruno, selected).selection.kind is SelectionKind.TARGETED
