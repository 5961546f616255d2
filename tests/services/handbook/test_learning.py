"""The learning path: who signs what, that nothing signed is written over, and what is known beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.learning import NoSuchStep, ReadCounts, SignedAlready
from benvenuto.domain.people import Actor
from benvenuto.services.handbook.learning import StepProgress, Tried
from tests.house import WEDNESDAY, House

OWN, SUPERVISORS = "read", "shadow"


def step(house: House, actor: Actor, id_: str, agent: str = "anna") -> StepProgress:
    path = house.app.learning.of_agent(actor, house.people[agent.capitalize()].id)
    return next(one for one in path.steps if one.step.id == id_)


def test_an_agent_signs_the_own_steps_and_a_supervisor_the_others(house: House) -> None:
    learning, anna = house.app.learning, house.anna
    learning.sign(anna, anna.id, OWN)
    house.clock.forward(days=2)
    learning.sign(house.bruno, anna.id, SUPERVISORS)
    path = learning.of_agent(house.carla, anna.id)
    signed = {one.step.id: one.signed for one in path.steps if one.signed}
    assert {id_: (one.by, one.at) for id_, one in signed.items()} == {
        OWN: ("Anna", WEDNESDAY),
        SUPERVISORS: ("Bruno", house.clock()),
    }
    assert (path.signed, path.next) == (2, path.steps[1])
    assert house.audit()[-2:] == ["step_signed", "step_signed"]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nobody_signs_what_is_anothers(house: House) -> None:
    anna = house.anna
    for actor, id_ in (
        (house.bruno, OWN),
        (anna, SUPERVISORS),
        (house.beatrice, SUPERVISORS),
        (house.carla, SUPERVISORS),
        (house.carla, OWN),
        (house.andrea, OWN),
        (house.dario, SUPERVISORS),
    ):
        for deed in (house.app.learning.sign, house.app.learning.withdraw):
            with pytest.raises(Forbidden):
                deed(actor, anna.id, id_)
        assert not step(house, anna, id_).signed
    with pytest.raises(Forbidden):
        house.app.learning.sign(house.elena, house.elena.id, SUPERVISORS)  # a supervisor, but her own path
    assert "step_signed" not in house.audit()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_page_offers_to_sign_only_what_the_service_lets_sign(house: House) -> None:
    offered = {
        name: [id_ for id_ in (OWN, SUPERVISORS) if step(house, house.people[name], id_).may_sign]
        for name in ("Anna", "Bruno", "Carla")
    }
    assert offered == {"Anna": [OWN], "Bruno": [SUPERVISORS], "Carla": []}


def test_what_is_signed_is_never_written_over(house: House) -> None:
    house.app.learning.sign(house.bruno, house.anna.id, SUPERVISORS)
    with pytest.raises(SignedAlready, match="Bruno"):
        house.app.learning.sign(house.elena, house.anna.id, SUPERVISORS)
    signed = step(house, house.anna, SUPERVISORS).signed
    assert signed is not None
    assert signed.by == "Bruno"
    assert house.audit().count("step_signed") == 1


def test_a_withdrawn_signature_stays_on_record_and_the_step_can_be_signed_anew(house: House) -> None:
    learning, anna = house.app.learning, house.anna
    learning.sign(house.bruno, anna.id, SUPERVISORS)
    house.clock.forward(days=1)
    learning.withdraw(house.elena, anna.id, SUPERVISORS)
    learning.withdraw(house.elena, anna.id, SUPERVISORS)
    found = step(house, anna, SUPERVISORS)
    assert found.signed is None
    (withdrawn,) = found.withdrawn
    assert (withdrawn.by, withdrawn.at, withdrawn.withdrawn_by, withdrawn.withdrawn_at) == (
        "Bruno",
        WEDNESDAY,
        "Elena",
        house.clock(),
    )
    learning.sign(house.elena, anna.id, SUPERVISORS)
    found = step(house, anna, SUPERVISORS)
    assert found.signed is not None
    assert (found.signed.by, len(found.withdrawn)) == ("Elena", 1)
    assert house.audit()[-3:] == ["step_signed", "step_withdrawn", "step_signed"]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_was_signed_under_a_step_that_is_gone_is_still_shown(house: House) -> None:
    house.app.learning.sign(house.anna, house.anna.id, OWN)
    shorter = replace(house.app.learning, path=house.app.learning.path[1:])
    path = shorter.of_agent(house.anna, house.anna.id)
    assert [(one.step, one.title.in_language("en")) for one in path.former] == [(OWN, "Read")]
    assert path.signed == 0
    with pytest.raises(NoSuchStep):
        shorter.sign(house.anna, house.anna.id, OWN)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_is_known_stands_beside_the_step_and_signs_nothing(house: House) -> None:
    assert step(house, house.anna, "practise").known == Tried(0, 0)
    assert step(house, house.anna, "answer").known == ReadCounts(0, 0)
    for given in (0, 2):
        house.app.practice.attempt(house.anna, "greeting/fortieth-call", given, "it")
    house.app.practice.attempt(house.anna, "greeting/farewell-heard-it", "missing", "it")  # of no criterion it names
    house.published(house.bruno, house.call(house.anna))
    read = house.published(house.bruno, house.call(house.anna))
    house.app.feedback.acknowledge(house.anna, read.id)
    house.handed_in(house.anna, house.call(house.anna))  # of herself
    house.draft(house.bruno, house.call(house.anna))
    assert step(house, house.anna, "practise").known == Tried(1, 1)
    assert step(house, house.anna, "answer").known == ReadCounts(2, 1)
    assert house.app.learning.of_agent(house.anna, house.anna.id).signed == 0


def test_a_path_is_seen_by_its_agent_and_the_teams_supervisors_and_managers(house: House) -> None:
    assert [one.agent.name for one in house.app.learning.team(house.bruno)] == ["Anna", "Elena"]
    assert [one.agent.name for one in house.app.learning.team(house.camillo)] == ["Andrea"]
    for actor in (house.andrea, house.beatrice, house.dario, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.learning.of_agent(actor, house.anna.id)
    with pytest.raises(Forbidden):
        house.app.learning.of_agent(house.bruno, house.carla.id)  # no agent
