"""Rater agreement: each coefficient beside a second algorithm, the traps it is known for, and what its interval holds.

The second algorithms go through ratings one by one, in fractions, as the definitions read; the product sums tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, permutations, product
from math import comb, factorial, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.statistics.rater_agreement import (
    RaterAgreement,
    against_others,
    by_value,
    cohen,
    gwet,
    krippendorff,
    percent_agreement,
    pooled_gwet,
    ratings,
    same,
)

Weights = Sequence[Sequence[Fraction]]
Calls = Sequence[Sequence[int]]
"""Of each call the categories that evaluators chose; who did not rate it is not there."""

SCALES = [[1.0, 0.0], [1.0, 0.5, 0.0], [1.0, 0.75, 0.25, 0.0]]
scales = st.sampled_from(SCALES)


@st.composite
def rated(draw: st.DrawFn, least: int = 0, most: int = 4) -> tuple[Calls, list[float]]:
    """Up to a dozen calls with up to five ratings each, on one of the scales."""
    scale = draw(scales)
    call = st.lists(st.integers(0, len(scale) - 1), min_size=least, max_size=most)
    return draw(st.lists(call, min_size=1, max_size=12)), scale


def counted(calls: Calls, size: int) -> list[list[int]]:
    return [[Counter(call)[category] for category in range(size)] for call in calls]


def fractions(scale: Sequence[float], power: int) -> Weights:
    """Weights as they are defined; power 0 for those of the same category alone."""
    if not power:
        return [[Fraction(one == other) for other in range(len(scale))] for one in range(len(scale))]
    return [[1 - abs(Fraction(one) - Fraction(other)) ** power for other in scale] for one in scale]


def weights(scale: Sequence[float], power: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return by_value(scale, power) if power else same(len(scale))


def pairs(call: Sequence[int]) -> list[tuple[int, int]]:
    return list(permutations(call, 2))


def brute_percent(calls: Calls, agree: Weights) -> Fraction | None:
    shares = [Fraction(sum(agree[k][j] for k, j in pairs(call)), len(pairs(call))) for call in calls if len(call) > 1]
    return Fraction(sum(shares), len(shares)) if shares else None


def brute_gwet(calls: Calls, agree: Weights) -> Fraction | None:
    size, observed = len(agree), brute_percent(calls, agree)
    rated_calls = [call for call in calls if call]
    if observed is None or len({category for call in calls for category in call}) < 2:
        return None
    # somebody marks at random; who does marks each category alike often
    expected = Fraction(0)
    for category in range(size):
        share = Fraction(sum(Fraction(call.count(category), len(call)) for call in rated_calls), len(rated_calls))
        expected += share * (1 - share)
    expected *= Fraction(sum(agree[k][j] for k, j in product(range(size), repeat=2)), size * (size - 1))
    return (observed - expected) / (1 - expected)


def brute_alpha(calls: Calls, agree: Weights) -> Fraction | None:
    pairable = [call for call in calls if len(call) > 1]
    marks = [category for call in pairable for category in call]
    if len(set(marks)) < 2:
        return None
    within = sum(sum(1 - agree[k][j] for k, j in pairs(call)) * Fraction(1, len(call) - 1) for call in pairable)
    between = [1 - agree[k][j] for k, j in pairs(marks)]
    return 1 - Fraction(within, len(marks)) / Fraction(sum(between), len(between))


def brute_kappa(calls: Calls, agree: Weights) -> Fraction | None:
    apart = [1 - agree[first][second] for first, second in calls]
    by_chance = [1 - agree[one[0]][other[1]] for one, other in product(calls, repeat=2)]
    if not sum(by_chance):
        return None
    return 1 - Fraction(sum(apart), len(apart)) / Fraction(sum(by_chance), len(by_chance))


def alike(ours: RaterAgreement | None, theirs: Fraction | None) -> bool:
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return ours.value == pytest.approx(float(theirs), abs=1e-12) and ours.low <= ours.value <= ours.high


@given(rated(), st.integers(0, 2))
def test_percent_agreement_is_that_of_all_pairs_one_by_one(drawn: tuple[Calls, list[float]], power: int) -> None:
    calls, scale = drawn
    ours = percent_agreement(ratings(counted(calls, len(scale)), weights(scale, power)))
    assert alike(ours, brute_percent(calls, fractions(scale, power)))


@given(rated(), st.integers(0, 2))
def test_gwets_coefficient_is_that_of_all_ratings_one_by_one(drawn: tuple[Calls, list[float]], power: int) -> None:
    calls, scale = drawn
    ours = gwet(ratings(counted(calls, len(scale)), weights(scale, power)))
    assert alike(ours, brute_gwet(calls, fractions(scale, power)))


@given(rated(), st.integers(0, 2))
def test_alpha_is_that_of_all_pairs_within_calls_and_among_all(drawn: tuple[Calls, list[float]], power: int) -> None:
    calls, scale = drawn
    ours = krippendorff(ratings(counted(calls, len(scale)), weights(scale, power)))
    assert alike(ours, brute_alpha(calls, fractions(scale, power)))


@given(rated(least=2, most=2), st.integers(0, 2))
def test_kappa_is_that_of_every_call_of_the_one_beside_every_call_of_the_other(
    drawn: tuple[Calls, list[float]], power: int
) -> None:
    calls, scale = drawn
    table = np.zeros((len(scale), len(scale)))
    for first, second in calls:
        table[first, second] += 1
    assert alike(cohen(table, weights(scale, power)), brute_kappa(calls, fractions(scale, power)))


@given(rated(least=2, most=2), st.integers(0, 2))
def test_alpha_of_two_evaluators_is_scotts_pi_with_its_correction_for_few(
    drawn: tuple[Calls, list[float]], power: int
) -> None:
    calls, scale = drawn
    if len({category for call in calls for category in call}) < 2:
        return
    agree, marks = fractions(scale, power), [category for call in calls for category in call]
    observed = brute_percent(calls, agree)
    expected = sum((agree[k][j] for k, j in product(marks, repeat=2)), Fraction(0)) / len(marks) ** 2
    assert observed is not None
    pi = 1 - (1 - observed) / (1 - expected)
    ours = krippendorff(ratings(counted(calls, len(scale)), weights(scale, power)))
    assert alike(ours, 1 - (1 - pi) * (1 - Fraction(1, len(marks))))


@given(rated(least=3))
def test_one_beside_the_others_is_the_mean_of_that_ones_pairs(drawn: tuple[Calls, list[float]]) -> None:
    calls, scale = drawn
    agree, size = fractions(scale, 1), len(scale)
    beside = against_others([call[0] for call in calls], counted([call[1:] for call in calls], size), weights(scale, 1))
    expected = [Fraction(sum(agree[call[0]][other] for other in call[1:]), len(call) - 1) for call in calls]
    assert beside.agreed == pytest.approx([float(share) for share in expected], abs=1e-12)
    assert beside.counts.sum(axis=1) == pytest.approx(2)


def test_who_rated_alone_or_not_at_all_forms_no_pair() -> None:
    beside = against_others([0, -1, 1], [[0, 0], [1, 0], [0, 2]])
    assert beside.several.tolist() == [False, False, True]
    assert gwet(beside) is None


def test_nearly_all_alike_has_a_low_kappa_and_a_high_ac1() -> None:
    calls = [[2, 0]] * 85 + [[1, 1]] * 10 + [[0, 2]] * 5
    kappa, ac1 = cohen([[85, 5], [5, 5]]), gwet(ratings(calls))
    assert kappa is not None
    assert ac1 is not None
    assert (round(kappa.value, 2), round(ac1.value, 2)) == (0.44, 0.88)


@pytest.mark.parametrize("coefficient", [gwet, krippendorff, percent_agreement])
@pytest.mark.parametrize("evaluators", [2, 5])
def test_full_agreement_is_one_with_an_interval_that_is_no_point(
    coefficient: Callable[..., RaterAgreement | None], evaluators: int
) -> None:
    full = coefficient(ratings([[evaluators, 0]] * 17 + [[0, evaluators]] * 3))
    assert full is not None
    assert (full.n, full.value, full.high) == (20, 1, 1)
    assert full.low < 0.95


def test_full_agreement_of_two_is_a_kappa_of_one_with_an_interval_that_is_no_point() -> None:
    full = cohen([[17, 0], [0, 3]])
    assert full is not None
    assert (full.value, full.high) == (1, 1)
    assert full.low < 0.95


def test_one_category_used_is_nothing_to_tell_from() -> None:
    alike_all = ratings([[2, 0, 0]] * 200)
    assert gwet(alike_all) is None
    assert krippendorff(alike_all) is None
    assert cohen([[200, 0], [0, 0]]) is None
    shares = percent_agreement(alike_all)
    assert shares is not None
    assert shares.value == 1
    assert shares.low < 1


def test_without_a_pair_there_is_nothing_to_tell_from() -> None:
    alone = ratings([[1, 0], [0, 1], [0, 0]])
    assert [gwet(alone), krippendorff(alone), percent_agreement(alone)] == [None] * 3


def test_levels_count_by_their_values_in_whatever_order_they_stand() -> None:
    calls = np.array([[2, 0, 0], [1, 1, 0], [1, 1, 0], [0, 1, 1], [1, 0, 1], [0, 0, 2]])
    order = [2, 0, 1]
    straight, alphabetical = (gwet(ratings(calls, by_value(values))) for values in ([1, 0.5, 0], [1, 0, 0.5]))
    mixed = gwet(ratings(calls[:, order], by_value([[1, 0.5, 0][place] for place in order])))
    assert straight is not None
    assert mixed is not None
    assert straight.value == pytest.approx(mixed.value, abs=1e-12)
    assert alphabetical is not None
    assert abs(straight.value - alphabetical.value) > 0.05


def test_a_category_nobody_used_is_one_all_the_same() -> None:
    """Gwet's chance is spread over the categories of the scale, not over those that happened to be used."""
    calls = [[2, 0], [1, 1], [0, 2], [2, 0]]
    two, three = gwet(ratings(calls)), gwet(ratings([[*call, 0] for call in calls]))
    assert two is not None
    assert three is not None
    assert three.value > two.value


