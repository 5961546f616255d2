"""Critical errors: where they arise, why, what they weigh, and the evaluations behind them."""

from __future__ import annotations

import pytest

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.text import Text
from benvenuto.services.quality.critical_errors import ErrorTally, Failing, shares
from tests.house import WEDNESDAY, House
from tests.services.failing_calls import IDENTITY, RIGHT, heard

RANDOM = EvaluationFilter()


def counted(found: Failing) -> dict[str, int]:
    return {share.key: share.n for share in found.criteria}


def test_criteria_stand_with_the_largest_share_first_and_add_up(house: House) -> None:
    for failed in (IDENTITY, IDENTITY, RIGHT, ""):
        heard(house, house.anna, failed)
    found = house.app.critical_errors.failing(house.bruno, RANDOM)
    assert found.errors == 3
    assert counted(found) == {IDENTITY: 2, RIGHT: 1}
    assert [share.part for share in found.criteria] == pytest.approx([2 / 3, 1 / 3])
    assert [share.up_to for share in found.criteria] == pytest.approx([2 / 3, 1])
    assert found.criteria[0].title.in_language("it") == "Prima chi è, poi i dati"


def test_a_call_drawn_rarely_stands_for_more_calls(house: House) -> None:
    heard(house, house.anna, IDENTITY)
    heard(house, house.anna, RIGHT, probability=0.1)
    # weights 2 and 10
    found = house.app.critical_errors.failing(house.bruno, RANDOM)
    assert [share.key for share in found.criteria] == [RIGHT, IDENTITY]
    assert [share.part for share in found.criteria] == pytest.approx([10 / 12, 2 / 12])


def test_reasons_are_counted_in_the_words_of_the_scorecard(house: House) -> None:
    heard(house, house.anna, RIGHT, why=("old-rule", "from-memory"))
    heard(house, house.anna, RIGHT, why=("old-rule",))
    heard(house, house.anna, RIGHT)
    reasons = house.app.critical_errors.failing(house.bruno, RANDOM).reasons[RIGHT]
    assert {share.key: share.n for share in reasons} == {"old-rule": 2, "from-memory": 1, "": 1}
    assert reasons[0].part == pytest.approx(0.5)
    assert reasons[0].title.in_language("it")


def test_calls_chosen_on_purpose_are_apart(house: House) -> None:
    heard(house, house.anna, IDENTITY, selection="targeted", probability=None)
    assert house.app.critical_errors.failing(house.bruno, RANDOM).errors == 0
    assert house.app.critical_errors.failing(house.bruno, EvaluationFilter(selection="targeted")).errors == 1


def test_what_was_overturned_counts_nowhere(house: House) -> None:
    heard(house, house.anna, IDENTITY, status="overturned")
    assert house.app.critical_errors.failing(house.bruno, RANDOM).errors == 0


def test_a_type_and_a_filter_narrow_what_is_counted(house: House) -> None:
    heard(house, house.anna, IDENTITY)
    heard(house, house.elena, RIGHT, weeks_ago=3)
    failing = house.app.critical_errors.failing
    assert counted(failing(house.bruno, RANDOM, "customer")) == {RIGHT: 1}
    assert counted(failing(house.bruno, EvaluationFilter(agent_id=house.anna.id))) == {IDENTITY: 1}
    assert counted(failing(house.bruno, EvaluationFilter(begin=WEDNESDAY.replace(day=1)))) == {IDENTITY: 1}


def test_behind_a_bar_lie_its_evaluations_newest_first(house: House) -> None:
    old = heard(house, house.anna, RIGHT, why=("old-rule",), weeks_ago=2)
    new = heard(house, house.anna, RIGHT)
    heard(house, house.anna, IDENTITY)
    behind = house.app.critical_errors.behind
    assert behind(house.carla, RANDOM, RIGHT) == [new, old]
    assert behind(house.carla, RANDOM, RIGHT, "old-rule") == [old]
    assert behind(house.carla, RANDOM, RIGHT, "") == [new]
    assert behind(house.carla, RANDOM, RIGHT, "rule") == []


def test_another_teams_errors_reach_nobody_else(house: House) -> None:
    heard(house, house.anna, IDENTITY)
    assert house.app.critical_errors.failing(house.beatrice, RANDOM).errors == 0
    assert house.app.critical_errors.failing(house.camillo, RANDOM).errors == 0
    assert house.app.critical_errors.behind(house.camillo, RANDOM, IDENTITY) == []


@pytest.mark.parametrize("name", ["anna", "dario", "fulvio"])
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_it_refuses_who_answers_for_no_team(house: House, name: str) -> None:
    with pytest.raises(Forbidden):
        house.app.critical_errors.failing(house.people[name.capitalize()], RANDOM)
    with pytest.raises(Forbidden):
        house.app.critical_errors.behind(house.people[name.capitalize()], RANDOM, IDENTITY)


def test_a_share_has_the_interval_of_the_calls_it_is_worth() -> None:
    title = Text.plain("x")
    one, other = shares([ErrorTally("a", title, 5, 5.0, 5.0), ErrorTally("b", title, 5, 5.0, 5.0)])
    # Wilson, 5 of 10: 0.5 -+ 1.96 sqrt(0.25 / 10 + 0.0096) / (1 + 3.84 / 10) = 0.237 to 0.763
    assert (one.low, one.high) == pytest.approx((0.2366, 0.7634), abs=1e-3)
    assert (one.up_to, other.up_to) == (0.5, 1.0)
