"""Many estimates at once are the same as one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.one_sample import amount_interval, mean_interval
from benvenuto.domain.sums import Sums, add_up
from benvenuto.services.quality.estimates import SCORES, amounts, difference_of_weeks, means, shares
from benvenuto.statistics.enough import ENOUGH_CALLS, difference
from tests.sums import sums_of


def sample(pairs: Sequence[tuple[float, float]]) -> Sums | None:
    """Pairs of value and sampling probability, added up."""
    return sums_of((value, 1 / chance) for value, chance in pairs)


PAIRS = st.lists(st.tuples(st.floats(0, 100), st.floats(0.01, 1)), max_size=12)


@given(st.lists(PAIRS, max_size=6))
def test_each_sample_has_its_own_interval(rows: list[list[tuple[float, float]]]) -> None:
    found = means([sample(pairs) for pairs in rows])
    for pairs, estimate in zip(rows, found, strict=True):
        assert (estimate is None) == (not pairs)
        if estimate:
            alone = mean_interval([value for value, _ in pairs], [1 / chance for _, chance in pairs])
            assert estimate.n == alone.n
            assert estimate.effective_n == pytest.approx(alone.effective_n)
            figures, expected = (estimate.low, estimate.mean, estimate.high), (alone.low, alone.mean, alone.high)
            assert figures == pytest.approx(expected, abs=1e-4)
            assert estimate.low <= estimate.mean <= estimate.high


def test_without_samples_there_is_nothing() -> None:
    assert list(means([])) == []
    assert list(means([None])) == [None]
    assert list(shares([None])) == [None]


def test_shares_run_from_0_to_100() -> None:
    # 3 of 4 calls free: 75 percent
    (found,) = shares([sample([(100, 1), (100, 1), (100, 1), (0, 1)])])
    assert found is not None
    assert found.mean == pytest.approx(75)
    assert 0 < found.low < 75 < found.high < 100


@pytest.mark.parametrize("chance", [1.0, 0.3, 1 / 7])
@pytest.mark.parametrize("free", range(ENOUGH_CALLS + 1))
def test_ten_calls_of_one_chance_are_enough_to_say_whatever_their_share(free: int, chance: float) -> None:
    (found,) = shares([sample([(100, chance)] * free + [(0, chance)] * (ENOUGH_CALLS - free))])
    assert found is not None
    assert found.effective_n == ENOUGH_CALLS


@given(st.lists(st.tuples(st.floats(0, 3000), st.floats(0.05, 1)), min_size=1, max_size=40))
def test_amounts_added_up_have_the_interval_of_amounts_one_by_one(pairs: list[tuple[float, float]]) -> None:
    values, weights = [value for value, _ in pairs], [1 / chance for _, chance in pairs]
    alone, (found,) = amount_interval(values, weights), amounts([sample(pairs)])
    assert found is not None
    assert found.n == alone.n
    assert found.mean == pytest.approx(alone.mean, abs=1e-6)
    if alone.variance > 1e-3:  # less than that is lost in rounding, and makes no interval that anybody could see
        assert (found.low, found.high) == pytest.approx((alone.low, alone.high), rel=1e-3, abs=1e-2)


@given(st.integers(1, 60), st.floats(0.01, 1), st.floats(0, 100))
def test_calls_all_alike_have_exactly_their_value_and_count_as_so_many(n: int, chance: float, value: float) -> None:
    (found,) = means([sample([(value, chance)] * n)])
    assert found is not None
    assert (found.n, found.effective_n, found.mean, found.variance) == (n, n, value, 0)


def test_two_periods_of_straying_weeks_differ_less_surely_than_their_calls_alone_say() -> None:
    calls = [60.0, 70, 80, 90, 100] * 5
    weeks = {
        date(2026, 1, 5) + timedelta(weeks=nth): sums_of((min(x + by, 100), 1.0) for x in calls)
        for nth, by in enumerate((0, -12, 3, -10, -2, 2, -9, 1, -4, -14, -20, -8))
    }
    before, after = (
        {day: week for day, week in weeks.items() if week and early is (day.month < 3)} for early in (True, False)
    )
    found = difference_of_weeks(SCORES, before, after)
    whole = means([add_up(side.values()) for side in (before, after)])
    assert found is not None
    assert whole[0] is not None
    assert whole[1] is not None
    alone = difference(whole[0], whole[1])
    assert found.mean == alone.mean
    assert found.low < alone.low
    assert alone.high < 0 < found.high
    assert difference_of_weeks(SCORES, before, {}) is None
