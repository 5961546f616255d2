"""The health of criteria: what was asked, what was answered, and only in one's own teams."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from benvenuto.services.quality.answered_calls import answered_calls, criteria_of, take
from benvenuto.services.quality.criteria import Judged
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.statistics.criterion_health import HealthFinding
from tests.answered import BOTH, IDENTITY, heard, mixed
from tests.house import House

RANDOM = EvaluationFilter()


def judged(house: House, actor: Actor, path: str, scorecard: str = "") -> Judged:
    return next(one for one in house.app.criteria.health(actor, RANDOM, scorecard).criteria if one.path == path)


def test_a_criterion_tells_its_answers_what_did_not_apply_and_what_fell_short(house: House) -> None:
    heard(house, house.anna, house.bruno, [{**one, IDENTITY: None} for one in mixed(20, short=5)])
    first, identity = (judged(house, house.carla, path) for path in (BOTH[0], IDENTITY))
    assert (first.offered, first.health.answered) == (20, 20)
    assert first.health.short is not None
    assert first.health.short.share == 0.25
    assert identity.health.answered == 0
    assert identity.health.not_applicable is not None
    assert identity.health.not_applicable.share == 1
    never = judged(house, house.carla, "greeting/farewell")
    assert (never.offered, never.health.not_applicable) == (20, None), "nobody answered: it was not asked"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_never_fails_and_what_never_applies_is_found_once_it_is_certain(house: House) -> None:
    heard(house, house.anna, house.bruno, [{**one, IDENTITY: None} for one in mixed(80, short=0)])
    assert HealthFinding.NEVER_FAILS in judged(house, house.carla, BOTH[0]).health.findings
    assert judged(house, house.carla, IDENTITY).health.findings == (HealthFinding.ALWAYS_NOT_APPLICABLE,)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_scorecard_lists_its_own_criteria_by_its_own_calls(house: House) -> None:
    heard(house, house.anna, house.bruno, mixed(3, short=1))
    with house.app.database.read() as tx:
        used = house.app.scorecards.for_reason(tx, "delivery").scorecard
    others = [one.scorecard.id for one in house.app.scorecards.in_force() if one.scorecard.id != used.id]
    listed = house.app.criteria.health(house.carla, RANDOM, used.id)
    assert [one.path for one in listed.criteria] == [path for path, _ in used.criteria()]
    assert house.app.criteria.health(house.carla, RANDOM, others[0]).criteria == ()
    assert house.app.criteria.health(house.carla, RANDOM, "no-such-scorecard").criteria == ()


def test_calls_of_other_teams_do_not_count(house: House) -> None:
    heard(house, house.anna, house.bruno, mixed(3, short=1))
    heard(house, house.andrea, house.beatrice, mixed(5, short=1))
    assert house.app.criteria.health(house.bruno, RANDOM).all == 3
    assert house.app.criteria.health(house.camillo, RANDOM).all == 5
    assert house.app.criteria.health(house.bruno, EvaluationFilter(team_id=house.sud)).all == 0


def test_of_very_many_calls_an_even_part_is_taken_and_is_the_same_each_time(house: House) -> None:
    ids = heard(house, house.anna, house.bruno, mixed(60, short=20))
    within = oversight_scope(house.carla)
    with house.app.database.read() as tx:
        first, again = (take(tx, within, RANDOM, most=20) for _ in range(2))
        stored = {one.version_id: house.app.scorecards.version(tx, one.version_id) for one in first.facts}
    assert first == again
    assert first.all == 60
    assert 12 <= len(first.facts) <= 28
    places = sorted(ids.index(one.id) for one in first.facts)
    assert max(after - before for before, after in pairwise(places)) <= 12
    calls = answered_calls(first, criteria_of(stored))
    assert calls.answers.share.sum() == pytest.approx(len(first.facts)), "each call's answers are all there"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_it_refuses_who_watches_no_team(house: House) -> None:
    for actor in (house.anna, house.dario, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.criteria.health(actor, RANDOM)
