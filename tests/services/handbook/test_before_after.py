"""Before and after practice: what counts on which side, when a difference may be claimed, and who sees whose."""

from __future__ import annotations

from dataclasses import astuple
from datetime import timedelta

import numpy as np
import pytest

from benchmarks.one_sample import mean_interval
from benchmarks.practice import changes, chosen_when_weak
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from benvenuto.services.handbook.practice import LATEST
from benvenuto.services.quality.since_chosen import WEEKLY_LOOKS, SinceChosen
from benvenuto.statistics.enough import Change, difference
from benvenuto.statistics.intervals import LEVEL, Estimate
from tests.drawn import drawn
from tests.house import WEDNESDAY, House

TITLE, PATH = "greeting/fortieth-call", "greeting/first-words"
EARLIER, LATER = WEDNESDAY - timedelta(days=7), WEDNESDAY + timedelta(days=7)


def practised(house: House, agent: Actor) -> None:
    """Let the agent practise the criterion, chosen by ten hand-picked calls that nothing else counts."""
    drawn(house, agent, PATH, [0] * LATEST, house.clock() - timedelta(hours=1), selection="targeted", probability=None)
    house.app.practice.attempt(agent, TITLE, 0, "it")


def only(house: House, actor: Actor) -> SinceChosen:
    (found,) = house.app.before_after.compared(actor)
    return found


def is_of(values: list[float], estimate: Estimate | None) -> bool:
    """Whether it is the mean of these values with its interval, but for the last digit."""
    return estimate is not None and astuple(estimate) == pytest.approx(astuple(mean_interval(values)))


def test_the_first_attempt_parts_the_calls_and_each_side_has_its_n_and_interval(house: House) -> None:
    practised(house, house.anna)
    house.clock.forward(days=3)
    practised(house, house.anna)
    drawn(house, house.anna, PATH, [0, 0.5, 1], EARLIER)
    drawn(house, house.anna, PATH, [1], WEDNESDAY)
    drawn(house, house.anna, PATH, [1, 0.5], LATER)
    found = only(house, house.anna)
    assert (found.agent.name, found.criterion, found.since) == ("Anna", PATH, WEDNESDAY)
    assert is_of([0, 50, 100], found.before)
    assert is_of([100, 100, 50], found.after)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_only_what_counts_and_was_drawn_at_random_is_compared(house: House) -> None:
    practised(house, house.anna)
    drawn(house, house.anna, PATH, [0], EARLIER)
    drawn(house, house.anna, PATH, [None], EARLIER)
    drawn(house, house.anna, "greeting/identity", [1], EARLIER)
    drawn(house, house.elena, PATH, [1], EARLIER)
    drawn(house, house.anna, PATH, [1], EARLIER, selection="targeted", probability=None)
    drawn(house, house.anna, PATH, [1], EARLIER, status="overturned")
    drawn(house, house.anna, PATH, [1], EARLIER, status="draft")
    drawn(house, house.anna, PATH, [1], EARLIER, revision=2)  # the answers are those of an earlier revision
    found = only(house, house.anna)
    assert is_of([0], found.before)
    assert found.after is None


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_call_weighs_by_the_inverse_of_its_probability(house: House) -> None:
    practised(house, house.anna)
    drawn(house, house.anna, PATH, [0], EARLIER, probability=0.25)
    drawn(house, house.anna, PATH, [1], EARLIER)
    before = only(house, house.anna).before
    assert before is not None
    assert before.mean == pytest.approx(20)  # (4 x 0 + 1 x 100) / 5


def test_the_ten_evaluations_by_which_a_criterion_was_chosen_are_on_neither_side(house: House) -> None:
    drawn(house, house.anna, PATH, [1, 0.5], EARLIER - timedelta(days=1))
    drawn(house, house.anna, "greeting/identity", [0] * 4, EARLIER)
    drawn(house, house.anna, PATH, [0] * 6, EARLIER)
    house.app.practice.attempt(house.anna, TITLE, 0, "it")
    drawn(house, house.anna, PATH, [0], EARLIER, published_at=LATER)  # called before it, but nobody knew of it
    assert is_of([100, 50, 0], only(house, house.anna).before)


