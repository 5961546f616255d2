"""Marks that wait in the browser are stored by whatever page is opened next; without a browser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.domain.evaluation import Evaluation
from benvenuto.ui.components.edits import name_of
from tests.house import House, criterion_at, paths
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

NOTE = {"seq": 1, "kind": "note", "value": "Sentito in treno.", "seen": 0, "after": [], "at": 1_772_622_000_000}


def told(page: AppTest) -> dict[str, Any]:
    """What the browser was told of what it keeps."""
    found = next(node.proto for node in page.get("bidi_component") if node.proto.component_name.endswith("waiting"))
    data: dict[str, Any] = json.loads(json.loads(found.json)["packed"])
    return data


def sent(page: AppTest, draft: Evaluation, *edits: dict[str, Any]) -> AppTest:
    """The page after the browser has sent what waits in it for a draft."""
    outbox = {"evaluation": str(draft.id), "boxes": [{"client": "w1", "edits": list(edits)}]}
    page.session_state["waiting"] = {"outboxes": [outbox]}
    return page.run()


@pytest.fixture
def draft(house: House) -> Evaluation:
    """Bruno's fresh draft on a call of Anna's."""
    return house.app.scoring.begin(house.bruno, house.call(house.anna))


@pytest.mark.parametrize("address", ["inbox", "handbook"])
def test_they_are_stored_acknowledged_and_told_of(
    house: House, open_page: Open, draft: Evaluation, address: str
) -> None:
    page = sent(open_page(house.bruno, address), draft, {**NOTE, "path": paths(draft)[0]})
    assert house.app.scoring.read(house.bruno, draft.id).answers[paths(draft)[0]].note == "Sentito in treno."
    assert told(page) == {
        "person": str(house.bruno.id),
        "but": "0",
        "but_call": "0",
        "acknowledged": {str(draft.id): {"w1": 1}},
    }
    assert "1 modifica rimasta in questo browser è stata salvata: Anna" in words(page)
    assert "più recenti" not in words(page)


def test_the_page_of_another_call_stores_them_too(house: House, open_page: Open, draft: Evaluation) -> None:
    other = house.app.scoring.begin(house.bruno, house.call(house.anna))
    page = open_page(house.bruno, "evaluate", call=str(other.call_id))
    assert (told(page)["but"], told(page)["but_call"]) == (str(other.id), str(other.call_id))
    sent(page, draft, {**NOTE, "path": paths(draft)[0]})
    assert told(page)["acknowledged"] == {str(draft.id): {"w1": 1}}
    assert "1 modifica rimasta in questo browser è stata salvata" in words(page)


def test_marks_of_a_call_that_was_not_begun_begin_it_from_wherever_they_come(house: House, open_page: Open) -> None:
    blank = house.app.scoring.open(house.bruno, house.call(house.anna))
    path, name = paths(blank)[0], name_of(blank.draft_id)
    page = open_page(house.bruno, "inbox")
    page.session_state["waiting"] = {
        "outboxes": [{"evaluation": name, "boxes": [{"client": "w1", "edits": [{**NOTE, "path": path}]}]}]
    }
    page.run()
    assert house.app.scoring.open(house.bruno, blank.call_id).answers[path].note == "Sentito in treno."
    assert told(page)["acknowledged"] == {name: {"w1": 1}}
    assert "1 modifica rimasta in questo browser è stata salvata: Anna" in words(page)


def test_marks_of_a_call_that_was_published_meanwhile_are_quoted(house: House, open_page: Open) -> None:
    blank = house.app.scoring.open(house.bruno, house.call(house.anna))
    published = house.published(house.bruno, blank.call_id)
    page = open_page(house.bruno, "inbox")
    edits = [{**NOTE, "path": paths(blank)[0]}]
    page.session_state["waiting"] = {
        "outboxes": [{"evaluation": name_of(blank.draft_id), "boxes": [{"client": "w1", "edits": edits}]}]
    }
    page.run()
    assert house.app.scoring.read(house.bruno, published.id) == published
    assert "«Sentito in treno.»" in words(page)


def test_what_came_after_something_newer_is_told_of(house: House, open_page: Open, draft: Evaluation) -> None:
    path = paths(draft)[0]
    house.answer(house.bruno, draft)
    level = criterion_at(draft, path).scale[-1].id
    page = sent(open_page(house.bruno, "inbox"), draft, {**NOTE, "path": path, "kind": "level", "value": level})
    assert "apra la bozza per decidere" in words(page)


def test_what_was_stored_before_is_not_told_of_even_once_it_is_published(
    house: House, open_page: Open, draft: Evaluation
) -> None:
    page = sent(open_page(house.bruno, "inbox"), draft, {**NOTE, "path": paths(draft)[0]})
    house.answer(house.bruno, draft)
    house.app.scoring.publish(house.bruno, draft.id)
    page = sent(open_page(house.bruno, "inbox"), draft, {**NOTE, "path": paths(draft)[0]})
    assert told(page)["acknowledged"] == {str(draft.id): {"w1": 1}}
    assert "rimast" not in words(page)


def test_what_comes_after_the_publication_is_quoted_and_changes_nothing(house: House, open_page: Open) -> None:
    published = house.published(house.bruno, house.call(house.anna))
    page = sent(open_page(house.bruno, "inbox"), published, {**NOTE, "path": paths(published)[0]})
    assert house.app.scoring.read(house.bruno, published.id) == published
    assert told(page)["acknowledged"] == {str(published.id): {"w1": 1}}
    assert "è arrivata tardi" in words(page)
    assert "«Sentito in treno.»" in words(page)


def test_nobody_stores_marks_in_another_persons_draft(house: House, open_page: Open, draft: Evaluation) -> None:
    sent(open_page(house.elena, "inbox"), draft, {**NOTE, "path": paths(draft)[0]})
    assert house.app.scoring.read(house.bruno, draft.id) == draft


def test_what_cannot_be_read_is_told_and_keeps_nothing_else_back(
    house: House, open_page: Open, draft: Evaluation
) -> None:
    page = open_page(house.bruno, "inbox")
    outbox = {"evaluation": str(draft.id), "boxes": [{"client": "w1", "edits": [{**NOTE, "path": paths(draft)[0]}]}]}
    page.session_state["waiting"] = {"outboxes": ["nonsense", {"evaluation": "9" * 40, "boxes": []}, outbox]}
    page.run()
    assert not page.exception
    assert house.app.scoring.read(house.bruno, draft.id).answers[paths(draft)[0]].note == "Sentito in treno."
