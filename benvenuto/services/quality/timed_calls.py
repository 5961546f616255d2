"""Care and handling time of the same calls, added up by agent and stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benvenuto.domain.sums import Sums
from benvenuto.statistics.rank_correlation import mid_ranks
from benvenuto.storage.quality.efficiency import TimedCalls

Array = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class CareAndTime:
    """An agent's calls for a team with one contact reason in one stretch of time: care (0..100) and seconds, added up.

    `products`, `care_squares` and `time_squares` are sums over the calls' mid-ranks among all calls of the agent for
    that team with that reason: of care times time, of care squared, of time squared.
    """

    agent_id: int
    team_id: int
    contact_reason: str
    stretch: int
    care: Sums
    time: Sums
    products: float
    care_squares: float
    time_squares: float


def added_up(timed: TimedCalls) -> Sequence[CareAndTime]:
    """Weighted sums and rank products of the calls, grouped by agent, team, contact reason and stretch of time."""
    if not timed.care:
        return []
    care, seconds, weight, simulated = (
        np.array(column, np.float64) for column in (timed.care, timed.seconds, timed.weight, timed.simulated)
    )
    _, reason = np.unique(np.array(timed.contact_reason, dtype=object), return_inverse=True)
    own = _places(_places(timed.agent_id, timed.team_id), reason)
    place = _places(own, timed.stretch)
    _, example = np.unique(place, return_index=True)
    care_rank, time_rank = mid_ranks(care, own), mid_ranks(seconds, own)
    products = (care_rank * time_rank, care_rank**2, time_rank**2)
    columns = zip(
        *([column[place] for place in example.tolist()] for column in timed[:4]),
        _sums(care, weight, simulated, place),
        _sums(seconds, weight, simulated, place),
        *(np.bincount(place, product).tolist() for product in products),
        strict=True,
    )
    return [CareAndTime(*facts) for facts in columns]


def _places(first: ArrayLike, second: ArrayLike) -> Places:
    """A number for each pair of ids, from 0."""
    left, right = np.asarray(first), np.asarray(second)
    # one number a pair: unique rows would be sorted many times as slowly
    return np.unique(left * (right.max() + 1) + right, return_inverse=True)[1]


def _sums(x: Array, w: Array, simulated: Array, place: Places) -> Sequence[Sums]:
    """Those of each group; third powers for the skewness of seconds."""
    # reduceat takes slices, so each group must lie in one piece
    order = np.argsort(place, kind="stable")
    first = np.flatnonzero(np.diff(place[order], prepend=-1))
    powers = [w, w**2, w * x, w**2 * x, (w * x) ** 2, w**3, w**3 * x, w**3 * x**2, (w * x) ** 3]
    columns: Sequence[list[Any]] = [
        np.bincount(place).tolist(),
        np.bincount(place, simulated).astype(int).tolist(),
        np.minimum.reduceat(x[order], first).tolist(),
        np.maximum.reduceat(x[order], first).tolist(),
        *(np.bincount(place, power).tolist() for power in powers),
    ]
    return [Sums(*amounts) for amounts in zip(*columns, strict=True)]
