"""The trend page: what it says, what it keeps in the address, and the way to the evaluations behind a point."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.domain.people import Actor
from benvenuto.ui.screens import screens
from tests.house import WEDNESDAY, House, paths
from tests.pages.conftest import Open, words
from tests.recorded import measured, talk

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def heard(house: House, agent: Actor, weeks_ago: int, calls: int = 1, level: int = 0, **changed: object) -> None:
    """Calls of that week, published; as if they had been drawn at random, unless `changed` says otherwise."""
    evaluator = house.bruno if agent.name != "Andrea" else house.beatrice
    for _ in range(calls):
        call_id = house.call(agent, at=WEDNESDAY - timedelta(weeks=weeks_ago, hours=3))
        evaluation = house.published(evaluator, call_id, level=level)
        with house.app.database.write() as tx:
            tx.evaluations.set(evaluation.id, **{"selection": "random", "probability": 0.5} | changed)


def said(page: AppTest) -> str:
    assert not page.exception
    return words(page)


def charts(page: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


def rows(page: AppTest) -> list[list[Any]]:
    """The cells of the evaluations listed."""
    table = next(one for one in page.get("bidi_component") if "rows" in one.proto.component_name)
    return [row["cells"] for row in json.loads(json.loads(table.proto.json)["packed"])["rows"]]


def test_before_the_first_evaluation_the_page_says_what_to_do(house: House, open_page: Open) -> None:
    assert "Qui non ci sono ancora valutazioni" in said(open_page(house.carla, "trend"))


def test_a_few_calls_are_too_few_and_no_score_is_shown(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0, calls=2)
    shown = said(open_page(house.carla, "trend"))
    assert "2 chiamate: troppo poche per dire quanto vale il punteggio di accoglienza." in shown
    assert "100,0" not in shown


def test_the_sentence_gives_the_figure_its_interval_and_its_calls(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0, calls=10)
    shown = said(open_page(house.carla, "trend"))
    assert "Il punteggio di accoglienza vale 100,0 (intervallo al 95%: da " in shown
    assert "10 chiamate" in shown
    assert "Senza errori critici" in shown


def test_calls_chosen_on_purpose_are_apart_with_the_reason(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0, calls=1)
    heard(house, house.anna, 0, calls=2, selection="targeted", probability=None)
    page = open_page(house.carla, "trend")
    assert "1 chiamata: troppo poche" in said(page)
    page.selectbox(key="trend_calls").select("targeted").run()
    assert "2 chiamate: troppo poche" in said(page)
    assert "Restano fuori dalle medie" in said(page)
    assert page.query_params["calls"] == "targeted"


def test_an_address_opens_the_page_as_it_was(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0)
    heard(house, house.elena, 0)
    page = open_page(house.carla, "trend", split="agent", period="13", recent="4")
    assert page.selectbox(key="trend_split").value == "agent"
    assert page.selectbox(key="trend_period").value == "13"
    assert "<h2>Anna</h2>" in said(page)
    assert "<h2>Elena</h2>" in said(page)


def test_an_address_that_means_nothing_is_taken_for_the_usual_view(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0)
    wrong = {"split": "sideways", "period": "99", "team": "0", "agent": "x", "week": "never", "rubric": "nothing"}
    page = open_page(house.carla, "trend", **wrong)
    assert "1 chiamata" in said(page)
    assert not set(page.query_params) & set(wrong)


def test_going_back_to_an_address_shows_what_it_says(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0)
    page = open_page(house.carla, "trend", split="agent")
    del page.query_params["split"]
    assert page.run().selectbox(key="trend_split").value == "none"


def test_filters_narrow_to_a_team_an_agent_a_reason(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0, calls=2)
    heard(house, house.elena, 0, contact_reason="refund")
    page = open_page(house.carla, "trend")
    assert "3 chiamate: troppo poche" in said(page)
    page.selectbox(key="trend_agent").select(str(house.anna.id)).run()
    assert "2 chiamate: troppo poche" in said(page)
    page.selectbox(key="trend_agent").select("").run()
    page.selectbox(key="trend_reason").select("refund").run()
    assert "1 chiamata: troppo poche" in said(page)


def test_days_can_be_chosen_both_ends_included(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0)
    heard(house, house.anna, 3, calls=2)
    page = open_page(house.carla, "trend", period="dates", **{"from": "2026-02-11", "to": "2026-02-11"})
    assert "2 chiamate: troppo poche" in said(page)


def test_a_rubric_splits_into_its_criteria(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0)
    page = open_page(house.carla, "trend", rubric="greeting", split="criterion")
    assert "<h2>Le prime parole</h2>" in said(page)
    assert "<h2>Ascolto</h2>" not in said(page)


def test_few_calls_a_week_are_put_together_into_four_weeks(house: House, open_page: Open) -> None:
    for weeks_ago in range(4):
        heard(house, house.anna, weeks_ago, calls=3)
    main = charts(open_page(house.carla, "trend"))[0]
    assert main["data"][1]["customdata"] == ["2026-02-09"]
    weekly = charts(open_page(house.carla, "trend", points="1"))[0]
    assert len(weekly["data"][1]["customdata"]) == 4


def test_a_week_chosen_lists_its_evaluations_with_score_and_critical_errors(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0)
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    lowest = paths(draft, critical=True)[0]
    wrong = house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft, lowest=lowest).id)
    with house.app.database.write() as tx:
        tx.evaluations.set(wrong.id, selection="random", probability=0.5)
    page = open_page(house.carla, "trend", points="1")
    page.selectbox(key="trend_week").select("2026-03-02").run()
    assert page.query_params["week"] == "2026-03-02"
    listed = rows(page)
    assert [row[1] for row in listed] == ["Anna", "Anna"]
    assert sorted(len(row[-1]) for row in listed) == [0, 1]
    assert {row[2] for row in listed} > {"100,0"}


def test_simulated_calls_are_labelled(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0)
    call_id = house.call(house.anna, simulated=True)
    evaluation = house.published(house.bruno, call_id)
    with house.app.database.write() as tx:
        tx.evaluations.set(evaluation.id, selection="random", probability=0.5)
    assert "Comprende dati simulati per provare Benvenuto (chiamate: 1 su 2)." in said(open_page(house.carla, "trend"))


def test_the_drawn_data_can_be_downloaded(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0)
    buttons = open_page(house.carla, "trend").get("download_button")
    assert [button.proto.label for button in buttons] == ["Scarica i dati (CSV)", "Scarica i dati (Excel)"]


@pytest.mark.parametrize("name", ["bruno", "carla"])
def test_supervisors_and_managers_see_only_their_own_teams(house: House, open_page: Open, name: str) -> None:
    heard(house, house.anna, 0)
    heard(house, house.andrea, 0)
    page = open_page(getattr(house, name), "trend", split="agent")
    assert "<h2>Anna</h2>" in said(page)
    assert "Andrea" not in said(page)
    assert "Andrea" not in page.selectbox(key="trend_agent").options


@pytest.mark.parametrize("name", ["anna", "dario", "fulvio"])
def test_it_is_not_in_the_navigation_of_others(house: House, name: str) -> None:
    screen = next(screen for screen in screens() if screen.address == "trend")
    assert not getattr(house, name).roles & set(screen.roles)


def test_a_measure_of_sound_is_told_in_its_unit_with_what_it_counts(house: House, open_page: Open) -> None:
    for seconds in range(10, 22):
        at = WEDNESDAY - timedelta(hours=3)
        evaluation = house.published(house.bruno, measured(house, house.anna, talk(agent_s=seconds), at=at))
        with house.app.database.write() as tx:
            tx.evaluations.set(evaluation.id, selection="random", probability=0.5)
    heard(house, house.anna, 0)
    page = open_page(house.carla, "trend", rubric="*sound", measure="agent-talk")
    shown = said(page)
    assert "«Parla l'operatore» vale 15,5 s (intervallo al 95%: da 13," in shown
    assert "12 chiamate" in shown, "the thirteenth was not recorded"
    assert "Quanto parla in tutto l'operatore" in shown
    assert "Contano solo le chiamate valutate la cui registrazione è stata misurata" in shown
    assert "metodo di Hall" in shown
    (main, *_) = charts(page)
    assert main["layout"]["yaxis"]["ticktext"][0] == "0 s"
    page.selectbox(key="trend_week").select("2026-03-02").run()
    assert "21,0 s" in {row[2] for row in rows(page)}


def test_a_measure_that_no_call_has_says_what_it_needs(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0)
    page = open_page(house.carla, "trend", rubric="*sound", measure="nonsense")
    assert page.selectbox(key="trend_measure").value == "agent-share"
    assert "servono una registrazione e la sua analisi" in said(page)


def test_weeks_enough_make_a_control_chart_that_says_whether_anything_is_a_signal(
    house: House, open_page: Open
) -> None:
    for weeks_ago in range(12):
        heard(house, house.anna, weeks_ago, calls=5, level=weeks_ago % 2)
    page = open_page(house.carla, "trend")
    shown = said(page)
    assert "Nessun segnale: di settimana in settimana il punteggio di accoglienza oscilla attorno" in shown
    assert "Dal 12 gennaio il punteggio di accoglienza" in shown, "the comparison of the last weeks stays"
    (main, *_) = charts(page)
    points = main["data"][2]["customdata"]
    assert len(points) == 12
    assert main["data"][0]["fill"] == "toself"
    page.selectbox(key="trend_week").select(points[-1]).run()
    assert len(rows(page)) == 5
    page.selectbox(key="trend_as").select("points").run()
    assert "Nessun segnale" not in said(page)
    assert page.query_params["as"] == "points"
    dates = {"usual": "dates", "usual_from": "2026-02-02", "usual_to": "2026-03-04"}
    declared = open_page(house.carla, "trend", **dates)
    assert "servono 12 settimane con chiamate; finora ce ne sono 5." in said(declared)


def test_too_few_weeks_for_limits_are_said_and_points_with_intervals_stand_there(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0, calls=10)
    assert "servono 12 settimane con chiamate; finora ce n'è 1." in said(open_page(house.carla, "trend"))


def test_calls_free_of_critical_errors_can_be_followed_like_anything_else(house: House, open_page: Open) -> None:
    heard(house, house.anna, 0, calls=10)
    page = open_page(house.carla, "trend", rubric="*critical", type="customer")
    assert "La quota di chiamate senza errori critici per il cliente vale 100,0%" in said(page)


def test_selected_calls_that_nobody_scored_are_told_with_what_they_could_change(house: House, open_page: Open) -> None:
    for _ in range(5):
        heard(house, house.anna, weeks_ago=3)
    assert "mai valutato" not in said(open_page(house.carla, "trend"))
    house.call(house.anna, at=WEDNESDAY - timedelta(weeks=3, hours=1))
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    house.app.sampling.draw_due(house.bruno)
    assert "è stato saltato o mai valutato. Se queste avessero avuto tutte 0" in said(open_page(house.carla, "trend"))
