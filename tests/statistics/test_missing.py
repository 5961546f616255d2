"""Bounds for what is missing: wide enough for anything that it may have been, and no wider."""

from statistics import fmean

import pytest
from hypothesis import strategies as st

from benvenuto.statistics.missing import worst_case
from tests.domain.making import holds_for

SCORES = st.lists(st.floats(0, 100), min_size=1, max_size=30)


def test_the_worked_example() -> None:
    assert worst_case(100, 100, 13 / 40) == pytest.approx((67.5, 100))
    assert worst_case(80, 90, 0) == (80, 90)
    assert worst_case(80, 90, 1) == (0, 100)


@holds_for(SCORES, SCORES)
def test_whatever_the_missing_were_the_mean_of_all_lies_within(scored: list[float], missing: list[float]) -> None:
    share = len(missing) / (len(scored) + len(missing))
    low, high = worst_case(fmean(scored), fmean(scored), share)
    assert low - 1e-9 <= fmean(scored + missing) <= high + 1e-9
