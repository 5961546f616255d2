"""Which calls are listened to, and with what probability."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import strategies as st

from benvenuto.domain.sampling import WaitingCall, closing, draw, ordinary_week, sampling_rate, week_of
from benvenuto.domain.sampling_plan import PlanInForce, SamplingPlan, TimeSpan, active, paused
from tests.domain.making import holds_for

MONDAY = date(2026, 3, 2)
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
FRAMES = st.lists(st.integers(1, 10_000), unique=True, max_size=60)
RATES = st.floats(0.001, 1.0)


def history(*plans: int) -> list[PlanInForce]:
    """A plan a week."""
    return [PlanInForce(SamplingPlan(1, plan), MIDNIGHT + timedelta(weeks=n)) for n, plan in enumerate(plans)]


def waiting(hours: list[float]) -> list[WaitingCall]:
    return [WaitingCall(number, MIDNIGHT + timedelta(hours=hour)) for number, hour in enumerate(hours)]


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 8)])
def test_a_week_begins_on_monday(day: date) -> None:
    assert week_of(day) == MONDAY


def test_a_plan_is_active_from_its_beginning_and_paused_while_it_asks_for_none() -> None:
    week = timedelta(weeks=1)
    assert active(history()) == active(history(0)) == []
    assert active(history(4, 2)) == [TimeSpan(MIDNIGHT, None)]
    assert active(history(0, 4, 0, 2)) == [
        TimeSpan(MIDNIGHT + week, MIDNIGHT + 2 * week),
        TimeSpan(MIDNIGHT + 3 * week, None),
    ]
    assert paused(history(0, 4)) == []
    assert paused(history(0, 4, 0, 0, 2)) == [TimeSpan(MIDNIGHT + 2 * week, MIDNIGHT + 4 * week)]
    assert paused(history(4, 0)) == [TimeSpan(MIDNIGHT + week, None)]


def test_an_ordinary_week_is_the_mean_of_the_last_four_finished_ones_with_calls() -> None:
    assert ordinary_week([10, 0, 20, 30, 20, 1000], 3, 2) == 20


def test_a_rush_counts_as_it_is_and_a_first_week_is_taken_to_go_on_as_it_began() -> None:
    assert ordinary_week([20, 20], 60, 4) == 60
    assert ordinary_week([0, 0], 12, 3) == 28


def test_an_ordinary_week_has_the_plan_s_number_and_a_small_one_is_drawn_whole() -> None:
    assert sampling_rate(4, 20) == 0.2
    assert sampling_rate(4, 3) == sampling_rate(4, 0) == 1.0


def test_calls_wait_until_they_are_worth_a_draw_and_the_oldest_go_first() -> None:
    assert closing(waiting([5, 4, 3, 2]), 0.2, MIDNIGHT) == []
    assert closing(waiting([5, 4, 3, 2, 1, 6, 7]), 0.2, MIDNIGHT) == [4, 3, 2, 1, 0]
    assert len(closing(waiting([1.0] * 12), 3 / 12, MIDNIGHT)) == 12


def test_no_call_waits_longer_than_its_week() -> None:
    assert closing(waiting([1, -1]), 0.2, MIDNIGHT) == [1, 0]


@holds_for(st.integers(0, 80), RATES)
def test_a_frame_that_closes_within_its_week_is_worth_a_whole_number_of_draws(number: int, rate: float) -> None:
    frame = closing(waiting([float(hour) for hour in range(number)]), rate, MIDNIGHT)
    assert abs(rate * len(frame) - round(rate * len(frame))) <= rate / 2 + 1e-6
    assert bool(frame) == (rate * number > 1 - 1e-6)


@holds_for(FRAMES, RATES, st.integers(0, 100))
def test_a_draw_takes_what_the_frame_is_worth_but_for_the_fraction_each_with_the_rate(
    frame: list[int], rate: float, seed: int
) -> None:
    drawn = draw(frame, rate, random.Random(seed))
    ids = [one.call_id for one in drawn]
    assert len(ids) == len(set(ids))
    assert abs(len(ids) - rate * len(frame)) < 1 + 1e-6
    assert ids == [call for call in frame if call in ids]
    assert all(one.probability == rate for one in drawn)


def test_a_rate_of_one_draws_all_and_an_empty_frame_gives_nothing() -> None:
    assert [one.call_id for one in draw([8, 7, 9], 1.0, random.Random(1))] == [8, 7, 9]
    assert draw([], 0.5, random.Random(1)) == []


@pytest.mark.parametrize("rate", [0.05, 0.3, 2 / 3])
def test_every_call_is_drawn_as_often_as_its_probability_says(rate: float) -> None:
    rng, rounds = random.Random(7), 4000
    counts = Counter(one.call_id for _ in range(rounds) for one in draw(range(10), rate, rng))
    spread = (rounds * rate * (1 - rate)) ** 0.5
    assert all(abs(counts[call] - rounds * rate) < 4 * spread for call in range(10))


def test_weighing_by_the_inverse_probability_estimates_the_whole_frame() -> None:
    durations = {call: 60 + 10 * call for call in range(20)}
    rng, rounds = random.Random(3), 3000
    totals = [
        sum(durations[one.call_id] / one.probability for one in draw(list(durations), 0.23, rng)) for _ in range(rounds)
    ]
    # Horvitz-Thompson is unbiased: the mean of the estimates is the true total, 3100.
    assert sum(totals) / rounds == pytest.approx(sum(durations.values()), rel=0.02)
