"""People and teams, as the administrator keeps them."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.domain.patience import ONE_PLACE
from benvenuto.domain.people import Membership, Role
from tests.house import PASSWORD, House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def button(page: AppTest, key: str) -> AppTest:
    """Press the button with this key."""
    return page.button(key=key).click().run()


def listed(page: AppTest) -> list[str]:
    """The rows of every list on the page, each as one line."""
    lists = [node for node in page.get("bidi_component") if node.proto.component_name.endswith("rows")]
    told = [json.loads(json.loads(node.proto.json)["packed"]) for node in lists]
    return [" | ".join(map(str, row["cells"])) for one in told for row in one["rows"]]


def test_everybody_is_listed_with_roles_teams_and_code(house: House, open_page: Open) -> None:
    house.app.people.set_active(house.dario, house.andrea.id, active=False)
    rows = {row.split(" | ")[0]: row for row in listed(open_page(house.dario, "people"))}
    assert rows["Anna"] == "Anna | anna | Operatore · Nord | anna | []"
    assert rows["Andrea"] == "Andrea | andrea | Operatore · Sud | andrea | ['chiuso']"
    assert "Operatore · Nord; Supervisore · Nord" in rows["Elena"]
    assert "Amministratore" in rows["Dario"]
    assert "ancora nessun ruolo" in rows["Fulvio"]


def test_a_person_is_found_by_a_part_of_the_name(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people")
    page.text_input(key="people_find").set_value("NNA").run()
    assert [row.split(" | ")[0] for row in listed(page)] == ["Anna"]
    page.text_input(key="people_find").set_value("nessuno così").run()
    assert "Nessuno si chiama così" in words(page)


def test_a_search_lies_in_the_address_and_lets_one_be_opened(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people", find="nna")
    assert [row.split(" | ")[0] for row in listed(page)] == ["Anna"]
    button(page, "add_person")
    assert not page.exception
    assert page.query_params["person"] == "new"


def test_an_added_person_comes_in_with_the_password_that_is_shown_once(house: House, open_page: Open) -> None:
    page = button(open_page(house.dario, "people"), "add_person")
    page.text_input(key="new_name").set_value("Gino Rossi")
    page.text_input(key="new_username").set_value("gino.rossi")
    page.button_group(key="new_agent").set_value([house.nord])
    button(page, "add_now")
    username, password = page.code[0].value.splitlines()
    token = house.app.sign_in.sign_in(username, password, "127.0.0.1")
    assert token
    assert page.query_params["person"] != "new"
    button(page, f"handed_over_{page.query_params['person']}")
    assert not page.code


def test_a_second_click_on_add_does_not_lose_the_password(house: House, open_page: Open) -> None:
    """Streamlit ends the run that has added somebody where the second click overtakes it, and draws the form again."""
    page = open_page(house.dario, "people", person="new")
    page.text_input(key="new_name").set_value("Gino Rossi")
    page.text_input(key="new_username").set_value("gino.rossi")
    page.button_group(key="new_agent").set_value([house.nord])
    button(page, "add_now")
    (shown,) = (code.value for code in page.code)
    page.query_params["person"] = "new"
    page.run()
    assert [code.value for code in page.code] == [shown]


def test_a_password_that_was_not_handed_over_is_gone_on_another_page(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people", person=str(house.anna.id))
    button(page, f"new_password_{house.anna.id}")
    button(page, f"new_password_{house.anna.id}_yes")
    assert page.code
    button(page, "everybody")
    page.query_params["person"] = str(house.anna.id)
    page.run()
    assert not page.code


def test_what_was_written_stays_when_the_user_name_is_taken(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people", person="new")
    page.text_input(key="new_name").set_value("Gino Rossi")
    page.text_input(key="new_username").set_value("anna")
    page.button_group(key="new_agent").set_value([house.nord])
    button(page, "add_now")
    assert "bv-notice" in words(page)
    assert page.text_input(key="new_name").value == "Gino Rossi"


def test_somebody_without_a_role_is_not_added(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people", person="new")
    page.text_input(key="new_name").set_value("Gino Rossi")
    page.text_input(key="new_username").set_value("gino")
    button(page, "add_now")
    assert "Scelga almeno un ruolo." in words(page)
    assert "Gino Rossi" not in {person.name for person in house.app.people.everyone(house.dario)}


def test_a_code_that_waits_becomes_an_agent_with_its_calls(house: House, open_page: Open) -> None:
    house.call(None, agent_code="lucia.bianchi")
    assert "lucia.bianchi | 1" in listed(open_page(house.dario, "people"))
    page = open_page(house.dario, "people", person="new", code="lucia.bianchi")
    assert page.text_input(key="new_name").value == "Lucia Bianchi"
    page.button_group(key="new_agent").set_value([house.sud])
    button(page, "add_now")
    assert house.app.people.waiting_codes(house.dario) == {}


def test_roles_are_changed_where_they_are_read(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people", person=str(house.anna.id))
    page.button_group(key=f"role_{house.anna.id}_supervisor").set_value([house.sud])
    button(page, f"save_roles_{house.anna.id}")
    anna = next(one for one in house.app.people.everyone(house.dario) if one.id == house.anna.id)
    assert set(anna.memberships) == {Membership(Role.AGENT, house.nord), Membership(Role.SUPERVISOR, house.sud)}


def test_the_last_administrator_stays_one(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people", person=str(house.dario.id))
    page.toggle(key=f"role_{house.dario.id}_administrator").set_value(False)
    button(page, f"save_roles_{house.dario.id}")
    assert "bv-notice" in words(page)
    assert house.app.people.everyone(house.dario)


def test_closing_an_account_asks_first_and_can_be_taken_back(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people", person=str(house.anna.id))
    button(page, f"close_{house.anna.id}")
    assert _active(house, "Anna")
    button(page, f"close_{house.anna.id}_no")
    assert _active(house, "Anna")
    button(page, f"close_{house.anna.id}")
    button(page, f"close_{house.anna.id}_yes")
    assert not _active(house, "Anna")
    button(page, f"reopen_{house.anna.id}")
    assert _active(house, "Anna")


def _active(house: House, name: str) -> bool:
    return next(one.active for one in house.app.people.everyone(house.dario) if one.name == name)


def test_teams_are_added_and_renamed(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people")
    page.text_input(key="team_name_2_new").set_value("Est")
    button(page, "add_team_now_2")
    page.text_input(key=f"team_name_{house.nord}").set_value("Nord Ovest")
    button(page, f"rename_now_{house.nord}")
    assert {team.name for team in house.app.people.teams(house.dario)} == {"Est", "Nord Ovest", "Sud"}


def test_an_administrator_lets_somebody_try_again_who_mistyped_too_often(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people", person=str(house.anna.id))
    assert not [button for button in page.button if str(button.key).startswith("unlock")]
    with house.app.database.write() as tx:
        for _ in range(ONE_PLACE.free):
            tx.failed_sign_ins.note("anna", "203.0.113.9", "", house.clock())
    page = open_page(house.dario, "people", person=str(house.anna.id))
    assert "5 password sbagliate da ieri" in words(page)
    page.button(key=f"unlock_{house.anna.id}").click().run()
    assert "Anna non deve più aspettare." in words(page)
    assert house.app.sign_in.sign_in("anna", PASSWORD, "203.0.113.9")


def wait_for(house: House, *codes: str) -> None:
    """Calls of agents whom nobody knows by these codes."""
    for code in codes:
        house.call(None, agent_code=code)


def test_a_waiting_code_is_given_to_somebody_who_is_here_already(house: House, open_page: Open) -> None:
    wait_for(house, "PBX/anna-7", "PBX/anna-7")
    page = open_page(house.dario, "people", person="new", code="PBX/anna-7")
    next(each for each in page.selectbox if "known_PBX" in str(each.key)).set_value(house.anna.id).run()
    page = button(page, "give_code_PBX/anna-7")
    assert not page.exception
    assert house.app.people.waiting_codes(house.dario) == {}
    assert house.app.agent_codes.given_to(house.dario, house.anna.id) == ["pbx/anna-7"]


def test_further_codes_are_shown_given_and_taken_away_with_their_calls_or_without(
    house: House, open_page: Open
) -> None:
    wait_for(house, "77", "![x](http://a/b.png)")
    page = open_page(house.dario, "people", person=str(house.anna.id))
    page.text_input(key=f"another_code_{house.anna.id}_0").set_value("77")
    page = button(page, f"add_code_{house.anna.id}_0")
    assert "Ora 1 chiamata ha il suo operatore." in words(page)
    page.text_input(key=f"another_code_{house.anna.id}_1").set_value("![x](http://a/b.png)")
    page = button(page, f"add_code_{house.anna.id}_1")
    assert house.app.people.waiting_codes(house.dario) == {}
    page = button(page, f"no_longer_{house.anna.id}_77")
    page = button(page, f"no_longer_{house.anna.id}_77_yes")
    assert house.app.people.waiting_codes(house.dario) == {}
    page = button(page, f"mistaken_{house.anna.id}_![x](http://a/b.png)")
    (heading,) = [block.proto.dialog.title for block in page.get("dialog")]
    assert r"\!\[x\]\(http\:\/\/a\/b\.png\)" in heading  # its own words, no picture
    page = button(page, f"mistaken_{house.anna.id}_![x](http://a/b.png)_yes")
    assert not page.exception
    assert house.app.people.waiting_codes(house.dario) == {"![x](http://a/b.png)": 1}
    assert house.audit().count("code_taken") == 2
    assert "Codice tolto a un operatore" in words(open_page(house.dario, "audit"))


def test_a_code_of_another_and_none_at_all_are_refused_where_it_is_typed(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people", person=str(house.anna.id))
    page.text_input(key=f"another_code_{house.anna.id}_0").set_value("ANDREA")
    assert "Andrea ha già il codice operatore" in words(button(page, f"add_code_{house.anna.id}_0"))
    page.text_input(key=f"another_code_{house.anna.id}_0").set_value(" ")
    assert "Manca il codice operatore." in words(button(page, f"add_code_{house.anna.id}_0"))


def test_who_is_no_agent_has_no_further_codes(house: House, open_page: Open) -> None:
    assert "Altri codici" not in words(open_page(house.dario, "people", person=str(house.carla.id)))
