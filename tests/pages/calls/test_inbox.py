"""The inbox, as supervisors see it."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

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
    assert "Per ora niente da valutare" in words(open_page(house.bruno, "inbox"))


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
    page.number_input(key=f"plan_{house.nord}").set_value(4).run()
    assert [(team.name, number) for team, number in house.app.sampling.plans(house.bruno)] == [("Nord", 4)]
