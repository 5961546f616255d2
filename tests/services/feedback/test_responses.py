"""How soon feedback is read and acknowledged: noted once, by its agent alone, and shown to who manages the team."""

from __future__ import annotations

import pytest

from benvenuto.domain.faults import Forbidden
from tests.house import House


def publish(house: House) -> int:
    return house.published(house.bruno, house.call(house.anna)).id


def test_only_the_agent_reads_it_and_the_first_time_is_kept(house: House) -> None:
    evaluation_id = publish(house)
    assert not house.app.responses.note_read(house.bruno, evaluation_id)
    house.clock.forward(hours=3)
    assert house.app.responses.note_read(house.anna, evaluation_id)
    house.clock.forward(hours=1)
    assert not house.app.responses.note_read(house.anna, evaluation_id)
    stored = house.app.feedback.read(house.anna, evaluation_id).stored
    assert stored.published_at is not None
    assert stored.first_read_at is not None
    assert (stored.first_read_at - stored.published_at).total_seconds() == 3 * 3600
    assert house.audit().count("evaluation_read") == 1


def test_what_was_taken_back_is_unread_when_it_is_published_again(house: House) -> None:
    evaluation_id = publish(house)
    house.app.responses.note_read(house.anna, evaluation_id)
    house.app.scoring.take_back(house.bruno, evaluation_id)
    house.app.scoring.publish(house.bruno, evaluation_id)
    assert house.app.feedback.read(house.anna, evaluation_id).stored.first_read_at is None


def test_a_draft_and_a_self_evaluation_are_not_read(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    with pytest.raises(Forbidden):
        house.app.responses.note_read(house.anna, draft.id)
    own = house.handed_in(house.anna, house.call(house.anna))
    assert not house.app.responses.note_read(house.anna, own.id)


def test_medians_count_what_still_waits_with_the_time_it_has_waited(house: House) -> None:
    evaluations = [publish(house) for _ in range(12)]
    house.clock.forward(hours=2)
    for evaluation_id in evaluations[:4]:
        house.app.responses.note_read(house.anna, evaluation_id)
    house.clock.forward(hours=10)
    for evaluation_id in evaluations[4:8]:
        house.app.responses.note_read(house.anna, evaluation_id)
    for evaluation_id in evaluations[:4]:
        house.app.feedback.acknowledge(house.anna, evaluation_id)
    house.clock.forward(days=3)
    (team,) = house.app.responses.times(house.carla).teams
    assert team.team.name == "Nord"
    assert (team.read.n, team.read.happened, team.read.median) == (12, 8, 12.0)
    assert (team.acknowledged.n, team.acknowledged.happened, team.acknowledged.median) == (12, 4, None)


def test_a_dispute_ends_the_waiting_for_an_acknowledgement(house: House) -> None:
    evaluations = [publish(house) for _ in range(12)]
    house.clock.forward(hours=1)
    for evaluation_id in evaluations[:6]:
        house.app.feedback.dispute(house.anna, evaluation_id, "No.")
    house.clock.forward(hours=1)
    for evaluation_id in evaluations[6:]:
        house.app.feedback.acknowledge(house.anna, evaluation_id)
    (team,) = house.app.responses.times(house.carla).teams
    assert (team.acknowledged.happened, team.acknowledged.median) == (6, 2.0)


def test_what_was_published_before_readings_were_noted_is_not_called_unread(house: House) -> None:
    publish(house)
    assert house.app.responses.times(house.carla).teams[0].read.n == 0
    house.clock.forward(days=1)
    evaluation_id = publish(house)
    house.app.responses.note_read(house.anna, evaluation_id)
    responses = house.app.responses.times(house.carla)
    assert responses.teams[0].read.n == 1
    assert responses.noted_since == house.clock()


def test_what_was_acknowledged_before_readings_were_noted_is_left_out_of_reading_alone(house: House) -> None:
    noted, unknown = publish(house), publish(house)
    house.app.responses.note_read(house.anna, noted)
    house.app.feedback.acknowledge(house.anna, unknown)
    (team,) = house.app.responses.times(house.carla).teams
    assert (team.read.n, team.acknowledged.n) == (1, 2)


def test_only_what_was_published_of_late_counts(house: House) -> None:
    house.app.responses.note_read(house.anna, publish(house))
    house.clock.forward(weeks=14)
    assert house.app.responses.times(house.carla).teams[0].read.n == 0


def test_it_is_for_managers_alone(house: House) -> None:
    for actor in (house.anna, house.bruno, house.dario, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.responses.times(actor)
