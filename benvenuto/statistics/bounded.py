"""How far a mean of bounded, skewed scores strays by chance: on the scale, and in standard errors."""

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

# Below this the logarithm of a tail runs out of digits; -37 standard errors are as good as any.
LEAST_TAIL = 1e-300


def unheard(mean: ArrayLike, variance: ArrayLike, n: ArrayLike, *, low: float = 0, high: float = 100) -> Array:
    """Variance of one call after an imagined one, at the far end of the scale, has joined the `n`; arrays broadcast.

    Calls without a single critical zero look surer than they are; the added call stands for the zero not yet heard
    (as in `intervals.bounds`): (n v + (far - m)^2) / (n + 1).
    """
    m, v, calls = (np.asarray(numbers, dtype=np.float64) for numbers in (mean, variance, n))
    far = np.maximum(m - low, high - m)
    return np.asarray((calls * v + far**2) / (calls + 1))


def chance_limits(
    mean: ArrayLike, variance: ArrayLike, errors: float, *, low: float = 0, high: float = 100
) -> tuple[Array, Array]:
    """Lower and upper control limit of a mean: `errors` standard errors to each side, never off the scale.

    Arrays broadcast; two come back, in the unit of the mean.
    `variance` is that of the mean. Each limit is the farther of two, so chance rarely passes either: the normal one,
    mean +- errors * sqrt(variance), cut at the ends; and the quantile ndtr(+-errors) of the beta distribution of the
    same mean and variance, Beta(m k, (1 - m) k), k = m (1 - m) / v - 1 on a 0..1 scale, which is skewed as means of
    bounded scores are. Where the beta would need less than one call (k < 1), k = 1.
    """
    m, v = _unit(mean, variance, low, high)
    a, b = _shape(m, v)
    reach = errors * np.sqrt(v)
    special = scipy.special
    below = np.minimum(special.betaincinv(a, b, special.ndtr(-errors)), np.maximum(m - reach, 0))
    above = np.maximum(1 - special.betaincinv(b, a, special.ndtr(-errors)), np.minimum(m + reach, 1))
    return low + (high - low) * below, low + (high - low) * above


def standard_errors(
    seen: ArrayLike, mean: ArrayLike, variance: ArrayLike, *, low: float = 0, high: float = 100
) -> Array:
    """Signed distance of `seen` from `mean` in standard errors: the `errors` whose limit it would touch.

    Arrays broadcast. The inverse of `chance_limits`: the nearer to 0 of (seen - mean) / sqrt(variance) and of the
    normal quantile of the beta distribution function at `seen`.
    """
    m, v = _unit(mean, variance, low, high)
    x = np.clip((np.asarray(seen, dtype=np.float64) - low) / (high - low), 0, 1)
    a, b = _shape(m, v)
    special = scipy.special
    down = special.ndtri(np.maximum(special.betainc(a, b, x), LEAST_TAIL))
    up = -special.ndtri(np.maximum(special.betainc(b, a, 1 - x), LEAST_TAIL))
    normal = (x - m) / np.sqrt(np.maximum(v, LEAST_TAIL))
    return np.where(x < m, np.maximum(normal, np.minimum(down, 0)), np.minimum(normal, np.maximum(up, 0)))


def _unit(mean: ArrayLike, variance: ArrayLike, low: float, high: float) -> tuple[Array, Array]:
    span = high - low
    return (np.asarray(mean, dtype=np.float64) - low) / span, np.asarray(variance, dtype=np.float64) / span**2


def _shape(m: Array, v: Array) -> tuple[Array, Array]:
    # no beta distribution has its mean at the very end of the scale
    inside = np.clip(m, 1e-9, 1 - 1e-9)
    k = np.maximum(inside * (1 - inside) / np.maximum(v, 1e-12) - 1, 1)
    return inside * k, (1 - inside) * k