def test_of_an_assigned_criterion_they_are_the_ten_before_it_was_assigned(house: House) -> None:
    drawn(house, house.anna, PATH, [0] * 10, EARLIER)
    house.app.practice.assign(house.bruno, house.anna.id, PATH)
    house.clock.forward(days=3)
    drawn(house, house.anna, PATH, [1, 0.5], WEDNESDAY + timedelta(days=1))
    house.app.practice.attempt(house.anna, TITLE, 0, "it")
    assert is_of([100, 50], only(house, house.anna).before)


@pytest.mark.parametrize("before", [10, 20])
def test_agents_chosen_because_they_were_weak_are_not_told_of_a_rise_when_nothing_changed(before: int) -> None:
    earlier, later = chosen_when_weak(np.random.default_rng(5), agents=3000, before=before + LATEST, after=40)
    assert np.mean(changes(earlier[:, :before], later, LEVEL) > 0) > 0.04  # what was claimed before they were left out
    kept = earlier[:, LATEST:]
    assert abs(later.mean() - kept.mean()) < 2
    assert np.mean(np.any([changes(kept, later[:, :n]) != 0 for n in (10, 20, 30, 40)], axis=0)) < 0.03


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_with_few_calls_on_one_side_nothing_is_claimed(house: House) -> None:
    practised(house, house.anna)
    drawn(house, house.anna, PATH, [0] * 30, EARLIER)
    drawn(house, house.anna, PATH, [1] * 9, LATER)
    found = only(house, house.anna)
    assert (found.change, found.difference) == (Change.TOO_FEW, None)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_with_calls_enough_chance_and_more_than_chance_are_told_apart(house: House) -> None:
    practised(house, house.anna)
    drawn(house, house.anna, PATH, [0, 1] * 10, EARLIER)
    drawn(house, house.anna, PATH, [1, 0] * 6, LATER)
    assert only(house, house.anna).change is Change.NOISE
    drawn(house, house.anna, PATH, [1] * 60, LATER)
    found = only(house, house.anna)
    assert found.change is Change.SIGNAL
    assert found.before is not None
    assert found.after is not None
    assert found.difference == difference(found.before, found.after, level=WEEKLY_LOOKS)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_of_several_criteria_of_an_agent_each_claims_less_and_of_other_agents_nothing_changes(house: House) -> None:
    for agent in (house.anna, house.elena):
        practised(house, agent)
        drawn(house, agent, PATH, [0, 1] * 10, EARLIER)
        drawn(house, agent, PATH, [1] * 20, LATER)
    alone = only(house, house.anna).difference
    house.app.practice.attempt(house.elena, "greeting/read-to-be-confirmed", ((4,), ("prompted",)), "it")
    drawn(house, house.elena, "greeting/identity", [0, 1] * 10, EARLIER)
    drawn(house, house.elena, "greeting/identity", [1] * 20, LATER)
    anna, one, other = (each.difference for each in house.app.before_after.compared(house.bruno))
    assert anna == alone
    assert one == other
    assert alone is not None
    assert one is not None
    assert one.high - one.low > alone.high - alone.low


def test_everybody_sees_only_their_own_or_their_teams(house: House) -> None:
    for agent in (house.anna, house.andrea, house.elena):
        practised(house, agent)
        drawn(house, agent, PATH, [1], EARLIER)

    def seen(actor: Actor) -> list[str]:
        return [one.agent.name for one in house.app.before_after.compared(actor)]

    assert seen(house.anna) == ["Anna"]
    assert seen(house.bruno) == seen(house.carla) == seen(house.elena) == ["Anna", "Elena"]
    assert seen(house.beatrice) == seen(house.camillo) == ["Andrea"]
    with pytest.raises(Forbidden):
        house.app.before_after.compared(house.dario)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_calls_for_another_team_stay_with_that_team(house: House) -> None:
    practised(house, house.anna)
    drawn(house, house.anna, PATH, [0], EARLIER, team_id=house.sud)
    assert only(house, house.bruno).before is None
    assert only(house, house.anna).before is not None


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_simulated_calls_are_counted_as_such(house: House) -> None:
    practised(house, house.anna)
    drawn(house, house.anna, PATH, [1, 1], EARLIER)
    drawn(house, house.anna, PATH, [1], EARLIER, simulated=True)
    assert only(house, house.anna).simulated == 1


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_without_practice_there_is_nothing_to_compare(house: House) -> None:
    drawn(house, house.anna, PATH, [1, 1], EARLIER)
    assert list(house.app.before_after.compared(house.bruno)) == []
