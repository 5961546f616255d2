"""The weekly chart: limits by hand, stretches at declared changes, and how rarely it cries wolf."""

from datetime import date, timedelta

import numpy as np
import pytest
from scipy.stats import beta, norm

from benchmarks.control_charts import alarms, any_rule, delays, onsets, weeks
from benchmarks.score_shapes import SHAPES
from benvenuto.statistics.control_chart import (
    Baseline,
    Cause,
    ControlChart,
    Declared,
    Stretch,
    TooShort,
    control_chart,
)
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.nelson import Rule

MONDAY = date(2026, 1, 5)


def week(nth: int) -> date:
    return MONDAY + timedelta(weeks=nth)


def series(means: list[float], n: float = 9, variance: float = 32) -> dict[date, Estimate]:
    return {week(nth): Estimate(round(n), n, mean, 0, 100, variance) for nth, mean in enumerate(means)}


def only(chart: ControlChart) -> Stretch:
    (stretch,) = chart.stretches
    assert isinstance(stretch, Stretch)
    return stretch


USUAL = [80.0, 84.0] * 6


def test_centre_and_limits_by_hand() -> None:
    # Baseline: twelve weeks of 9 calls, 80 and 84 by turns; centre 82, 108 calls.
    # within: 12 * 9 * 32 / (12 * 8) = 36; with the unheard zero (108 * 36 + 82^2) / 109 = 97.358, s = 9.867
    # z = +-2 * 3 / 9.867 = +-0.608; each range 1.2162; sigma z = 1.2162 / 1.128 = 1.0782
    # a week of 4 calls after it: 97.358 * 1.0782^2 * (1 / 4 + 1 / 108) = 29.343
    # on 0..1: k = 0.82 * 0.18 / 0.0029343 - 1 = 49.30; three errors below: the quantile of Beta(40.43, 8.875)
    found = series(USUAL) | {week(12): Estimate(4, 4, 70, 0, 100, 32)}
    stretch = only(control_chart(found, baselines=[Baseline(week(0), week(11))]))
    assert stretch.centre == pytest.approx(82)
    assert stretch.spread == pytest.approx(9.867, abs=1e-3)
    assert stretch.dispersion == pytest.approx(1.0782, abs=1e-3)
    last = stretch.points[-1]
    assert last.low == pytest.approx(100 * beta.ppf(norm.cdf(-3), 40.43, 8.875), abs=0.02)
    assert last.high == pytest.approx(82 + 3 * 29.343**0.5, abs=0.01)
    assert last.errors == pytest.approx(norm.ppf(beta.cdf(0.7, 40.43, 8.875)), abs=0.01)
    assert stretch.signals == ()


def test_limits_widen_where_calls_are_few() -> None:
    found = series(USUAL, n=30) | {week(12): Estimate(5, 5, 82, 0, 100, 32), week(13): Estimate(80, 80, 82, 0, 100, 32)}
    few, many = only(control_chart(found, baselines=[Baseline(week(0), week(11))])).points[-2:]
    assert few.high - few.low > 3 * (many.high - many.low)


def test_weeks_that_stray_more_than_their_calls_explain_widen_the_limits() -> None:
    calm, restless = (only(control_chart(series(means))) for means in (USUAL, [74.0, 90.0] * 6))
    assert calm.dispersion < 2 < restless.dispersion
    assert restless.signals == ()


def test_a_bad_week_is_named_with_its_rule_and_date() -> None:
    chart = control_chart(series([*USUAL, 60, 82], n=25), baselines=[Baseline(week(0), week(11))])
    (signal,) = chart.signals
    assert (signal.rule, signal.above, signal.since, signal.until) == (Rule.BEYOND_LIMIT, False, week(12), week(12))


def test_a_shift_is_dated_to_its_first_week_though_it_is_noticed_later() -> None:
    chart = control_chart(series([*USUAL, *[80.5] * 9], n=9), baselines=[Baseline(week(0), week(11))])
    (signal,) = chart.signals
    assert signal.rule is Rule.NINE_ON_ONE_SIDE
    assert (signal.since, signal.noticed) == (week(12), week(20))


