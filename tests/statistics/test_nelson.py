"""Nelson's rules: what each sees, from when, and what it leaves alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.statistics.nelson import Rule, RuleRun, complete, runs, window


def of(*errors: float) -> list[RuleRun]:
    array = np.array(errors)
    return list(runs(array, array))


def test_one_week_beyond_the_limit_is_a_signal_of_that_week() -> None:
    assert of(0.5, -0.4, -3.1, 0.2) == [RuleRun(Rule.BEYOND_LIMIT, False, since=2, seen=2, until=2)]


def test_nine_weeks_on_one_side_are_seen_in_the_ninth_and_dated_to_the_first() -> None:
    weeks = [-0.3, *[0.4] * 10, -0.2]
    assert of(*weeks) == [RuleRun(Rule.NINE_ON_ONE_SIDE, True, since=1, seen=9, until=10)]


def test_eight_weeks_on_one_side_are_chance() -> None:
    assert of(-0.3, *[0.4] * 8, -0.2) == []


def test_a_week_on_the_centre_is_on_neither_side() -> None:
    assert of(*[0.4] * 5, 0.0, *[0.4] * 5) == []


def test_four_of_five_beyond_one_error_begin_with_the_first_of_the_four() -> None:
    assert of(0.2, -1.2, 0.3, -1.4, -1.1, -1.3, 0.5) == [RuleRun(Rule.FOUR_OF_FIVE, False, since=1, seen=5, until=5)]


def test_four_of_five_on_different_sides_are_nothing() -> None:
    assert of(1.2, -1.2, 1.4, -1.4, 1.3) == []


def test_two_bad_weeks_far_apart_are_two_signals() -> None:
    assert [run.since for run in of(-3.5, *[0.1, -0.1] * 6, -3.5)] == [0, 13]


def test_the_side_is_asked_of_the_plain_distance() -> None:
    # A skewed week can lie above the centre though its standard errors are cut to 0.
    errors, gaps = np.zeros(9), np.full(9, 0.01)
    assert [run.rule for run in runs(errors, gaps)] == [Rule.NINE_ON_ONE_SIDE]


@given(st.lists(st.floats(-4, 4), max_size=30))
def test_seen_from_below_the_same_runs_are_found(errors: list[float]) -> None:
    mirrored = of(*(-error for error in errors))
    assert {(run.rule, run.above, run.since, run.seen) for run in of(*errors)} == {
        (run.rule, not run.above, run.since, run.seen) for run in mirrored
    }
    for run in of(*errors):
        assert run.since <= run.seen <= run.until < len(errors)


@pytest.mark.parametrize(
    ("rule", "chance"), [(Rule.BEYOND_LIMIT, 0.0027), (Rule.NINE_ON_ONE_SIDE, 2 * 0.5**9), (Rule.FOUR_OF_FIVE, 0.0045)]
)
def test_each_rule_alarms_as_rarely_as_arithmetic_says(rule: Rule, chance: float) -> None:
    # FOUR_OF_FIVE: p = ndtr(-1) = 0.1587; the week itself and at least 3 of the 4 before:
    # 2 p (4 p^3 (1 - p) + p^4) = 0.0045
    normal = np.random.default_rng(32).normal(size=(4000, 60))
    line = {Rule.BEYOND_LIMIT: 3, Rule.NINE_ON_ONE_SIDE: 0, Rule.FOUR_OF_FIVE: 1}[rule]
    seen = complete(rule, normal > line) | complete(rule, normal < -line)
    assert seen[:, 10:].mean() == pytest.approx(chance, rel=0.1)


def test_where_weeks_resemble_one_another_rule_2_asks_for_as_many_as_are_no_likelier() -> None:
    assert [int(window(Rule.NINE_ON_ONE_SIDE, alike)) for alike in (0, 0.3, 0.6)] == [9, 12, 17]
    assert int(window(Rule.FOUR_OF_FIVE, 0.6)) == 5
    out = np.arange(40) >= 10
    assert np.flatnonzero(complete(Rule.NINE_ON_ONE_SIDE, out))[0] == 18
    both = complete(Rule.NINE_ON_ONE_SIDE, np.stack([out, out]), np.array([0, 0.6]))
    assert [np.flatnonzero(row)[0] for row in both] == [18, 26]
