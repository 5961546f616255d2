"""Comparison: only who is watched over, by what is followed, and nothing of who has too few calls."""

from __future__ import annotations

import pytest

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.services.quality.comparison import Comparison, TooFew, Whose
from benvenuto.statistics.funnel import FunnelStanding
from tests.house import House

TARGETED = EvaluationFilter(selection="targeted")


def test_without_calls_nobody_is_compared(house: House) -> None:
    assert house.app.comparison.compare(house.carla, Followed(), TARGETED, Whose.AGENTS) == TooFew(0, 0)


def test_a_few_calls_are_too_few(house: House) -> None:
    house.published(house.bruno, house.call(house.anna))
    assert house.app.comparison.compare(house.carla, Followed(), TARGETED, Whose.TEAMS) == TooFew(1, 1)


def test_agents_are_compared_by_name_and_who_has_few_calls_is_there_without_a_place(house: House) -> None:
    for _ in range(10):
        house.published(house.bruno, house.call(house.anna))
    house.published(house.bruno, house.call(house.elena))
    house.published(house.beatrice, house.call(house.andrea))
    found = house.app.comparison.compare(house.carla, Followed(), TARGETED, Whose.AGENTS)
    assert isinstance(found, Comparison)
    assert [(one.name, one.place.standing) for one in found.compared] == [
        ("Anna", FunnelStanding.AS_EXPECTED),
        ("Elena", FunnelStanding.TOO_FEW),
    ]
    assert found.calls == 11
    free = house.app.comparison.compare(house.carla, Followed(FollowedKind.CRITICAL), TARGETED, Whose.AGENTS)
    assert isinstance(free, Comparison)
    assert free.funnel.centre == pytest.approx(100)


@pytest.mark.parametrize("name", ["anna", "dario", "fulvio"])
def test_who_watches_over_nobody_is_refused(house: House, name: str) -> None:
    with pytest.raises(Forbidden):
        house.app.comparison.compare(getattr(house, name), Followed(), TARGETED, Whose.AGENTS)
