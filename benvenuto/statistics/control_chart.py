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
    """A week's mean and the limits that chance alone would keep to; `errors`, signed, in standard errors."""

    week: date
    estimate: Estimate
    low: float
    high: float
    errors: float


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule broken: by which weeks, on which side, first noticed when; `declared` fell into the same weeks."""

    rule: Rule
    above: bool
    since: date
    noticed: date
    until: date
    declared: tuple[Declared, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the chart between two restarts, with one centre and one set of limits.

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
    """Draw the chart of `weeks` (those with calls; a week without is left out), each the mean of its calls.

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
    inside = tuple(sorted((one for one in declared if weeks and min(weeks) <= one.week <= max(weeks)), key=_when))
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
    """What one or many baselines say is usual; every field of the shape of the baselines without their weeks.

    `variance` is that of one call within its week, `dispersion` Laney's sigma z, `alike` the autocorrelation of the
    weeks, `calls` what they are made of.
    """

    centre: Array
    variance: Array
    dispersion: Array
    alike: Array
    calls: Array

    def of_week(self, n: Array, after: NDArray[np.bool_]) -> Array:
        """The variance of a week's mean from `n` calls; `after` the baseline, the centre's own error joins."""
        one = (self.variance * self.dispersion**2 * (1 + self.alike) / (1 - self.alike))[..., None]
        return np.asarray(one * (1 / n + after / self.calls[..., None]))


def usual(means: Array, variances: Array, n: Array, *, low: float = 0, high: float = 100) -> Usual:
    """What baselines say, their weeks along the last axis; see `control_chart` for the formulas.

    `variances` are those of one call within its week; `n` the weeks' effective numbers of calls.
    """
    calls = np.broadcast_to(n.sum(axis=-1), means.shape[:-1])
    centre = (means * n).sum(axis=-1) / calls
    within = (variances * n).sum(axis=-1) / np.maximum((n - 1).sum(axis=-1), 1)
    one = unheard(centre, within, calls, low=low, high=high)
    z = (means - centre[..., None]) * np.sqrt(n / one[..., None])
    dispersion = np.maximum(np.abs(np.diff(z, axis=-1)).mean(axis=-1) / MEAN_RANGE, 1)
    return Usual(centre, one, dispersion, autocorrelation(z - z.mean(axis=-1, keepdims=True)), calls)


def _stretch(
    part: Sequence[tuple[date, Estimate]],
    opened: tuple[Declared, ...],
    inside: Sequence[Declared],
    baselines: Sequence[Baseline],
    low: float,
    high: float,
) -> Stretch | TooShort:
    weeks = [week for week, _ in part]
    chosen = np.array([any(one.first <= week <= one.last for one in baselines) for week in weeks])
    if not chosen.any():
        chosen[:BASELINE_WEEKS] = True
    if chosen.sum() < LEAST_BASELINE_WEEKS:
        return TooShort(opened, tuple(part))
    facts = np.array([(found.mean, found.variance, found.effective_n) for _, found in part]).T
    means, _, n = facts
    found = usual(*facts[:, chosen], low=low, high=high)
    centre, spread = float(found.centre), found.of_week(n, ~chosen)
    least, most = chance_limits(centre, spread, LIMIT, low=low, high=high)
    errors = standard_errors(means, centre, spread, low=low, high=high)
    covered = [week for week, taken in zip(weeks, chosen, strict=True) if taken]
    return Stretch(
        opened_by=opened,
        baseline=Baseline(covered[0], covered[-1]),
        centre=centre,
        spread=float(np.sqrt(found.variance)),
        dispersion=float(found.dispersion),
        autocorrelation=float(found.alike),
        points=tuple(
            Point(week, one, *map(float, place)) for (week, one), *place in zip(part, least, most, errors, strict=True)
        ),
        signals=tuple(_signals(weeks, runs(errors, means - centre, float(found.alike)), inside)),
    )


def _signals(weeks: Sequence[date], broken: Sequence[RuleRun], inside: Sequence[Declared]) -> Sequence[Signal]:
    found = []
    for run in broken:
        since, until = weeks[run.since], weeks[run.until]
        drawn = tuple(change for change in inside if not change.restarts and since <= change.week <= until)
        found.append(Signal(run.rule, run.above, since, weeks[run.seen], until, drawn))
    return found


def _when(change: Declared) -> tuple[date, Cause]:
    return change.week, change.cause
