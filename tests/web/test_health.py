from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from starlette.testclient import TestClient

from benvenuto.services.sign_in import SignIn
from benvenuto.storage.database import open_database
from tests.house import House
from tests.web.visiting import visiting


def test_it_is_well_when_the_database_answers(browser: TestClient) -> None:
    answer = browser.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_it_says_that_it_is_unwell_and_not_why(house: House) -> None:
    elsewhere = open_database("postgresql://nobody:secret@127.0.0.1:1/none?connect_timeout=2", ZoneInfo("UTC"))
    with visiting(replace(house.app, sign_in=SignIn(elsewhere, house.clock))) as client:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (503, "unavailable")
