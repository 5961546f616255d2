"""Comparisons made up from means and numbers of calls."""

from __future__ import annotations

from collections.abc import Mapping

from benvenuto.services.quality.comparison import ComparedUnit, Comparison
from benvenuto.statistics.funnel import funnel
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.shrinkage import shrink


def comparison(means: Mapping[str, tuple[float, int]]) -> Comparison:
    """By name, a mean and its number of calls, with a variance of 100; the name is the key too."""
    estimates = {name: Estimate(n, n, mean, mean - 5, mean + 5, 100) for name, (mean, n) in means.items()}
    drawn, shrunken = funnel(estimates), shrink(estimates)
    assert drawn is not None
    assert shrunken is not None
    compared = [ComparedUnit(name, name, drawn.places[name], shrunken.shrunken[name]) for name in estimates]
    return Comparison(drawn, shrunken, compared, sum(n for _, n in means.values()), 0)


ALIKE = {"Anna Rossi": (84.0, 60), "Elena Sala": (86.0, 60), "Andrea Neri": (85.0, 60)}
APART = {**ALIKE, "Marta Riva": (98.0, 40), "Paolo <i>": (72.0, 40), "Chiara Blu": (90.0, 4)}
