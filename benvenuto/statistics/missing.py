"""What calls that are missing from a sample could have changed: worst-case bounds, with nothing supposed of them."""

from __future__ import annotations

ENOUGH_TO_TELL = 0.05
"""A share of missing calls above which a figure is not told without its bounds."""


def worst_case(low: float, high: float, share: float, least: float = 0.0, most: float = 100.0) -> tuple[float, float]:
    """The ends of an interval of a mean, if the `share` of all values that is missing were all `least`, or all `most`.

    low' = (1 - share) low + share least, and high' likewise with `most`. With 27 of 40 calls scored 100 and 13
    missing: share 13 / 40, and the mean of all lies between 67.5 and 100.
    Source: Manski, Nonparametric Bounds on Treatment Effects, American Economic Review 80, 1990; Horowitz and Manski,
    Journal of the American Statistical Association 95, 2000; Cochran (1977), 13.2.
    """
    return (1 - share) * low + share * least, (1 - share) * high + share * most
