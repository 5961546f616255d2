"""Practice: what is tried is kept, what is weak is proposed with its reason, and supervisors see their own teams."""

import pytest
from sqlalchemy import update

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from benvenuto.domain.practice import NotAnAttempt, Outcome, right_answer
from benvenuto.services.handbook.practice import MOST_PROPOSED, NoSuchExercise, Practised
from benvenuto.storage.handbook.practice import StoredAttempt
from benvenuto.storage.tables import attempts
from tests.house import House

TITLE = "greeting/fortieth-call"  # its third answer is the better one
PATH = "greeting/first-words"


def of(house: House, actor: Actor, path: str, language: str = "it") -> Practised:
    return next(one for one in house.app.practice.exercises(actor, language) if one.exercise.path == path)


def test_every_attempt_is_kept_and_the_last_one_shown(house: House) -> None:
    assert of(house, house.anna, TITLE).last is None
    assert house.app.practice.attempt(house.anna, TITLE, 0, "it") is Outcome.WRONG
    assert house.app.practice.attempt(house.anna, TITLE, 2, "it") is Outcome.RIGHT
    assert of(house, house.anna, TITLE).outcomes == (Outcome.WRONG, Outcome.RIGHT)
    assert of(house, house.elena, TITLE).outcomes == ()
    assert house.audit()[-2:] == ["exercise_tried", "exercise_tried"]


def test_attempts_of_every_kind_are_kept(house: House) -> None:
    app, anna = house.app, house.anna
    assert app.practice.attempt(anna, "greeting/read-to-be-confirmed", ((4,), ("prompted",)), "it") is Outcome.RIGHT
    assert app.practice.attempt(anna, "greeting/person-then-order", (0, 1, 2, 3, 4), "it") is Outcome.RIGHT
    assert app.practice.attempt(anna, "greeting/name-and-silence", "full", "it") is Outcome.PARTLY


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_an_attempt_that_does_not_fit_leaves_nothing(house: House) -> None:
    with pytest.raises(NotAnAttempt):
        house.app.practice.attempt(house.anna, TITLE, 9, "it")
    with pytest.raises(NoSuchExercise):
        house.app.practice.attempt(house.anna, "greeting/nothing", 0, "it")
    with pytest.raises(NoSuchExercise):
        house.app.practice.attempt(house.anna, "greeting/farewell-heard-it", "missing", "en")
    assert of(house, house.anna, TITLE).outcomes == ()
    assert "exercise_tried" not in house.audit()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_exercises_are_those_of_the_readers_language(house: House) -> None:
    for language, own, other in (("it", "it", "en"), ("en", "en", "it")):
        found = {one.exercise.path for one in house.app.practice.exercises(house.anna, language)}
        assert f"greeting/farewell-heard-{own}" in found
        assert f"greeting/farewell-heard-{other}" not in found


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_without_evaluations_nothing_is_proposed(house: House) -> None:
    assert house.app.practice.proposed(house.anna, "it") == []


def test_the_weakest_criteria_of_the_last_evaluations_are_proposed_and_say_why(house: House) -> None:
    for lowest in ("greeting/farewell", "greeting/farewell", ""):
        draft = house.draft(house.bruno, house.call(house.anna), lowest=lowest)
        house.app.scoring.publish(house.bruno, draft.id)
    (proposal,) = house.app.practice.proposed(house.anna, "it")
    assert proposal.path == "greeting/farewell"
    assert proposal.weak is not None
    assert (proposal.weak.below, proposal.weak.counted) == (2, 3)
    assert proposal.weak.lost == pytest.approx(2 / 3)
    assert {one.exercise.criterion_path for one in proposal.exercises} == {"greeting/farewell"}
    assert proposal.next == proposal.exercises[0]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_draft_and_another_agents_evaluation_propose_nothing(house: House) -> None:
    house.draft(house.bruno, house.call(house.anna), level=1)
    house.published(house.beatrice, house.call(house.andrea), level=1)
    assert house.app.practice.proposed(house.anna, "it") == []
    assert len(house.app.practice.proposed(house.andrea, "it")) == MOST_PROPOSED


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_next_exercise_is_the_first_that_was_not_right_yet(house: House) -> None:
    house.app.practice.assign(house.bruno, house.anna.id, PATH)
    house.app.practice.attempt(house.anna, TITLE, 2, "it")
    (proposal,) = house.app.practice.proposed(house.anna, "it")
    assert proposal.next is not None
    assert proposal.next.exercise.path == "greeting/six-second-welcome"
    for practised in proposal.exercises:
        right = right_answer(practised.exercise, "it")
        assert house.app.practice.attempt(house.anna, practised.exercise.path, right, "it") is Outcome.RIGHT
    (proposal,) = house.app.practice.proposed(house.anna, "it")
    assert proposal.next is None


def test_a_supervisor_asks_once_and_takes_it_back(house: House) -> None:
    practice, anna = house.app.practice, house.anna
    for _ in range(2):
        practice.assign(house.bruno, anna.id, PATH)
    (proposal,) = practice.proposed(anna, "it")
    assert proposal.assigned is not None
    assert (proposal.assigned.by, proposal.weak) == ("Bruno", None)
    practice.withdraw(house.bruno, anna.id, PATH)
    practice.withdraw(house.bruno, anna.id, PATH)
    assert practice.proposed(anna, "it") == []
    assert house.audit()[-2:] == ["practice_assigned", "practice_withdrawn"]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nobody_asks_agents_of_another_team_or_what_nobody_can_practise(house: House) -> None:
    with pytest.raises(Forbidden):
        house.app.practice.assign(house.beatrice, house.anna.id, PATH)
    with pytest.raises(Forbidden):
        house.app.practice.assign(house.bruno, house.carla.id, PATH)
    with pytest.raises(NoSuchExercise):
        house.app.practice.assign(house.bruno, house.anna.id, "greeting/nothing")


def test_a_supervisor_sees_who_practised_what_in_the_own_teams(house: House) -> None:
    practice = house.app.practice
    for given in (0, 2):
        practice.attempt(house.anna, TITLE, given, "it")
    practice.attempt(house.anna, "greeting/six-second-welcome", "missing", "it")
    practice.attempt(house.andrea, TITLE, 2, "it")
    house.published(house.bruno, house.call(house.anna), level=1)
    anna, elena = practice.team(house.bruno)
    assert (anna.agent.name, elena.agent.name) == ("Anna", "Elena")
    assert (len(anna.attempts), anna.tried, anna.right) == (3, 2, 1)
    assert anna.by_criterion == {PATH: (2, 1)}
    assert len(anna.weak) == MOST_PROPOSED
    assert (elena.tried, list(elena.attempts), list(elena.weak)) == (0, [], [])


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_was_tried_before_an_exercise_changed_still_counts(house: House) -> None:
    """An exercise that is gone, and an answer as it was kept then: one turn and one reason."""
    gone, criterion = "listening/read-it-back", "listening/reads-back"
    before = StoredAttempt(house.anna.id, gone, criterion, Outcome.RIGHT, house.clock())
    with house.app.database.write() as tx:
        tx.practice.add(before, ((2,), ("no-read-back",)), "it")
        tx.connection.execute(update(attempts).values(given=[2, "no-read-back"]))
    anna = next(each for each in house.app.practice.team(house.bruno) if each.agent.id == house.anna.id)
    assert anna.by_criterion == {criterion: (1, 1)}
    assert all(each.last is None for each in house.app.practice.exercises(house.anna, "it"))
