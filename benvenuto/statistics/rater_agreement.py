"""Rater agreement: how far evaluators of the same calls agree, corrected for chance, with intervals for few calls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benvenuto.statistics.intervals import LEVEL, bounds

Array = NDArray[np.float64]

# Draws behind an interval: twice as many move an end in the third decimal. Always the same, so that a page that is
# opened twice says the same twice.
DRAWS = 4_000
SEED = 1968
# Draws at a time: of a thousand calls 4,000 would be 32 MB.
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class RaterAgreement:
    """A coefficient from `n` calls that two evaluators or more rated, with its interval: low <= value <= high.

    1 is full agreement, 0 what chance alone would bring; below 0 is less than that.
    """

    n: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ratings:
    """Calls as rated. `counts`, shape (calls, categories): how many evaluators chose each; `weights` of `agreeing`.

    `agreed`, shape (calls,), is the mean weight of a call's pairs of evaluators, 0 where there is no pair.
    """

    counts: Array
    agreed: Array
    weights: Array

    @property
    def several(self) -> NDArray[np.bool_]:
        """Which calls two evaluators or more rated."""
        return np.asarray(self.counts.sum(axis=1) > 1)


def same(categories: int) -> Array:
    """Weights by which two ratings agree if they are the same, and else not at all."""
    return np.eye(categories)


def by_value(values: ArrayLike, power: float = 1) -> Array:
    """Weights by which ratings agree the less, the further the values of their levels lie apart: 1 - |a - b|^power.

    Values are those of the levels, 0 to 1, in any order; two levels of one value agree.
    """
    value = np.asarray(values, dtype=np.float64)
    reach = np.ptp(value) or 1.0
    return np.asarray(1 - (np.abs(value[:, None] - value) / reach) ** power)


def ratings(counts: ArrayLike, weights: Array | None = None) -> Ratings:
    """Calls by how many evaluators chose each category, shape (calls, categories).

    A rating that is missing is not counted. What "not applicable" is, the caller says: a category of its own, or a
    rating that is missing. Raises ValueError for negative counts, and for weights that are not symmetric with 1 for
    what is the same.
    """
    chosen = np.asarray(counts, dtype=np.float64)
    if chosen.ndim != 2 or (chosen < 0).any():
        raise ValueError("counts has one row for each call, one column for each category, nothing below 0")
    agreeing = same(chosen.shape[1]) if weights is None else weights
    if agreeing.shape != (chosen.shape[1],) * 2 or (agreeing != agreeing.T).any() or (agreeing.diagonal() != 1).any():
        raise ValueError("weights has a row and a column for each category, is symmetric, and 1 for the same")
    return Ratings(chosen, _agreed(chosen, agreeing), agreeing)


def against_others(own: ArrayLike, others: ArrayLike, weights: Array | None = None) -> Ratings:
    """One evaluator's ratings beside those of the others who rated the same calls, however many.

    `own`, shape (calls,), is the category chosen, -1 for none; `others`, shape (calls, categories), as in `ratings`.
    Each call counts as one pair: the evaluator, and the mean of the others.
    """
    chosen, counts = np.asarray(own, dtype=np.intp), np.asarray(others, dtype=np.float64)
    agreeing = same(counts.shape[1]) if weights is None else weights
    number = counts.sum(axis=1)
    paired = (chosen >= 0) & (number > 0)
    mean = counts / np.maximum(number, 1)[:, None]
    agreed = np.where(paired, (agreeing[chosen] * mean).sum(axis=1), 0.0)
    return Ratings((np.eye(counts.shape[1])[chosen] + mean) * paired[:, None], agreed, agreeing)


def percent_agreement(rated: Ratings, *, level: float = LEVEL) -> RaterAgreement | None:
    """Mean share of pairs of evaluators who agree on a call, not corrected for chance; None where no call has a pair.

    p_a = mean over calls of sum_k r_ik (r*_ik - 1) / (r_i (r_i - 1)), r_ik evaluators choosing k, r*_ik = sum_l w_kl
    r_il. Interval: `intervals.bounds` of the calls' shares. Source: Gwet (2014), Handbook of Inter-Rater Reliability,
    4th ed., 2 and 3.
    """
    return pooled_percent([rated], level=level)


def pooled_percent(criteria: Sequence[Ratings], *, level: float = LEVEL) -> RaterAgreement | None:
    """The same over several criteria of the same calls, one row each: a call's share is that of its criteria."""
    pairs = np.sum([rated.several for rated in criteria], axis=0)
    agreed = np.sum([rated.agreed for rated in criteria], axis=0)
    shares = agreed[pairs > 0] / pairs[pairs > 0]
    if not shares.size:
        return None
    value = float(shares.mean())
    low, high = bounds(value, shares.var(), shares.size, low=0, high=1, level=level)
    return RaterAgreement(shares.size, value, float(low), float(high))


