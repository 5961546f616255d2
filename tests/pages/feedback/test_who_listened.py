"""Who listened to me: the agent reads who heard which call, when and why."""

import csv
import io

import pytest
import streamlit as st

from benvenuto.domain.hearing import HearingReason
from benvenuto.domain.people import Actor
from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_before_anybody_has_anna_reads_what_will_be_noted_and_why(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "who-listened")
    assert not page.exception
    assert "Ancora nessuno" in words(page)
    assert "senza la riga non si apre nulla" in words(page)


def test_anna_reads_at_once_who_listened_in_which_role_to_which_call_and_why(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.recorded(house.call(house.anna)))
    house.app.feedback.read(house.carla, evaluation.id)
    by_hand = house.recorded(house.call(house.anna))
    house.told_why(house.elena, by_hand, HearingReason.OTHER, "<b>Prova</b> d'ordine")
    text = words(open_page(house.anna, "who-listened"))
    assert "Carla (Responsabile)" in text
    assert "Elena (Operatore, Supervisore)" in text
    assert "Altro motivo: &lt;b&gt;Prova&lt;/b&gt; d'ordine" in text
    assert f'href="/evaluation?id={evaluation.id}"' in text


def test_days_and_reasons_are_chosen_in_the_address(house: House, open_page: Open) -> None:
    house.told_why(house.bruno, house.recorded(house.call(house.anna)), HearingReason.COMPLAINT)
    house.clock.forward(days=1)
    house.told_why(house.elena, house.recorded(house.call(house.anna)), HearingReason.TRAINING)

    def reads(**query: str) -> set[str]:
        text = words(open_page(house.anna, "who-listened", **query))
        return {name for name in ("Bruno", "Elena") if f"{name} (" in text}

    assert reads() == {"Bruno", "Elena"}
    assert reads(reason="training") == {"Elena"}
    assert reads(to="2026-03-04") == {"Bruno"}
    assert reads(**{"from": "2026-03-05"}) == {"Elena"}
    assert reads(reason="nonsense") == {"Bruno", "Elena"}
    assert "Togli i filtri" in words(open_page(house.anna, "who-listened", reason="dispute"))


def test_the_download_is_what_is_filtered_and_nothing_in_it_is_a_formula(
    house: House, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.told_why(house.bruno, house.recorded(house.call(house.anna)), HearingReason.OTHER, "a;=1+1")
    files: list[str] = []
    monkeypatch.setattr(st, "download_button", lambda _label, data, **_: files.append(data()))
    open_page(house.anna, "who-listened")
    assert files
    for separator in ",;\t":
        cells = [cell for row in csv.reader(io.StringIO(files[0]), delimiter=separator) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_whom_nobody_supervises_by_role_reads_of_nobody_else(house: House, open_page: Open) -> None:
    house.told_why(house.bruno, house.recorded(house.call(house.anna)))
    assert "Bruno" not in words(open_page(house.elena, "who-listened"))


def test_her_own_evaluation_leads_anna_to_who_listened_and_carlas_does_not(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.recorded(house.call(house.anna)))

    def leads(reader: Actor) -> bool:
        page = open_page(reader, "evaluation", id=str(evaluation.id))
        return "Chi mi ha ascoltato" in {link.proto.label for link in page.get("page_link")}

    assert leads(house.anna)
    assert not leads(house.carla)