def test_two_criteria_pooled_lie_between_them_and_one_is_itself() -> None:
    good, poor = ratings([[2, 0]] * 9 + [[0, 2]]), ratings([[1, 1]] * 6 + [[2, 0]] * 2 + [[0, 2]] * 2)
    single, low, both = gwet(good), gwet(poor), pooled_gwet([good, poor])
    assert single is not None
    assert low is not None
    assert both is not None
    assert low.value < both.value < single.value
    assert pooled_gwet([good]) == single
    assert pooled_gwet([good, ratings([[2, 0]] * 10)]) == single, "one category used tells nothing"


def test_the_same_calls_have_the_same_interval_each_time_in_any_order() -> None:
    calls = [[2, 0]] * 11 + [[1, 1]] * 4 + [[0, 2]] * 5
    assert gwet(ratings(calls)) == gwet(ratings(calls[::-1]))


@pytest.mark.parametrize("counts", [[[1, -1]], [1, 2]])
def test_counts_that_are_none_are_refused(counts: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="counts"):
        ratings(counts)


def test_weights_that_do_not_fit_are_refused() -> None:
    for wrong in (same(3), np.array([[1, 0.5], [0, 1]]), np.array([[0.5, 0], [0, 1]])):
        with pytest.raises(ValueError, match="weights"):
            ratings([[1, 1]], wrong)
    with pytest.raises(ValueError, match="weights"):
        cohen([[1, 0], [0, 1]], same(3))