def gwet(rated: Ratings, *, level: float = LEVEL) -> RaterAgreement | None:
    """Gwet's AC1, or AC2 where weights are not those of `same`: None without a pair, or where one category is used.

    (p_a - p_e) / (1 - p_e), p_a as in `percent_agreement`; p_e = T / (q (q - 1)) sum_k pi_k (1 - pi_k), T the sum of
    all weights, q the categories that there are, used or not, pi_k the mean over all calls of r_ik / r_i.
    Interval: see `_interval`. Source: Gwet (2008), "Computing inter-rater reliability and its variance in the presence
    of high agreement", British Journal of Mathematical and Statistical Psychology 61, 29-48; AC2: Gwet (2014), ch. 5.
    """
    return pooled_gwet([rated], level=level)


def pooled_gwet(criteria: Sequence[Ratings], *, level: float = LEVEL) -> RaterAgreement | None:
    """AC1 or AC2 over several criteria of the same calls, one row each: 1 - sum (1 - p_a) / sum (1 - p_e).

    Both sums weigh a criterion by the calls that have a pair on it; criteria of which one category is used count in
    neither. `n` are the calls with a pair on any that counts. Source: De Vries, Elliott, Kanouse and Teleki (2008),
    "Using pooled kappa to summarize interrater agreement across many items", Field Methods 20, 272-282.
    """
    telling = [rated for rated in criteria if rated.several.any() and _categories(rated.counts) > 1]
    if not telling:
        return None
    several = np.any([rated.several for rated in telling], axis=0)
    return _estimate(_pooled_gwet, telling, several, level)


def krippendorff(rated: Ratings, *, level: float = LEVEL) -> RaterAgreement | None:
    """Krippendorff's alpha: None without a pair, or where those who form pairs use one category.

    1 - D_o / D_e over the calls with two ratings or more: D_o the mean of 1 - w within calls, each rating counting
    alike; D_e that between any two of all n ratings, sum_kl n_k n_l (1 - w_kl) / (n (n - 1)). With `by_value` of power
    2 it is that of interval data. Interval: see `_interval`. Source: Krippendorff (2011), "Computing Krippendorff's
    alpha-reliability"; Krippendorff (2019), Content Analysis, 4th ed., 12.
    """
    several = rated.several
    pairs = Ratings(rated.counts[several], rated.agreed[several], rated.weights)
    if _categories(pairs.counts) < 2:
        return None
    return _estimate(_alpha, [pairs], pairs.several, level)


def cohen(table: ArrayLike, weights: Array | None = None, *, level: float = LEVEL) -> RaterAgreement | None:
    """Cohen's kappa of two evaluators, weighted: None where both used the same one category throughout.

    `table`, shape (categories, categories): calls by what the first chose (row) and the second (column).
    1 - sum (1 - w) p_kl / sum (1 - w) p_k. p_.l. Where nearly all calls are alike kappa is low however well two agree:
    85, 5, 5, 5 of a hundred give .44, and AC1 .88; so pages show AC1. Interval: see `_interval`.
    Source: Cohen (1968), "Weighted kappa", Psychological Bulletin 70, 213-220; Feinstein and Cicchetti (1990), "High
    agreement but low kappa", Journal of Clinical Epidemiology 43, 543-549.
    """
    calls = np.asarray(table, dtype=np.float64)
    size = len(calls)
    agreeing = same(size) if weights is None else weights
    if calls.shape != (size, size) or agreeing.shape != calls.shape:
        raise ValueError("the table has a row and a column for each category, and so have the weights")
    if not (calls.sum(axis=1) @ (1 - agreeing) @ calls.sum(axis=0)):
        return None

    def kappa(mass: Array) -> Array:
        tables = mass.reshape(-1, size, size)
        first, second = tables.sum(axis=2), tables.sum(axis=1)
        apart = (tables * (1 - agreeing)).sum(axis=(1, 2)) * first.sum(axis=1)
        return _one_less(apart, ((first @ (1 - agreeing)) * second).sum(axis=1))

    ends = [calls.ravel() + cell for cell in np.eye(size * size)]
    values = [float(kappa(end)[0]) for end in ends]
    low, high = _interval((ends[int(np.argmin(values))], kappa), (ends[int(np.argmax(values))], kappa), level)
    value = float(kappa(calls)[0])
    return RaterAgreement(round(float(calls.sum())), value, min(low, value), max(high, value))


Criteria = Sequence[Ratings]
Formula = Callable[[Criteria, Array], Array]


def _estimate(formula: Formula, criteria: Criteria, several: NDArray[np.bool_], level: float) -> RaterAgreement:
    criteria, times = _distinct(criteria)
    value = float(formula(criteria, times[None, :])[0])
    reached = [_with_call(formula, rated, times) for rated in criteria]
    more = np.append(times, 1.0)
    ends = [[pair[end] for pair in reached] for end in (0, 1)]
    low, high = _interval(
        (more, lambda mass: formula(ends[0], mass)), (more, lambda mass: formula(ends[1], mass)), level
    )
    return RaterAgreement(int(several.sum()), value, min(low, value), max(high, value))


