"""Why do you listen? Asked once, where the player would stand, of who opened a call by hand."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.hearing import HearingReason
from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

ASKED = "Perché ascolta questa chiamata?"


def shows(page: AppTest, component: str) -> bool:
    """Whether a player or a transcript stands on the page."""
    return any(component in str(getattr(node, "proto", "")) for node in page.main)


def reason(house: House) -> list[HearingReason]:
    return [row.hearing.reason for row in house.app.hearings.mine(house.anna)[0]]


@pytest.fixture
def by_hand(house: House) -> int:
    call_id = house.recorded(house.call(house.anna))
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, "Casa Lume, buongiorno.")])
    return call_id


def test_a_call_opened_by_hand_asks_first_then_gives_sound_and_words(
    house: House, open_page: Open, by_hand: int
) -> None:
    page = open_page(house.bruno, "evaluate", call=str(by_hand))
    assert not page.exception
    assert ASKED in words(page)
    assert not shows(page, "/recordings/")
    assert not shows(page, f"transcript_{by_hand}")
    page.button(key=f"why_{by_hand}_training").click().run()
    assert not page.exception
    assert ASKED not in words(page)
    assert shows(page, "/recordings/")
    assert shows(page, f"transcript_{by_hand}")
    assert reason(house) == [HearingReason.TRAINING]
    assert ASKED not in words(open_page(house.bruno, "evaluate", call=str(by_hand)))


def test_another_reason_without_words_is_refused_where_it_was_given(
    house: House, open_page: Open, by_hand: int
) -> None:
    page = open_page(house.bruno, "evaluate", call=str(by_hand))
    page.button(key=f"why_{by_hand}_other").click().run()
    assert "servono due parole" in words(page)
    page.text_input(key=f"why_{by_hand}_words").input("prova d'ordine")
    page.button(key=f"why_{by_hand}_other").click().run()
    assert ASKED not in words(page)
    assert reason(house) == [HearingReason.OTHER]


def test_a_drawn_call_is_not_asked_about(house: House, open_page: Open) -> None:
    call_id = house.recorded(house.drawn_call(house.anna, house.bruno))
    assert ASKED not in words(open_page(house.bruno, "evaluate", call=str(call_id)))


def test_a_call_without_sound_but_with_words_asks_too_and_one_with_neither_does_not(
    house: House, open_page: Open
) -> None:
    bare, worded = house.call(house.anna), house.call(house.anna)
    with house.app.database.write() as tx:
        tx.calls.set_turns(worded, [Turn(Speaker.AGENT, "Casa Lume, buongiorno.")])
    assert ASKED not in words(open_page(house.bruno, "evaluate", call=str(bare)))
    assert ASKED in words(open_page(house.bruno, "evaluate", call=str(worded)))


def test_a_colleague_s_published_evaluation_is_read_at_once_and_its_sound_asked_about(
    house: House, open_page: Open, by_hand: int
) -> None:
    evaluation = house.published(house.bruno, by_hand)
    page = open_page(house.elena, "evaluation", id=str(evaluation.id))
    assert not page.exception
    assert ASKED in words(page)
    assert reason(house) == [HearingReason.SUPERVISION]
