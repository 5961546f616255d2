"""What a sample comes to, added up: all that its mean and its interval need, whatever its size."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Sums(NamedTuple):
    """Of `n` calls with value x and weight w = 1 / sampling probability; `simulated` of them never took place.

    `wx` is the sum of w x, `w2x2` that of w^2 x^2, and so on. The third powers are zero where nobody needs them:
    only amounts without an upper end (seconds) have an interval that asks for their skewness.
    """

    n: int
    simulated: int
    least: float
    most: float
    w: float
    w2: float
    wx: float
    w2x: float
    w2x2: float
    w3: float = 0.0
    w3x: float = 0.0
    w3x2: float = 0.0
    w3x3: float = 0.0


def add_up(parts: Iterable[Sums]) -> Sums | None:
    """The sums of several samples together; None of none."""
    columns = list(zip(*parts, strict=True))
    if not columns:
        return None
    n, simulated, least, most, *totals = columns
    return Sums(sum(n), sum(simulated), min(least), max(most), *(sum(column) for column in totals))
