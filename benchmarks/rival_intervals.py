"""Other people's 95% intervals for a mean of scores from 0 to 100, to set beside ours.

Each takes `x`, samples x scores, and gives the low and the high end for each sample.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri
from scipy.stats import t as student

Scores = NDArray[np.float64]
Bounds = tuple[Scores, Scores]
DRAWS = 999
TAIL = 0.025


def student_t(x: Scores, rng: np.random.Generator) -> Bounds:
    """Student's t, cut at the ends of the scale."""
    n, mean = x.shape[1], x.mean(axis=1)
    reach = student.ppf(1 - TAIL, n - 1) * x.std(axis=1, ddof=1) / np.sqrt(n)
    return np.clip(mean - reach, 0, 100), np.clip(mean + reach, 0, 100)


def percentile_bootstrap(x: Scores, rng: np.random.Generator) -> Bounds:
    """The quantiles of resampled means (Efron, 1979)."""
    means = np.sort(x @ _resamples(x.shape[1], rng).T, axis=1)
    return _at(means, np.full(len(x), TAIL)), _at(means, np.full(len(x), 1 - TAIL))


def bca_bootstrap(x: Scores, rng: np.random.Generator) -> Bounds:
    """Bias-corrected and accelerated (Efron, 1987); ties count half."""
    n, mean = x.shape[1], x.mean(axis=1, keepdims=True)
    means = np.sort(x @ _resamples(n, rng).T, axis=1)
    below = ((means < mean - 1e-9).mean(axis=1) + (means <= mean + 1e-9).mean(axis=1)) / 2
    # none or all below: the normal quantile of 0 or 1 is infinite
    bias = ndtri(np.clip(below, 1 / DRAWS, 1 - 1 / DRAWS))
    gap = x - mean
    # scores all alike have no spread to divide by
    spread = np.maximum((gap**2).sum(axis=1), 1e-12)
    acceleration = (gap**3).sum(axis=1) / (6 * spread**1.5)
    low, high = (
        ndtr(bias + (bias + z) / np.maximum(1 - acceleration * (bias + z), 0.1)) for z in (ndtri(TAIL), -ndtri(TAIL))
    )
    return _at(means, low), _at(means, high)


def bootstrap_t(x: Scores, rng: np.random.Generator) -> Bounds:
    """Studentised bootstrap, cut at the ends of the scale; resamples without spread are left out of the tails."""
    n, mean = x.shape[1], x.mean(axis=1, keepdims=True)
    picks = _resamples(n, rng).T
    means = x @ picks
    errors = np.sqrt(np.maximum(x**2 @ picks - means**2, 0) / n)
    ratios = np.sort(np.where(errors > 1e-6, (means - mean) / np.maximum(errors, 1e-6), 0), axis=1)
    error = x.std(axis=1) / np.sqrt(n)
    low = mean[:, 0] - _at(ratios, np.full(len(x), 1 - TAIL)) * error
    high = mean[:, 0] - _at(ratios, np.full(len(x), TAIL)) * error
    return np.clip(low, 0, 100), np.clip(high, 0, 100)


def gaffke(x: Scores, rng: np.random.Generator) -> Bounds:
    """Gaffke's bound by Monte Carlo: Dirichlet weights over the sample and one call at the end of the scale."""
    gammas = rng.exponential(size=(DRAWS, x.shape[1] + 1))
    shares = gammas / gammas.sum(axis=1, keepdims=True)
    low = np.sort(x @ shares[:, 1:].T, axis=1)
    high = np.sort(x @ shares[:, 1:].T + 100 * shares[:, 0], axis=1)
    return _at(low, np.full(len(x), TAIL)), _at(high, np.full(len(x), 1 - TAIL))


def hedged_betting(x: Scores, rng: np.random.Generator) -> Bounds:
    """Waudby-Smith and Ramdas (2024), theorem 3: predictable plug-in bets, fixed n; guaranteed for every n."""
    unit, n = x / 100, x.shape[1]
    seen = np.arange(1, n + 1)
    running = (0.5 + unit.cumsum(axis=1)) / (seen + 1)
    spread = (0.25 + ((unit - running) ** 2).cumsum(axis=1)) / (seen + 1)
    before = np.column_stack([np.full(len(x), 0.25), spread[:, :-1]])
    bet = np.sqrt(2 * np.log(2 / (2 * TAIL)) / (n * before))[:, None, :]
    grid = np.linspace(0.0025, 0.9975, 200)[None, :, None]
    gap = unit[:, None, :] - grid
    up = np.log1p(np.minimum(bet, 0.5 / grid) * gap).sum(axis=2)
    down = np.log1p(-np.minimum(bet, 0.5 / (1 - grid)) * gap).sum(axis=2)
    kept = np.maximum(up, down) + np.log(0.5) < np.log(1 / (2 * TAIL))
    first, last = kept.argmax(axis=1), 199 - kept[:, ::-1].argmax(axis=1)
    return np.maximum(first - 0.5, 0) / 2, np.minimum(last + 1.5, 200) / 2


def _resamples(n: int, rng: np.random.Generator) -> Scores:
    """Bootstrap weights, DRAWS x n: how often each score is drawn, over n."""
    return rng.multinomial(n, np.full(n, 1 / n), size=DRAWS) / n


def _at(ordered: Scores, share: Scores) -> Scores:
    """Read each row of sorted draws at its own share."""
    place = np.clip(np.round(share * (ordered.shape[1] + 1)).astype(int) - 1, 0, ordered.shape[1] - 1)
    return np.take_along_axis(ordered, place[:, None], axis=1)[:, 0]


RIVALS = {
    "Student's t": student_t,
    "percentile bootstrap": percentile_bootstrap,
    "BCa bootstrap": bca_bootstrap,
    "bootstrap-t": bootstrap_t,
    "Gaffke, Monte Carlo": gaffke,
    "hedged betting": hedged_betting,
}
