"""Care beside handling time: over the same calls, weighted alike, and only where there is enough to say."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from scipy.stats import spearmanr

from benchmarks.one_sample import amount_interval, mean_interval
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.weeks import week_from
from benvenuto.services.quality.efficiency import stretches, weeks_a_point
from benvenuto.statistics.enough import Change
from tests.house import WEDNESDAY, House
from tests.services.failing_calls import heard

SECONDS = [60, 75, 90, 300, 120, 180, 150, 95, 240, 600, 130, 85]
SCORES = [80.0, 90.0, 70.0, 100.0, 100.0, 85.0, 60.0, 90.0, 95.0, 100.0, 75.0, 40.0]
PROBABILITIES = [0.5, 0.25, 0.1] * 4


def calls(
    house: House, name: str = "Anna", weeks_ago: int = 0, shift: float = 0.0, longer: int = 0, reason: str = "delivery"
) -> None:
    """Calls of that week as above, each so many points poorer and so many seconds longer."""
    one = heard(house, house.people[name], weeks_ago=weeks_ago)
    with house.app.database.write() as tx:
        stored = tx.evaluations.get(one)
        assert stored is not None
        tx.evaluations.set(one, status="overturned")  # the pattern of the others, itself out of the way
    for seconds, score, probability in zip(SECONDS, SCORES, PROBABILITIES, strict=True):
        at = WEDNESDAY - timedelta(weeks=weeks_ago, hours=4)
        call_id = house.call(house.people[name], at=at, duration_s=seconds + longer)
        with house.app.database.write() as tx:
            facts = {
                "call_id": call_id, "agent_id": stored.agent_id, "team_id": stored.team_id, "called_at": at,
                "evaluator_id": stored.evaluator_id, "scorecard_version_id": stored.scorecard_version_id,
            }  # fmt: skip
            evaluation = tx.evaluations.begin(at, stored.selection, stored.facts, **facts)
            counted = {"status": "published", "selection": "random", "probability": probability}
            tx.evaluations.set(evaluation, **counted, care_score=score - shift, contact_reason=reason)


def test_both_are_estimated_over_the_same_weighted_calls(house: House) -> None:
    calls(house)
    found = house.app.efficiency.beside(house.bruno, EvaluationFilter()).whole
    weights = [1 / probability for probability in PROBABILITIES]
    care, time = mean_interval(SCORES, weights), amount_interval(SECONDS, weights)
    assert found is not None
    for one, expected in ((found.care, care), (found.time, time)):
        assert one.n == 12
        assert one.effective_n == pytest.approx(expected.effective_n)
        assert (one.mean, one.low, one.high) == pytest.approx((expected.mean, expected.low, expected.high), rel=1e-6)


def test_a_call_without_a_duration_leaves_both_and_is_told(house: House) -> None:
    calls(house)
    heard(house, house.anna, duration_s=None)
    found = house.app.efficiency.beside(house.bruno, EvaluationFilter())
    assert found.untimed == 1
    assert found.whole is not None
    assert found.whole.care.n == found.whole.time.n == 12


def test_within_one_agent_the_correlation_is_spearmans_ties_and_all(house: House) -> None:
    calls(house)
    found = house.app.efficiency.beside(house.bruno, EvaluationFilter()).calls
    assert found is not None
    assert found.value == pytest.approx(spearmanr(SECONDS, SCORES).statistic)
    assert house.app.efficiency.beside(house.bruno, EvaluationFilter()).people is None  # one agent


def test_reasons_that_are_both_longer_and_harder_do_not_make_longer_calls_worse(house: House) -> None:
    calls(house)
    alone = house.app.efficiency.beside(house.bruno, EvaluationFilter()).calls
    calls(house, shift=40.0, longer=900, reason="complaint")
    both = house.app.efficiency.beside(house.bruno, EvaluationFilter()).calls
    assert alone is not None
    assert both is not None
    assert both.value == pytest.approx(alone.value)
    assert spearmanr([*SECONDS, *(s + 900 for s in SECONDS)], [*SCORES, *(s - 40 for s in SCORES)]).statistic < -0.5


def test_two_halves_that_differ_are_said_to_and_two_alike_are_not(house: House) -> None:
    for weeks_ago in (7, 6, 5, 4):
        calls(house, weeks_ago=weeks_ago)
    for weeks_ago in (3, 2, 1, 0):
        calls(house, weeks_ago=weeks_ago, shift=40.0, longer=900)
    wanted = EvaluationFilter(begin=week_from(date(2026, 1, 12), ZoneInfo("Europe/Rome")).low)
    found = house.app.efficiency.beside(house.bruno, wanted)
    assert found.since == date(2026, 2, 9)
    assert found.moved is not None
    assert found.moved.care_change is found.moved.time_change is Change.SIGNAL
    assert (found.moved.care.mean, found.moved.time.mean) == pytest.approx((-40, 900))
    mondays = [(date(2026, 1, 12) + timedelta(weeks=week)).isoformat() for week in range(8)]
    assert [one.name for one in found.points] == mondays


def test_a_half_with_too_few_calls_is_not_compared(house: House) -> None:
    calls(house)
    heard(house, house.anna, weeks_ago=3)
    found = house.app.efficiency.beside(house.bruno, EvaluationFilter(begin=WEDNESDAY - timedelta(weeks=3)))
    assert found.moved is None


def test_agents_and_teams_stand_by_name_and_nobody_elses_is_there(house: House) -> None:
    heard(house, house.elena)
    heard(house, house.anna)
    heard(house, house.andrea)
    found = house.app.efficiency.beside(house.carla, EvaluationFilter())
    assert [one.name for one in found.agents] == ["Anna", "Elena"]
    assert [one.name for one in found.teams] == ["Nord"]
    assert not any(one.enough for one in found.agents)
    assert house.app.efficiency.beside(house.camillo, EvaluationFilter(agent_id=house.anna.id)).whole is None


@pytest.mark.parametrize("name", ["anna", "dario", "fulvio"])
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_it_refuses_who_answers_for_no_team(house: House, name: str) -> None:
    with pytest.raises(Forbidden):
        house.app.efficiency.beside(house.people[name.capitalize()], EvaluationFilter())


@pytest.mark.parametrize(("weeks", "size", "points"), [(1, 1, 1), (13, 1, 13), (26, 2, 13), (27, 4, 7), (52, 4, 13)])
def test_points_end_with_the_last_week_and_are_never_too_many(weeks: int, size: int, points: int) -> None:
    monday = date(2026, 1, 5)
    all_of_them = [week_from(monday + timedelta(weeks=n), ZoneInfo("Europe/Rome")) for n in range(weeks)]
    found = stretches(all_of_them)
    assert (weeks_a_point(weeks), len(found)) == (size, points)
    assert found[0] == all_of_them[0]
    assert (all_of_them[-1].begin - found[-1].begin) == timedelta(weeks=size - 1)
    assert np.diff([week.begin.toordinal() for week in found[1:]]).tolist() == [7 * size] * max(points - 2, 0)
