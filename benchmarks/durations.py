"""Durations as a table shows them: median and 95th percentile."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Durations:
    """What was measured, in milliseconds; `aim` says of which figure ("median" or "p95") what is wanted."""

    name: str
    values: Sequence[float]
    aim: tuple[str, float] | None = None

    @property
    def median(self) -> float:
        """The value in the middle."""
        return self.quantile(0.5)

    @property
    def p95(self) -> float:
        """The value that nineteen of twenty do not exceed."""
        return self.quantile(0.95)

    def quantile(self, share: float) -> float:
        """The smallest value that this share of all does not exceed (nearest rank)."""
        ordered = sorted(self.values)
        return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]

    @property
    def row(self) -> str:
        """A line of a markdown table: name, n, median, p95, the aim and whether it is met."""
        return f"| {self.name} | {len(self.values)} | {self.median:.0f} | {self.p95:.0f} | {self._verdict} |"

    @property
    def _verdict(self) -> str:
        if self.aim is None:
            return ""
        figure, wanted = self.aim
        met = (self.median if figure == "median" else self.p95) < wanted
        return f"{figure} < {wanted:.0f}: {'met' if met else 'missed'}"


HEAD = "| | n | median, ms | p95, ms | aim |\n| --- | ---: | ---: | ---: | --- |"
