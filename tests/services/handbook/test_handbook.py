"""The handbook: open to everybody in the house, found by address and by words."""

from datetime import UTC, datetime, timedelta

import pytest

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.faults import Forbidden
from benvenuto.formats.handbook.chapters import excerpts
from tests.house import House

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_role_reads_every_chapter(house: House, app: Benvenuto, language: str) -> None:
    numbers = {tuple(one.slug for one in app.handbook.chapters(house.people[name], language)) for name in ("Anna",)}
    for actor in (house.bruno, house.carla, house.dario):
        numbers.add(tuple(one.slug for one in app.handbook.chapters(actor, language)))
    assert len(numbers) == 1
    assert numbers == {tuple(one.slug for one in app.handbook.texts.chapters if one.language == language)}


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


def test_the_day_of_the_call_is_the_sites_own(house: House, app: Benvenuto) -> None:
    # 00:30 on 1 January in Rome is still the old year in UTC
    late = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    assert str(app.handbook.timezone) == "Europe/Rome"
    path = "precise-answers/within-the-rules"
    before = app.handbook.policy_for(house.bruno, path, "complaint", late - timedelta(hours=1))
    after = app.handbook.policy_for(house.bruno, path, "complaint", late)
    assert [one.term.by_role["agent"].in_language("en") for one in (*before, *after)] == [
        "up to 50 euros",
        "up to 150 euros",
    ]


def test_every_excerpt_of_the_chapters_can_be_heard(house: House, app: Benvenuto) -> None:
    offered = [one for chapter in app.handbook.texts.chapters for one in excerpts(chapter)]
    assert len(offered) >= 20
    for one in offered[::5]:
        sound = app.handbook.excerpt(house.anna, one.name)
        assert len(sound) == 44 + 2 * (round(one.end_s * 8000) - round(one.start_s * 8000))


def test_only_what_a_chapter_offers_can_be_heard(house: House, app: Benvenuto) -> None:
    for name in ("04-lampada-rotta@0.0-79.0", "04-lampada-rotta", "", "../../etc/passwd@0.0-1.0"):
        with pytest.raises(Forbidden):
            app.handbook.excerpt(house.anna, name)


def test_it_refuses_who_has_no_role(house: House, app: Benvenuto) -> None:
    with pytest.raises(Forbidden):
        app.handbook.chapters(house.fulvio, "it")
    with pytest.raises(Forbidden):
        app.handbook.search(house.fulvio, "promessa", "it")
    with pytest.raises(Forbidden):
        app.handbook.overdue(house.bruno)
