from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, text
from starlette.testclient import TestClient

from benvenuto.storage.calls.recording_store import RecordingStore
from benvenuto.storage.database import open_database
from benvenuto.storage.migrating import newest
from benvenuto.web import health
from benvenuto.web.health import checks
from tests.house import House
from tests.recorded import recorded
from tests.web.visiting import sign_in, visiting


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


def test_a_process_lives_though_its_database_is_away(house: House) -> None:
    elsewhere = open_database("postgresql://nobody:secret@127.0.0.1:1/none?connect_timeout=2", ZoneInfo("UTC"))
    with visiting(replace(house.app, database=elsewhere)) as client:
        assert (client.get("/livez").status_code, client.get("/livez").text) == (200, "ok")
        ready = client.get("/readyz")
    assert ready.status_code == 503
    assert ready.json()["checks"]["database"] == "failing"
    assert "127.0.0.1" not in ready.text


def test_a_stranger_is_told_each_check_and_nothing_else(browser: TestClient) -> None:
    ready = browser.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {
        "ready": True,
        "checks": {"descriptors": "ok", "database": "ok", "disk": "ok", "store": "ok"},
    }


def test_an_administrator_is_told_what_waits_and_an_agent_is_not(house: House, browser: TestClient) -> None:
    recorded(house, house.anna)
    sign_in(browser, "anna")
    assert "waiting" not in browser.get("/readyz").json()
    sign_in(browser, "dario")
    waiting = {"analyses": 1, "analyses_failed": 0, "messages": 0, "messages_failed": 0}
    assert browser.get("/readyz").json()["waiting"] == waiting


def test_it_is_not_ready_while_its_tables_are_of_another_version(house: House) -> None:
    url = house.app.database.engine.url.render_as_string(hide_password=False)
    with closing(open_database(url, ZoneInfo("UTC"))) as database:
        with database.write() as tx:
            tx.connection.execute(text("update alembic_version set version_num = '9999'"))
        with visiting(replace(house.app, database=database)) as client:
            answer = client.get("/healthz")
        with database.write() as tx:
            tx.connection.execute(text("update alembic_version set version_num = :newest"), {"newest": newest()})
    assert answer.status_code == 503
    assert "other tables" in answer.text


def test_it_is_not_ready_without_its_store_or_with_a_full_disk(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks(replace(house.app, store=RecordingStore("memory://nowhere")))["store"] == ""
    away = replace(house.app, store=RecordingStore("nowhere://recordings"))
    assert checks(away)["store"] == "the store of recordings cannot be reached"
    monkeypatch.setattr(health, "_LEAST_FREE", 10**18)
    assert "MB left" in checks(house.app)["disk"]
