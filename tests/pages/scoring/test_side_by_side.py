"""A second listening and both evaluations side by side, as the two evaluators see them; without a browser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benvenuto.domain.edits import AddMoment, ChooseLevel, Edit, SetNote
from benvenuto.domain.evaluation import Evaluation, Status
from benvenuto.domain.hearing import Heard
from benvenuto.domain.sampling import SkipReason
from tests.calibrated import give_words
from tests.house import House, criterion_at, paths
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def first(house: House) -> Evaluation:
    """Bruno's published evaluation of a call that Elena is to hear second."""
    call_id = house.call(house.anna)
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    replace(house.app.sampling, second_share=1.0).draw_due(house.bruno)
    return house.published(house.bruno, call_id)


def test_the_second_is_told_what_it_is_and_nothing_of_the_first(
    house: House, open_page: Open, first: Evaluation
) -> None:
    page = open_page(house.elena, "evaluate", call=str(first.call_id))
    assert "secondo ascolto: la chiamata si ascolta in due" in words(page)
    assert "scelta a mano" not in words(page)
    assert "Bruno" not in words(page)
    assert "Accesso non consentito." in words(open_page(house.elena, "evaluation", id=str(first.id)))
    assert "Accesso non consentito." in words(open_page(house.elena, "side-by-side", call=str(first.call_id)))


def test_publishing_the_second_leads_to_both_side_by_side(house: House, open_page: Open, first: Evaluation) -> None:
    draft = house.draft(house.elena, first.call_id)
    apart = paths(draft)[2]
    worst = criterion_at(draft, apart).scale[-1].id
    edits = [Edit(1, apart, ChooseLevel(worst)), Edit(2, apart, SetNote("<i>Qui no.</i>"))]
    house.app.scoring.edit(house.elena, draft.id, "w1", [*edits, Edit(3, apart, AddMoment("m", 3.0, "qui"))])
    page = open_page(house.elena, "evaluate", call=str(first.call_id))
    page.button(key=f"publish_{first.call_id}").click().run()
    assert house.app.scoring.read(house.elena, draft.id).status is Status.PUBLISHED
    assert page.query_params["call"] == str(first.call_id)
    assert not page.exception
    text = words(page)
    assert text.index(criterion_at(draft, apart).title.in_language("it")) < text.index("segnati")
    assert "&lt;i&gt;Qui no.&lt;/i&gt;" in text
    assert all(f"{name} · " in text for name in ("Bruno", "Elena"))


def test_both_side_by_side_say_of_nobody_that_they_read_the_words_of_the_call(
    house: House, open_page: Open, first: Evaluation
) -> None:
    house.published(house.elena, give_words(house, first.call_id))
    assert not open_page(house.bruno, "side-by-side", call=str(first.call_id)).exception
    [line] = house.app.hearings.mine(house.anna)[0]
    assert line.hearing.heard == {Heard.EVALUATION}


def test_the_first_finds_the_way_there_from_their_own_evaluation(
    house: House, open_page: Open, first: Evaluation
) -> None:
    alone = open_page(house.bruno, "evaluation", id=str(first.id))
    assert "Le due valutazioni a confronto" not in words(alone)
    house.published(house.elena, first.call_id)
    assert "Le due valutazioni a confronto" in words(open_page(house.bruno, "evaluation", id=str(first.id)))
    assert "Le due valutazioni a confronto" in words(open_page(house.bruno, "evaluate", call=str(first.call_id)))
    assert "Le due valutazioni a confronto" not in words(open_page(house.anna, "evaluation", id=str(first.id)))
    page = open_page(house.bruno, "side-by-side", call=str(first.call_id))
    assert "Entrambi hanno scelto ovunque lo stesso livello." in words(page)


def test_it_is_given_up_for_a_reason(house: House, open_page: Open, first: Evaluation) -> None:
    page = open_page(house.elena, "evaluate", call=str(first.call_id))
    key = f"skip_{first.call_id}"
    page.button(key=key).click().run()
    page.radio(key=f"{key}_reason").set_value(SkipReason.CONFLICT).run()
    page.button(key=f"{key}_yes").click().run()
    assert not page.exception
    assert house.audit()[-1] == "second_listening_given_up"


@pytest.mark.parametrize("wanted", ["", "999999", "1e3", "-1", "9" * 40])
def test_an_address_that_names_no_pair_is_refused_in_words(house: House, open_page: Open, wanted: str) -> None:
    assert "Accesso non consentito." in words(open_page(house.bruno, "side-by-side", call=wanted))
