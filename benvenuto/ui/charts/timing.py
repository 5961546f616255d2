"""Axes of handling time in minutes and of care, as far as what is drawn on them reaches."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from benvenuto.languages import clock_time

_STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600)
_FLOORS = (80, 50, 25, 0)
TOP = 101.5
"""A little above the best score, so that its mark is whole."""


def time_axis(lows: Iterable[float], highs: Iterable[float], most: int) -> tuple[float, float, Mapping[int, str]]:
    """The low and high end of an axis in seconds, both ticks, and its labels in minutes; at most `most` steps."""
    least, largest = min(lows), max(highs)
    step = next((step for step in _STEPS if (largest - least) / step <= most - 1), _STEPS[-1])
    low, high = math.floor(least / step) * step, math.ceil(largest / step) * step
    # one time alone, on a tick, would have an axis without a length
    high = max(high, low + step)
    return low, high, {tick: clock_time(tick) for tick in range(low, high + 1, step)}


def care_axis(lows: Iterable[float]) -> tuple[float, float, Mapping[int, str]]:
    """The low and high end of an axis of scores, from the highest fixed floor under all, and its tick labels."""
    least = min(lows)
    floor = next((floor for floor in _FLOORS if floor <= least), 0)
    return floor, TOP, {tick: str(tick) for tick in range(floor, 101, 5 if floor >= 80 else 10 if floor else 25)}
