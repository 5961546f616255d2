"""Practice as it is done: exercises of each kind answered and explained, and what a supervisor sees and asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.domain.practice import Outcome
from tests.drawn import drawn
from tests.house import House
from tests.pages.conftest import Open, as_sent, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

CHOOSE, FIND = "greeting/fortieth-call", "greeting/read-to-be-confirmed"
PATH = "greeting/first-words"
ORDER, SCORE = "greeting/person-then-order", "greeting/farewell-heard-it"
TAKES = "greeting/last-ten-seconds"


def test_the_list_has_every_rubric_with_its_exercises(house: House, open_page: Open) -> None:
    for actor in (house.anna, house.bruno, house.elena):
        page = open_page(actor, "practice")
        assert not page.exception
        assert len(page.expander) == 7
        assert all("giusti 0 su" in one.label for one in page.expander)


def press(page: AppTest, key: str) -> str:
    button = next(one for one in page.button if one.key == key)
    said = words(button.click().run())
    assert not page.exception
    return said


def last(house: House, path: str) -> Outcome | None:
    return next(one.last for one in house.app.practice.exercises(house.anna, "it") if one.exercise.path == path)


def test_the_best_answer_is_chosen_and_explained(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "practice", exercise=CHOOSE)
    page.radio(key=f"pr_answer_{CHOOSE}").set_value(2)
    said = press(page, f"pr_check_{CHOOSE}")
    assert "Giusto." in said
    assert "manca il nome" in said, "why the others are worse"
    assert last(house, CHOOSE) is Outcome.RIGHT
    assert "Giusto." not in press(page, f"pr_retry_{CHOOSE}")


def test_checking_without_an_answer_asks_for_one(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "practice", exercise=CHOOSE)
    assert "Prima scelga una risposta." in press(page, f"pr_check_{CHOOSE}")
    assert last(house, CHOOSE) is None


def test_a_fault_is_found_by_its_turn_and_its_reason(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "practice", exercise=FIND)
    page.checkbox(key=f"pr_turn_4_{FIND}").check()
    assert "Un errore ha una battuta e un motivo." in press(page, f"pr_check_{FIND}")
    page.checkbox(key=f"pr_reason_third-person_{FIND}").check()
    page.checkbox(key=f"pr_turn_none_{FIND}").check()
    assert "È segnata una battuta, e anche «nessun errore»." in press(page, f"pr_check_{FIND}")
    assert last(house, FIND) is None
    page.checkbox(key=f"pr_turn_none_{FIND}").uncheck()
    said = press(page, f"pr_check_{FIND}")
    assert "Quasi." in said
    assert "Che cosa si poteva dire" in said
    assert last(house, FIND) is Outcome.PARTLY


def test_steps_are_put_in_order_one_after_the_other(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "practice", exercise=ORDER)
    press(page, f"pr_step_3_{ORDER}")
    press(page, f"pr_again_{ORDER}")
    for step in range(5):
        press(page, f"pr_step_{step}_{ORDER}")
    assert "Giusto." in press(page, f"pr_check_{ORDER}")
    assert last(house, ORDER) is Outcome.RIGHT


def test_an_excerpt_is_heard_and_given_a_level(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "practice", exercise=SCORE)
    assert 'src="/excerpts/05-consiglio-prodotto%4083.9-88.3.wav"' in words(page)
    page.radio(key=f"pr_answer_{SCORE}").set_value("full")
    said = press(page, f"pr_check_{SCORE}")
    assert "Non questa volta." in said
    assert "Il livello di riferimento" in said


def test_each_take_is_given_a_level_and_explained_beside_the_one_that_was_given(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "practice", exercise=TAKES)
    page.radio(key=f"pr_take_0_{TAKES}").set_value("not-applicable")
    assert "Non tutte le versioni hanno un livello." in press(page, f"pr_check_{TAKES}")
    assert last(house, TAKES) is None
    for at, level in enumerate(["not-applicable", "full", "partly", "partly"]):
        page.radio(key=f"pr_take_{at}_{TAKES}").set_value(level)
    said = press(page, f"pr_check_{TAKES}")
    assert "Quasi." in said
    assert said.count("Il livello di riferimento") == 4
    assert said.count("La sua risposta") == 1, "beside the one that was missed alone"
    assert last(house, TAKES) is Outcome.PARTLY


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_exercise_can_be_opened(house: House, open_page: Open, language: str) -> None:
    house.app.sign_in.set_language(house.anna, language)
    page = open_page(house.anna, "practice")
    for one in house.app.practice.exercises(house.anna, language)[::6]:
        page.query_params["exercise"] = one.exercise.path
        said = words(page.run())
        assert not page.exception
        assert as_sent(one.exercise.situation.in_language(language)) in said
        assert one.last is None


def test_what_is_weak_is_proposed_and_says_why(house: House, open_page: Open) -> None:
    assert "Per ora nessun suggerimento" in words(open_page(house.anna, "practice"))
    draft = house.draft(house.bruno, house.call(house.anna), lowest="greeting/farewell")
    house.app.scoring.publish(house.bruno, draft.id)
    said = words(open_page(house.anna, "practice"))
    assert "<h3>Il congedo</h3>" in said
    assert "ultima valutazione in cui contava (1 su 1)." in said


def test_a_supervisor_sees_the_own_team_and_asks(house: House, open_page: Open) -> None:
    house.app.practice.attempt(house.anna, CHOOSE, 2, "it")
    page = open_page(house.bruno, "practice")
    assert "1 esercizio, giusti: 1" in words(page)
    assert "Andrea" not in words(page)
    assert "Prima scelga un operatore e un criterio." in press(page, "pr_ask_now")
    page.selectbox(key="pr_agent").set_value(house.anna.id)
    page.selectbox(key="pr_criterion").set_value("greeting/farewell")
    assert "Anna: Il congedo" in press(page, "pr_ask_now")
    assert "Assegnato da Bruno" in words(open_page(house.anna, "practice"))
    assert "Anna: Il congedo" not in press(page, f"pr_withdraw_{house.anna.id}_greeting/farewell")


def test_a_criterion_has_a_page_of_its_exercises(house: House, open_page: Open) -> None:
    said = words(open_page(house.anna, "practice", criterion="greeting/farewell"))
    assert "<h1>Il congedo</h1>" in said
    assert said.count("Da provare") == len(
        [one for one in house.app.practice.exercises(house.anna, "it") if one.exercise.criterion == "farewell"]
    )
    assert "Tutti gli esercizi" in words(open_page(house.anna, "practice", criterion="greeting/nothing"))


def test_what_was_tried_says_how_it_went_the_last_time(house: House, open_page: Open) -> None:
    assert "L'ultima volta" not in words(open_page(house.anna, "practice", exercise=CHOOSE))
    house.app.practice.attempt(house.anna, CHOOSE, 2, "it")
    assert "L'ultima volta: Giusto" in words(open_page(house.anna, "practice", exercise=CHOOSE))


def test_calls_before_and_since_practice_stand_side_by_side_and_claim_no_more_than_they_bear(
    house: House, open_page: Open
) -> None:
    assert "Prima e dopo" not in words(open_page(house.anna, "practice"))
    house.app.practice.attempt(house.anna, CHOOSE, 2, "it")
    drawn(house, house.anna, PATH, [0, 0.5] * 15, house.clock() - timedelta(days=7))
    drawn(house, house.anna, PATH, [1] * 3, house.clock())
    said = words(open_page(house.anna, "practice"))
    assert "25,0 (intervallo al 95%: da " in said
    assert "20 chiamate)" in said
    assert "3 chiamate: troppo poche per dirlo" in said
    assert "Troppo poche chiamate per dire se qualcosa è cambiato." in said
    assert "non dimostra" in said
    drawn(house, house.anna, PATH, [1] * 20, house.clock(), simulated=True)
    said = words(open_page(house.anna, "practice"))
    assert "Un aumento che il caso non basta a spiegare: +75,0" in said
    assert "Di queste chiamate, 20 sono simulate." in said
    drawn(house, house.anna, PATH, [0] * 60, house.clock())
    assert "Una differenza che il caso può spiegare: " in words(open_page(house.anna, "practice"))


def test_supervisor_and_manager_see_their_teams_before_and_after(house: House, open_page: Open) -> None:
    for agent in (house.anna, house.andrea):
        house.app.practice.attempt(agent, CHOOSE, 2, "it")
    for actor in (house.bruno, house.carla):
        said = words(open_page(actor, "practice"))
        assert "La sua squadra, prima e dopo" in said
        assert "<small>Anna</small>" in said
        assert "Andrea" not in said
        assert said.count("nessuna chiamata") == 2


def test_an_exercise_that_is_not_there_leads_to_the_list(house: House, open_page: Open) -> None:
    assert "Tutti gli esercizi" in words(open_page(house.anna, "practice", exercise="greeting/nothing"))
