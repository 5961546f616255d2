"""What moved: the change of the mean score between two periods, split so that the parts add up to it exactly."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from benvenuto.statistics.intervals import LEVEL
from benvenuto.statistics.tally import GROUPS, Tally

Array = NDArray[np.float64]

# From 60 calls a period on every part's interval holds; of 20 calls, so few have a critical error that its own falls
# to 66% (`python -m benchmarks.periods`).
LEAST_CALLS = 60


@dataclass(frozen=True, slots=True)
class ChangeComponent:
    """So many points of the change, with their interval."""

    points: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Movement:
    """The change, after minus before, and its parts: `change.points` is the sum of all of theirs.

    `criteria`, in their order: each done better or worse on the same calls. `counted`: which criteria counted, because
    more or less was not applicable or the rubric has changed. `critical`: what critical errors took. `reasons` and
    `teams`: other contact reasons, calls in other teams. `n` are plain calls.
    """

    n_before: int
    n_after: int
    before: float
    after: float
    change: ChangeComponent
    criteria: tuple[ChangeComponent, ...]
    counted: ChangeComponent
    critical: ChangeComponent
    reasons: ChangeComponent
    teams: ChangeComponent

    @property
    def enough(self) -> bool:
        """Whether both periods have calls enough for the intervals to hold; the parts add up in any case."""
        return min(self.n_before, self.n_after) >= LEAST_CALLS


def what_moved(before: Tally, after: Tally, *, level: float = LEVEL) -> Movement | None:
    """Kitagawa's decomposition of the change of the mean final score, in points, with jackknife intervals.

    After minus before; None where a period has fewer than two calls.
    Cells are contact reason x team, p their shares of calls and m their means. Kitagawa's decomposition:
    sum (p1 - p0)(m0 + m1) / 2, the mix, and sum (m1 - m0)(p0 + p1) / 2, within the cells. Within a cell
    m = sum W_k S_k - L, W_k the mean share of criterion k in the score (normalised as the domain scores, not applicable
    left out), S_k its mean, L the points lost to critical errors; its change splits in the same way into
    (S1 - S0)(W0 + W1) / 2 of each criterion, sum (W1 - W0)(S0 + S1) / 2 and L0 - L1.

    The mix splits into reasons and teams by Shapley's value: the change when the reasons move first and the teams
    within them follow, and when the teams move first, from before to after and back, averaged. What occurs in one
    period only (a reason, a team, a criterion) has there the other period's mean, so it counts to the mix, or to what
    counted, alone. With the order of the periods turned round all signs turn round.

    Intervals by the jackknife: each of 20 groups of calls left out in turn, before and after separately, variance
    19 / 20 times the sum of squares around their mean, Student's t with 19 degrees of freedom (fewer below 20 calls).
    Where groups are weeks, what all calls of a week share is in it, and g weeks give g - 1 degrees of freedom.
    Source: Kitagawa (1955), JASA 50, 1168-1194; Shapley (1953); Shorrocks (2013), Journal of Economic Inequality 11;
    Shao and Tu (1995), The Jackknife and Bootstrap, 2.3.
    """
    groups = [(tally.calls.sum(axis=(1, 2)) > 0) for tally in (before, after)]
    if min(int(filled.sum()) for filled in groups) < 2:
        return None
    first, second = _paired(_means(_left_out(before, after=False)), _means(_left_out(after, after=True)))
    parts = _split(first, second)
    points = np.concatenate([parts, parts.sum(axis=1, keepdims=True)], axis=1)
    errors = np.sqrt(sum(_variance(some[filled]) for some, filled in zip(_halves(points), groups, strict=True)))
    # the smaller period's, so that the interval is rather too wide than too narrow
    freedom = min(int(filled.sum()) for filled in groups) - 1
    reach = float(scipy.special.stdtrit(freedom, (1 + level) / 2)) * errors
    *criteria, counted, critical, reasons, teams, change = (
        ChangeComponent(float(at), float(at - far), float(at + far)) for at, far in zip(points[0], reach, strict=True)
    )
    begin, end = (float((cells.calls[0] * cells.mean()[0]).sum()) for cells in (first, second))
    return Movement(before.n, after.n, begin, end, change, tuple(criteria), counted, critical, reasons, teams)


class _Cells(NamedTuple):
    """Shares of calls, points lost, and by criterion mean share of the score and mean points; samples come first."""

    calls: Array
    lost: Array
    shares: Array
    points: Array

    def mean(self) -> Array:
        return np.asarray((self.shares * self.points).sum(axis=-1) - self.lost)


def _left_out(tally: Tally, *, after: bool) -> _Cells:
    """The sums of 41 samples: all calls, then 20 with a group of one's own left out and 20 with one of the other's."""

    def samples(sums: Array) -> Array:
        whole = sums.sum(axis=0)
        less = whole - sums
        # What is left of a sum after all of it has been taken away is rounding, not calls.
        less[less < 1e-9 * whole] = 0
        same = np.broadcast_to(whole, sums.shape)
        return np.concatenate([whole[None], *((same, less) if after else (less, same))])

    return _Cells(*map(samples, (tally.calls, tally.lost, tally.shares, tally.points)))


def _means(sums: _Cells) -> _Cells:
    calls = sums.calls[..., None]
    return _Cells(
        sums.calls / sums.calls.sum(axis=(1, 2), keepdims=True),
        _ratio(sums.lost, sums.calls),
        _ratio(sums.shares, calls),
        _ratio(sums.points, sums.shares),
    )


def _ratio(above: Array, below: Array) -> Array:
    return np.asarray(np.divide(above, below, out=np.zeros_like(above), where=below > 0))


def _paired(first: _Cells, second: _Cells) -> tuple[_Cells, _Cells]:
    """Give each period the other's means where it has no calls, or no answer to a criterion."""

    def filled(own: _Cells, other: _Cells) -> _Cells:
        empty = own.calls == 0
        shares = np.where(empty[..., None], other.shares, own.shares)
        points = np.where(own.shares == 0, other.points, own.points)
        return _Cells(own.calls, np.where(empty, other.lost, own.lost), shares, points)

    return filled(first, second), filled(second, first)


