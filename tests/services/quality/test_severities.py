"""Evaluators beside one another: told from chance or not at all, and only those of one's own teams."""

from __future__ import annotations

from typing import Any

import pytest

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from benvenuto.services.quality.severities import SeverityVerdict, verdicts
from benvenuto.statistics.severity import EvaluatorSeverity
from tests.answered import heard, mixed
from tests.answered import marked as marked_calls
from tests.house import WEDNESDAY, House

RANDOM = EvaluationFilter()


def marked(house: House, agent: Actor, evaluator: Actor, care: float, calls: int = 12, **facts: object) -> None:
    """Calls marked around this score, none twice alike."""
    for nth in range(calls):
        score = care + nth % 5 - 2
        scores = {"care_score": score, "final_score": score}
        heard(house, agent, evaluator, mixed(1, short=0), WEDNESDAY, **scores | facts)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_who_marks_the_same_agents_lower_is_strict_and_the_agents_are_adjusted_for_it(house: House) -> None:
    marked(house, house.anna, house.bruno, 70, calls=20)
    marked(house, house.anna, house.elena, 86, calls=10)
    marked(house, house.elena, house.bruno, 74)
    marked(house, house.elena, house.beatrice, 82)
    marked(house, house.anna, house.beatrice, 78)
    found = house.app.severities.compared(house.carla, RANDOM)
    assert found.severity is not None
    assert found.calls == 66
    assert found.verdicts[house.bruno.id] is SeverityVerdict.STRICT
    assert found.verdicts[house.elena.id] is SeverityVerdict.LENIENT
    (anna,) = (one for one in found.severity.agents if one.agent == house.anna.id)
    assert anna.n == 42
    assert anna.adjusted > anna.raw, "she was heard by the strict one most"
    assert found.names[house.beatrice.id] == "Beatrice"


def test_only_calls_of_the_own_teams_drawn_at_random_count(house: House) -> None:
    marked(house, house.anna, house.bruno, 70, calls=2)
    marked(house, house.anna, house.bruno, 70, calls=1, selection="targeted", probability=None)
    marked(house, house.anna, house.bruno, 70, calls=1, status="overturned")
    marked(house, house.andrea, house.beatrice, 90, calls=3)
    for actor, calls, names in ((house.carla, 2, {"Anna", "Bruno"}), (house.camillo, 3, {"Andrea", "Beatrice"})):
        found = house.app.severities.compared(actor, RANDOM)
        assert found.calls == calls
        assert set(found.names.values()) == names
    foreign = EvaluationFilter(team_id=house.sud, agent_id=house.andrea.id)
    assert house.app.severities.compared(house.bruno, foreign).calls == 0


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_single_evaluator_is_beside_nobody(house: House) -> None:
    marked(house, house.anna, house.bruno, 70, calls=3)
    found = house.app.severities.compared(house.bruno, RANDOM)
    assert found.severity is None
    assert found.evaluators == {house.bruno.id}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_evaluators_who_share_no_agent_are_not_compared(house: House) -> None:
    marked(house, house.anna, house.bruno, 70)
    marked(house, house.elena, house.beatrice, 90)
    found = house.app.severities.compared(house.carla, RANDOM)
    assert found.severity is not None
    assert not found.severity.connected
    assert set(found.verdicts.values()) == {SeverityVerdict.ALONE}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_calibration_session_joins_evaluators_who_share_no_agent_and_is_in_no_agents_score(house: House) -> None:
    marked(house, house.anna, house.bruno, 70)
    marked(house, house.elena, house.beatrice, 90)
    before = house.app.severities.compared(house.carla, RANDOM)
    for nth in range(4):
        call_id = house.call(house.anna)
        for evaluator, care in ((house.bruno, 60 + nth), (house.beatrice, 72 + nth)):
            scores: dict[str, Any] = {"probability": None, "care_score": care, "final_score": care}
            answers = mixed(1, short=0)
            marked_calls(house, house.anna, evaluator, answers, [call_id], selection="session", **scores)
    after = house.app.severities.compared(house.carla, RANDOM)
    assert (before.calls, after.calls, after.in_sessions) == (24, 24, 8)
    assert before.severity is not None
    assert after.severity is not None
    assert not before.severity.connected
    # who heard the better agents is the lenient one on the calls that both heard
    severity = {each.evaluator: each.severity for each in after.severity.evaluators}
    assert severity[house.bruno.id] > 0 > severity[house.beatrice.id]
    assert after.severity.connected
    raw = [{each.agent: (each.n, each.raw) for each in one.severity.agents} for one in (before, after) if one.severity]
    assert raw[0] == raw[1]


def one(number: int, low: float, high: float, n: int = 50, island: int = 0) -> EvaluatorSeverity:
    return EvaluatorSeverity(number, n, island, 10, (low + high) / 2, low, high)


def test_of_many_compared_nobody_is_told_apart_by_the_interval_of_one_alone() -> None:
    barely = one(1, 0.1, 4.1)
    assert verdicts([barely, one(2, -4.1, 3.0)])[1] is SeverityVerdict.UNCLEAR
    clearly = one(1, 2.0, 6.0)
    assert verdicts([clearly, *(one(nth, -2.0, 2.0) for nth in range(2, 40))])[1] is SeverityVerdict.STRICT


def test_few_calls_and_an_island_of_ones_own_say_nothing() -> None:
    found = verdicts([one(1, 2.0, 6.0, n=9), one(2, -6.0, -2.0), one(3, 2.0, 6.0, island=1)])
    assert found == {1: SeverityVerdict.TOO_FEW, 2: SeverityVerdict.LENIENT, 3: SeverityVerdict.ALONE}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_it_refuses_who_watches_no_team(house: House) -> None:
    for actor in (house.anna, house.dario, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.severities.compared(actor, RANDOM)
