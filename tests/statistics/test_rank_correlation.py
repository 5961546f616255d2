"""Two figures by their ranks: within groups and between them, and silence where there is too little."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata, spearmanr

from benchmarks.correlations import calls, within
from benvenuto.statistics.rank_correlation import FEWEST, between, mid_ranks, within_groups


def sums(first: Sequence[float], second: Sequence[float]) -> tuple[int, float, float, float]:
    """A group's pairs, and the sums over its mid-ranks."""
    r, s = rankdata(first), rankdata(second)
    return len(r), float(r @ s), float(r @ r), float(s @ s)


def test_one_group_is_spearmans_own() -> None:
    # ranks 1..10 and the same with the first two exchanged: sum d^2 = 2, r = 1 - 6 * 2 / (10 * 99) = 1 - 12/990
    first, second = list(range(10)), [1, 0, *range(2, 10)]
    found = within_groups(*([one] for one in sums(first, second)))
    assert found is not None
    assert found.value == pytest.approx(1 - 12 / 990)
    assert found.n == 10
    # z = atanh(r), s = sqrt((1 + r^2 / 2) / 7)
    reach = 1.959964 * np.sqrt((1 + found.value**2 / 2) / 7)
    assert found.low == pytest.approx(np.tanh(np.arctanh(found.value) - reach), rel=1e-6)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=40))
def test_each_group_is_ranked_by_itself(drawn: list[tuple[int, int]]) -> None:
    values, groups = np.array([value for value, _ in drawn]), np.array([group for _, group in drawn])
    ranks = mid_ranks(values, groups)
    for group in set(groups.tolist()):
        assert ranks[groups == group].tolist() == rankdata(values[groups == group]).tolist()


def test_ties_share_their_places() -> None:
    first, second = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 5], [3, 1, 2, 2, 9, 4, 4, 4, 8, 7, 7, 5]
    found = within_groups(*([one] for one in sums(first, second)))
    assert found is not None
    assert found.value == pytest.approx(spearmanr(first, second).statistic)


def test_what_differs_between_agents_is_not_in_it() -> None:
    # inside each agent the two run against each other; the slower agent has the better care in every call
    fast = sums([60, 70, 80, 90, 100, 110], [86, 85, 84, 83, 82, 81])
    slow = sums([600, 700, 800, 900, 1000, 1100], [96, 95, 94, 93, 92, 91])
    found = within_groups(*zip(fast, slow, strict=True))
    assert found is not None
    assert found.value == pytest.approx(-1)
    assert found.groups == 2


def test_an_agent_with_one_call_says_nothing() -> None:
    many, one = sums(list(range(12)), list(range(12))), (1, 1.0, 1.0, 1.0)
    found = within_groups(*zip(many, one, strict=True))
    assert found is not None
    assert (found.n, found.groups) == (12, 1)


def test_too_few_or_all_alike_is_none() -> None:
    few = sums([1, 2, 3], [1, 2, 3])
    assert within_groups(*zip(*[few] * 4, strict=True)) is None  # 12 pairs, of which 4 went into the means
    assert within_groups(*([one] for one in sums([5] * 20, list(range(20))))) is None
    assert between(list(range(FEWEST - 1)), list(range(FEWEST - 1))) is None
    assert between([1] * 20, list(range(20))) is None


def test_between_agents_it_is_spearmans_with_an_interval_around_it() -> None:
    first, second = [3, 1, 4, 1.5, 5, 9, 2, 6, 5.5, 3.5], [2, 7, 1, 8, 2.5, 8.5, 1.5, 8.2, 2.2, 8.4]
    found = between(first, second)
    assert found is not None
    assert found.value == pytest.approx(spearmanr(first, second).statistic)
    assert -1 < found.low < found.value < found.high < 1


def test_a_perfect_order_still_has_an_interval() -> None:
    found = between(list(range(12)), list(range(12)))
    assert found is not None
    assert found.low < found.value <= found.high <= 1


def test_chance_is_believed_in_about_five_of_a_hundred() -> None:
    rng = np.random.default_rng(1)
    found = [within([*calls(10, 25, 0.0, rng)]) for _ in range(400)]
    said = [one for one in found if one and (one.low > 0 or one.high < 0)]
    assert len(said) / 400 == pytest.approx(0.05, abs=0.03)
