"""How far an attempt comes, and that nothing on the screen gives the answer away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.call import Speaker
from benvenuto.domain.practice import (
    Attempt,
    Choose,
    DialogueLine,
    Exercise,
    Find,
    NotAnAttempt,
    Option,
    Order,
    Outcome,
    ScoreExcerpt,
    Task,
    grade,
)
from benvenuto.domain.practice import shown_order as shown
from benvenuto.domain.rubric import Criterion, Level, Reason
from benvenuto.domain.text import Text

SAID = Text.plain("Detto.")
CRITERION = Criterion(
    id="first-words",
    title=SAID,
    description=SAID,
    weight=1,
    scale=tuple(Level(name, value, SAID, SAID) for name, value in (("full", 1), ("partly", 0.5), ("missing", 0))),
    handbook="opening#first-words",
    reasons=(Reason("late", SAID), Reason("no-name", SAID)),
)
TURNS = (DialogueLine(Speaker.CALLER, SAID), DialogueLine(Speaker.AGENT, SAID), DialogueLine(Speaker.AGENT, SAID))


def exercise(task: Task) -> Exercise:
    return Exercise("one", "greeting", "first-words", "opening#first-words", ("it", "en"), SAID, SAID, task)


CHOOSE = exercise(Choose((Option(SAID, SAID), Option(SAID, SAID, better=True), Option(SAID, SAID))))
FIND = exercise(Find(TURNS, 1, "late", SAID, SAID))
ORDER = exercise(Order((SAID,) * 4, SAID))
SCORE = exercise(ScoreExcerpt(TURNS, "", "full", SAID))


def test_it_is_known_by_its_rubric() -> None:
    assert (CHOOSE.path, CHOOSE.criterion_path, CHOOSE.kind) == ("greeting/one", "greeting/first-words", "choose")


@pytest.mark.parametrize(
    ("which", "attempt", "outcome"),
    [
        (CHOOSE, 1, Outcome.RIGHT),
        (CHOOSE, 0, Outcome.WRONG),
        (FIND, (1, "late"), Outcome.RIGHT),
        (FIND, (1, "no-name"), Outcome.PARTLY),
        (FIND, (2, "late"), Outcome.WRONG),
        (ORDER, (0, 1, 2, 3), Outcome.RIGHT),
        (ORDER, (3, 0, 1, 2), Outcome.PARTLY),  # one step alone is in the wrong place
        (ORDER, (1, 0, 3, 2), Outcome.WRONG),
        (SCORE, "full", Outcome.RIGHT),
        (SCORE, "partly", Outcome.PARTLY),
        (SCORE, "missing", Outcome.WRONG),
    ],
)
def test_an_attempt_is_right_partly_right_or_wrong(which: Exercise, attempt: Attempt, outcome: Outcome) -> None:
    assert grade(which, attempt, CRITERION) is outcome


@pytest.mark.parametrize(
    ("which", "attempt"),
    [
        (CHOOSE, 3), (CHOOSE, -1), (CHOOSE, "full"), (FIND, (3, "late")), (FIND, 1), (ORDER, (0, 1, 2)),
        (ORDER, (0, 1, 1, 2)), (ORDER, (0, 1, 2, 4)), (SCORE, "superb"), (SCORE, 0),
    ],
)  # fmt: skip
def test_an_attempt_that_does_not_fit_is_refused(which: Exercise, attempt: Attempt) -> None:
    with pytest.raises(NotAnAttempt):
        grade(which, attempt, CRITERION)


@given(st.permutations(range(6)))
def test_moving_one_step_from_the_right_order_is_partly_right(order: list[int]) -> None:
    longer = exercise(Order((SAID,) * 6, SAID))
    one_moved = any(
        [*rest[:to], step, *rest[to:]] == order
        for step in range(6)
        for rest in [[place for place in range(6) if place != step]]
        for to in range(6)
    )
    expected = Outcome.RIGHT if order == sorted(order) else Outcome.PARTLY if one_moved else Outcome.WRONG
    assert grade(longer, tuple(order), CRITERION) is expected


@given(st.integers(2, 7))
def test_steps_are_never_shown_in_their_right_order(count: int) -> None:
    assert sorted(shown(ORDER, count)) == list(range(count))
    assert list(shown(ORDER, count)) != list(range(count))
    assert shown(ORDER, count) == shown(ORDER, count)
