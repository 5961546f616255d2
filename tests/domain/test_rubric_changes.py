"""What differs between two versions of a rubric."""

from dataclasses import replace

from benvenuto.domain.rubric_changes import rubric_changes
from benvenuto.domain.text import Text
from tests.formats.scoring.rubrics.sound import GREETING

FIRST = GREETING.criteria[0]


def test_nothing_differs_but_the_version() -> None:
    assert rubric_changes(GREETING, replace(GREETING, version=9)).none


def test_added_removed_reweighted_and_reworded_criteria_are_told_apart() -> None:
    new, heavier = replace(FIRST, id="new"), replace(FIRST, weight=FIRST.weight + 1)
    added = rubric_changes(GREETING, replace(GREETING, criteria=(*GREETING.criteria, new)))
    assert (added.added, added.removed, added.heading) == ([new], [], False)
    removed = rubric_changes(replace(GREETING, criteria=(*GREETING.criteria, new)), GREETING)
    assert (removed.added, removed.removed, removed.heading) == ([], [new], False)
    weighed = rubric_changes(GREETING, replace(GREETING, criteria=(heavier, *GREETING.criteria[1:])))
    assert (weighed.reweighted, weighed.reworded) == ([(FIRST, heavier)], [])
    other = replace(FIRST, title=Text.plain("Altro"))
    worded = rubric_changes(GREETING, replace(GREETING, criteria=(other, *GREETING.criteria[1:])))
    assert (worded.reweighted, worded.reworded) == ([], [(FIRST, other)])


def test_another_title_or_order_is_told_for_the_rubric() -> None:
    assert rubric_changes(GREETING, replace(GREETING, title=Text.plain("Altro"))).heading
    two = (FIRST, replace(FIRST, id="new"))
    turned = rubric_changes(replace(GREETING, criteria=two), replace(GREETING, criteria=two[::-1]))
    assert turned.heading
    assert not turned.none
