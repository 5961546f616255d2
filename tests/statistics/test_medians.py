"""Medians with intervals that hold for few figures of any shape."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.statistics.medians import median_of


def test_of_nothing_there_is_none_and_of_five_no_interval() -> None:
    assert median_of([]) is None
    few = median_of([1, 2, 3, 4, 50])
    assert few is not None
    assert (few.n, few.median, few.low, few.high) == (5, 3.0, None, None)


def test_six_figures_are_the_first_with_an_interval_and_it_is_all_of_them() -> None:
    six = median_of([6, 1, 5, 2, 4, 3])
    assert six is not None
    assert (six.median, six.low, six.high) == (3.5, 1.0, 6.0)


@pytest.mark.parametrize("n", range(6, 15))
def test_it_covers_by_brute_enumeration_and_one_figure_fewer_on_each_side_would_not(n: int) -> None:
    found = median_of(list(range(n)))
    assert found is not None
    assert found.low is not None
    k = int(found.low) + 1

    def covered(k: int) -> float:
        """How often the true median lies between the k-th smallest and largest: of n coins, k to n - k are heads."""
        sides = [k <= sum(coins) <= n - k for coins in product((0, 1), repeat=n)]
        return sum(sides) / len(sides)

    assert covered(k) >= 0.95
    assert covered(k + 1) < 0.95


@given(st.lists(st.floats(0, 400), min_size=1, max_size=60))
def test_the_median_lies_inside_its_interval_which_turns_with_the_figures(figures: list[float]) -> None:
    found, turned = median_of(figures), median_of([-figure for figure in figures])
    assert found is not None
    assert turned is not None
    if found.low is not None and found.high is not None:
        assert found.low <= found.median <= found.high
        assert turned.low == -found.high
    assert math.isclose(found.median, -turned.median)
