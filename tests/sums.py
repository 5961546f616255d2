"""Sums to test with, from the values themselves."""

from __future__ import annotations

from collections.abc import Iterable

from benvenuto.domain.sums import Sums, add_up


def sums_of(values: Iterable[tuple[float, float]], simulated: int = 0) -> Sums | None:
    """The sums of pairs of value and weight, of which so many are `simulated`; None of none."""
    found = add_up(
        Sums(1, 0, x, x, w, w**2, w * x, w**2 * x, (w * x) ** 2, w**3, w**3 * x, w**3 * x**2, (w * x) ** 3)
        for x, w in values
    )
    return found and found._replace(simulated=simulated)