def _split(first: _Cells, second: _Cells) -> Array:
    """The parts, samples x (criteria, counted, critical, reasons, teams)."""
    usual = ((first.calls + second.calls) / 2)[..., None]
    better = (second.points - first.points) * (first.shares + second.shares) / 2
    counted = (second.shares - first.shares) * (first.points + second.points) / 2
    critical = usual[..., 0] * (first.lost - second.lost)
    mix = _mix(first.calls, second.calls, (first.mean() + second.mean()) / 2)
    others = [(usual * counted).sum(axis=(1, 2, 3)), critical.sum(axis=(1, 2)), *mix]
    return np.column_stack([(usual * better).sum(axis=(1, 2)), *others])


def _mix(first: Array, second: Array, means: Array) -> tuple[Array, Array]:
    """The change of the mix, by reasons (axis 1) and teams (axis 2), averaged over both orders and both directions."""

    def level(calls: Array) -> Array:
        return np.asarray((calls * means).sum(axis=(1, 2)))

    def ahead(begin: Array, end: Array) -> Array:
        """Where the score stands when the reasons have moved and the teams not yet, over where the reverse leads."""
        return level(_moved(begin, end, 2)) - level(_moved(begin, end, 1))

    change = level(second) - level(first)
    reasons = change / 2 + (ahead(first, second) - ahead(second, first)) / 4
    return reasons, change - reasons


def _moved(first: Array, second: Array, axis: int) -> Array:
    """The second period's shares summed over `axis`, spread along it as in the first, or as in the second if new."""
    old, new = first.sum(axis=axis, keepdims=True), second.sum(axis=axis, keepdims=True)
    return np.where(old > 0, new * _ratio(first, np.broadcast_to(old, first.shape)), second)


def _halves(points: Array) -> tuple[Array, Array]:
    return points[1 : 1 + GROUPS], points[1 + GROUPS :]


def _variance(points: Array) -> Array:
    """The jackknife's variance, from what is left when each group is left out."""
    groups = len(points)
    return np.asarray((groups - 1) / groups * ((points - points.mean(axis=0)) ** 2).sum(axis=0))
