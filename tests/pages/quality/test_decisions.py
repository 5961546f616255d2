"""The page on disputes and decisions."""

from __future__ import annotations

import pytest

from benvenuto.domain.dispute import Decision, DisputedCriterion, Ruling
from tests.house import House, criterion_at, paths
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_it_says_how_long_how_often_and_about_which_criterion(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna), level=1)
    path = paths(evaluation)[0]
    house.app.feedback.dispute(house.anna, evaluation.id, criteria=[DisputedCriterion(path, "Lo dico subito.")])
    house.clock.forward(days=2)
    house.app.feedback.listen(house.carla, evaluation.id, {})
    house.app.feedback.decide_each(house.carla, evaluation.id, {path: Ruling(Decision.STRUCK, "Non c'entra.")})
    page = words(open_page(house.carla, "decisions", period="all"))
    assert "1 contestazione decisa, 0 ancora aperte" in page
    assert "2,0 giorni (troppo poche per un intervallo)" in page
    assert "1 su 1, troppo poche per dirlo" in page
    assert criterion_at(evaluation, path).title.in_language("it") in page
    assert "Anna" not in page
    assert "Bruno" not in page


def test_without_a_dispute_it_says_what_will_stand_there(house: House, open_page: Open) -> None:
    assert "Nessuna contestazione" in words(open_page(house.bruno, "decisions"))
