"""The page on critical errors: good news with its bound, where and why they arise, and the way to the evaluations."""

from __future__ import annotations

import pytest

from tests.house import House
from tests.pages.conftest import Open, words
from tests.pages.quality.test_trend import charts, rows, said
from tests.services.failing_calls import IDENTITY, RIGHT, heard

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_before_the_first_evaluation_the_page_says_what_to_do(house: House, open_page: Open) -> None:
    assert "Qui non ci sono ancora valutazioni" in said(open_page(house.carla, "critical-errors"))


def test_no_critical_error_is_good_news_with_what_it_bounds(house: House, open_page: Open) -> None:
    for _ in range(10):
        heard(house, house.anna)
    shown = said(open_page(house.carla, "critical-errors"))
    assert "Nessun errore critico in 10 chiamate: una buona notizia." in shown
    # the upper bound of 0 of 10 by Wilson is z^2 / (10 + z^2), z = 1.96
    assert "non più del 27,8% di tutte le chiamate" in shown
    assert "Da dove nascono" not in shown


def test_the_criteria_and_the_reasons_of_the_one_that_is_open(house: House, open_page: Open) -> None:
    for _ in range(2):
        heard(house, house.anna, RIGHT, why=("old-rule",))
    heard(house, house.anna, IDENTITY)
    page = open_page(house.carla, "critical-errors")
    assert "3 errori critici: troppo pochi per dire da dove nascono più spesso" in said(page)
    assert list(charts(page)[-1]["data"][0]["customdata"]) == [RIGHT, IDENTITY]
    page.selectbox(key="critical_criterion").select(RIGHT).run()
    assert "Perché, secondo i valutatori" in said(page)
    assert page.query_params["criterion"] == RIGHT
    assert charts(page)[-1]["data"][0]["customdata"] == ["old-rule"]
    assert [row[1] for row in rows(page)] == ["Anna", "Anna"]


def test_an_address_opens_the_evaluations_behind_a_reason(house: House, open_page: Open) -> None:
    heard(house, house.anna, RIGHT, why=("old-rule",))
    heard(house, house.elena, RIGHT)
    page = open_page(house.bruno, "critical-errors", criterion=RIGHT, why="old-rule")
    assert [row[1] for row in rows(page)] == ["Anna"]
    assert rows(page)[0][-1] == ["per il cliente"]
    page = open_page(house.bruno, "critical-errors", criterion=RIGHT, why="-")
    assert [row[1] for row in rows(page)] == ["Elena"]


def test_an_address_that_means_nothing_is_taken_for_the_usual_view(house: House, open_page: Open) -> None:
    heard(house, house.anna, RIGHT)
    wrong = {"criterion": "no/such", "why": "never", "type": "x", "team": "0", "calls": "all"}
    page = open_page(house.carla, "critical-errors", **wrong)
    assert "1 errore critico" in said(page)
    assert not set(page.query_params) & set(wrong)


def test_calls_chosen_on_purpose_are_apart_with_the_reason(house: House, open_page: Open) -> None:
    heard(house, house.anna)
    heard(house, house.anna, RIGHT, selection="targeted", probability=None)
    assert "1 errore critico" not in words(open_page(house.carla, "critical-errors"))
    page = open_page(house.carla, "critical-errors", calls="targeted")
    assert "1 errore critico" in said(page)
    assert "Restano fuori dalle medie" in words(page)


def test_the_data_can_be_downloaded(house: House, open_page: Open) -> None:
    for failed in [RIGHT, *[""] * 10]:
        heard(house, house.anna, failed)
    labels = [button.proto.label for button in open_page(house.carla, "critical-errors").get("download_button")]
    first = ["Scarica i dati (CSV)", "Scarica i dati (Excel)"]
    # what tells the second two from the first is heard and not seen
    assert labels == [*first, *(f"{label} *Da dove nascono*" for label in first)]
