"""The page that sets care beside handling time: what it says, whom it draws, and the way to a trend."""

from __future__ import annotations

import pytest

from tests.house import House
from tests.pages.conftest import Open
from tests.pages.quality.test_coverage import hrefs
from tests.pages.quality.test_trend import charts, rows, said
from tests.services.failing_calls import heard

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_without_durations_the_page_says_where_they_come_from(house: House, open_page: Open) -> None:
    heard(house, house.anna, duration_s=None)
    assert "Il tempo di gestione viene dal registro delle chiamate." in said(open_page(house.carla, "efficiency"))


def test_a_few_calls_are_too_few_and_nobody_is_drawn(house: House, open_page: Open) -> None:
    heard(house, house.anna)
    heard(house, house.anna, duration_s=None)
    page = open_page(house.carla, "efficiency")
    assert "1 chiamata con una durata: troppo poco" in said(page)
    assert "1 chiamata senza durata resta fuori da entrambe le cifre." in said(page)
    assert charts(page) == []
    assert rows(page)[0][:4] == ["Anna", "1 chiamata", "", "troppo poche chiamate per dirlo"]


def test_agents_and_teams_have_both_figures_with_intervals_and_lead_to_their_trend(
    house: House, open_page: Open
) -> None:
    for n in range(12):
        heard(house, house.anna, duration_s=100 + 10 * n)
    page = open_page(house.carla, "efficiency")
    assert "Il tempo medio di gestione è 02:35 (intervallo al 95%: da " in said(page)
    (name, calls, time, reach, care, _) = rows(page)[0]
    assert (name, calls, time, care) == ("Anna", "12 chiamate", "02:35", "100,0")
    assert reach.startswith("da 02:")
    assert hrefs(page) == [f"/trend?agent={house.anna.id}"]
    assert len(charts(page)) == 2
    page.selectbox(key="efficiency_of").select("team").run()
    assert rows(page)[0][0] == "Nord"
    assert hrefs(page) == [f"/trend?team={house.nord}"]
    assert page.query_params["of"] == "team"
