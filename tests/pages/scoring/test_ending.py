"""The line of the scoring page that asks how the call ended, and where its answer is read."""

import pytest

from benvenuto.domain.rubric import Ending
from tests.house import House
from tests.pages.conftest import Open, words
from tests.pages.scoring.test_evaluate import card

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_one_line_says_how_the_call_ended_and_can_be_taken_back(house: House, open_page: Open) -> None:
    call_id = house.call(house.anna)
    page = open_page(house.bruno, "evaluate", call=str(call_id))
    (asked,) = (box for box in page.selectbox if box.label == "La chiamata è finita prima del tempo?")
    asked.select(Ending.ABUSE).run()
    assert house.app.scoring.open(house.bruno, call_id).facts.ending is Ending.ABUSE
    because = {
        one["path"]: one["not_applicable_because"]
        for group in card(page)["card"]["groups"]
        for one in group["criteria"]
    }
    assert because["taking-the-case/human-voice"] == (
        "Non applicabile, perché la chiamata è finita prima: chiusa dall'operatore dopo gli insulti."
    )
    assert because["listening/courtesy"] == ""
    (asked,) = (box for box in page.selectbox if box.label == "La chiamata è finita prima del tempo?")
    asked.select("").run()
    assert house.app.scoring.open(house.bruno, call_id).facts.ending is None
    assert not any(
        one["not_applicable_because"].endswith("insulti.")
        for group in card(page)["card"]["groups"]
        for one in group["criteria"]
    )


def test_the_agent_reads_it_and_the_line_is_closed_once_published(house: House, open_page: Open) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    ended = house.app.scoring.end_early(house.bruno, draft.id, Ending.ABUSE)
    published = house.app.scoring.publish(house.bruno, house.answer(house.bruno, ended).id)
    page = open_page(house.anna, "evaluation", id=str(published.id))
    assert "chiusa dall'operatore dopo gli insulti" in words(page)
    page = open_page(house.bruno, "evaluate", call=str(published.call_id))
    assert not [box for box in page.selectbox if box.label == "La chiamata è finita prima del tempo?"]
    assert "chiusa dall'operatore dopo gli insulti" in words(page)
