"""People, teams and the roles they hold."""

import pytest
from sqlalchemy.exc import IntegrityError

from benvenuto.domain.people import Membership, Role
from tests.house import WEDNESDAY, House


def test_a_user_name_is_found_without_case(house: House) -> None:
    with house.app.database.read() as tx:
        found = tx.people.credentials("ANNA")
        assert found is not None
        assert found.person_id == house.anna.id
        assert tx.people.credentials("anna%") is None


def test_a_closed_account_is_nobody(house: House) -> None:
    with house.app.database.write() as tx:
        tx.people.change(house.anna.id, active=False)
        assert tx.people.actor(house.anna.id) is None
        assert tx.people.actor(4711) is None


def test_roles_are_replaced_and_held_once(house: House) -> None:
    held = [Membership(Role.AGENT, house.sud), Membership(Role.AGENT, house.sud)]
    with house.app.database.write() as tx:
        tx.people.set_memberships(house.anna.id, held)
        person = tx.people.get(house.anna.id)
    assert person is not None
    assert person.memberships == (Membership(Role.AGENT, house.sud),)


def test_agents_are_those_of_the_teams_asked_for(house: House) -> None:
    with house.app.database.read() as tx:
        assert [(p.name, t) for p, t in tx.people.agents([house.nord])] == [("Anna", house.nord), ("Elena", house.nord)]
        assert [p.name for p, _ in tx.people.agents()] == ["Andrea", "Anna", "Elena"]
        assert tx.people.agents([]) == []


def test_at_a_glance_agents_are_others_once_anything_is_that_a_log_may_call_them_by(house: House) -> None:
    with house.app.database.write() as tx:
        seen = [tx.people.agents_at_a_glance()]
        tx.people.change(house.anna.id, language="en", must_change_password=True)
        assert tx.people.agents_at_a_glance() == seen[0]
        for facts in ({"name": "Anna M."}, {"username": "anna.m"}, {"agent_code": "int-204"}):
            tx.people.change(house.anna.id, **facts)
            seen.append(tx.people.agents_at_a_glance())
        tx.people.set_memberships(house.anna.id, [Membership(Role.AGENT, house.sud)])
        seen.append(tx.people.agents_at_a_glance())
        tx.people.set_memberships(house.anna.id, [])
        seen.append(tx.people.agents_at_a_glance())
    assert len(set(seen)) == len(seen)


def test_a_user_name_and_a_team_name_are_unique(house: House) -> None:
    with pytest.raises(IntegrityError), house.app.database.write() as tx:
        tx.people.add("anna", "Another Anna", "it", None, WEDNESDAY)
    with pytest.raises(IntegrityError), house.app.database.write() as tx:
        tx.people.add_team("Nord")


def test_a_team_can_get_another_name(house: House) -> None:
    with house.app.database.write() as tx:
        tx.people.rename_team(house.nord, "Settentrione")
        assert {team.name for team in tx.people.teams()} == {"Settentrione", "Sud"}