def _interval(
    lowest: tuple[Array, Callable[[Array], Array]], highest: tuple[Array, Callable[[Array], Array]], level: float
) -> tuple[float, float]:
    """Two-sided interval: quantiles of a Bayesian bootstrap over calls with one call added, as `intervals.bounds`.

    The lower end is that of the calls and one more that speaks most against agreement, the upper end that of the calls
    and one more that speaks most for it, of all calls on which evaluators are of one mind or part evenly between two
    categories. Why: with few calls and one level given to nearly all, the sample says next to nothing of what it did
    not meet; its own spread, which the usual normal intervals, the jackknife and every bootstrap trust, is then far too
    small, and none at full agreement. The added call stands for what the sample could not show.
    How often it holds the truth, beside the usual ones: docs/statistics.md and `python -m benchmarks.rater_agreement`.
    Source: Rubin (1981), "The Bayesian bootstrap"; Gaffke (2005); Learned-Miller and Thomas (2019); see `bounds`.
    """
    tail = (1 - level) / 2
    return tuple(  # type: ignore[return-value]
        float(np.quantile(np.concatenate([weigh(mass) for mass in _draws(times)]), at))
        for (times, weigh), at in ((lowest, tail), (highest, 1 - tail))
    )


def _draws(times: Array) -> Sequence[Array]:
    """Dirichlet weights of calls that were met so many times, scaled to as many calls as there are."""
    rng = np.random.default_rng(SEED)
    gammas = (rng.standard_gamma(times, (AT_ONCE, times.size)) for _ in range(DRAWS // AT_ONCE))
    return [times.sum() * gamma / gamma.sum(axis=1, keepdims=True) for gamma in gammas]


def _with_call(formula: Formula, rated: Ratings, times: Array) -> tuple[Ratings, Ratings]:
    """The ratings with the one call more that lowers the coefficient most, and with that which raises it most."""
    size, evaluators = rated.counts.shape[1], max(2.0, float(rated.counts.sum(axis=1).max()))
    more = np.append(times, 1.0)[None, :]
    choices = []
    for first, second in combinations_with_replacement(range(size), 2):
        call = evaluators / 2 * (np.eye(size)[first] + np.eye(size)[second])
        agreed = np.append(rated.agreed, _agreed(call[None, :], rated.weights))
        choices.append(Ratings(np.vstack([rated.counts, call]), agreed, rated.weights))
    values = [float(formula([choice], more)[0]) for choice in choices]
    return choices[int(np.argmin(values))], choices[int(np.argmax(values))]


def _distinct(criteria: Criteria) -> tuple[Criteria, Array]:
    """Each sort of call once, and how many of it there are: a call drawn twice weighs as two calls alike."""
    rows = np.hstack([np.column_stack([rated.counts, rated.agreed]) for rated in criteria])
    _, first, times = np.unique(rows, axis=0, return_index=True, return_counts=True)
    sorts = [Ratings(rated.counts[first], rated.agreed[first], rated.weights) for rated in criteria]
    return sorts, times.astype(np.float64)


def _agreed(counts: Array, weights: Array) -> Array:
    number = counts.sum(axis=1)
    pairs = number * (number - 1)
    agreeing = (counts * (counts @ weights)).sum(axis=1) - number
    return np.where(number > 1, agreeing / np.where(number > 1, pairs, 1), 0.0)


def _categories(counts: Array) -> int:
    return int((counts > 0).any(axis=0).sum())


def _pooled_gwet(criteria: Criteria, mass: Array) -> Array:
    apart, by_chance = np.zeros(len(mass)), np.zeros(len(mass))
    for rated in criteria:
        number, size = rated.counts.sum(axis=1), rated.counts.shape[1]
        calls = mass @ (number > 1)
        apart += calls - mass @ rated.agreed
        shares = mass @ (rated.counts / np.maximum(number, 1)[:, None]) / (mass @ (number > 0))[:, None]
        chance = rated.weights.sum() / (size * (size - 1)) * (shares * (1 - shares)).sum(axis=1)
        by_chance += calls * (1 - chance)
    return _one_less(apart, by_chance)


def _alpha(criteria: Criteria, mass: Array) -> Array:
    (rated,) = criteria
    number = rated.counts.sum(axis=1)
    ratings_of, whole = mass @ rated.counts, mass @ number
    observed = mass @ (number * (1 - rated.agreed)) / whole
    expected = ((ratings_of @ (1 - rated.weights)) * ratings_of).sum(axis=1) / (whole * (whole - 1))
    return _one_less(observed, expected)


def _one_less(observed: Array, expected: Array) -> Array:
    """1 - observed / expected; what cannot differ agrees."""
    return np.asarray(1 - np.divide(observed, expected, out=np.zeros_like(observed), where=expected > 0))
