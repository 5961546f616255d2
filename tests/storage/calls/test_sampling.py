"""Frames: every call is in one at most, and what was drawn keeps its probability."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from benvenuto.domain.sampling import DrawnCall, Frame, SkipReason, WaitingCall
from benvenuto.domain.sampling_plan import Material, PlanInForce, Population, SamplingPlan, TimeSpan
from benvenuto.domain.weeks import week_from
from tests.databases import ROME
from tests.house import WEDNESDAY, House

MONDAY = (WEDNESDAY - timedelta(days=2)).date()
WEEK = week_from(MONDAY, ROME)
STRETCHES = [TimeSpan(WEEK.low, WEEK.high)]


def test_the_last_plan_is_in_force_and_those_before_it_stay_on_record(house: House) -> None:
    plans = [SamplingPlan(house.nord, 5), SamplingPlan(house.nord, 8, Material.RECORDING)]
    with house.app.database.write() as tx:
        for plan in plans:
            tx.samples.set_plan(plan, house.bruno.id, WEDNESDAY)
        assert tx.samples.plans() == {house.nord: plans[1]}
        assert tx.samples.histories() == {house.nord: [PlanInForce(plan, WEDNESDAY) for plan in plans]}


def test_a_frame_keeps_who_had_a_chance_and_who_was_drawn(house: House) -> None:
    calls = [house.call(house.anna) for _ in range(4)]
    with house.app.database.write() as tx:
        tx.samples.add_frames([Frame(house.anna.id, calls, [DrawnCall(calls[1], 0.25)])], WEDNESDAY)
        assert [tx.samples.probability(call) for call in calls] == [None, 0.25, None, None]
        assert tx.samples.passed_over(calls[1]) == [calls[0], calls[2], calls[3]]
        assert tx.samples.unframed(Population(SamplingPlan(house.nord, 5), STRETCHES)) == {}


def test_a_call_drawn_instead_of_a_skipped_one_takes_its_probability_over(house: House) -> None:
    calls = [house.call(house.anna) for _ in range(4)]
    with house.app.database.write() as tx:
        tx.samples.add_frames([Frame(house.anna.id, calls, [DrawnCall(calls[1], 0.25)])], WEDNESDAY)
        tx.samples.skip(calls[1], house.bruno.id, SkipReason.INAUDIBLE, "", WEDNESDAY)
        tx.samples.draw_instead(DrawnCall(calls[3], 0.25))
        assert [tx.samples.probability(call) for call in calls] == [None, None, None, 0.25]
        assert tx.samples.passed_over(calls[1]) == [calls[0], calls[2]]


def test_a_call_is_in_one_frame_only(house: House) -> None:
    frame = Frame(house.anna.id, [house.call(house.anna)], [])
    with house.app.database.write() as tx:
        tx.samples.add_frames([frame], WEDNESDAY)
    with pytest.raises(IntegrityError), house.app.database.write() as tx:
        tx.samples.add_frames([frame], WEDNESDAY)


def test_what_waits_for_a_frame_is_the_team_s_own_of_those_weeks_known_and_real(house: House) -> None:
    anna, elena = house.call(house.anna), house.call(house.elena)
    house.call(house.andrea)
    house.call(None)
    house.call(house.anna, simulated=True)
    house.call(house.anna, at=WEEK.low - timedelta(seconds=1))
    house.call(house.anna, at=WEEK.high)
    at = WEDNESDAY - timedelta(hours=2)
    with house.app.database.read() as tx:
        assert tx.samples.unframed(Population(SamplingPlan(house.nord, 5), STRETCHES)) == {
            house.anna.id: [WaitingCall(anna, at)],
            house.elena.id: [WaitingCall(elena, at)],
        }
        assert tx.samples.unframed(Population(SamplingPlan(house.nord, 5, Material.TRANSCRIPT), STRETCHES)) == {}


def test_the_calls_of_each_week_are_counted_by_agent(house: House) -> None:
    for hours in (0, 1, 200, 201, 202):
        house.call(house.anna, at=WEDNESDAY - timedelta(hours=hours))
    house.call(house.andrea)
    weeks = [WEEK, week_from(MONDAY - timedelta(weeks=1), ROME)]
    with house.app.database.read() as tx:
        assert tx.samples.weekly_calls(SamplingPlan(house.nord, 5), weeks) == {house.anna.id: [2, 3]}
