"""Grading feedback on its page, and reading it on the evaluator's."""

from __future__ import annotations

import pytest

from benvenuto.domain.notices import NoticeKind
from tests.house import House
from tests.pages.conftest import Open, words
from tests.services.scene import best_grading

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_carla_grades_what_bruno_wrote_and_bruno_reads_it_and_replies(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    house.clock.forward(minutes=2)
    page = open_page(house.carla, "grade", id=str(evaluation.id))
    assert not page.exception
    for path in best_grading(house):
        page.radio(f"grade_{evaluation.id}_{path}").set_value("full")
    page.text_area(f"grade_{evaluation.id}_words").set_value("Si ritrova tutto.")
    page.button(f"grade_{evaluation.id}_yes").click().run()
    [grading] = house.app.gradings.of_evaluator(house.bruno, house.bruno.id).gradings
    assert grading.words == "Si ritrova tutto."
    page = open_page(house.bruno, "evaluator", grading=str(grading.id))
    assert not page.exception
    assert "Si ritrova tutto." in words(page)
    page.text_area(f"reply_{grading.id}_words").set_value("Grazie.")
    page.button(f"reply_{grading.id}_yes").click().run()
    assert house.app.gradings.read(house.carla, grading.id)[0].reply == "Grazie."
    told = [readable.notice.kind for readable in house.app.notices.listed(house.carla)[0]]
    assert told == [NoticeKind.GRADING_ANSWERED]


def test_what_is_missing_is_said_and_nothing_is_kept(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    house.clock.forward(minutes=2)
    page = open_page(house.carla, "grade", id=str(evaluation.id))
    page.text_area(f"grade_{evaluation.id}_words").set_value("Si ritrova tutto.")
    page.button(f"grade_{evaluation.id}_yes").click().run()
    assert "Criteri ancora incompleti: 4." in words(page)
    assert house.app.gradings.of_evaluator(house.carla, house.bruno.id).gradings == []


def test_a_call_under_dispute_is_not_graded_and_the_page_says_why(house: House, open_page: Open) -> None:
    evaluation = house.disputed(house.anna, house.bruno)
    page = open_page(house.carla, "grade", id=str(evaluation.id))
    assert not page.exception
    assert "è aperta una contestazione" in words(page)


@pytest.mark.parametrize("wanted", ["", "x", "9" * 30, "0"])
def test_an_address_that_names_nothing_is_refused(house: House, open_page: Open, wanted: str) -> None:
    assert not open_page(house.carla, "grade", id=wanted).exception
    assert not open_page(house.carla, "evaluator", grading=wanted or "-").exception
