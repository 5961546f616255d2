"""The first steps as the administrator reads them, on the page of people and on their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

OPEN = "Le chiamate si estraggono solo secondo un piano"


def test_who_starts_empty_is_led_from_the_page_that_administrators_see_first(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "people")
    assert not page.exception
    assert "Fatti 3 su 6." in words(page)
    assert "Per Nord, Sud non si estrae nessuna chiamata" in words(page)
    page.button(key="propose_plan").click().run()
    assert OPEN not in words(page)
    assert [plan.per_agent_per_week for _, plan in house.app.sampling.plans(house.bruno)] == [2]


def test_the_points_of_going_live_are_named(house: House, open_page: Open) -> None:
    assert "BENVENUTO_AGREEMENT" in words(open_page(house.dario, "people"))


def test_the_steps_have_an_address_of_their_own(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "first-steps")
    assert not page.exception
    assert OPEN in words(page)


def test_whoever_tries_the_sample_is_led_only_by_its_address_and_told_why(
    house: House, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = replace(house.app.settings, sample=True)
    steps = replace(house.app.first_steps, settings=tried)
    monkeypatch.setattr(house, "app", replace(house.app, settings=tried, first_steps=steps))
    assert "Primi passi" not in words(open_page(house.dario, "people"))
    assert "Questa è l'azienda di esempio" in words(open_page(house.dario, "first-steps"))
