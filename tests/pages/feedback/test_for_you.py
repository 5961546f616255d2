"""The inbox of one's own, as its reader sees it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.domain.notices import NoticeFilter, NoticeKind
from tests.house import House, drawn_twice
from tests.pages.conftest import Open, words
from tests.services.scene import coaching_plan

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def listed(page: AppTest) -> str:
    """What the rows of the page hold, as they are sent."""
    return "\n".join(str(getattr(node, "proto", "")) for node in page.main)


def test_anna_reads_that_there_is_feedback_and_opening_it_marks_it_as_read(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    page = open_page(house.anna, "for-you")
    assert "Nuovo riscontro su una sua chiamata" in listed(page)
    assert f"/evaluation?id={evaluation.id}" in listed(page)
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    assert not page.exception
    assert house.app.notices.unread(house.anna) == 0


def test_all_are_marked_as_read_at_once(house: House, open_page: Open) -> None:
    for _ in range(2):
        house.published(house.bruno, house.call(house.anna))
    page = open_page(house.anna, "for-you")
    page.button(key="read_all").click().run()
    assert "Tutte segnate come lette" in words(page)
    assert house.app.notices.unread(house.anna) == 0
    assert "read_all" not in [button.key for button in page.button]


@pytest.mark.parametrize(("name", "teaching"), [("anna", "chiamata viene valutata"), ("bruno", "prende visione")])
def test_an_empty_inbox_teaches_what_will_come(house: House, open_page: Open, name: str, teaching: str) -> None:
    assert teaching in words(open_page(house.people[name.capitalize()], "for-you"))


def test_what_is_filtered_away_can_be_seen_again(house: House, open_page: Open) -> None:
    house.published(house.bruno, house.call(house.anna))
    page = open_page(house.anna, "for-you", about="disputes")
    assert "Nessun risultato" in words(page)
    page.button(key="foryou_clear").click().run()
    assert "Nuovo riscontro" in listed(page)


@pytest.mark.parametrize("query", [{"state": "x", "about": "y"}, {"page": "99"}])
def test_an_address_that_somebody_made_up_shows_the_list(house: House, open_page: Open, query: dict[str, str]) -> None:
    house.published(house.bruno, house.call(house.anna))
    page = open_page(house.anna, "for-you", **query)
    assert not page.exception
    assert "Nuovo riscontro" in listed(page)


def test_to_open_the_practice_that_was_assigned_marks_it_as_read(house: House, open_page: Open) -> None:
    house.app.practice.assign(house.bruno, house.anna.id, "greeting/identity")
    open_page(house.anna, "practice", criterion="greeting/identity")
    assert house.app.notices.unread(house.anna) == 0


def test_a_plan_and_a_second_listening_are_listed_with_their_way_and_opening_them_marks_them_as_read(
    house: House, open_page: Open
) -> None:
    plan_id = house.app.coaching.begin(house.bruno, coaching_plan(house, "greeting/identity"))
    call_id = house.published(house.bruno, drawn_twice(house)).call_id
    assert f"/coaching?plan={plan_id}" in listed(open_page(house.anna, "for-you"))
    inbox = listed(open_page(house.elena, "for-you"))
    assert f"/evaluate?call={call_id}" in inbox
    assert "Bruno" not in inbox
    assert not open_page(house.anna, "coaching", plan=str(plan_id)).exception
    assert not open_page(house.elena, "evaluate", call=str(call_id)).exception
    unread = [readable.notice.kind for readable in house.app.notices.listed(house.anna, NoticeFilter(unread=True))[0]]
    assert NoticeKind.PLAN_PROPOSED not in unread
    assert house.app.notices.unread(house.elena) == 0
