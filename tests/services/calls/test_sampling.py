"""Sampling: drawn at random within the plan, each call with a known chance, and fair to the whole week."""

import random
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean
from threading import Barrier

import pytest

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from benvenuto.services.calls.sampling import WEEKS_BACK, Sampling, WrongPlan
from tests.house import WEDNESDAY, House

MONDAY = WEDNESDAY - timedelta(days=2)


def drawn(house: House, calls: list[int]) -> Mapping[int, float]:
    with house.app.database.read() as tx:
        found = {call_id: tx.samples.probability(call_id) for call_id in calls}
    return {call_id: probability for call_id, probability in found.items() if probability is not None}


def plan(house: House, number: int) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, number)


def test_a_plan_is_set_and_seen_by_the_team_s_supervisor(house: House) -> None:
    plan(house, 5)
    house.app.sampling.set_plan(house.beatrice, house.sud, 7)
    assert [(team.name, number) for team, number in house.app.sampling.plans(house.bruno)] == [("Nord", 5)]
    assert [(team.name, number) for team, number in house.app.sampling.plans(house.beatrice)] == [("Sud", 7)]


@pytest.mark.parametrize("number", [-1, 51, 10_000])
def test_it_refuses_a_plan_that_makes_no_sense(house: House, number: int) -> None:
    with pytest.raises(WrongPlan):
        plan(house, number)


def test_it_refuses_a_plan_for_another_team(house: House) -> None:
    with pytest.raises(Forbidden):
        house.app.sampling.set_plan(house.bruno, house.sud, 5)


@pytest.mark.parametrize("name", ["anna", "carla", "dario", "fulvio"])
def test_it_refuses_to_draw_for_who_supervises_nobody(house: House, name: str) -> None:
    actor: Actor = getattr(house, name)
    with pytest.raises(Forbidden):
        house.app.sampling.draw_due(actor)
    with pytest.raises(Forbidden):
        house.app.sampling.next_call(actor)


def test_without_a_plan_nothing_is_drawn(house: House) -> None:
    house.call(house.anna)
    assert house.app.sampling.draw_due(house.bruno) == 0
    plan(house, 0)
    assert house.app.sampling.draw_due(house.bruno) == 0


def test_a_draw_keeps_within_the_plan_and_stores_n_over_n(house: House) -> None:
    calls = [house.call(house.anna) for _ in range(12)]
    plan(house, 7)  # by Wednesday, 7 x 3/7 = 3
    assert house.app.sampling.draw_due(house.bruno) == 3
    assert list(drawn(house, calls).values()) == [3 / 12] * 3


def test_drawing_twice_draws_nothing_more(house: House) -> None:
    calls = [house.call(house.anna) for _ in range(12)]
    plan(house, 7)
    house.app.sampling.draw_due(house.bruno)
    before = drawn(house, calls)
    assert house.app.sampling.draw_due(house.bruno) == 0
    assert house.app.sampling.draw_due(house.elena) == 0
    assert drawn(house, calls) == before
    assert house.audit().count("calls_drawn") == 1


def test_each_frame_holds_what_came_since_the_last_one(house: House) -> None:
    first = [house.call(house.anna) for _ in range(12)]
    plan(house, 7)
    house.app.sampling.draw_due(house.bruno)
    house.clock.forward(days=1)
    second = [house.call(house.anna) for _ in range(5)]
    assert house.app.sampling.draw_due(house.bruno) == 1
    assert list(drawn(house, second).values()) == [1 / 5]
    assert len(drawn(house, first)) == 3


def test_every_agent_has_a_frame_of_their_own(house: House) -> None:
    annas, elenas = [house.call(house.anna) for _ in range(10)], [house.call(house.elena) for _ in range(4)]
    plan(house, 7)
    assert house.app.sampling.draw_due(house.bruno) == 6
    assert list(drawn(house, annas).values()) == [3 / 10] * 3
    assert list(drawn(house, elenas).values()) == [3 / 4] * 3


def test_the_calls_of_other_teams_are_never_drawn(house: House) -> None:
    other = [house.call(house.andrea) for _ in range(5)]
    house.app.sampling.set_plan(house.beatrice, house.sud, 7)
    plan(house, 7)
    assert house.app.sampling.draw_due(house.bruno) == 0
    assert drawn(house, other) == {}


def test_simulated_calls_and_calls_of_nobody_are_never_drawn(house: House) -> None:
    calls = [house.call(house.anna, simulated=True), house.call(None)]
    plan(house, 50)
    assert house.app.sampling.draw_due(house.bruno) == 0
    assert drawn(house, calls) == {}


def test_a_past_week_is_drawn_whole_but_not_one_too_long_ago(house: House) -> None:
    last_week = [house.call(house.anna, at=WEDNESDAY - timedelta(days=7)) for _ in range(10)]
    long_ago = [house.call(house.anna, at=WEDNESDAY - timedelta(weeks=WEEKS_BACK)) for _ in range(10)]
    plan(house, 7)
    assert house.app.sampling.draw_due(house.bruno) == 7
    assert len(drawn(house, last_week)) == 7
    assert drawn(house, long_ago) == {}


