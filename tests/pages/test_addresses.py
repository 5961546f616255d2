"""Addresses made by hand: whatever stands in one, the page opens."""

from __future__ import annotations

import pytest

from tests.house import House
from tests.pages.conftest import Open


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("who", "address"), [("Anna", "feedback"), ("Dario", "audit")])
def test_a_search_is_made_without_the_sign_that_no_database_keeps(
    house: House, open_page: Open, who: str, address: str
) -> None:
    actor = {"Anna": house.anna, "Dario": house.dario}[who]
    house.published(house.bruno, house.call(house.anna))
    page = open_page(actor, address, words="a\0b")
    assert not page.exception
    assert page.text_input(key=f"{address}_words").value == "ab"
