"""The pages on evaluators, on criteria and on what moved: what they say, keep in the address, and lead to."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.answered import IDENTITY, heard, mixed
from tests.house import WEDNESDAY, House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def said(page: AppTest) -> str:
    assert not page.exception
    return words(page)


def charts(page: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


def marked(house: House) -> None:
    """Bruno marks Anna and Elena lower than Beatrice does."""
    for evaluator, care in ((house.bruno, 70.0), (house.beatrice, 86.0)):
        for agent in (house.anna, house.elena):
            for more in range(5):
                score = care + more
                heard(house, agent, evaluator, mixed(2, short=0), care_score=score, final_score=score)


@pytest.mark.parametrize("address", ["evaluators", "criteria", "moved"])
def test_before_the_first_evaluation_each_page_says_what_to_do(house: House, open_page: Open, address: str) -> None:
    assert "Qui non ci sono ancora valutazioni" in said(open_page(house.carla, address))


def test_evaluators_are_told_apart_and_agents_have_both_scores(house: House, open_page: Open) -> None:
    marked(house)
    page = open_page(house.carla, "evaluators")
    shown = said(page)
    assert "Tra 2 valutatori, più severità di quanta ne spieghi il caso: Bruno (+" in shown
    assert "Non è una colpa" in shown
    assert 'href="/trend?agent=' in shown
    severities, agents = charts(page)
    assert len(severities["data"][0]["x"]) == 2
    assert len(agents["data"][-1]["x"]) == 2, "a ring for each raw score"
    assert len(page.get("download_button")) == 4


def test_a_period_without_calls_is_empty_and_stays_in_the_address(house: House, open_page: Open) -> None:
    marked(house)
    page = open_page(house.carla, "evaluators", period="dates", **{"from": "2025-01-01", "to": "2025-02-01"})
    assert "Qui non ci sono ancora valutazioni" in said(page)
    page.selectbox(key="evaluators_period").select("13").run()
    assert page.query_params["period"] == "13"
    assert "Bruno" in said(page)


def test_evaluators_of_other_teams_are_not_shown(house: House, open_page: Open) -> None:
    marked(house)
    heard(house, house.andrea, house.camillo, mixed(12, short=3))
    shown = said(open_page(house.bruno, "evaluators", team=str(house.sud)))
    assert "Andrea" not in shown
    assert "Camillo" not in shown
    assert "Beatrice" in shown, "she heard calls of team Nord"


def test_criteria_tell_their_findings_and_lead_to_trend_and_handbook(house: House, open_page: Open) -> None:
    heard(house, house.anna, house.bruno, [{**one, IDENTITY: None} for one in mixed(80, short=0)])
    page = open_page(house.carla, "criteria", period="13")
    shown = said(page)
    assert "31 criteri" not in shown, "of the scorecard in use alone"
    assert "sempre soddisfatti: «Le prime parole»" in shown
    assert "mai applicabili: «Prima chi è, poi i dati»" in shown
    assert 'href="/trend?rubric=greeting&amp;criterion=greeting/first-words&amp;period=13"' in shown
    assert 'href="/handbook?at=' in shown
    assert len(charts(page)) == 1
    assert len(page.get("download_button")) == 2


def test_a_scorecard_that_nobody_used_is_empty(house: House, open_page: Open) -> None:
    heard(house, house.anna, house.bruno, mixed(3, short=1))
    with house.app.database.read() as tx:
        used = house.app.scorecards.for_reason(tx, "delivery").scorecard.id
    other = next(one.scorecard.id for one in house.app.scorecards.in_force() if one.scorecard.id != used)
    page = open_page(house.carla, "criteria")
    page.selectbox(key="criteria_scorecard").select(other).run()
    assert page.query_params["scorecard"] == other
    assert "Qui non ci sono ancora valutazioni" in said(page)


def test_what_moved_is_told_drawn_and_listed(house: House, open_page: Open) -> None:
    heard(house, house.anna, house.bruno, mixed(60, short=6), WEDNESDAY - timedelta(weeks=5))
    heard(house, house.anna, house.bruno, mixed(60, short=36), WEDNESDAY - timedelta(days=2))
    page = open_page(house.carla, "moved", weeks="4")
    shown = said(page)
    assert "Dal 9 febbraio il punteggio finale è in media " in shown
    assert "in calo: «Le prime parole» (−" in shown
    assert 'href="/trend?rubric=greeting&amp;criterion=greeting/first-words"' in shown
    (chart,) = charts(page)
    assert chart["data"][2]["text"][0] != chart["data"][2]["text"][1]
    page.selectbox(key="moved_weeks").select("8").run()
    assert "troppo poche per dire che cosa è cambiato" in said(page), "all calls are in the last eight weeks"
    assert page.query_params["weeks"] == "8"
    assert charts(page) == []
