"""Frames: every call is in one at most, and what was drawn keeps its probability."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from benvenuto.domain.sampling import DrawnCall, SamplingPlan
from tests.house import WEDNESDAY, House

MONDAY = date(2026, 3, 2)
WEEK = (WEDNESDAY - timedelta(days=2), WEDNESDAY + timedelta(days=5))


def test_a_plan_replaces_the_one_before(house: House) -> None:
    with house.app.database.write() as tx:
        for number in (5, 8):
            tx.samples.set_plan(SamplingPlan(house.nord, number), house.bruno.id, WEDNESDAY)
        assert tx.samples.plans() == {house.nord: SamplingPlan(house.nord, 8)}


def test_a_frame_keeps_who_had_a_chance_and_who_was_drawn(house: House) -> None:
    frame = [house.call(house.anna) for _ in range(4)]
    with house.app.database.write() as tx:
        tx.samples.add_frame(house.anna.id, MONDAY, frame, [DrawnCall(frame[1], 0.25)], WEDNESDAY)
        assert [tx.samples.probability(call) for call in frame] == [None, 0.25, None, None]
        assert tx.samples.already_drawn([house.anna.id, house.elena.id], MONDAY) == {
            house.anna.id: 1,
            house.elena.id: 0,
        }
        assert tx.samples.already_drawn([house.anna.id], MONDAY + timedelta(days=7)) == {house.anna.id: 0}
        assert tx.samples.already_drawn([], MONDAY) == {}
        assert tx.samples.unframed(house.nord, *WEEK) == {}


def test_a_call_is_in_one_frame_only(house: House) -> None:
    call_id = house.call(house.anna)
    with house.app.database.write() as tx:
        tx.samples.add_frame(house.anna.id, MONDAY, [call_id], [], WEDNESDAY)
    with pytest.raises(IntegrityError), house.app.database.write() as tx:
        tx.samples.add_frame(house.anna.id, MONDAY, [call_id], [], WEDNESDAY)


def test_what_waits_for_a_frame_is_the_team_s_own_of_that_week_known_and_real(house: House) -> None:
    anna, elena = house.call(house.anna), house.call(house.elena)
    house.call(house.andrea)
    house.call(None)
    house.call(house.anna, simulated=True)
    house.call(house.anna, at=WEEK[0] - timedelta(seconds=1))
    house.call(house.anna, at=WEEK[1])
    with house.app.database.read() as tx:
        assert tx.samples.unframed(house.nord, *WEEK) == {house.anna.id: [anna], house.elena.id: [elena]}
