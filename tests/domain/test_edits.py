"""Edits: what each does to the answers, how often it arrives and however many there are."""

from __future__ import annotations

from benvenuto.domain.answer import Answer, Moment
from benvenuto.domain.edits import MOST_MOMENTS, AddMoment, Change, Edit, RemoveMoment, apply_edit
from tests.domain.making import criterion, rubric, scorecard

CARD = scorecard((rubric("greeting", criterion("name")), 1))
PATH = "greeting/name"


def moments_after(*changes: Change) -> tuple[Moment, ...]:
    """The moments pinned to the criterion after these changes, one after another."""
    answers: dict[str, Answer] = {}
    for seq, change in enumerate(changes, start=1):
        apply_edit(CARD, answers, Edit(seq, PATH, change))
    return answers[PATH].moments


PINNED = [AddMoment(f"m{second}", float(second), "") for second in range(60)]


def test_fifty_moments_are_kept_and_one_more_is_left_out() -> None:
    assert MOST_MOMENTS == 50
    assert [one.id for one in moments_after(*PINNED)] == [f"m{second}" for second in range(50)]


def test_a_moment_too_many_drives_out_none_that_is_there_however_early_it_lies() -> None:
    later = PINNED[1:51]
    assert [one.id for one in moments_after(*later, PINNED[0])] == [one.moment for one in later]


def test_a_full_list_takes_a_moment_again_and_has_room_once_one_is_removed() -> None:
    full = PINNED[:50]
    moved = moments_after(*full, AddMoment("m0", 99.0, "here"))
    assert (len(moved), moved[-1]) == (50, Moment("m0", 99.0, "here"))
    assert [one.id for one in moments_after(*full, RemoveMoment("m7"), PINNED[55])][-1] == "m55"
