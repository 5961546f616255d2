"""How far an attempt comes, and that nothing on the screen gives the answer away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.call import Speaker
from benvenuto.domain.practice import (
    NOT_APPLICABLE,
    THE_CALLERS,
    Also,
    Attempt,
    Choose,
    DialogueLine,
    Exercise,
    Find,
    Mistake,
    NotAnAttempt,
    Option,
    Order,
    Outcome,
    ScoreExcerpt,
    ScoreTakes,
    Take,
    Task,
    Write,
    as_written,
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
FIND = exercise(Find(TURNS, (Mistake(1, "late"),), SAID, SAID))
BOTH_TRUE = exercise(Find(TURNS, (Mistake(1, "late", (Also("no-name", SAID),)),), SAID, SAID))
TWO = exercise(Find(TURNS, (Mistake(0, THE_CALLERS), Mistake(2, "late")), SAID, SAID))
NONE = exercise(Find(TURNS, (), SAID))
TWO_ORDERS = exercise(Order((SAID,) * 4, SAID, (Also((1, 0, 2, 3), SAID),)))
NOT_HERE = exercise(ScoreExcerpt(TURNS, "", NOT_APPLICABLE, SAID))
WRITE = exercise(Write(TURNS, "", Text({"it": "Rossi 47028", "en": "r.fox@example.ie"}), SAID))
ORDER = exercise(Order((SAID,) * 4, SAID))
SCORE = exercise(ScoreExcerpt(TURNS, "", "full", SAID))


TAKES = exercise(ScoreTakes(tuple(Take(TURNS, level, SAID) for level in ("missing", "full", NOT_APPLICABLE))))


def test_it_is_known_by_its_rubric() -> None:
    assert (CHOOSE.path, CHOOSE.criterion_path, CHOOSE.kind) == ("greeting/one", "greeting/first-words", "choose")


@pytest.mark.parametrize(
    ("which", "attempt", "outcome"),
    [
        (CHOOSE, 1, Outcome.RIGHT),
        (CHOOSE, 0, Outcome.WRONG),
        (FIND, ((1,), ("late",)), Outcome.RIGHT),
        (FIND, ((1,), ("no-name",)), Outcome.PARTLY),
        (FIND, ((1,), ("late", "no-name")), Outcome.PARTLY),
        (FIND, ((2,), ("late",)), Outcome.WRONG),
        (FIND, ((1, 2), ("late",)), Outcome.WRONG),  # marking everything finds nothing
        (FIND, ((), ()), Outcome.WRONG),
        (BOTH_TRUE, ((1,), ("no-name",)), Outcome.RIGHT),
        (BOTH_TRUE, ((1,), ("late", "no-name")), Outcome.RIGHT),
        (TWO, ((0, 2), (THE_CALLERS, "late")), Outcome.RIGHT),
        (TWO, ((2,), ("late",)), Outcome.PARTLY),  # one of the two, and nothing else
        (TWO, ((0, 2), ("late",)), Outcome.PARTLY),
        (TWO, ((0, 1), (THE_CALLERS, "late")), Outcome.WRONG),
        (NONE, ((), ()), Outcome.RIGHT),
        (NONE, ((1,), ("late",)), Outcome.WRONG),
        (TWO_ORDERS, (1, 0, 2, 3), Outcome.RIGHT),
        (TWO_ORDERS, (0, 1, 2, 3), Outcome.RIGHT),
        (TWO_ORDERS, (1, 0, 3, 2), Outcome.PARTLY),
        (SCORE, NOT_APPLICABLE, Outcome.WRONG),
        (NOT_HERE, NOT_APPLICABLE, Outcome.RIGHT),
        (NOT_HERE, "partly", Outcome.WRONG),
        (WRITE, "ROSSI 4 70 28", Outcome.RIGHT),
        (WRITE, "R.Fox@example.ie", Outcome.RIGHT),
        (WRITE, "rfox@example.ie", Outcome.WRONG),  # in an address the signs count
        (WRITE, "Rossi 47029", Outcome.WRONG),
        (ORDER, (0, 1, 2, 3), Outcome.RIGHT),
        (ORDER, (3, 0, 1, 2), Outcome.PARTLY),  # one step alone is in the wrong place
        (ORDER, (1, 0, 3, 2), Outcome.WRONG),
        (SCORE, "full", Outcome.RIGHT),
        (SCORE, "partly", Outcome.PARTLY),
        (SCORE, "missing", Outcome.WRONG),
        (TAKES, ("missing", "full", NOT_APPLICABLE), Outcome.RIGHT),
        (TAKES, ("missing", "partly", NOT_APPLICABLE), Outcome.PARTLY),  # one of them alone
        (TAKES, ("full", "missing", NOT_APPLICABLE), Outcome.WRONG),
    ],
)
def test_an_attempt_is_right_partly_right_or_wrong(which: Exercise, attempt: Attempt, outcome: Outcome) -> None:
    assert grade(which, attempt, CRITERION) is outcome


@pytest.mark.parametrize(
    ("which", "attempt"),
    [
        (CHOOSE, 3), (CHOOSE, -1), (CHOOSE, "full"), (FIND, ((3,), ("late",))), (FIND, 1), (FIND, (1, "late")),
        (FIND, ((1,), ())), (FIND, ((), ("late",))), (WRITE, " "), (WRITE, 3), (ORDER, (0, 1, 2)),
        (ORDER, (0, 1, 1, 2)), (ORDER, (0, 1, 2, 4)), (SCORE, "superb"), (SCORE, 0),
        (TAKES, ("missing", "full")), (TAKES, ("missing", "full", "superb")), (TAKES, "missing"),
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


@given(st.permutations(range(3)))
def test_steps_are_never_shown_in_any_order_that_is_right(also: list[int]) -> None:
    task = exercise(Order((SAID,) * 3, SAID, (Also(tuple(also), SAID),)))
    assert list(shown(task, 3)) not in (also, [0, 1, 2])


@given(st.text(), st.sampled_from([" ", "  ", "\n"]))
def test_what_is_written_is_the_same_however_it_is_spaced_and_capitalised(words: str, space: str) -> None:
    assert as_written(space.join(words.upper())) == as_written(words.upper())
    assert as_written(as_written(words)) == as_written(words)