def test_a_new_rubric_version_begins_anew_with_limits_of_its_own() -> None:
    changed = Declared(week(12), Cause.RUBRIC_VERSION)
    chart = control_chart(series([*USUAL, *[60.0, 64.0] * 6], n=25), declared=[changed])
    before, after = chart.stretches
    assert isinstance(before, Stretch)
    assert isinstance(after, Stretch)
    assert (before.centre, after.centre) == pytest.approx((82, 62))
    assert after.opened_by == (changed,)
    assert chart.declared == (changed,)
    assert chart.signals == ()


def test_a_change_that_does_not_restart_is_drawn_and_named_by_the_signal_it_falls_into() -> None:
    changed = Declared(week(14), Cause.EVALUATORS, restarts=False)
    chart = control_chart(series([*USUAL, *[80.5] * 9]), baselines=[Baseline(week(0), week(11))], declared=[changed])
    assert len(chart.stretches) == 1
    assert chart.declared == (changed,)
    assert [signal.declared for signal in chart.signals] == [(changed,)]


def test_eleven_weeks_say_nothing_yet() -> None:
    (found,) = control_chart(series(USUAL[:11])).stretches
    assert isinstance(found, TooShort)
    assert len(found.weeks) == 11


def test_without_a_declared_baseline_the_first_half_year_is_it() -> None:
    stretch = only(control_chart(series([82.0, 84.0] * 20)))
    assert stretch.baseline == Baseline(week(0), week(25))


def test_no_week_is_an_empty_chart() -> None:
    assert control_chart({}) == ControlChart((), ())


def test_a_team_that_was_always_faultless_is_not_alarmed_by_one_lesser_call() -> None:
    # Twenty calls a week, all 100; then one of twenty is a 90: the week's mean is 99.5.
    stretch = only(control_chart(series([*[100.0] * 26, 99.5], n=20, variance=0)))
    assert stretch.signals == ()
    assert stretch.points[-1].low < 99


def test_seconds_and_counts_have_the_largest_call_as_the_end_of_their_scale() -> None:
    rng = np.random.default_rng(35)
    found = []
    for _ in range(150):
        n, calls = rng.integers(5, 41, 78), rng.lognormal(2.5, 1, 78 * 40)
        parts = np.split(calls, np.cumsum(n))[:78]
        chart = control_chart(
            {week(nth): Estimate(one.size, one.size, one.mean(), 0, 0, one.var()) for nth, one in enumerate(parts)},
            high=max(one.max() for one in parts),
        )
        found.append(len([signal for signal in chart.signals if signal.noticed >= week(26)]))
    assert np.mean(found) < 0.8


@pytest.mark.parametrize(
    "shape", ["ordinary, 2% critical zeros", "near the ceiling, 3% zeros", "mean of eight criteria"]
)
def test_simulated_false_alarms_and_delays_are_as_documented(shape: str) -> None:
    rng = np.random.default_rng(33)
    n, means, variances = weeks(SHAPES[shape], 26 + 52, rng, charts=400)
    nothing = any_rule(alarms(means, variances, n, 26))
    assert onsets(nothing).mean() < 0.75
    error = np.sqrt(SHAPES[shape](rng, (50_000,)).var() / n)
    for size, promised in ((1, 15), (2, 5)):
        dropped = np.clip(means - size * error * (np.arange(78) >= 26), 0, 100)
        assert np.median(delays(any_rule(alarms(dropped, variances, n, 26)))) <= promised


def test_weeks_of_their_own_do_not_flood_the_chart() -> None:
    # Whole weeks stray by 4 points (faults, campaigns): limits from the calls alone would alarm all the time.
    n, means, variances = weeks(SHAPES["ordinary"], 26 + 52, np.random.default_rng(34), stray=4, charts=400)
    assert onsets(any_rule(alarms(means, variances, n, 26))).mean() < 1.3


@pytest.mark.parametrize(("alike", "stray", "most"), [(0.0, 2.4, 0.6), (0.3, 2.4, 0.75), (0.6, 2.4, 1.1)])
def test_weeks_that_hang_together_raise_few_more_false_alarms(alike: float, stray: float, most: float) -> None:
    rng = np.random.default_rng(36)
    n, means, variances = weeks(SHAPES["ordinary, 2% critical zeros"], 26 + 52, rng, stray, charts=400, alike=alike)
    assert onsets(any_rule(alarms(means, variances, n, 26))).mean() < most
    late = delays(any_rule(alarms(np.clip(means - 10 * (np.arange(78) >= 26), 0, 100), variances, n, 26)))
    assert np.median(late) <= 5
