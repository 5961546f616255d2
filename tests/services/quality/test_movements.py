"""What moved: parts that add up, told from chance or not, of one's own teams alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.services.quality.movements import MOST_REASONS, MovementKind
from tests.answered import BOTH, heard, mixed
from tests.house import WEDNESDAY, House

EARLIER = WEDNESDAY - timedelta(weeks=4)
MIDDLE = WEDNESDAY - timedelta(weeks=2)
BEFORE, AFTER = EvaluationFilter(end=MIDDLE), EvaluationFilter(begin=MIDDLE)


def test_a_criterion_done_worse_is_told_and_the_parts_add_up_to_the_change(house: House) -> None:
    heard(house, house.anna, house.bruno, mixed(60, short=6), EARLIER)
    heard(house, house.anna, house.bruno, mixed(60, short=36))
    found = house.app.movements.between(house.carla, BEFORE, AFTER)
    movement = found.movement
    assert movement is not None
    assert found.enough
    assert found.calls == found.taken == (60, 60)
    assert movement.change.points == pytest.approx(movement.after - movement.before)
    assert sum(one.part.points for one in found.parts) == pytest.approx(movement.change.points)
    assert found.clear
    (first,) = (one for one in found.parts if one.clear)
    assert (first.kind, first.path) == (MovementKind.CRITERION, BOTH[0])
    assert first.title.in_language("it") == "Le prime parole"
    assert first.part.points == pytest.approx(movement.change.points)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_calls_weigh_by_the_inverse_of_their_chance(house: House) -> None:
    for at in (EARLIER, WEDNESDAY):
        heard(house, house.anna, house.bruno, [{BOTH[0]: True}] * 5, at, probability=0.25)
        heard(house, house.anna, house.bruno, [{BOTH[0]: False}] * 5, at, probability=1.0)
    found = house.app.movements.between(house.carla, BEFORE, AFTER)
    assert found.movement is not None
    assert found.movement.before == pytest.approx(80), "4 to 1"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_rarest_of_very_many_reasons_count_as_one(house: House) -> None:
    for at in (EARLIER, WEDNESDAY):
        for nth in range(MOST_REASONS + 3):
            heard(house, house.anna, house.bruno, mixed(2, short=1), at, contact_reason=f"reason-{nth}")
    found = house.app.movements.between(house.carla, BEFORE, AFTER)
    assert found.rare == 3
    assert found.movement is not None
    assert found.movement.change.points == pytest.approx(0)


def test_a_period_without_calls_and_too_few_calls_are_told(house: House) -> None:
    assert house.app.movements.between(house.carla, BEFORE, AFTER).movement is None
    heard(house, house.anna, house.bruno, mixed(4, short=1))
    alone = house.app.movements.between(house.carla, BEFORE, AFTER)
    assert (alone.movement, alone.calls, alone.enough) == (None, (0, 4), False)
    heard(house, house.anna, house.bruno, mixed(4, short=1), EARLIER)
    few = house.app.movements.between(house.carla, BEFORE, AFTER)
    assert few.movement is not None
    assert not few.enough


def test_calls_of_other_teams_do_not_count(house: House) -> None:
    heard(house, house.andrea, house.beatrice, mixed(4, short=1))
    assert house.app.movements.between(house.carla, BEFORE, AFTER).calls == (0, 0)
    assert house.app.movements.between(house.camillo, BEFORE, AFTER).calls == (0, 4)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_it_refuses_who_watches_no_team(house: House) -> None:
    for actor in (house.anna, house.dario, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.movements.between(actor, BEFORE, AFTER)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_weeks_that_stray_as_a_whole_are_no_change_though_their_calls_alone_would_say_so(house: House) -> None:
    monday = WEDNESDAY - timedelta(days=2, hours=11)
    for week, short in enumerate((0, 8, 0, 8, 4, 12, 3, 12)):
        heard(house, house.anna, house.bruno, mixed(16, short=short), WEDNESDAY + timedelta(weeks=week - 7))
    middle = monday - timedelta(weeks=3)
    before, after = EvaluationFilter(end=middle), EvaluationFilter(begin=middle)
    found = house.app.movements.between(house.carla, before, after)
    assert found.taken == (64, 64)
    assert found.movement is not None
    assert not found.clear
    by_place = house.app.movements.between(house.carla, before, EvaluationFilter(begin=middle, end=WEDNESDAY))
    assert by_place.taken == (64, 48)  # three weeks are too few to tell how far weeks stray
    assert by_place.movement is not None
    assert by_place.movement.change.high - by_place.movement.change.low < 0.8 * (
        found.movement.change.high - found.movement.change.low
    )
