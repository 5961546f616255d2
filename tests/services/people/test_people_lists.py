"""Adding people from a list: each line is looked at first, then all are added or nobody."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.people import Membership, Person, Role, Team
from benvenuto.formats.people.people_columns import PersonField
from benvenuto.formats.people.people_table import read_people
from benvenuto.services.people.passwords import ONE_TIME_LIFETIME
from benvenuto.services.people.people_lists import (
    LinesRefused,
    LineState,
    NobodyNew,
    PeopleOvertaken,
    compared,
)
from benvenuto.services.people.sign_in import OneTimePasswordExpired
from tests.house import House

HEADER = "name;username;role;team;code\n"
NORD = Team(1, "Nord")
ANNA = Person(1, "anna", "Anna", "it", True, "A1", memberships=(Membership(Role.AGENT, 1),))
BRUNO = Person(2, "bruno", "Bruno", "it", False, "", memberships=(Membership(Role.SUPERVISOR, 1),))


def rows(*lines: str) -> bytes:
    return (HEADER + "".join(f"{line}\n" for line in lines)).encode()


def states(*lines: str, people: Sequence[Person] = (ANNA, BRUNO)) -> list[str]:
    return [line.state.value for line in compared(read_people(rows(*lines)), people, [NORD]).lines]


def test_a_line_is_new_there_or_differs() -> None:
    assert states("Gino;gino;agent;Nord;", "Anna;ANNA;operatore;nord;", "Anna;anna.b;agent;Sud;a2") == [
        "new",
        "there",
        "new",
    ]
    assert states("Anna Rossi;anna;agent;Nord;A1") == ["differs"]
    assert states("Bruno;bruno;supervisor;Nord;") == ["differs"], "his account is closed"


@pytest.mark.parametrize(
    ("line", "differing"),
    [
        ("Anna R.;anna;agent;Nord;", [PersonField.NAME]),
        ("Anna;anna;supervisor;Nord;", [PersonField.ROLE]),
        ("Anna;anna;agent;Sud;", [PersonField.TEAM]),
        ("Anna;anna;agent;Nord;A2", [PersonField.AGENT_CODE]),
        ("Anna;anna;agent;Nord;a1", []),
    ],
)
def test_in_what_a_line_differs_is_named(line: str, differing: Sequence[PersonField]) -> None:
    (compared_line,) = compared(read_people(rows(line)), [ANNA], [NORD]).lines
    assert list(compared_line.differing) == differing


@pytest.mark.parametrize(
    ("line", "at"),
    [
        (";gino;agent;Nord;", PersonField.NAME),
        ("Gi\u200bno;gino;agent;Nord;", PersonField.NAME),
        ("\u202eoniG;gino;agent;Nord;", PersonField.NAME),
        ("G" * 201 + ";gino;agent;Nord;", PersonField.NAME),
        ("Gino;due parole;agent;Nord;", PersonField.USERNAME),
        ("Gino;gìno;agent;Nord;", PersonField.USERNAME),
        ("Gino;gino;;Nord;", PersonField.ROLE),
        ("Gino;gino;direttore;Nord;", PersonField.ROLE),
        ("Gino;gino;agent\x1b[2J;Nord;", PersonField.ROLE),
        ("Gino;gino;agent;;", PersonField.TEAM),
        ("Gino;gino;administrator;Nord;", PersonField.TEAM),
        ("Gino;gino;agent;No\u2066rd;", PersonField.TEAM),
        ("Gino;gino;agent;Nord;a1", PersonField.AGENT_CODE),
        ("Gino;gino;agent;Nord;" + "7" * 121, PersonField.AGENT_CODE),
        ("Gino;gino;agent;Nord;7;8", None),
    ],
)
def test_a_line_that_cannot_be_added_says_in_which_cell_and_why(line: str, at: PersonField | None) -> None:
    (refused,) = compared(read_people(rows(line)), [ANNA], [NORD]).lines
    assert (refused.state, refused.at) == (LineState.REFUSED, at)
    assert refused.template.format(**refused.params)


def test_a_person_or_a_code_on_two_lines_is_refused_the_second_time() -> None:
    assert states("Gino;gino;agent;Nord;7", "Gino;GINO;supervisor;Nord;", "Lea;lea;agent;Nord;7") == [
        "new",
        "refused",
        "refused",
    ]


def test_teams_that_are_not_here_are_proposed_once() -> None:
    table = read_people(rows("Gino;gino;agent;Est;", "Lea;lea;agent;EST;", "Mia;mia;agent;nord;", "Bo;b!;agent;Ovest;"))
    assert compared(table, [], [NORD]).teams == ["Est"]


cells = st.lists(
    st.sampled_from(["anna", "Anna", "gino", "agent", "Nord", "Est", "admin", "A1", "", " "]) | st.text(max_size=8),
    max_size=7,
)


@given(st.lists(cells, max_size=12), st.sampled_from(",;\t"))
def test_every_line_of_any_table_is_new_here_or_refused_with_a_reason(table: list[list[str]], separator: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([["name", "username", "role", "team", "code"], *table])
    source = text.getvalue().encode("utf-8", "ignore")
    looked = compared(read_people(source), [ANNA, BRUNO], [NORD])
    filled = [row for row in table if any(cell.encode("utf-8", "ignore").decode().strip() for cell in row)]
    counts = {state: len(looked.of(state)) for state in LineState}
    assert sum(counts.values()) == len(looked.lines) == len(filled)
    assert all(line.template.format(**line.params) for line in looked.of(LineState.REFUSED))
    new = [line.listed for line in looked.of(LineState.NEW) if line.listed]
    assert len({listed.username for listed in new}) == counts[LineState.NEW]
    assert {listed.team.lower() for listed in new} <= {"", "nord", *(team.lower() for team in looked.teams)}


def test_all_are_added_with_teams_roles_and_calls_that_waited_for_them(house: House) -> None:
    waiting = house.call(None, agent_code="G-7")
    source = rows("Gino;Gino.R;agent;Est;G-7", "Lea;lea;supervisor;Est;", "Anna;anna;agent;Nord;")
    added = house.app.people_lists.add(house.dario, source, "en")
    people = {person.username: person for person in house.app.people.everyone(house.dario)}
    teams = {team.name: team.id for team in house.app.people.teams(house.dario)}
    assert [account.username for account in added.accounts] == ["gino.r", "lea"]
    assert (people["gino.r"].memberships, people["gino.r"].language) == ((Membership(Role.AGENT, teams["Est"]),), "en")
    assert (people["gino.r"].agent_code, people["lea"].agent_code) == ("G-7", "")
    assert house.app.people.waiting_codes(house.dario) == {}
    with house.app.database.read() as tx:
        call = tx.calls.get(waiting)
    assert call is not None
    assert call.agent_name == "Gino"
    assert house.audit()[-3:] == ["team_added", "person_added", "person_added"]


def test_the_passwords_open_the_accounts_once_and_for_three_days(house: House) -> None:
    added = house.app.people_lists.add(house.dario, rows("Gino;gino;agent;Nord;", "Lea;lea;agent;Nord;"), "it")
    gino, lea = added.accounts
    assert added.expires_at == house.clock() + ONE_TIME_LIFETIME
    assert gino.password not in repr(added)
    assert house.app.sign_in.sign_in("gino", gino.password, "192.0.2.1")
    house.clock.forward(days=3, minutes=1)
    with pytest.raises(OneTimePasswordExpired):
        house.app.sign_in.sign_in("lea", lea.password, "192.0.2.1")


def test_one_refused_line_and_nobody_is_added(house: House) -> None:
    before = house.app.people.everyone(house.dario)
    with pytest.raises(LinesRefused):
        house.app.people_lists.add(house.dario, rows("Gino;gino;agent;Est;", "Lea;l;agent;Nord;"), "it")
    assert house.app.people.everyone(house.dario) == before
    assert {team.name for team in house.app.people.teams(house.dario)} == {"Nord", "Sud"}


def test_the_same_list_twice_adds_nobody_twice(house: House) -> None:
    source = rows("Gino;gino;agent;Est;", "Lea;lea;manager;Est;", "Ada;ada;administrator;;")
    house.app.people_lists.add(house.dario, source, "it")
    assert not house.app.people_lists.look(house.dario, source).of(LineState.NEW)
    assert len(house.app.people_lists.look(house.dario, source).of(LineState.THERE)) == 3
    with pytest.raises(NobodyNew):
        house.app.people_lists.add(house.dario, source, "it")


def test_who_was_added_by_hand_meanwhile_is_not_added_beside(house: House) -> None:
    def meanwhile(done: int, of: int) -> None:
        if done == of:
            house.app.people.add(house.dario, "gino", "Gino", [], "it")

    with pytest.raises(PeopleOvertaken):
        house.app.people_lists.add(house.dario, rows("Gino;gino;agent;Est;"), "it", meanwhile)
    assert {team.name for team in house.app.people.teams(house.dario)} == {"Nord", "Sud"}


def test_who_is_here_stays_as_they_are(house: House) -> None:
    house.app.people_lists.add(house.dario, rows("Anna Bianchi;anna;manager;Sud;X", "Gino;gino;agent;Nord;"), "it")
    anna = next(person for person in house.app.people.everyone(house.dario) if person.username == "anna")
    assert (anna.name, anna.agent_code) == ("Anna", "anna")
    assert anna.memberships == (Membership(Role.AGENT, house.nord),)
