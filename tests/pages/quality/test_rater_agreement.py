"""The pages on agreement between evaluators: what they say, of too few calls too, and whom they show it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from streamlit.testing.v1 import AppTest

from tests.answered import Answers, heard, marked, mixed
from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

REFUSED = "Accesso non consentito."


def twice(house: House, first: Sequence[Answers], second: Sequence[Answers]) -> tuple[list[int], list[int]]:
    """Calls of Anna's that both Bruno and Elena scored; the evaluations of each."""
    ids = [house.call(house.anna) for _ in first]
    return marked(house, house.anna, house.bruno, first, ids), marked(house, house.anna, house.elena, second, ids)


def text(page: AppTest) -> str:
    assert not page.exception
    return words(page)


def test_before_two_have_scored_a_call_the_page_says_how_that_comes_about(house: House, open_page: Open) -> None:
    assert "Due valutatori che ascoltano la stessa chiamata" in text(open_page(house.carla, "evaluator-agreement"))
    heard(house, house.anna, house.bruno, mixed(3, short=1))
    shown = text(open_page(house.carla, "evaluator-agreement"))
    assert "Qui nessuna chiamata ha due valutatori" in shown
    assert "Finora qui sono state valutate 3 chiamate, ciascuna da un solo valutatore." in shown


def test_agreement_is_counted_corrected_and_drawn(house: House, open_page: Open) -> None:
    twice(house, mixed(20, short=4), mixed(20, short=7))
    page = open_page(house.carla, "evaluator-agreement")
    shown = text(page)
    assert "20 chiamate hanno più valutatori. La concordanza per ora più bassa è su «Le prime parole»" in shown
    assert "due valutatori hanno dato lo stesso livello in 17 chiamate su 20; corretta per il caso 0,8" in shown
    assert "Il valore è l'AC1 di Gwet." in shown, "the reason, behind a link"
    assert "17 su 20" in shown
    (chart,) = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    assert len(chart["data"][0]["x"]) == 2
    assert len(page.get("download_button")) == 2


def test_words_that_are_read_differently_stand_side_by_side_and_lead_to_the_calls(
    house: House, open_page: Open
) -> None:
    mine, theirs = twice(house, mixed(12, short=0), mixed(12, short=1))
    shown = text(open_page(house.carla, "evaluator-agreement"))
    assert "In 1 chiamata su 12 un valutatore ha dato l'uno e un altro l'altro" in shown
    for label in ("Tutte e cinque", "Due o meno"):
        assert f"<strong>{label}</strong>" in shown
    assert "Buongiorno, Casa Lume, sono Giulia" in shown
    assert f'href="/evaluation?id={mine[0]}"' in shown
    assert f'href="/evaluation?id={theirs[0]}"' in shown


def test_too_few_calls_and_one_level_throughout_have_no_figure(house: House, open_page: Open) -> None:
    twice(house, mixed(9, short=3), mixed(9, short=3))
    shown = text(open_page(house.carla, "evaluator-agreement"))
    assert "9 chiamate hanno più valutatori: ancora troppo poche" in shown
    assert "corretta per il caso 1" not in shown
    assert "troppo poche chiamate per dirlo" in shown
    twice(house, mixed(11, short=0, path="greeting/farewell"), mixed(11, short=0, path="greeting/farewell"))
    shown = text(open_page(house.carla, "evaluator-agreement"))
    assert "sempre lo stesso livello: concordanza e caso non si distinguono" in shown
    assert "nan" not in shown.lower().split()


def test_the_page_on_criteria_shows_it_beside_their_health_and_leads_to_it(house: House, open_page: Open) -> None:
    twice(house, mixed(20, short=4), mixed(20, short=7))
    shown = text(open_page(house.carla, "criteria", period="13"))
    assert 'href="/evaluator-agreement?period=13"' in shown
    assert "; 17 su 20</a>" in shown


def test_bruno_reads_his_own_profile_and_nobody_elses(house: House, open_page: Open) -> None:
    twice(house, mixed(20, short=4), mixed(20, short=7))
    page = open_page(house.bruno, "evaluator", evaluator=str(house.elena.id))
    shown = text(page)
    assert "Questa pagina la vedono solo lei e i responsabili delle sue squadre." in shown
    assert "Altri hanno ascoltato 20 chiamate valutate da Bruno" in shown
    assert "hanno dato lo stesso livello nel 92% dei criteri" in shown
    assert "Elena" not in shown
    assert "evaluator_evaluator" not in [box.key for box in page.selectbox]


def test_carla_chooses_among_the_evaluators_of_her_teams(house: House, open_page: Open) -> None:
    twice(house, mixed(20, short=4), mixed(20, short=7))
    heard(house, house.andrea, house.beatrice, mixed(3, short=1))
    page = open_page(house.carla, "evaluator", evaluator=str(house.elena.id))
    assert "valutate da Elena" in text(page)
    box = page.selectbox(key="evaluator_evaluator")
    assert list(box.options) == ["Bruno", "Elena"]
    box.select(box.options[0]).run()
    assert "valutate da Bruno" in text(page)
    assert "Questa pagina la vedono solo Bruno e i responsabili delle squadre." in text(page)


def test_a_profile_without_anything_to_compare_says_how_that_comes_about(house: House, open_page: Open) -> None:
    shown = text(open_page(house.bruno, "evaluator"))
    assert "ancora nessuna chiamata con cui confrontare la severità" in shown
    assert "Nessuna chiamata valutata da Bruno è stata valutata anche da altri." in shown
    assert "In questo periodo nessuno ha valutato chiamate" in text(open_page(house.carla, "evaluator"))


def test_an_address_that_names_no_evaluator_shows_the_first(house: House, open_page: Open) -> None:
    twice(house, mixed(3, short=1), mixed(3, short=1))
    for written in ("nobody", "-1", "99999999999999999999"):
        assert "Bruno" in text(open_page(house.carla, "evaluator", evaluator=written))


def test_agents_and_administrators_are_refused(house: House, open_page: Open) -> None:
    twice(house, mixed(3, short=1), mixed(3, short=1))
    for actor in (house.anna, house.dario):
        for address in ("evaluator", "evaluator-agreement"):
            assert REFUSED in text(open_page(actor, address))
