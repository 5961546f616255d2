"""The inbox, as supervisors see it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from benvenuto.domain.people import Membership, Role
from benvenuto.domain.sampling import SkipReason
from benvenuto.domain.sampling_plan import Material
from benvenuto.storage.tables import calls
from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def listed(page: AppTest) -> list[list[object]]:
    """The cells of the calls in the list, [] when there is none."""
    for node in page.get("bidi_component"):
        if node.proto.component_name.endswith("rows"):
            told = json.loads(json.loads(node.proto.json)["packed"])
            return [row["cells"] for row in told["rows"]]
    return []


def test_bruno_finds_the_calls_drawn_for_his_team_and_no_others(house: House, open_page: Open) -> None:
    house.drawn_call(house.anna, house.bruno)
    house.drawn_call(house.andrea, house.beatrice)
    assert [row[0] for row in listed(open_page(house.bruno, "inbox"))] == ["Anna"]


def test_what_is_due_is_drawn_when_he_looks(house: House, open_page: Open) -> None:
    house.call(house.anna)
    house.app.sampling.set_plan(house.bruno, house.nord, 10)
    assert len(listed(open_page(house.bruno, "inbox"))) == 1


def test_an_empty_inbox_says_why_and_what_to_do(house: House, open_page: Open) -> None:
    def inbox() -> str:
        return words(open_page(house.bruno, "inbox"))

    assert "Ancora nessuna chiamata" in inbox()
    house.call(house.anna)
    assert "Ancora nessun piano di ascolto" in inbox()
    house.app.sampling.set_plan(house.bruno, house.nord, 10, Material.RECORDING)
    assert "Ancora niente da ascoltare" in inbox()
    assert "1 chiamata non ha la registrazione" in inbox()
    for _ in range(20):
        house.call(house.anna)
    house.app.sampling.set_plan(house.bruno, house.nord, 1)
    with house.app.database.write() as tx:
        tx.connection.execute(update(calls).where(calls.c.id % 7 > 0).values(simulated=True))
    assert "Ancora nessuna estrazione" in inbox()
    house.app.sampling.set_plan(house.bruno, house.nord, 10)
    for _ in range(3):
        if (call_id := house.app.sampling.next_call(house.bruno)) is not None:
            house.published(house.bruno, call_id)
    assert "Per ora niente da valutare" in inbox()


def test_who_has_scored_all_is_told_so_and_who_has_nothing_to_score_is_not(house: House, open_page: Open) -> None:
    assert "Tutte le chiamate estratte sono valutate: ben fatto" not in words(
        open_page(house.bruno, "inbox", done="yes")
    )
    house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    assert "Tutte le chiamate estratte sono valutate: ben fatto" in words(open_page(house.bruno, "inbox", done="yes"))


def test_a_team_without_a_plan_is_proposed_two_calls_a_week(house: House, open_page: Open) -> None:
    house.call(house.anna)
    page = open_page(house.bruno, "inbox")
    page.button(key="propose_plan").click().run()
    ((_, plan),) = house.app.sampling.plans(house.bruno)
    assert (plan.per_agent_per_week, plan.material) == (2, Material.TRANSCRIPT)


def test_a_plan_at_0_is_no_lack_of_a_plan(house: House, open_page: Open) -> None:
    house.call(house.anna)
    house.app.sampling.set_plan(house.bruno, house.nord, 0)
    page = open_page(house.bruno, "inbox")
    assert "Il piano di ascolto è a 0" in words(page)
    assert not [button for button in page.button if button.key == "propose_plan"]


def test_with_one_plan_done_the_teams_without_a_plan_or_at_0_are_still_named(house: House, open_page: Open) -> None:
    house.app.people.set_memberships(
        house.dario, house.bruno.id, [Membership(Role.SUPERVISOR, team) for team in (house.nord, house.sud)]
    )
    house.call(house.andrea)
    house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    page = open_page(house.bruno, "inbox")
    assert "Per ora niente da valutare" in words(page)
    assert "Per Sud non si estrae nessuna chiamata" in words(page)
    house.app.sampling.set_plan(house.beatrice, house.sud, 0)
    page = open_page(house.bruno, "inbox")
    assert "Il piano di 1 squadra è a 0." in words(page)
    assert "non si estrae nessuna chiamata finché" not in words(page)


def test_a_skipped_call_is_labelled_among_all_that_are_unscored(house: House, open_page: Open) -> None:
    house.app.sampling.skip(house.bruno, house.drawn_call(house.anna, house.bruno), SkipReason.INAUDIBLE)
    house.call(house.elena)
    assert house.app.sampling.draw_due(house.bruno) == 1
    labels = {row[0]: row[-1] for row in listed(open_page(house.bruno, "inbox", state="open"))}
    assert labels == {"Anna": ["estratta", "saltata"], "Elena": ["estratta"]}


def test_filters_that_leave_no_call_say_so(house: House, open_page: Open) -> None:
    house.drawn_call(house.anna, house.bruno)
    page = open_page(house.bruno, "inbox", words="una parola mai detta")
    assert "Nessuna chiamata corrisponde" in words(page)


def test_filters_come_from_the_address(house: House, open_page: Open) -> None:
    house.call(house.anna, reason="refund")
    house.call(house.anna, reason="delivery")
    page = open_page(house.bruno, "inbox", state="open", reason="refund")
    assert [row[2] for row in listed(page)] == ["Rimborso"]


def test_an_address_made_up_by_hand_breaks_nothing(house: House, open_page: Open) -> None:
    page = open_page(house.bruno, "inbox", state="everything", reason="<b>", days="-3", page="0x1", agent="me")
    assert not page.exception


def test_words_are_looked_for_in_notes_as_they_are_written(house: House, open_page: Open) -> None:
    house.call(house.anna, note="sconto del 100%")
    house.call(house.anna, note="sconto del 1000")
    page = open_page(house.bruno, "inbox", state="open", words="100%")
    assert len(listed(page)) == 1


def test_the_next_call_is_the_one_that_waits_longest(house: House, open_page: Open) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    page = open_page(house.bruno, "inbox")
    page.button(key="next_call").click().run()
    assert page.query_params["call"] == str(call_id)


def test_the_plan_is_set_team_by_team(house: House, open_page: Open) -> None:
    page = open_page(house.bruno, "inbox")
    page.number_input(key=f"plan_{house.nord}_0_transcript").set_value(4).run()
    page.selectbox(key=f"material_{house.nord}_4_transcript").set_value(Material.RECORDING).run()
    assert house.app.sampling.plans(house.bruno)[0][1].material is Material.RECORDING
    assert [(team.name, plan.per_agent_per_week) for team, plan in house.app.sampling.plans(house.bruno)] == [
        ("Nord", 4)
    ]


def test_a_window_that_shows_an_old_plan_does_not_put_it_back_in_force(house: House, open_page: Open) -> None:
    page = open_page(house.bruno, "inbox")
    house.app.sampling.set_plan(house.elena, house.nord, 6)
    page.run()
    assert house.app.sampling.plans(house.bruno)[0][1].per_agent_per_week == 6
