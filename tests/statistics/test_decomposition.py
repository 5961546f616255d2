"""What moved: by hand, adding up exactly whatever happened, and honest about chance."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import strategies as st

from benchmarks.periods import covers, moved
from benvenuto.statistics.answered import answered
from benvenuto.statistics.decomposition import Movement, what_moved
from benvenuto.statistics.tally import Tally, tally
from tests.domain.making import holds_for

Call = tuple[int, int, Sequence[float | None], float]


def calls(*rows: Call) -> Tally:
    """Calls as (reason, team, value of each of two criteria, points lost); None is not applicable. 2 x 2 cells."""
    heard = [(nth, k, value) for nth, row in enumerate(rows) for k, value in enumerate(row[2]) if value is not None]
    evaluation, criterion, value = zip(*heard, strict=True)
    ones = np.ones(len(heard))
    answers = answered(
        evaluation, criterion, value, rubric=np.zeros(len(heard)), criterion_weight=ones, rubric_weight=ones
    )
    reason, team, _, lost = zip(*rows, strict=True)
    return tally(answers, reason, team, reasons=2, teams=2, criteria=2, lost=lost)


def movement(before: Tally, after: Tally) -> Movement:
    found = what_moved(before, after)
    assert found is not None
    return found


def parts(found: Movement) -> list[float]:
    return [one.points for one in (*found.criteria, found.counted, found.critical, found.reasons, found.teams)]


def test_by_hand_a_criterion_done_worse() -> None:
    # Four calls each, two criteria of half the score. The second falls from 4 of 4 to 2 of 4: -50 * 1/2 = -25.
    found = movement(calls(*[(0, 0, [1, 1], 0)] * 4), calls(*[(0, 0, [1, 1], 0)] * 2, *[(0, 0, [1, 0], 0)] * 2))
    assert (found.before, found.after, found.change.points) == (100, 75, -25)
    assert parts(found) == pytest.approx([0, -25, 0, 0, 0, 0])


def test_by_hand_more_hard_calls_are_mix_and_nobodys_fault() -> None:
    # Reason 0 always earns 100, reason 1 always 50. From 3 and 1 of four calls to 1 and 3: -0.5 * 50 = -25.
    easy, hard = (0, 0, [1.0, 1.0], 0.0), (1, 0, [1.0, 0.0], 0.0)
    found = movement(calls(easy, easy, easy, hard), calls(easy, hard, hard, hard))
    assert parts(found) == pytest.approx([0, 0, 0, 0, -25, 0])


def test_by_hand_reasons_and_teams_share_what_moved_together() -> None:
    # Cells (reason, team) earn 100, 100 / 100, 0; all calls move from (0, 0) to (1, 1): -100.
    # Reasons first: to (1, 0), nothing, then teams -100; teams first: to (0, 1), nothing, then reasons -100; half each.
    before = calls(*[(0, 0, [1, 1], 0)] * 8, (1, 1, [0, 0], 0), (0, 1, [1, 1], 0), (1, 0, [1, 1], 0))
    after = calls(*[(1, 1, [0, 0], 0)] * 8, (0, 0, [1, 1], 0), (0, 1, [1, 1], 0), (1, 0, [1, 1], 0))
    found = movement(before, after)
    assert found.change.points == pytest.approx(-700 / 11)
    assert parts(found) == pytest.approx([0, 0, 0, 0, -350 / 11, -350 / 11])


def test_by_hand_a_criterion_that_stops_applying_is_not_a_criterion_done_worse() -> None:
    # The first always earns all, the second nothing: 50. Then the second no longer applies: 100, and nobody improved.
    found = movement(calls(*[(0, 0, [1, 0], 0)] * 4), calls(*[(0, 0, [1, None], 0)] * 4))
    assert found.change.points == 50
    assert parts(found) == pytest.approx([0, 0, 50, 0, 0, 0])


def test_by_hand_points_lost_to_critical_errors_stand_apart() -> None:
    found = movement(calls(*[(0, 0, [1, 1], 0)] * 4), calls(*[(0, 0, [1, 1], 0)] * 3, (0, 0, [1, 1], 100)))
    assert parts(found) == pytest.approx([0, 0, 0, -25, 0, 0])


def test_a_new_contact_reason_counts_to_the_mix_alone() -> None:
    found = movement(calls(*[(0, 0, [1, 1], 0)] * 4), calls(*[(0, 0, [1, 1], 0)] * 2, *[(1, 0, [0, 1], 0)] * 2))
    assert parts(found) == pytest.approx([0, 0, 0, 0, -25, 0])


VALUES = st.tuples(st.sampled_from([0, 0.5, 1]), st.sampled_from([None, 0, 0.5, 1])).map(list)
CALL = st.tuples(st.integers(0, 1), st.integers(0, 1), VALUES, st.sampled_from([0, 7.5]))
CALLS = st.lists(CALL, min_size=2, max_size=25)


def final(call: Call) -> float:
    marked = [value for value in call[2] if value is not None]
    return 100 * sum(marked) / len(marked) - call[3]


@holds_for(CALLS, CALLS)
def test_the_parts_always_add_up_to_the_change_and_turn_round_with_it(before: list[Call], after: list[Call]) -> None:
    there, back = movement(calls(*before), calls(*after)), movement(calls(*after), calls(*before))
    change = np.mean([final(call) for call in after]) - np.mean([final(call) for call in before])
    assert sum(parts(there)) == pytest.approx(change, abs=1e-9)
    assert there.change.points == pytest.approx(change, abs=1e-9)
    assert there.after - there.before == pytest.approx(change, abs=1e-9)
    assert parts(back) == pytest.approx([-one for one in parts(there)], abs=1e-9)
    assert np.isfinite([there.change.low, there.change.high]).all()


def test_weighted_calls_count_for_those_they_stand_for() -> None:
    answers = answered([0, 1], [0, 0], [1, 0], rubric=[0, 0], criterion_weight=[1, 1], rubric_weight=[1, 1])
    heavy = tally(answers, [0, 0], [0, 0], reasons=1, teams=1, criteria=1, weights=[1, 3])
    plain = tally(answers, [0, 0], [0, 0], reasons=1, teams=1, criteria=1)
    found = movement(plain, heavy)
    assert (found.before, found.after) == (50, 25)
    assert (found.n_before, found.n_after) == (2, 2)


def test_it_says_whether_there_are_calls_enough() -> None:
    many, few = calls(*[(0, 0, [1, 1], 0)] * 60), calls(*[(0, 0, [1, 1], 0)] * 59)
    assert movement(many, many).enough
    assert not movement(many, few).enough


def test_fewer_than_two_calls_have_not_moved() -> None:
    one, two = calls((0, 0, [1, 1], 0)), calls(*[(0, 0, [1, 1], 0)] * 2)
    assert what_moved(one, two) is None
    assert what_moved(two, one) is None


def test_it_refuses_an_evaluation_without_answers() -> None:
    answers = answered([0], [0], [1], rubric=[0], criterion_weight=[1], rubric_weight=[1])
    with pytest.raises(ValueError, match="shares sum to 1"):
        tally(answers, [0, 0], [0, 0], reasons=1, teams=1, criteria=1)


def test_simulated_intervals_hold_every_part() -> None:
    rng = np.random.default_rng(61)
    truth = moved(100_000, rng)
    covered = np.mean([covers(moved(100, rng), truth) for _ in range(150)], axis=0)
    assert covered.mean() >= 0.93
    assert covered.min() >= 0.88
