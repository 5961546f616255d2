"""The page of the monthly report: the month that is over, without names until they are asked for, and a file."""

from __future__ import annotations

import pytest

from tests.house import House
from tests.pages.conftest import Open, words
from tests.services.quality.test_report import heard

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_the_last_month_that_is_over_is_reported_and_names_only_when_asked_for(house: House, open_page: Open) -> None:
    heard(house, house.anna, 4, 10)
    page = open_page(house.carla, "report")
    assert not page.exception
    shown = words(page)
    assert "Nel mese di febbraio 2026 il punteggio di accoglienza è stato 100,0" in shown
    assert "Preparato da Carla il 4 marzo 2026." in shown
    assert "Anna" not in shown
    assert [button.proto.label for button in page.get("download_button")] == ["Scarica il rapporto (HTML)"]
    page.selectbox(key="report_names").select("yes").run()
    assert "1 operatore a confronto per il punteggio di accoglienza; nessuno si distingue" in words(page)
    page.selectbox(key="report_team").select(str(house.nord)).run()
    assert page.query_params["team"] == str(house.nord)


def test_a_month_in_which_the_plan_was_at_0_says_so(house: House, open_page: Open) -> None:
    house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    house.app.sampling.set_plan(house.bruno, house.nord, 0)
    house.clock.forward(days=30)
    assert "Piano di ascolto a 0 dal 4 marzo." in words(open_page(house.carla, "report"))


def test_before_the_first_evaluation_it_says_how_a_report_begins(house: House, open_page: Open) -> None:
    assert "Il primo rapporto arriva con la prima valutazione pubblicata." in words(open_page(house.carla, "report"))
