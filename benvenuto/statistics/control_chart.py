"""Control charts of a weekly mean with unequal numbers of calls: what is a signal, by which rule, and from when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benvenuto.statistics.bounded import chance_limits, standard_errors, unheard
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.nelson import Rule, RuleRun, runs
from benvenuto.statistics.straying import autocorrelation

Array = NDArray[np.float64]

# Limits from fewer weeks are luck: from 6, two charts in five alarm falsely in a year, and shifts are found later.
LEAST_BASELINE_WEEKS = 12
BASELINE_WEEKS = 26
LIMIT = 3.0
# The mean distance of two independent standard normal numbers, 2 / sqrt(pi).
MEAN_RANGE = 1.128


class Cause(StrEnum):
    """What was declared to have changed."""

    RUBRIC_VERSION = "rubric version"
    EVALUATORS = "evaluators"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Declared:
    """A change that somebody knows of, from the week `week` on.

    With `restarts` the chart begins anew there, with limits of its own: scores of another rubric version are another
    measure. Without, it is only drawn, and named by the signals it falls into: one new evaluator among twenty.
    """

    week: date
    cause: Cause
    restarts: bool = True


@dataclass(frozen=True, slots=True)
class Baseline:
    """The weeks from `first` to `last`, both included, that say what is usual."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a control chart: a week's mean, the control limits around the centre, its distance from that.

    `errors` is that distance in standard errors, signed.
    """

    week: date
    estimate: Estimate
    low: float
    high: float
    errors: float


@dataclass(frozen=True, slots=True)
class Signal:
    """A run that breaks a rule of the control chart: which weeks, on which side, and first noticed when.

    All dates are Mondays; `declared` fell into the same weeks.
    """

    rule: Rule
    above: bool
    since: date
    noticed: date
    until: date
    declared: tuple[Declared, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase of the control chart, between two restarts: one centre and one set of limits, in the unit of the mean.

    `spread` is the standard deviation of one call within its week; `dispersion` how many times as far as that explains
    the weeks stray (Laney's sigma z, at least 1), `autocorrelation` how much each resembles the one before, 0 to 0.7.
    """

    opened_by: tuple[Declared, ...]
    baseline: Baseline
    centre: float
    spread: float
    dispersion: float
    autocorrelation: float
    points: tuple[Point, ...]
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class TooShort:
    """A part of the chart whose baseline has too few weeks with calls for any limit."""

    opened_by: tuple[Declared, ...]
    weeks: tuple[tuple[date, Estimate], ...]


