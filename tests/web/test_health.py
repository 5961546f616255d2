from __future__ import annotations

import sqlite3
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine
from starlette.testclient import TestClient

from benvenuto.storage.database import open_database
from tests.house import House
from tests.web.visiting import visiting


def test_it_is_well_when_the_database_answers(browser: TestClient) -> None:
    answer = browser.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_it_says_that_the_database_does_not_answer_and_not_where_that_is(house: House) -> None:
    elsewhere = open_database("postgresql://nobody:secret@127.0.0.1:1/none?connect_timeout=2", ZoneInfo("UTC"))
    with visiting(replace(house.app, database=elsewhere)) as client:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (503, "unavailable: the database does not answer")


def test_it_is_unwell_when_nothing_could_be_written_down(house: House) -> None:
    address = f"file:{house.app.database.engine.url.database}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False))
    reading = replace(house.app.database, engine=engine)
    with visiting(replace(house.app, database=reading)) as client:
        answer = client.get("/healthz")
    engine.dispose()
    assert (answer.status_code, answer.text) == (503, "unavailable: the database cannot be written to")
