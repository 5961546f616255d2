"""The learning path on the screen: steps with what is known, signed by whom they are for, and a team's at a glance."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def press(page: AppTest, key: str) -> str:
    said = words(next(one for one in page.button if str(one.key).rpartition("_")[0] == key).click().run())
    assert not page.exception
    return said


def buttons(page: AppTest) -> list[str]:
    """The keys of the signing buttons, without the agent whose step each signs."""
    return [key.rpartition("_")[0] for one in page.button if (key := str(one.key)).startswith("lp_")]


def test_an_agent_signs_a_step_and_takes_it_back(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "learning-path")
    assert not page.exception
    assert buttons(page) == ["lp_do_read", "lp_do_practise"]
    assert "Ancora nessun esercizio provato." in words(page)
    said = press(page, "lp_do_read")
    assert "Firmato da Anna il 4 marzo 2026." in said
    assert "Passi firmati: 1 di 5" in said
    said = press(page, "lp_undo_read")
    assert "ritirato da Anna il 4 mar 2026" in said
    assert "Passi firmati: 0 di 5" in said


def test_a_supervisor_comes_by_a_link_and_signs_what_is_a_supervisors(house: House, open_page: Open) -> None:
    page = open_page(house.bruno, "learning-path", agent=str(house.anna.id))
    assert "Le prime settimane di Anna" in words(page)
    assert buttons(page) == ["lp_do_shadow", "lp_do_score", "lp_do_answer"]
    assert "Firmato da Bruno il 4 marzo 2026." in press(page, "lp_do_shadow")


def test_a_manager_reads_and_signs_nothing(house: House, open_page: Open) -> None:
    house.app.learning.sign(house.bruno, house.anna.id, "shadow")
    page = open_page(house.carla, "learning-path", agent=str(house.anna.id))
    assert "Firmato da Bruno" in words(page)
    assert buttons(page) == []


def test_a_team_is_seen_at_a_glance_whoever_is_under_way_first(house: House, open_page: Open) -> None:
    house.app.learning.sign(house.elena, house.elena.id, "read")
    said = words(open_page(house.bruno, "learning-path"))
    assert said.index("Elena") < said.index("Anna")
    assert "Passi firmati: 1 di 5 · il prossimo: Esercitarsi" in said
    assert "Andrea" not in said


@pytest.mark.parametrize("wanted", ["nobody", "9" * 30, "0"])
def test_an_agent_who_is_not_there_is_refused_in_words(house: House, open_page: Open, wanted: str) -> None:
    page = open_page(house.bruno, "learning-path", agent=wanted)
    assert not page.exception
    assert "Accesso non consentito." in words(page)


def test_what_another_has_signed_meanwhile_is_shown_and_stands(house: House, open_page: Open) -> None:
    page = open_page(house.bruno, "learning-path", agent=str(house.anna.id))
    house.app.learning.sign(house.elena, house.anna.id, "shadow")
    assert "Firmato da Elena" in press(page, "lp_do_shadow")
    assert house.audit().count("step_signed") == 1


def test_practice_leads_to_the_path_and_says_how_far_it_has_come(house: House, open_page: Open) -> None:
    assert "Le sue prime settimane, passo per passo" in words(open_page(house.anna, "practice"))
    house.app.learning.sign(house.anna, house.anna.id, "read")
    assert "Le sue prime settimane: passi firmati 1 di 5" in words(open_page(house.anna, "practice"))
    assert "Le prime settimane dei suoi operatori" in words(open_page(house.carla, "practice"))


def test_every_step_leads_to_pages_and_exercises_that_are_there(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "learning-path")
    links = [(one.proto.page, one.proto.query_string) for one in page.get("page_link")]
    wanted = [(len(step.handbook), len(step.criteria)) for step in house.app.learning.path]
    assert len([one for one in links if one[0] == "handbook"]) == sum(pages for pages, _ in wanted)
    assert len([one for one in links if one[1].startswith("criterion=")]) == sum(criteria for _, criteria in wanted)
