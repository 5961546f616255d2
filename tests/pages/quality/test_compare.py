"""The page that compares: groups by name, choices in the address, and the way to each one's trend."""

from __future__ import annotations

import pytest

from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_agents_stand_in_groups_with_a_way_to_their_trend(house: House, open_page: Open) -> None:
    for agent, calls in ((house.anna, 10), (house.elena, 1)):
        for _ in range(calls):
            evaluation = house.published(house.bruno, house.call(agent))
            with house.app.database.write() as tx:
                tx.evaluations.set(evaluation.id, selection="random", probability=0.5)
    page = open_page(house.carla, "compare", rubric="greeting")
    assert not page.exception
    shown = words(page)
    assert "1 operatore a confronto per «" in shown
    assert f'<a href="/trend?rubric=greeting&amp;agent={house.anna.id}" target="_self">Anna</a>' in shown
    assert "Nella norma" in shown
    assert "Troppo poche chiamate per dirlo" in shown
    assert len(page.get("download_button")) == 2
    page.selectbox(key="compare_whose").select("teams").run()
    assert page.query_params["whose"] == "teams"
    assert f"/trend?rubric=greeting&amp;team={house.nord}" in words(page)


def test_before_there_are_calls_enough_it_says_how_many_are_needed(house: House, open_page: Open) -> None:
    assert "Ancora nessuno da confrontare" in words(open_page(house.carla, "compare"))
