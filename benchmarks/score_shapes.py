"""Care scores as they occur, drawn at random: ceilings, ties, rubrics of a few levels, critical zeros, caps."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Draw = Callable[[np.random.Generator, tuple[int, ...]], Scores]


def _ordinary(rng: np.random.Generator, size: tuple[int, ...]) -> Scores:
    return np.round(100 * rng.beta(9, 1.6, size))


def _ceiling(rng: np.random.Generator, size: tuple[int, ...]) -> Scores:
    below = np.clip(np.round(100 - rng.gamma(1.2, 9, size)), 0, 100)
    return np.where(rng.random(size) < 0.4, 100, below)


def _near_ceiling(rng: np.random.Generator, size: tuple[int, ...]) -> Scores:
    return 100 * rng.beta(30, 1.5, size)


def _eight_criteria(rng: np.random.Generator, size: tuple[int, ...]) -> Scores:
    levels = rng.choice(np.array([0, 50, 100]), p=[0.05, 0.2, 0.75], size=(*size, 8))
    return np.asarray(levels.mean(axis=-1))


def _bell(rng: np.random.Generator, size: tuple[int, ...]) -> Scores:
    return np.clip(rng.normal(75, 12, size), 0, 100)


def _poor(rng: np.random.Generator, size: tuple[int, ...]) -> Scores:
    return 100 * rng.beta(1.5, 8, size)


def _two_camps(rng: np.random.Generator, size: tuple[int, ...]) -> Scores:
    return 100 * rng.beta(0.4, 0.3, size)


def _always(score: float) -> Draw:
    return lambda rng, size: np.full(size, score)


def _struck(share: float, draw: Draw, to: float = 0) -> Draw:
    """Let a critical error set `share` of the scores to `to`."""
    return lambda rng, size: np.where(rng.random(size) < share, to, draw(rng, size))


SHAPES: dict[str, Draw] = {
    "ordinary": _ordinary,
    "ordinary, 1% critical zeros": _struck(0.01, _ordinary),
    "ordinary, 2% critical zeros": _struck(0.02, _ordinary),
    "ordinary, 5% critical zeros": _struck(0.05, _ordinary),
    "ordinary, 10% critical zeros": _struck(0.10, _ordinary),
    "ordinary, 20% critical zeros": _struck(0.20, _ordinary),
    "ordinary, 8% capped at 50": _struck(0.08, _ordinary, to=50),
    "ceiling (40% at 100)": _ceiling,
    "ceiling, 5% critical zeros": _struck(0.05, _ceiling),
    "near the ceiling, 3% zeros": _struck(0.03, _near_ceiling),
    "near the ceiling, 8% zeros": _struck(0.08, _near_ceiling),
    "mean of eight criteria": _eight_criteria,
    "bell around 75": _bell,
    "poor team": _poor,
    "two camps": _two_camps,
    "all 90": _always(90),
    "all 90, 2% critical zeros": _struck(0.02, _always(90)),
    "all 90, 6% critical zeros": _struck(0.06, _always(90)),
    "pass or fail, 90% pass": _struck(0.10, _always(100)),
    "pass or fail, 97% pass": _struck(0.03, _always(100)),
}


def _card(perfect: float, struck: float, to: float) -> Draw:
    """Five rubrics of five criteria; so many calls are faultless, and a critical error sets some to `to` at most."""

    def draw(rng: np.random.Generator, size: tuple[int, ...]) -> Scores:
        missed = rng.binomial(5, 0.12, (*size, 5)) * np.where(rng.random(size) < perfect, 0, 1)[..., None]
        half = rng.random((*size, 5)) < 0.5
        care = 100 * (1 - missed / 5 * np.where(half, 0.5, 1)).mean(axis=-1)
        return np.asarray(np.where(rng.random(size) < struck, np.minimum(care, to), care))

    return draw


CARDS: dict[str, Draw] = {
    f"25 criteria, {perfect:.0%} faultless, {struck:.0%} {'zero' if to == 0 else 'capped at 40'}": _card(
        perfect, struck, to
    )
    for perfect, struck, to in (
        (0.6, 0.0, 0),
        (0.6, 0.03, 0),
        (0.6, 0.15, 0),
        (0.6, 0.15, 40),
        (0.8, 0.03, 0),
        (0.8, 0.03, 40),
        (0.85, 0.01, 0),
        (0.85, 0.08, 0),
    )
}
"""What the cards of the product give where care is good: most calls faultless, a few spoilt."""