def test_a_call_of_three_weeks_ago_is_still_drawn_and_one_of_four_weeks_ago_is_not(house: House) -> None:
    three, four = (house.call(house.anna, at=MONDAY - timedelta(weeks=weeks)) for weeks in (3, 4))
    plan(house, 7)
    assert house.app.sampling.draw_due(house.bruno) == 1
    assert drawn(house, [three, four]) == {three: 1.0}


def test_a_week_begins_at_midnight_of_the_site_s_own_zone(house: House) -> None:
    # Monday 00:30 in Rome is still Sunday in UTC
    monday_in_rome = house.call(house.anna, at=(MONDAY - timedelta(days=1)).replace(hour=23, minute=30))
    plan(house, 7)
    house.app.sampling.draw_due(house.bruno)
    with house.app.database.read() as tx:
        assert tx.samples.already_drawn([house.anna.id], date(2026, 3, 2)) == {house.anna.id: 1}
    assert monday_in_rome in drawn(house, [monday_in_rome])


def test_the_next_call_is_the_one_that_waits_longest(house: House) -> None:
    late = house.call(house.anna)
    early = house.call(house.elena, at=WEDNESDAY - timedelta(hours=30))
    plan(house, 50)
    assert house.app.sampling.next_call(house.bruno) == early
    assert house.app.sampling.next_call(house.bruno, after=early) == late


def test_the_next_call_is_none_when_all_are_scored_or_begun_by_others(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    house.app.scoring.begin(house.elena, call_id)
    assert house.app.sampling.next_call(house.bruno) is None
    assert house.app.sampling.next_call(house.elena) == call_id
    house.published(house.elena, call_id)
    assert house.app.sampling.next_call(house.elena) is None


def test_nobody_is_offered_their_own_call(house: House) -> None:
    house.drawn_call(house.elena, house.bruno)
    assert house.app.sampling.next_call(house.elena) is None
    assert house.app.sampling.next_call(house.bruno) is not None


def test_two_supervisors_who_draw_at_once_draw_once(house: House) -> None:
    calls = [house.call(house.anna) for _ in range(30)]
    plan(house, 7)
    together = Barrier(2)

    def draw(actor: Actor) -> int:
        together.wait()
        return house.app.sampling.draw_due(actor)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(draw, [house.bruno, house.elena])) == [0, 3]
    assert len(drawn(house, calls)) == 3


def seeded(house: House, seed: int) -> Sampling:
    generator = random.Random(seed)
    return replace(house.app.sampling, generator=lambda: generator)


@pytest.mark.parametrize("per_week", [1, 5, 7])
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_weighted_mean_of_what_was_drawn_is_fair_to_the_whole_week(house: House, per_week: int) -> None:
    """A draw every evening and one after the week; calls get worse day by day, so that a day left out would show.

    The Hajek estimate sum(y/p) / sum(1/p), over many weeks of the same calls, must meet the mean of all calls.
    """
    days = [calls for day, calls in enumerate((8, 6, 6, 6, 6, 4, 4))]
    values = {day: 90.0 - 10 * day for day in range(7)}
    population = fmean(value for day, value in values.items() for _ in range(days[day]))
    plan(house, per_week)
    sampling, estimates, weeks = seeded(house, 20260302), [], 40
    for week in range(weeks):
        worth: dict[int, float] = {}
        for day, number in enumerate(days):
            house.clock.now = MONDAY + timedelta(weeks=week, days=day, hours=9)  # 21:00 in Rome
            for _ in range(number):
                worth[house.call(house.anna)] = values[day]
            sampling.draw_due(house.bruno)
        house.clock.now = MONDAY + timedelta(weeks=week + 1)
        sampling.draw_due(house.bruno)
        chances = drawn(house, list(worth))
        assert len(chances) == per_week
        total = sum(1 / chance for chance in chances.values())
        assert total == pytest.approx(len(worth))  # every call had its chance in exactly one frame
        estimates.append(sum(worth[call_id] / chance for call_id, chance in chances.items()) / total)
    # one week's estimate has a standard deviation of at most 20; of the mean of 40 weeks, 20 / sqrt(40) = 3.2
    assert fmean(estimates) == pytest.approx(population, abs=3 * 3.2 if per_week == 1 else 3 * 1.5)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_every_call_of_a_frame_has_the_same_chance(house: House) -> None:
    plan(house, 7)
    places: Counter[int] = Counter()
    sampling, rounds = seeded(house, 7), 60
    for week in range(rounds):
        house.clock.now = MONDAY + timedelta(weeks=week, days=2)
        calls = [house.call(house.anna) for _ in range(6)]
        sampling.draw_due(house.bruno)
        places.update(calls.index(call_id) for call_id in drawn(house, calls))
    # each place 60 x 3/6 = 30 times, with a standard deviation of sqrt(60 x 1/4) = 3.9
    assert all(abs(places[place] - 30) < 4 * 3.9 for place in range(6))
