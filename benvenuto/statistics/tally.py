"""A period's calls summed up by contact reason, team and criterion: all that a decomposition needs of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benvenuto.statistics.answered import Answered

Array = NDArray[np.float64]

# Groups that the jackknife leaves out one by one: enough for an interval, and cheap.
GROUPS = 20


@dataclass(frozen=True, slots=True)
class Tally:
    """Weighted sums over a period's calls, each weighted by 1 / its sampling probability; arrays of 3 or 4 axes.

    The first axis is the jackknife group (by default a call's place modulo 20), then contact reason, then team.
    `calls` sums the weights, `lost` the points that critical errors took; `shares` and `points`, with the criterion as
    last axis, the answers' shares of the score and what they earned of it, in points. `n` plain calls.
    """

    n: int
    calls: Array
    lost: Array
    shares: Array
    points: Array


def tally(
    answers: Answered,
    contact_reason: ArrayLike,
    team: ArrayLike,
    *,
    reasons: int,
    teams: int,
    criteria: int,
    lost: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    groups: ArrayLike | None = None,
) -> Tally:
    """Weighted sums of one period; `contact_reason`, `team` (from 0), `lost`, `weights` of shape (evaluations,).

    `reasons`, `teams` and `criteria` say how many there are, the same for both periods that are to be compared.
    `lost` is care score minus final score, in points; `groups` are those of the jackknife, 0 to 19.
    Raises ValueError where an evaluation has no answer.
    """
    reason, group = np.asarray(contact_reason, dtype=np.intp), np.asarray(team, dtype=np.intp)
    w = np.ones(reason.size) if weights is None else np.asarray(weights, dtype=np.float64)
    left_out = np.arange(reason.size) % GROUPS if groups is None else np.asarray(groups, dtype=np.intp)
    gone = np.zeros(reason.size) if lost is None else np.asarray(lost, dtype=np.float64)
    whole = np.bincount(answers.evaluation, answers.share, minlength=reason.size)
    if (
        not (reason.shape == group.shape == w.shape == gone.shape == whole.shape)
        or np.abs(whole - 1).max(initial=0) > 1e-6
    ):
        raise ValueError("every evaluation needs a contact reason, a team and answers whose shares sum to 1")
    cells = (GROUPS, reasons, teams)
    cell = np.ravel_multi_index((left_out, reason, group), cells)
    answer = cell[answers.evaluation] * criteria + answers.criterion
    share = w[answers.evaluation] * answers.share

    def summed(places: NDArray[np.intp], amounts: Array, shape: tuple[int, ...]) -> Array:
        return np.bincount(places, amounts, minlength=int(np.prod(shape))).reshape(shape).astype(np.float64)

    return Tally(
        n=reason.size,
        calls=summed(cell, w, cells),
        lost=summed(cell, w * gone, cells),
        shares=summed(answer, share, (*cells, criteria)),
        points=summed(answer, 100 * share * answers.value, (*cells, criteria)),
    )
