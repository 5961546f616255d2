"""People and teams: kept by the administrator, of whom there is always one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Membership, Person, Role
from benvenuto.domain.text import UnknownLanguage
from benvenuto.services.people.people import PeopleService
from benvenuto.services.people.people_faults import (
    HiddenSigns,
    LastAdministrator,
    NameMissing,
    NameTooLong,
    TakenAgentCode,
    TakenTeamName,
    TakenUsername,
    TeamMissing,
    WrongUsername,
)
from benvenuto.services.people.sign_in import SignIn, hash_token
from benvenuto.storage.database import Database
from tests.house import House, StandingClock

ADMINISTRATOR = Membership(Role.ADMINISTRATOR, None)


def add(house: House, username: str = "gino", name: str = "Gino", agent_code: str = "", *held: Membership) -> int:
    return house.app.people.add(house.dario, username, name, held, "it", agent_code)[0]


def person(house: House, person_id: int) -> Person:
    return next(one for one in house.app.people.everyone(house.dario) if one.id == person_id)


def administrators(house: House) -> list[str]:
    everyone = house.app.people.everyone(house.dario)
    return [one.name for one in everyone if one.active and ADMINISTRATOR in one.memberships]


def test_a_person_is_added_with_roles_and_a_one_time_password(house: House) -> None:
    gino = person(house, add(house, " Gino.Rossi ", " Gino Rossi ", "", Membership(Role.MANAGER, house.nord)))
    assert (gino.username, gino.name, gino.agent_code) == ("gino.rossi", "Gino Rossi", "gino.rossi")
    assert (gino.active, gino.must_change_password) == (True, True)
    assert gino.memberships == (Membership(Role.MANAGER, house.nord),)


@pytest.mark.parametrize("username", ["", "a", "città", "two words", "-gino", "a" * 120, "gi\0no"])
def test_it_refuses_what_cannot_be_a_user_name(house: House, username: str) -> None:
    with pytest.raises(WrongUsername):
        add(house, username)


def test_it_refuses_a_taken_user_name_in_any_case(house: House) -> None:
    with pytest.raises(TakenUsername):
        add(house, "ANNA")


def test_it_refuses_a_taken_agent_code(house: House) -> None:
    with pytest.raises(TakenAgentCode):
        add(house, "gino", "Gino", "Anna")


def test_it_refuses_a_person_or_team_without_a_name(house: House) -> None:
    with pytest.raises(NameMissing):
        add(house, name="  ")
    with pytest.raises(NameMissing):
        house.app.people.add_team(house.dario, "  ")
    with pytest.raises(NameMissing):
        house.app.people.change(house.dario, house.anna.id, " ", "anna")


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.MANAGER])
def test_it_refuses_a_role_without_a_team(house: House, role: Role) -> None:
    with pytest.raises(TeamMissing):
        add(house, "gino", "Gino", "", Membership(role, None))


def test_it_refuses_an_administrator_of_one_team(house: House) -> None:
    with pytest.raises(TeamMissing):
        house.app.people.set_memberships(house.dario, house.anna.id, [Membership(Role.ADMINISTRATOR, house.nord)])


def test_it_refuses_to_close_the_account_of_the_last_administrator(house: House) -> None:
    with pytest.raises(LastAdministrator):
        house.app.people.set_active(house.dario, house.dario.id, active=False)
    assert administrators(house) == ["Dario"]


def test_it_refuses_to_take_the_last_administrator_s_role(house: House) -> None:
    with pytest.raises(LastAdministrator):
        house.app.people.set_memberships(house.dario, house.dario.id, [])
    assert administrators(house) == ["Dario"]


def test_a_closed_account_is_no_administrator_left(house: House) -> None:
    other = add(house, "gino", "Gino", "", ADMINISTRATOR)
    house.app.people.set_active(house.dario, other, active=False)
    with pytest.raises(LastAdministrator):
        house.app.people.set_memberships(house.dario, house.dario.id, [])


def test_of_two_administrators_one_may_go(house: House) -> None:
    add(house, "gino", "Gino", "", ADMINISTRATOR)
    house.app.people.set_memberships(house.dario, house.dario.id, [])
    assert administrators(house) == ["Gino"]


def test_two_administrators_who_take_each_other_s_role_at_once_leave_one(house: House) -> None:
    both = [house.dario, Actor(add(house, "gino", "Gino", "", ADMINISTRATOR), "Gino", frozenset({ADMINISTRATOR}))]
    together = Barrier(2)

    def demote(actor: Actor, other: Actor) -> bool:
        together.wait()
        try:
            house.app.people.set_memberships(actor, other.id, [])
        except LastAdministrator:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(demote, both, reversed(both)))
    assert sorted(done) == [False, True]
    assert len(administrators(house)) == 1


def test_the_same_person_added_twice_at_once_is_added_once(house: House) -> None:
    together = Barrier(2)

    def add_gino(_: int) -> bool:
        together.wait()
        try:
            add(house)
        except TakenUsername:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(add_gino, range(2))) == [False, True]


def test_a_new_agent_gets_the_calls_that_wait_for_the_code(house: House) -> None:
    waiting, other = house.call(None, agent_code="int-204"), house.call(None, agent_code="int-205")
    assert house.app.people.waiting_codes(house.dario) == {"int-204": 1, "int-205": 1}
    gino = add(house, "gino", "Gino", "int-204", Membership(Role.AGENT, house.sud))
    assert house.app.people.waiting_codes(house.dario) == {"int-205": 1}
    with house.app.database.read() as tx:
        adopted, left = tx.calls.get(waiting), tx.calls.get(other)
    assert adopted is not None
    assert left is not None
    assert (adopted.agent_id, adopted.team_id, left.agent_id) == (gino, house.sud, None)


def test_calls_wait_until_their_person_becomes_an_agent(house: House) -> None:
    house.call(None, agent_code="gino")
    gino = add(house)
    assert house.app.people.waiting_codes(house.dario) == {"gino": 1}
    house.app.people.set_memberships(house.dario, gino, [Membership(Role.AGENT, house.nord)])
    assert house.app.people.waiting_codes(house.dario) == {}


def test_a_corrected_agent_code_adopts_what_waits_for_it(house: House) -> None:
    house.call(None, agent_code="int-301")
    house.app.people.change(house.dario, house.anna.id, "Anna Montanari", " int-301 ")
    assert house.app.people.waiting_codes(house.dario) == {}
    assert person(house, house.anna.id).name == "Anna Montanari"


def test_changing_team_leaves_the_calls_of_before_with_the_team_that_took_them(house: House) -> None:
    before = house.call(house.anna)
    house.app.people.set_memberships(house.dario, house.anna.id, [Membership(Role.AGENT, house.sud)])
    with house.app.database.read() as tx:
        call = tx.calls.get(before)
    assert call is not None
    assert call.team_id == house.nord


def test_a_team_has_a_name_of_its_own(house: House) -> None:
    est = house.app.people.add_team(house.dario, " Est ")
    assert ("Est", est) in [(team.name, team.id) for team in house.app.people.teams(house.dario)]
    with pytest.raises(TakenTeamName):
        house.app.people.add_team(house.dario, "nord")
    with pytest.raises(TakenTeamName):
        house.app.people.rename_team(house.dario, est, "SUD")
    house.app.people.rename_team(house.dario, est, "EST")


def test_it_refuses_people_and_teams_that_are_not_there(house: House) -> None:
    people = house.app.people
    with pytest.raises(Forbidden):
        people.set_memberships(house.dario, 4711, [])
    with pytest.raises(Forbidden):
        people.set_active(house.dario, 4711, active=True)
    with pytest.raises(Forbidden):
        people.reset_password(house.dario, 4711)
    with pytest.raises(Forbidden):
        people.rename_team(house.dario, 4711, "Est")


def test_it_refuses_a_role_in_a_team_that_is_not_there(house: House) -> None:
    with pytest.raises(Forbidden):
        house.app.people.set_memberships(house.dario, house.anna.id, [Membership(Role.AGENT, 4711)])
    with pytest.raises(Forbidden):
        add(house, "gino", "Gino", "", Membership(Role.AGENT, 4711))


def test_it_refuses_a_language_that_is_not_ours(house: House) -> None:
    with pytest.raises(UnknownLanguage):
        house.app.people.add(house.dario, "gino", "Gino", [], "italiano")
    assert "Gino" not in [known.name for known in house.app.people.everyone(house.dario)]


def test_an_empty_house_gets_its_first_administrator_once(database: Database) -> None:
    people, sign_in = PeopleService(database, StandingClock()), SignIn(database, StandingClock())
    with ThreadPoolExecutor(2) as pool:
        passwords = [one for one in pool.map(lambda _: people.first_administrator(), range(2)) if one]
    assert len(passwords) == 1
    actor = sign_in.actor(hash_token(sign_in.sign_in("admin", passwords[0], "192.0.2.1")))
    assert actor is not None
    with database.read() as tx:
        admin = tx.people.actor(actor.id)
    assert admin is not None
    assert admin.roles == {Role.ADMINISTRATOR}
    assert sign_in.must_change_password(actor)
    assert people.first_administrator() is None


def test_a_house_with_people_in_it_gets_no_first_administrator(house: House) -> None:
    assert house.app.people.first_administrator() is None


@pytest.mark.parametrize(
    "name", ["A\x0bB", "An\nna", "\u202eannA", "An\u200bna", "\u200b", "\ufeffAnna", "\u2028", "\u3164", "a\x00"]
)
def test_it_refuses_a_name_with_signs_that_nobody_sees(house: House, name: str) -> None:
    people, dario = house.app.people, house.dario
    shown = f"Anna {name} Rossi"
    for refused in (
        lambda: people.add(dario, "gino", shown, [], "it"),
        lambda: people.add(dario, "gino", "Gino", [], "it", shown),
        lambda: people.change(dario, house.anna.id, shown, "anna"),
        lambda: people.change(dario, house.anna.id, "Anna", shown),
        lambda: people.add_team(dario, shown),
        lambda: people.rename_team(dario, house.nord, shown),
    ):
        with pytest.raises(HiddenSigns):
            refused()


@pytest.mark.parametrize("name", ["Łucja Ńęgż", "D’Angelo-Ñandú", "José\xa0María", "王小明", "محمد", "Anna (notte) #2"])
def test_a_name_is_written_as_people_write_theirs(house: House, name: str) -> None:
    house.app.people.change(house.dario, house.anna.id, name, "anna")
    assert name in [person.name for person in house.app.people.everyone(house.dario)]


def test_it_refuses_names_and_codes_that_no_database_has_room_for(house: House) -> None:
    people, dario = house.app.people, house.dario
    for refused in (
        lambda: people.add(dario, "gino", "G" * 201, [], "it"),
        lambda: people.add(dario, "gino", "Gino", [], "it", "7" * 121),
        lambda: people.change(dario, house.anna.id, "Anna", "7" * 121),
        lambda: people.add_team(dario, "T" * 201),
        lambda: people.rename_team(dario, house.nord, "T" * 201),
    ):
        with pytest.raises(NameTooLong):
            refused()
    people.change(dario, house.anna.id, "A" * 200, "7" * 120)
