"""What a window marked without knowing of a newer change replaces nothing; it is set aside, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.edits import (
    AddMoment,
    ChooseLevel,
    Edit,
    NoteMoment,
    SetNote,
    SetReasons,
    SetSummary,
)
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.overtaken import EditHistory, Written, merge
from tests.domain.making import criterion, rubric, scorecard
from tests.house import WEDNESDAY, House, criterion_at, paths

TRAIN, DESK = "the train", "the desk"


def level(draft: Evaluation, path: str, place: int) -> ChooseLevel:
    return ChooseLevel(criterion_at(draft, path).scale[place].id)


def changes(draft: Evaluation) -> list[object]:
    return [each.edit.change for each in draft.history.overtaken]


@pytest.fixture
def draft(house: House) -> Evaluation:
    """Bruno's fresh draft on a call of Anna's."""
    return house.app.scoring.begin(house.bruno, house.call(house.anna))


def test_an_older_mark_that_comes_late_is_set_aside_with_its_time(house: House, draft: Evaluation) -> None:
    path, edit = paths(draft)[0], house.app.scoring.edit
    older = Edit(1, path, level(draft, path, -1), seen=0, made_at=WEDNESDAY)
    newer = Edit(1, path, level(draft, path, 0), seen=0)
    house.clock.forward(hours=1)
    edit(house.bruno, draft.id, DESK, [newer])
    late, last = edit(house.bruno, draft.id, TRAIN, [older])
    assert last == 1  # it is done with: the browser need not send it again
    assert late == house.app.scoring.read(house.bruno, draft.id)
    assert late.answers[path].choice == newer.change.level  # type: ignore[union-attr]
    (aside,) = late.history.overtaken
    assert (aside.edit.change, aside.edit.made_at, aside.kept_at) == (older.change, WEDNESDAY, house.clock())
    assert edit(house.bruno, draft.id, TRAIN, [older]) == (late, 1)


def test_text_that_comes_late_is_kept_word_for_word(house: House, draft: Evaluation) -> None:
    path, edit = paths(draft)[0], house.app.scoring.edit
    edit(house.bruno, draft.id, DESK, [Edit(1, path, SetNote("new"), 0), Edit(2, "", SetSummary("new"), 0)])
    older = [Edit(1, path, SetNote("«old» 😀"), 0), Edit(2, "", SetSummary("old"), 0)]
    late, _ = edit(house.bruno, draft.id, TRAIN, older)
    assert (late.answers[path].note, late.summary) == ("new", "new")
    assert changes(late) == [SetNote("«old» 😀"), SetSummary("old")]


def test_who_has_seen_the_newer_mark_may_change_it(house: House, draft: Evaluation) -> None:
    path, edit = paths(draft)[0], house.app.scoring.edit
    shown, _ = edit(house.bruno, draft.id, DESK, [Edit(1, path, level(draft, path, 0), seen=0)])
    changed, _ = edit(house.bruno, draft.id, TRAIN, [Edit(1, path, level(draft, path, -1), seen=shown.history.number)])
    assert changed.answers[path].choice == criterion_at(draft, path).scale[-1].id
    assert changed.history.overtaken == ()


def test_a_window_is_never_overtaken_by_itself_nor_by_what_it_was_laid_over(house: House, draft: Evaluation) -> None:
    path, edit = paths(draft)[0], house.app.scoring.edit
    edit(house.bruno, draft.id, "before the reload", [Edit(1, path, level(draft, path, 0), seen=0)])
    over = Edit(1, path, level(draft, path, 1), seen=0, after=("before the reload",))
    edit(house.bruno, draft.id, "after it", [over])
    done, _ = edit(house.bruno, draft.id, "after it", [Edit(2, path, level(draft, path, -1), seen=0)])
    assert done.answers[path].choice == criterion_at(draft, path).scale[-1].id
    assert done.history.overtaken == ()


def test_what_does_not_meet_is_all_kept(house: House, draft: Evaluation) -> None:
    (first, second), edit = paths(draft)[:2], house.app.scoring.edit
    edit(house.bruno, draft.id, DESK, [Edit(1, first, level(draft, first, 0), 0), Edit(2, "", SetSummary("Brava."), 0)])
    late, _ = edit(
        house.bruno,
        draft.id,
        TRAIN,
        [
            Edit(1, first, SetNote("sentito"), 0),
            Edit(2, first, AddMoment("m1", 3.0, ""), 0),
            Edit(3, first, NoteMoment("m1", "qui"), 0),
            Edit(4, second, level(draft, second, -1), 0),
            Edit(5, first, level(draft, first, 0), 0),  # the same as was marked at the desk
        ],
    )
    assert late.history.overtaken == ()
    assert (late.answers[first].note, late.answers[first].moments[0].note, late.summary) == ("sentito", "qui", "Brava.")
    assert set(late.answers) == {first, second}


def test_reasons_go_with_their_level(house: House, draft: Evaluation) -> None:
    path = next(path for path in paths(draft) if criterion_at(draft, path).reasons)
    reason, edit = criterion_at(draft, path).reasons[0].id, house.app.scoring.edit
    edit(house.bruno, draft.id, DESK, [Edit(1, path, level(draft, path, 0), 0)])
    worst = [Edit(1, path, level(draft, path, -1), 0), Edit(2, path, SetReasons((reason,)), 0)]
    late, _ = edit(house.bruno, draft.id, TRAIN, worst)
    assert late.answers[path].reasons == ()
    assert changes(late) == [each.change for each in worst]


def test_what_was_set_aside_is_used_or_left_and_once(house: House, draft: Evaluation) -> None:
    path, scoring = paths(draft)[0], house.app.scoring
    scoring.edit(house.bruno, draft.id, DESK, [Edit(1, path, SetNote("new"), 0), Edit(2, "", SetSummary("new"), 0)])
    older = [Edit(1, path, SetNote("old"), 0), Edit(2, "", SetSummary("old"), 0)]
    late, _ = scoring.edit(house.bruno, draft.id, TRAIN, older)
    note, summary = (each.number for each in late.history.overtaken)
    used = scoring.use_overtaken(house.bruno, draft.id, note)
    assert (used.answers[path].note, used.summary, changes(used)) == ("old", "new", [SetSummary("old")])
    assert scoring.use_overtaken(house.bruno, draft.id, note) == used
    left = scoring.leave_overtaken(house.bruno, draft.id, summary)
    assert (left.summary, changes(left)) == ("new", [])
    assert left == scoring.read(house.bruno, draft.id)


def test_nobody_else_decides_and_nobody_once_it_is_published(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    late, _ = house.app.scoring.edit(house.bruno, draft.id, TRAIN, [Edit(1, paths(draft)[0], SetNote("old"), 0)])
    (aside,) = late.history.overtaken
    for actor in (house.elena, house.anna, house.carla):
        with pytest.raises(Forbidden):
            house.app.scoring.use_overtaken(actor, draft.id, aside.number)
        with pytest.raises(Forbidden):
            house.app.scoring.leave_overtaken(actor, draft.id, aside.number)
    house.app.scoring.publish(house.bruno, draft.id)
    with pytest.raises(Forbidden):
        house.app.scoring.use_overtaken(house.bruno, draft.id, aside.number)


CARD = scorecard((rubric("care", criterion("a"), criterion("b")), 1))
EDITS = st.tuples(
    st.sampled_from(["left", "right"]),
    st.sampled_from(["care/a", "care/b"]),
    st.sampled_from(["one", "two", "three"]),
    st.integers(0, 12),
)


@given(st.lists(EDITS, max_size=12))
def test_no_word_is_replaced_by_one_that_did_not_know_of_it_and_none_is_lost(
    sent: list[tuple[str, str, str, int]],
) -> None:
    written, history = Written({}, ""), EditHistory()
    for seq, (client, path, text, seen) in enumerate(sent, 1):
        before, last = written, history.places.get(f"{path} note")
        edit = Edit(seq, path, SetNote(text), min(seen, history.number))
        written, history = merge(CARD, written, history, client, [edit], WEDNESDAY)
        known = last is None or last.client == client or last.number <= (edit.seen or 0)
        assert known or written == before
        aside = {(each.client, each.edit.path, each.edit.change) for each in history.overtaken}
        assert written.answers[path].note == text or (client, path, edit.change) in aside