@dataclass(frozen=True, slots=True)
class ControlChart:
    """The whole series, by stretches in order of time; `declared` are all changes within it, restarting or not."""

    stretches: tuple[Stretch | TooShort, ...]
    declared: tuple[Declared, ...]

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Every signal, in order of time."""
        return tuple(signal for stretch in self.stretches if isinstance(stretch, Stretch) for signal in stretch.signals)


def control_chart(
    weeks: Mapping[date, Estimate],
    *,
    baselines: Sequence[Baseline] = (),
    declared: Sequence[Declared] = (),
    low: float = 0,
    high: float = 100,
) -> ControlChart:
    """Shewhart control chart of weekly means with Laney's correction for over-dispersion, limits varying with n.

    `weeks` are those with calls (a week without is left out), by Monday, each the mean of its calls within low..high.
    Centre: the mean of the baseline's calls. Limits: a week's mean strays by s sigma_z sqrt(1 / n + 1 / N), n its
    effective calls and N those of the baseline (only for weeks after it), so they widen where n is small. s^2 is the
    variance of one call within its week, pooled over the baseline and one unheard call (see `bounded`). sigma_z is
    Laney's: the mean moving range of the baseline's z = (mean - centre) / (s / sqrt(n)), divided by 1.128, and never
    under 1, since calls drawn at random cannot stray less. Where each week resembles the one before by r
    (`straying.autocorrelation` of the baseline's z), the variance is multiplied by (1 + r) / (1 - r): a moving range
    sees only 1 - r of it, and 1 + r is for the runs that likeness makes. Three such standard errors, shaped by
    `bounded.chance_limits`, so that they hold for skewed scores and stay on the scale; signals by `nelson.Rule`.

    A measure without an end to its scale, such as seconds, has as `high` the largest amount of one call in all weeks.
    Every stretch takes its limits from the weeks that `baselines` cover within it; where they cover none, from its own
    first 26 weeks with calls. Fewer than 12 such weeks are `TooShort`. False alarms and delays: docs/statistics.md.
    Source: Laney (2002), Quality Engineering 14(4), 531-537; Montgomery, Statistical Quality Control, 7.3.2, 6.3 and
    10.4; Maragah and Woodall (1992), "The effect of autocorrelation on the retrospective X-chart", Journal of
    Statistical Computation and Simulation 40.
    """
    inside = tuple(
        sorted((change for change in declared if weeks and min(weeks) <= change.week <= max(weeks)), key=_when)
    )
    # the outermost edges, so that what lies before the first restart and after the last is a part too
    edges = sorted({change.week for change in inside if change.restarts} | {date.min, date.max})
    stretches = []
    for begin, end in pairwise(edges):
        part = tuple((week, weeks[week]) for week in sorted(weeks) if begin <= week < end)
        opened = tuple(change for change in inside if change.restarts and change.week == begin)
        if part:
            stretches.append(_stretch(part, opened, inside, baselines, low, high))
    return ControlChart(tuple(stretches), inside)


@dataclass(frozen=True, slots=True)
class Usual:
    """Parameters of control charts as one or many baselines give them; arrays of shape (...), the baselines'.

    `variance` is that of one call within its week, `dispersion` Laney's sigma z, `alike` the autocorrelation of the
    weeks, `calls` what they are made of.
    """

    centre: Array
    variance: Array
    dispersion: Array
    alike: Array
    calls: Array

    def of_week(self, n: Array, after: NDArray[np.bool_]) -> Array:
        """Variance of a week's mean of `n` calls, shape (..., weeks); `after` the baseline, with the centre's own."""
        call_variance = (self.variance * self.dispersion**2 * (1 + self.alike) / (1 - self.alike))[..., None]
        return np.asarray(call_variance * (1 / n + after / self.calls[..., None]))


def usual(means: Array, variances: Array, n: Array, *, low: float = 0, high: float = 100) -> Usual:
    """Estimate the parameters of control charts from baselines of shape (..., weeks); formulas in `control_chart`.

    `variances` are those of one call within its week; `n` the weeks' effective numbers of calls.
    """
    calls = np.broadcast_to(n.sum(axis=-1), means.shape[:-1])
    centre = (means * n).sum(axis=-1) / calls
    # weeks of a single call each say nothing of the spread within a week
    within = (variances * n).sum(axis=-1) / np.maximum((n - 1).sum(axis=-1), 1)
    call_variance = unheard(centre, within, calls, low=low, high=high)
    z = (means - centre[..., None]) * np.sqrt(n / call_variance[..., None])
    dispersion = np.maximum(np.abs(np.diff(z, axis=-1)).mean(axis=-1) / MEAN_RANGE, 1)
    return Usual(centre, call_variance, dispersion, autocorrelation(z - z.mean(axis=-1, keepdims=True)), calls)


def _stretch(
    part: Sequence[tuple[date, Estimate]],
    opened: tuple[Declared, ...],
    inside: Sequence[Declared],
    baselines: Sequence[Baseline],
    low: float,
    high: float,
) -> Stretch | TooShort:
    weeks = [week for week, _ in part]
    chosen = np.array([any(baseline.first <= week <= baseline.last for baseline in baselines) for week in weeks])
    # baselines that cover no week of this stretch were declared for another
    if not chosen.any():
        chosen[:BASELINE_WEEKS] = True
    if chosen.sum() < LEAST_BASELINE_WEEKS:
        return TooShort(opened, tuple(part))
    facts = np.array([(estimate.mean, estimate.variance, estimate.effective_n) for _, estimate in part]).T
    means, _, n = facts
    reference = usual(*facts[:, chosen], low=low, high=high)
    centre, spread = float(reference.centre), reference.of_week(n, ~chosen)
    least, most = chance_limits(centre, spread, LIMIT, low=low, high=high)
    errors = standard_errors(means, centre, spread, low=low, high=high)
    covered = [week for week, taken in zip(weeks, chosen, strict=True) if taken]
    return Stretch(
        opened_by=opened,
        baseline=Baseline(covered[0], covered[-1]),
        centre=centre,
        spread=float(np.sqrt(reference.variance)),
        dispersion=float(reference.dispersion),
        autocorrelation=float(reference.alike),
        points=tuple(
            Point(week, estimate, *map(float, place))
            for (week, estimate), *place in zip(part, least, most, errors, strict=True)
        ),
        signals=tuple(_signals(weeks, runs(errors, means - centre, float(reference.alike)), inside)),
    )


def _signals(weeks: Sequence[date], broken: Sequence[RuleRun], inside: Sequence[Declared]) -> Sequence[Signal]:
    signals = []
    for run in broken:
        since, until = weeks[run.since], weeks[run.until]
        drawn = tuple(change for change in inside if not change.restarts and since <= change.week <= until)
        signals.append(Signal(run.rule, run.above, since, weeks[run.seen], until, drawn))
    return signals


def _when(change: Declared) -> tuple[date, Cause]:
    return change.week, change.cause
