"""The page of scored calls."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def listed(page: AppTest) -> str:
    """What the rows of the page hold, as they are sent."""
    return "\n".join(str(getattr(node, "proto", "")) for node in page.main)


def test_bruno_sees_what_came_of_what_he_published(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    house.app.feedback.dispute(house.anna, evaluation.id, "No.")
    page = open_page(house.bruno, "scored")
    assert not page.exception
    assert f"/evaluation?id={evaluation.id}" in listed(page)
    assert "contestata" in listed(page)
    assert "In quanto tempo arriva il riscontro" not in words(page), "for managers"


def test_an_empty_list_teaches_and_a_filtered_one_can_be_cleared(house: House, open_page: Open) -> None:
    assert "non appena viene pubblicata" in words(open_page(house.bruno, "scored"))
    house.published(house.bruno, house.call(house.anna))
    page = open_page(house.bruno, "scored", state="decided")
    assert "Nessuna valutazione" in words(page)
    page.button(key="scored_clear").click().run()
    assert "Anna" in listed(page)


def test_carla_sees_how_soon_feedback_is_read_and_too_few_are_too_few(house: House, open_page: Open) -> None:
    house.published(house.bruno, house.call(house.anna))
    assert "troppo poche per dirlo" in words(open_page(house.carla, "scored"))
    evaluations = [house.published(house.bruno, house.call(house.anna)) for _ in range(15)]
    house.clock.forward(hours=5)
    for evaluation in evaluations:
        house.app.responses.note_read(house.anna, evaluation.id)
        house.app.feedback.acknowledge(house.anna, evaluation.id)
    text = words(open_page(house.carla, "scored"))
    assert "<b>5,0 h</b>" in text
    assert "16 valutazioni" in text


def test_made_up_addresses_show_the_list(house: House, open_page: Open) -> None:
    house.published(house.bruno, house.call(house.anna))
    for query in ({"agent": "x", "state": "y", "order": "z"}, {"page": "77"}, {"evaluator": "999"}):
        page = open_page(house.bruno, "scored", **query)
        assert not page.exception
        assert "Anna" in listed(page)


def test_the_agent_is_told_that_reading_is_noted_and_when(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    house.clock.forward(hours=1)
    text = words(open_page(house.anna, "evaluation", id=str(evaluation.id)))
    assert "Aperta da lei la prima volta" in text
    assert "4 marzo 2026, 13:00" in text
    assert "Letta la prima volta" in words(open_page(house.bruno, "evaluation", id=str(evaluation.id)))
