"""Many estimates at once are the same as one by one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.services.estimates import means, shares
from benvenuto.statistics.intervals import mean_interval
from benvenuto.storage.trends import TrendPoint

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def sample(pairs: list[tuple[float, float]]) -> list[TrendPoint]:
    return [TrendPoint(1, NOW, value, chance, 1, 1, "delivery", False) for value, chance in pairs]


PAIRS = st.lists(st.tuples(st.floats(0, 100), st.floats(0.01, 1)), max_size=12)


@given(st.lists(PAIRS, max_size=6))
def test_each_sample_has_its_own_interval(rows: list[list[tuple[float, float]]]) -> None:
    found = means([sample(pairs) for pairs in rows])
    for pairs, estimate in zip(rows, found, strict=True):
        alone = mean_interval([value for value, _ in pairs], [1 / chance for _, chance in pairs])
        assert (estimate is None) == (alone is None)
        if estimate and alone:
            assert estimate.n == alone.n
            assert estimate.effective_n == pytest.approx(alone.effective_n)
            assert (estimate.low, estimate.mean, estimate.high) == pytest.approx((alone.low, alone.mean, alone.high))
            assert estimate.low <= estimate.mean <= estimate.high


def test_without_samples_there_is_nothing() -> None:
    assert list(means([])) == []
    assert list(means([[]])) == [None]
    assert list(shares([[]])) == [None]


def test_shares_run_from_0_to_100() -> None:
    # 3 of 4 calls free: 75 percent
    (found,) = shares([sample([(100, 1), (100, 1), (100, 1), (0, 1)])])
    assert found is not None
    assert found.mean == pytest.approx(75)
    assert 0 < found.low < 75 < found.high < 100
