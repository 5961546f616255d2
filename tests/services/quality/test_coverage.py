"""Coverage: calls taken, drawn and listened to, week by week, and what the plan asks for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from benvenuto.domain.sampling import SkipReason
from benvenuto.domain.sampling_plan import Material, TimeSpan
from benvenuto.services.quality.coverage import CoverageReport, Covered
from benvenuto.storage.tables import calls as calls_table
from tests.house import WEDNESDAY, House, paths
from tests.services.failing_calls import heard

WEEKS_AGO_4 = WEDNESDAY - timedelta(weeks=4)
LAST_WEEK, THIS_WEEK = date(2026, 2, 23), date(2026, 3, 2)


def covered(house: House) -> CoverageReport:
    return house.app.coverage.covered(house.bruno, WEEKS_AGO_4)


def of(found: CoverageReport, name: str) -> Covered:
    return next(one for one in found.agents if one.name == name)


def calls(house: House, name: str, number: int, weeks_ago: int = 1) -> None:
    for _ in range(number):
        house.call(house.people[name], at=WEDNESDAY - timedelta(weeks=weeks_ago, hours=3))


def test_who_took_calls_and_was_not_listened_to_comes_first(house: House) -> None:
    heard(house, house.anna, weeks_ago=1)
    calls(house, "Elena", 2)
    found = covered(house)
    assert [one.name for one in found.agents] == ["Elena", "Anna"]
    assert [one.name for one in found.unheard] == ["Elena"]


def test_each_week_counts_calls_taken_and_heard_however_chosen(house: House) -> None:
    calls(house, "Anna", 3)
    heard(house, house.anna, weeks_ago=1)
    heard(house, house.anna, weeks_ago=1, selection="targeted", probability=None)
    week = of(covered(house), "Anna").weeks[LAST_WEEK]
    assert (week.taken, week.random, week.targeted, week.heard) == (5, 1, 1, 2)


def test_a_call_that_two_people_evaluated_was_listened_to_once(house: House) -> None:
    first = heard(house, house.anna, weeks_ago=1)
    with house.app.database.read() as tx:
        stored = tx.evaluations.get(first)
    assert stored is not None
    again = house.draft(house.elena, stored.call_id)
    house.app.scoring.publish(house.elena, again.id)
    found = covered(house)
    assert of(found, "Anna").whole.heard == 1
    assert sorted(one.name for one in found.listeners) == ["Bruno", "Elena"]


def test_neither_a_draft_nor_a_self_evaluation_is_listening(house: House) -> None:
    call_id = house.call(house.anna)
    house.draft(house.bruno, call_id)
    house.handed_in(house.anna, call_id)
    found = covered(house)
    assert of(found, "Anna").unheard
    assert found.listeners == []


def test_what_was_overturned_was_still_listened_to(house: House) -> None:
    heard(house, house.anna, weeks_ago=1, status="overturned")
    assert of(covered(house), "Anna").whole.heard == 1


def test_the_plan_asks_for_its_number_or_for_all_where_there_were_fewer(house: House) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, 3)
    calls(house, "Anna", 5)
    calls(house, "Elena", 2)
    found = covered(house)
    assert (of(found, "Anna").whole.due, of(found, "Elena").whole.due) == (3, 2)
    assert found.plans == {house.nord: 3}


def test_a_week_that_is_not_over_asks_for_its_days_so_far(house: House) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, 7)
    calls(house, "Anna", 10, weeks_ago=0)
    # Monday, Tuesday, Wednesday: 7 * 3 / 7
    assert of(covered(house), "Anna").weeks[THIS_WEEK].due == 3


def test_what_the_plan_drew_is_counted_though_nobody_has_listened(house: House) -> None:
    house.drawn_call(house.anna, house.bruno)
    assert of(covered(house), "Anna").whole.drawn == 1


def test_effort_is_evaluations_and_the_length_of_their_calls(house: House) -> None:
    heard(house, house.anna, weeks_ago=1, duration_s=300)
    heard(house, house.anna, weeks_ago=1, duration_s=None)
    heard(house, house.anna, weeks_ago=9, duration_s=300)
    (one,) = covered(house).listeners
    assert (one.name, one.effort.random, one.effort.seconds, one.effort.unknown) == ("Bruno", 2, 300, 1)


def test_the_whole_time_begins_with_the_first_call(house: House) -> None:
    calls(house, "Anna", 1, weeks_ago=30)
    found = house.app.coverage.covered(house.bruno, None)
    assert len(found.weeks) == 31
    assert house.app.coverage.covered(house.beatrice, None).weeks == []


def test_nothing_of_another_team_is_counted(house: House) -> None:
    heard(house, house.anna, weeks_ago=1)
    for actor in (house.beatrice, house.camillo):
        found = house.app.coverage.covered(actor, WEEKS_AGO_4, team_id=house.nord)
        assert (found.agents, found.listeners) == ([], [])
    assert house.app.coverage.covered(house.carla, WEEKS_AGO_4).whole.taken == 1


@pytest.mark.parametrize("name", ["anna", "dario", "fulvio"])
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_it_refuses_who_answers_for_no_team(house: House, name: str) -> None:
    with pytest.raises(Forbidden):
        house.app.coverage.covered(house.people[name.capitalize()], None)


def test_more_than_the_plan_for_one_makes_up_for_nothing_with_another(house: House) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, 1)
    for _ in range(3):
        heard(house, house.anna, weeks_ago=1)
    calls(house, "Elena", 1)
    whole = covered(house).whole
    assert (whole.random, whole.due, whole.done, whole.missing) == (3, 4, 3, 1)


def drawn(house: House, agent: Actor, number: int, per_week: int = 10) -> list[int]:
    """Calls of last week, drawn by the plan."""
    house.app.sampling.set_plan(house.bruno, house.nord, per_week)
    logged = [house.call(agent, at=WEDNESDAY - timedelta(weeks=1, hours=3)) for _ in range(number)]
    house.app.sampling.draw_due(house.bruno)
    return logged


def test_skipped_calls_stand_beside_who_skipped_them_with_the_reasons(house: House) -> None:
    first, second, third = drawn(house, house.anna, 3)
    house.app.sampling.skip(house.bruno, first, SkipReason.INAUDIBLE)
    house.app.sampling.skip(house.bruno, second, SkipReason.PERSONAL)
    house.published(house.elena, third)
    bruno, elena = sorted(covered(house).listeners, key=lambda one: one.name)
    assert (bruno.name, bruno.skipped, bruno.effort.random) == (
        "Bruno",
        {SkipReason.INAUDIBLE: 1, SkipReason.PERSONAL: 1},
        0,
    )
    assert (elena.skips, elena.effort.random) == (0, 1)
    week = of(covered(house), "Anna").weeks[LAST_WEEK]
    assert (week.drawn, week.skipped, week.due, week.done, week.to_score) == (3, 2, 1, 1, 0)


def test_how_an_evaluator_uses_not_applicable_is_counted(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    spared = paths(draft, not_applicable=True)
    for path in spared:
        house.not_applicable(house.bruno, draft, path)
    house.app.scoring.publish(house.bruno, draft.id)
    (one,) = covered(house).listeners
    assert (one.not_applicable, one.marks) == (len(spared), len(draft.answers))


def test_calls_without_a_chance_say_why(house: House) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, 1, Material.TRANSCRIPT)
    calls(house, "Anna", 2)
    assert of(covered(house), "Anna").weeks[LAST_WEEK].unhearable == 2
    house.app.sampling.set_plan(house.bruno, house.nord, 1)
    assert of(covered(house), "Anna").weeks[LAST_WEEK].waiting == 2
    calls(house, "Anna", 3, weeks_ago=4)
    assert of(covered(house), "Anna").whole.unplanned == 3


def test_a_pause_of_the_plan_is_told(house: House) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, 3)
    house.clock.forward(days=1)
    house.app.sampling.set_plan(house.bruno, house.nord, 0)
    calls(house, "Anna", 1)
    assert covered(house).pauses == {house.nord: [TimeSpan(WEDNESDAY + timedelta(days=1), None)]}


def test_drawn_calls_that_nobody_scored_are_missing_once_they_had_time(house: House) -> None:
    scored, skipped, _ = drawn(house, house.anna, 3)
    house.published(house.bruno, scored)
    house.app.sampling.skip(house.bruno, skipped, SkipReason.INAUDIBLE)
    assert house.app.coverage.missing(house.carla, EvaluationFilter()) == 0
    house.clock.forward(weeks=2)
    assert house.app.coverage.missing(house.carla, EvaluationFilter()) == pytest.approx(2 / 3)
    assert house.app.coverage.missing(house.carla, EvaluationFilter(agent_id=house.elena.id)) == 0
    assert house.app.coverage.missing(house.camillo, EvaluationFilter()) == 0


def test_what_was_drawn_and_left_stands_beside_what_was_brought_in(house: House) -> None:
    for _ in range(3):
        heard(house, house.anna, weeks_ago=1)
    with house.app.database.write() as tx:
        tx.connection.execute(update(calls_table).values(simulated=True))  # so that the plan does not draw from them
    drawn(house, house.anna, 1)
    week = of(covered(house), "Anna").weeks[LAST_WEEK]
    assert (week.drawn, week.random, week.due, week.done, week.to_score) == (4, 3, 4, 3, 1)