CALLS = 20
LEAST = 0.93


def patterns(evaluators: int) -> list[list[int]]:
    """Every way in which so many may choose between two levels."""
    return [[yes, evaluators - yes] for yes in range(evaluators + 1)]


def every_sample(evaluators: int) -> list[tuple[int, ...]]:
    """Every sample there is: how many of the calls show each pattern."""
    places = combinations(range(CALLS + evaluators), evaluators)
    edges = [(-1, *place, CALLS + evaluators) for place in places]
    return [tuple(b - a - 1 for a, b in pairwise(edge)) for edge in edges]


def hearing(evaluators: int, prevalence: float, right: float) -> list[float]:
    """How often each pattern comes when calls are good so often, and each evaluator hears it right so often."""

    def chosen(yes: int, chance: float) -> float:
        return comb(evaluators, yes) * chance**yes * (1 - chance) ** (evaluators - yes)

    return [
        prevalence * chosen(yes, right) + (1 - prevalence) * chosen(yes, 1 - right) for yes in range(evaluators + 1)
    ]


@pytest.mark.parametrize("coefficient", [gwet, krippendorff])
def test_the_interval_of_two_evaluators_holds_the_truth_whatever_the_prevalence(
    coefficient: Callable[..., RaterAgreement | None],
) -> None:
    """Not simulated: every sample of twenty calls there is, with the chance that it is met."""
    shown = {sample: coefficient(ratings(np.repeat(patterns(2), sample, axis=0))) for sample in every_sample(2)}
    for prevalence, right in product((0.5, 0.7, 0.9, 0.95), (0.7, 0.85, 0.95, 0.99)):
        chances = hearing(2, prevalence, right)
        share = prevalence * right + (1 - prevalence) * (1 - right)
        apart, mixed = chances[1], 2 * share * (1 - share)
        truth = 1 - apart / (mixed if coefficient is krippendorff else 1 - mixed)
        met = held = 0.0
        for sample, interval in shown.items():
            if interval is None:
                continue
            chance = factorial(CALLS) * prod(p**n / factorial(n) for p, n in zip(chances, sample, strict=True))
            met += chance
            held += chance * (interval.low <= truth <= interval.high)
        assert held / met >= LEAST, (prevalence, right)
