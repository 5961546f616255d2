"""The handbook: open to everybody in the house, found by address and by words."""

import pytest

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.faults import Forbidden
from tests.house import House

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_role_reads_every_chapter(house: House, app: Benvenuto, language: str) -> None:
    numbers = {tuple(one.slug for one in app.handbook.chapters(house.people[name], language)) for name in ("Anna",)}
    for actor in (house.bruno, house.carla, house.dario):
        numbers.add(tuple(one.slug for one in app.handbook.chapters(actor, language)))
    assert len(numbers) == 1
    assert len(next(iter(numbers))) >= 11


def test_it_comes_without_faults(app: Benvenuto) -> None:
    assert app.handbook.faults == ()


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_criterion_points_to_a_section_that_is_there(house: House, app: Benvenuto, language: str) -> None:
    for one in app.scorecards.in_force():
        for path, criterion in one.scorecard.criteria():
            found = app.handbook.find(house.anna, criterion.handbook, language)
            assert found is not None, path
            assert found[1] is not None, path


def test_an_address_that_leads_nowhere_is_none(house: House, app: Benvenuto) -> None:
    assert app.handbook.find(house.anna, "nowhere#at-all", "it") is None


def test_words_find_their_chapter(house: House, app: Benvenuto) -> None:
    assert app.handbook.search(house.anna, "promessa", "it")
    assert app.handbook.search(house.anna, "xyzzyx", "it") == []


def test_it_refuses_who_has_no_role(house: House, app: Benvenuto) -> None:
    with pytest.raises(Forbidden):
        app.handbook.chapters(house.fulvio, "it")
    with pytest.raises(Forbidden):
        app.handbook.search(house.fulvio, "promessa", "it")
    with pytest.raises(Forbidden):
        app.handbook.overdue(house.bruno)
