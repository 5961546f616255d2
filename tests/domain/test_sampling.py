"""Which calls are listened to, and with what probability."""

import random
from collections import Counter
from datetime import date

import pytest
from hypothesis import strategies as st

from benvenuto.domain.sampling import DrawnCall, allowance, draw, week_of
from tests.domain.making import holds_for

MONDAY = date(2026, 3, 2)
FRAMES = st.lists(st.integers(1, 10_000), unique=True, max_size=60)


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 8)])
def test_a_week_begins_on_monday(day: date) -> None:
    assert week_of(day) == MONDAY


def test_the_plan_is_spread_over_the_days_of_the_week_and_one_call_is_kept_until_it_is_over() -> None:
    # 5 a week: ceil(5/7), ceil(10/7), ... = 1, 2, 3, 3, 4, then 5 but for the one kept, and all of them afterwards
    days = [date(2026, 3, 2 + day) for day in range(8)]
    assert [allowance(5, 0, MONDAY, day) for day in days] == [1, 2, 3, 3, 4, 4, 4, 5]
    assert [allowance(1, 0, MONDAY, day) for day in days] == [0] * 7 + [1]
    assert [allowance(0, 0, MONDAY, day) for day in days] == [0] * 8


def test_what_is_drawn_already_is_taken_off_and_never_owed_back() -> None:
    thursday = date(2026, 3, 5)
    assert [allowance(5, already, MONDAY, thursday) for already in (0, 2, 3, 4)] == [3, 1, 0, 0]


def test_a_past_week_is_due_whole_and_a_coming_one_not_at_all() -> None:
    assert allowance(5, 1, MONDAY, date(2026, 4, 1)) == 4
    assert allowance(5, 0, MONDAY, date(2026, 3, 1)) == 0


def test_the_probability_is_the_share_of_the_frame_that_is_drawn() -> None:
    drawn = draw([11, 12, 13, 14], 1, random.Random(1))
    assert [one.probability for one in drawn] == [0.25]


def test_a_small_frame_is_drawn_whole_and_an_empty_one_gives_nothing() -> None:
    assert draw([8, 7], 5, random.Random(1)) in (
        [DrawnCall(7, 1.0), DrawnCall(8, 1.0)],
        [DrawnCall(8, 1.0), DrawnCall(7, 1.0)],
    )
    assert draw([], 3, random.Random(1)) == []


@holds_for(FRAMES, st.integers(0, 80), st.integers(0, 100))
def test_a_draw_is_without_replacement_from_the_frame_and_does_not_depend_on_its_order(
    frame: list[int], number: int, seed: int
) -> None:
    drawn = draw(frame, number, random.Random(seed))
    ids = [one.call_id for one in drawn]
    assert len(ids) == len(set(ids)) == min(number, len(frame))
    assert set(ids) <= set(frame)
    assert all(0 < one.probability <= 1 for one in drawn)
    assert draw(sorted(frame, reverse=True), number, random.Random(seed)) == drawn


def test_every_call_is_drawn_as_often_as_its_probability_says() -> None:
    rng, rounds = random.Random(7), 4000
    counts = Counter(one.call_id for _ in range(rounds) for one in draw(range(10), 3, rng))
    # n p = 1200 for each call; the standard deviation is sqrt(4000 x 0.3 x 0.7) = 29, four of them 116.
    assert all(abs(counts[call] - 1200) < 116 for call in range(10))


def test_weighing_by_the_inverse_probability_estimates_the_whole_frame() -> None:
    durations = {call: 60 + 10 * call for call in range(20)}
    rng, rounds = random.Random(3), 3000
    totals = [
        sum(durations[one.call_id] / one.probability for one in draw(list(durations), 5, rng)) for _ in range(rounds)
    ]
    # Horvitz-Thompson is unbiased: the mean of the estimates is the true total, 3100.
    assert sum(totals) / rounds == pytest.approx(sum(durations.values()), rel=0.01)
