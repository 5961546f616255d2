"""The coaching page: a plan from a feedback to both signatures, and what each reader finds on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from benvenuto.domain.coaching import CoachingStatus
from benvenuto.domain.hearing import Heard
from tests.calibrated import with_words
from tests.house import WEDNESDAY, House
from tests.pages.conftest import Open, words
from tests.services.scene import coaching_plan

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_a_supervisor_begins_a_plan_from_what_is_to_improve_in_a_feedback(house: House, open_page: Open) -> None:
    evaluation = house.draft(house.bruno, house.call(house.anna), lowest="greeting/identity")
    house.app.scoring.publish(house.bruno, evaluation.id)
    link = {"evaluation": str(evaluation.id), "criterion": "greeting/identity"}
    assert "Lavoriamoci insieme" in words(open_page(house.bruno, "evaluation", id=str(evaluation.id)))
    page = open_page(house.bruno, "coaching", **link)
    page.text_area(key=f"coach_{evaluation.id}_greeting/identity_behaviour").set_value(
        "Chiede il nome prima di aprire un ordine."
    )
    page.text_area(key=f"coach_{evaluation.id}_greeting/identity_steps").set_value("Lo annota su un foglio.")
    page.button(key="coach_propose").click().run()
    (coached,) = house.app.coaching.plans(house.anna)
    plan = coached.plan
    assert (plan.agent_name, plan.criterion, plan.by_name) == ("Anna", "greeting/identity", "Bruno")
    assert plan.due == WEDNESDAY.date() + timedelta(weeks=3)
    assert "Chiede il nome prima di aprire un ordine." in words(page)


def test_beginning_a_plan_says_of_nobody_that_they_read_the_words_of_the_call(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, with_words(house, house.anna))
    page = open_page(house.bruno, "coaching", evaluation=str(evaluation.id), criterion="greeting/identity")
    assert not page.exception
    [line] = house.app.hearings.mine(house.anna)[0]
    assert line.hearing.heard == {Heard.EVALUATION}


def test_a_plan_without_words_is_refused_and_keeps_what_was_chosen(house: House, open_page: Open) -> None:
    page = open_page(house.bruno, "coaching", new="1")
    page.button(key="coach_propose").click().run()
    assert "Prima scelga un operatore e un criterio." in words(page)
    page.selectbox(key="coach_agent").set_value(house.anna.id)
    page.selectbox(key="coach_criterion").set_value("greeting/identity")
    page.text_area(key="coach_0__behaviour").set_value("Chiede il nome.")
    page.button(key="coach_propose").click().run()
    assert "Un piano di affiancamento ha bisogno" in words(page)
    assert page.text_area(key="coach_0__behaviour").value == "Chiede il nome."
    assert not house.app.coaching.plans(house.bruno)


def test_the_agent_agrees_and_both_sign_on_the_page(house: House, open_page: Open) -> None:
    plan = str(house.app.coaching.begin(house.bruno, coaching_plan(house, "greeting/first-words")))
    page = open_page(house.anna, "coaching", plan=plan)
    page.button(key=f"coach_agree_{plan}").click().run()
    assert "Accettato. Il piano comincia." in words(page)
    page.button(key=f"coach_sign_{plan}").click().run()
    assert not page.button
    open_page(house.bruno, "coaching", plan=plan).button(key=f"coach_sign_{plan}").click().run()
    (coached,) = house.app.coaching.plans(house.anna)
    assert coached.plan.status is CoachingStatus.DONE


def test_a_supervisor_withdraws_a_plan_with_a_reason(house: House, open_page: Open) -> None:
    plan = str(house.app.coaching.begin(house.bruno, coaching_plan(house, "greeting/first-words")))
    page = open_page(house.bruno, "coaching", plan=plan)
    page.button(key=f"coach_withdraw_{plan}").click().run()
    page.button(key=f"coach_withdraw_{plan}_yes").click().run()
    assert house.app.coaching.plans(house.anna)[0].plan.open
    page.text_area(key=f"coach_withdraw_words_{plan}").set_value("Prima la pronuncia.")
    page.button(key=f"coach_withdraw_{plan}_yes").click().run()
    assert "Ritirato: Prima la pronuncia." in words(open_page(house.anna, "coaching", plan=plan))


def test_a_manager_looks_on_and_has_nothing_to_press(house: House, open_page: Open) -> None:
    plan = str(house.app.coaching.begin(house.bruno, coaching_plan(house, "greeting/first-words")))
    page = open_page(house.carla, "coaching", plan=plan)
    assert "Tre chiamate ascoltate insieme." in words(page)
    assert not page.button


@pytest.mark.parametrize("query", [{"plan": "1"}, {"plan": "99"}, {"plan": "x"}, {"evaluation": "1"}, {"new": "1"}])
def test_another_teams_plan_is_refused_like_one_that_is_not_there(
    house: House, open_page: Open, query: dict[str, str]
) -> None:
    house.app.coaching.begin(house.bruno, coaching_plan(house, "greeting/first-words"))
    house.published(house.bruno, house.call(house.anna))
    page = open_page(house.andrea, "coaching", **query)
    assert "Accesso non consentito." in words(page)
    assert "Dice il suo nome." not in words(page)


def test_an_empty_page_says_where_plans_begin(house: House, open_page: Open) -> None:
    assert "Lavoriamoci insieme" in words(open_page(house.bruno, "coaching"))
    assert "Quando un supervisore propone" in words(open_page(house.anna, "coaching"))


def test_the_day_of_a_plan_is_asked_for_as_a_day_not_as_a_person(house: House, open_page: Open) -> None:
    assert open_page(house.bruno, "coaching", new="1").date_input(key="coach_due").label == "Entro il"
