"""The monthly report: a calendar month, only who is watched over, compared with the months before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from benvenuto.domain.sampling import SkipReason
from benvenuto.services.quality.report import months_on
from benvenuto.statistics.enough import Change
from tests.house import WEDNESDAY, House

MARCH = date(2026, 3, 1)


def heard(house: House, agent: Actor, days_ago: int, calls: int, *, level: int = 0, selection: str = "random") -> None:
    for _ in range(calls):
        call_id = house.call(agent, at=WEDNESDAY - timedelta(days=days_ago, hours=3))
        evaluation = house.published(house.bruno if agent.name != "Andrea" else house.beatrice, call_id, level=level)
        with house.app.database.write() as tx:
            tx.evaluations.set(evaluation.id, selection=selection, probability=0.5 if selection == "random" else None)


def test_a_month_without_calls_says_nothing(house: House) -> None:
    found = house.app.report.of_month(house.carla, MARCH)
    assert (found.care, found.random, found.taken, found.change) == (None, 0, 0, Change.TOO_FEW)
    assert house.app.report.months(house.carla) == []


def test_a_month_has_its_own_days_alone_and_the_three_before_to_compare_with(house: House) -> None:
    heard(house, house.anna, 0, 10, level=1)
    heard(house, house.anna, 0, 1, selection="targeted")
    heard(house, house.anna, 4, 10)  # 28 February, in the week before
    heard(house, house.andrea, 0, 1)
    found = house.app.report.of_month(house.carla, MARCH)
    assert (found.random, found.targeted, found.taken) == (10, 1, 11)
    assert found.care is not None
    assert found.before is not None
    assert (found.care.n, found.before.n) == (10, 10)
    assert found.difference is not None
    assert found.difference.mean == pytest.approx(found.care.mean - found.before.mean)
    assert found.enough
    assert found.teams == ["Nord"]
    assert set(found.critical) == {"customer", "business", "compliance"}
    means = [one.estimate.mean for one in found.weakest]
    assert len(means) == 3
    assert means == sorted(means)
    assert house.app.report.months(house.carla) == [MARCH, date(2026, 2, 1)]


def test_another_team_is_not_reached(house: House) -> None:
    heard(house, house.andrea, 0, 1)
    assert house.app.report.of_month(house.carla, MARCH, house.sud).random == 0


@pytest.mark.parametrize("name", ["anna", "dario", "fulvio"])
def test_who_watches_over_nobody_is_refused(house: House, name: str) -> None:
    with pytest.raises(Forbidden):
        house.app.report.of_month(getattr(house, name), MARCH)
    with pytest.raises(Forbidden):
        house.app.report.months(getattr(house, name))


def test_months_go_on_over_the_year() -> None:
    assert months_on(date(2026, 11, 1), 3) == date(2027, 2, 1)
    assert months_on(date(2026, 2, 1), -3) == date(2025, 11, 1)


def test_the_bad_calls_that_were_left_unscored_are_missing_and_bound_the_score(house: House) -> None:
    """Forty calls drawn of forty, 27 good ones scored, 13 bad ones left: not 100, but anything from 59 up."""
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    logged = [house.call(house.anna, at=WEDNESDAY - timedelta(days=3)) for _ in range(40)]  # Sunday, 1 March
    assert house.app.sampling.draw_due(house.bruno) == 40
    for call_id in logged[:27]:
        house.published(house.bruno, call_id)
    house.app.sampling.skip(house.bruno, logged[27], SkipReason.PERSONAL)
    selection = house.app.report.of_month(house.carla, MARCH).selection
    assert (selection.drawn, selection.scored, selection.skipped, selection.unscored) == (40, 27, 1, 12)
    assert selection.missing == pytest.approx(13 / 40)
    assert selection.bounds is not None
    low, high = selection.bounds
    assert low < 60 < high


def test_calls_that_came_late_or_fell_into_a_pause_are_missing_too(house: House) -> None:
    house.published(house.bruno, house.drawn_call(house.anna, house.bruno, 50))
    house.app.sampling.set_plan(house.bruno, house.nord, 0)
    house.clock.forward(days=1)
    house.call(house.anna)
    house.clock.forward(days=7)
    selection = house.app.report.of_month(house.carla, MARCH).selection
    assert (selection.drawn, selection.scored, selection.unplanned) == (1, 1, 1)
    assert selection.missing == pytest.approx(1 / 2)
    assert [(team, [pause.end for pause in pauses]) for team, pauses in selection.pauses.items()] == [("Nord", [None])]


def test_a_month_that_was_scored_to_the_last_call_lacks_nothing(house: House) -> None:
    house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    selection = house.app.report.of_month(house.carla, MARCH).selection
    assert (selection.missing, selection.bounds) == (0, None)
