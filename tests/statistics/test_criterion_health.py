"""Criteria that say nothing are found, and only for certain."""

import numpy as np
import pytest
from numpy.typing import ArrayLike

from benchmarks.periods import item_rest
from benvenuto.statistics.answered import Answered, answered
from benvenuto.statistics.criterion_health import CriterionHealth, HealthFinding, criterion_health


def whole_calls(values: ArrayLike) -> Answered:
    """Calls x criteria, all answered, all of one weight."""
    table = np.asarray(values, dtype=float)
    evaluation, criterion = np.nonzero(np.ones(table.shape))
    ones = np.ones(table.size)
    return answered(
        evaluation, criterion, table.ravel(), rubric=np.zeros(table.size), criterion_weight=ones, rubric_weight=ones
    )


def health(values: ArrayLike, absent: ArrayLike | None = None) -> list[CriterionHealth]:
    size = np.asarray(values).shape[1]
    return list(criterion_health(whole_calls(values), np.zeros(size) if absent is None else absent))


def test_item_rest_correlation_by_hand() -> None:
    # Four calls, three times over; criterion 0 is 1, 1, 0, 0, the rest (mean of two others) 1, 0.5, 0.5, 0:
    # covariance (0.5 * 0.5 + 0 + 0 + 0.5 * 0.5) / 4 = 0.125; variances 0.25 and 0.125; r = 0.125 / sqrt(0.03125)
    found = health([[1, 1, 1], [1, 1, 0], [0, 0, 1], [0, 0, 0]] * 3)[0]
    assert found.rest is not None
    assert found.rest.n == 12
    assert found.rest.value == pytest.approx(0.125 / 0.03125**0.5)
    assert found.rest.low < found.rest.value < found.rest.high < 1


def test_the_interval_by_hand() -> None:
    # As above, x and y standardised: x = 1, 1, -1, -1; y = 1.4142, 0, 0, -1.4142; r = 0.7071
    # m40 = 1, m04 = 2, m22 = 1, m31 = 0.7071, m13 = 1.4142
    # V = 0.125 (1 + 2 + 2) + 1 - 0.7071 * 2.1213 = 0.125; sqrt(0.125 / 12) / 0.5 = 0.204; 1 / sqrt(9) = 0.333 is larger
    # six at the best level, six below: t with 5 degrees of freedom, 2.571
    found = health([[1, 1, 1], [1, 1, 0], [0, 0, 1], [0, 0, 0]] * 3)[0]
    assert found.rest is not None
    assert found.rest.low == pytest.approx(np.tanh(np.arctanh(0.5**0.5) - 2.5706 / 3), abs=1e-4)


def test_seventy_three_calls_without_a_fault_never_fail_and_seventy_two_may() -> None:
    flawless = np.column_stack([np.ones(73), np.tile([0, 1], 37)[:73]])
    assert health(flawless)[0].findings == (HealthFinding.NEVER_FAILS,)
    assert health(flawless[:72])[0].findings == ()


def test_a_criterion_of_which_all_calls_stop_at_the_middle_level_does_not_count_as_never_failing() -> None:
    found = health(np.column_stack([np.full(100, 0.5), np.tile([0, 1], 50)]))[0]
    assert found.short is not None
    assert found.short.share == 1
    assert found.findings == ()


def test_what_never_applies_is_said_so_with_n() -> None:
    found = health([[1, 1], [0, 0]] * 10, absent=[0, 2000])[1]
    assert found.findings == (HealthFinding.ALWAYS_NOT_APPLICABLE,)
    assert found.not_applicable is not None
    assert found.not_applicable.n == 2020
    assert found.answered == 20


def test_a_criterion_nobody_ever_answered_has_no_share_and_no_correlation() -> None:
    (first, never) = criterion_health(whole_calls([[1.0]] * 5), [0, 0])
    assert (never.answered, never.not_applicable, never.short, never.rest, never.findings) == (0, None, None, None, ())
    # Alone in its calls: there is no rest to go with.
    assert first.rest is None


def test_nine_calls_are_too_few_for_a_correlation() -> None:
    assert health([[1, 1, 1], [0, 0, 1], [0, 1, 0]] * 3)[0].rest is None


def test_the_rest_is_weighed_as_the_score_is() -> None:
    # Weights 1, 1, 3: the rest of criterion 0 is (v1 + 3 v2) / 4, and with v2 alone it goes.
    rng = np.random.default_rng(71)
    table = (rng.random((400, 3)) < 0.5).astype(float)
    table[:, 0] = table[:, 2]
    evaluation, criterion = np.nonzero(np.ones(table.shape))
    weight = np.array([1.0, 1, 3])[criterion]
    answers = answered(
        evaluation,
        criterion,
        table.ravel(),
        rubric=np.zeros(1200),
        criterion_weight=weight,
        rubric_weight=np.ones(1200),
    )
    rest = criterion_health(answers, np.zeros(3))[0].rest
    assert rest is not None
    assert rest.value == pytest.approx(np.corrcoef(table[:, 0], table[:, 1] + 3 * table[:, 2])[0, 1])


def test_it_refuses_counts_of_other_criteria() -> None:
    with pytest.raises(ValueError, match="each criterion"):
        criterion_health(whole_calls([[1, 0]]), [0])


@pytest.mark.parametrize(
    ("strength", "short", "n"), [(0.0, 0.2, 60), (1.0, 0.05, 200), (1.0, 0.5, 60), (2.0, 0.2, 200)]
)
def test_simulated_intervals_hold_the_correlation(strength: float, short: float, n: int) -> None:
    rng = np.random.default_rng(72)
    whole = item_rest(60_000, strength, short, rng)[0]
    assert whole is not None
    found = [item_rest(n, strength, short, rng)[0] for _ in range(200)]
    assert np.mean([one.low <= whole.value <= one.high for one in found if one]) >= 0.92


def test_simulated_what_does_not_separate_is_found_and_what_does_is_left_alone() -> None:
    rng = np.random.default_rng(73)
    useless = [item_rest(300, 0.0, 0.2, rng)[1] for _ in range(100)]
    useful = [item_rest(300, 1.0, 0.2, rng)[1] for _ in range(100)]
    assert np.mean(useless) > 0.8
    assert np.mean(useful) == 0
