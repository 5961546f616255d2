"""For a minute after publishing, every page of who published offers to undo it; without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.domain.evaluation import Status
from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def undo(page: AppTest) -> list[str]:
    return [str(button.key) for button in page.button if str(button.key).startswith("take_back_")]


@pytest.fixture
def published(house: House) -> int:
    """An evaluation that Bruno has published ten seconds ago."""
    number = house.published(house.bruno, house.call(house.anna)).id
    house.clock.forward(seconds=10)
    return number


@pytest.mark.parametrize("address", ["inbox", "trend", "account"])
def test_the_undo_stands_on_whatever_page_comes_next(
    house: House, open_page: Open, published: int, address: str
) -> None:
    page = open_page(house.bruno, address)
    assert undo(page) == [f"take_back_{published}"]
    house.clock.forward(seconds=51)
    page.run()
    assert undo(page) == []


def test_pressed_it_leads_back_to_the_draft(house: House, open_page: Open, published: int) -> None:
    page = open_page(house.bruno, "inbox")
    page.button(key=undo(page)[0]).click().run()
    assert not page.exception
    evaluation = house.app.scoring.read(house.bruno, published)
    assert evaluation.status is Status.DRAFT
    assert page.query_params["call"] == str(evaluation.call_id)
    assert undo(page) == []
    assert "Pubblicazione annullata" in page.toast[0].value


def test_pressed_too_late_it_says_so(house: House, open_page: Open, published: int) -> None:
    page = open_page(house.bruno, "inbox")
    house.clock.forward(seconds=51)
    page.button(key=undo(page)[0]).click().run()
    assert house.app.scoring.read(house.bruno, published).status is Status.PUBLISHED
    assert "più di un minuto fa" in words(page)


def test_once_the_agent_has_responded_it_says_so(house: House, open_page: Open, published: int) -> None:
    page = open_page(house.bruno, "inbox")
    house.app.feedback.acknowledge(house.anna, published)
    page.button(key=undo(page)[0]).click().run()
    assert house.app.scoring.read(house.bruno, published).status is Status.ACKNOWLEDGED
    assert "ha già risposto" in words(page)


def test_nobody_else_is_offered_it(house: House, open_page: Open, published: int) -> None:
    for actor, address in ((house.elena, "inbox"), (house.anna, "feedback"), (house.carla, "trend")):
        assert undo(open_page(actor, address)) == [], published
