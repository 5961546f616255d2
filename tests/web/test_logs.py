"""The log: one line an event, in text or JSON, and never what anybody said, wrote or is called."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import insert

from benvenuto.storage.tables import calls
from benvenuto.web.logs import set_up_logs
from tests.house import PASSWORD, House
from tests.serving import serving

MARKED = "+39055987654321"


@contextmanager
def logged(shape: str, level: str = "warning") -> Iterator[io.StringIO]:
    """What is logged in the block; afterwards logging is what it was."""
    root, ours, factory = logging.getLogger(), logging.getLogger("benvenuto"), logging.getLogRecordFactory()
    handlers, levels, stderr = root.handlers[:], (root.level, ours.level), sys.stderr
    for handler in handlers:
        root.removeHandler(handler)  # else they would be closed
    sys.stderr = written = io.StringIO()
    try:
        set_up_logs(shape, level)
        yield written
    finally:
        sys.stderr = stderr
        root.handlers[:] = handlers
        logging.setLogRecordFactory(factory)
        for logger, before in zip((root, ours), levels, strict=True):
            logger.setLevel(before)


def broken(house: House) -> None:
    """Make the database refuse a row with a caller's number, from within another exception's handling."""
    row = {"external_id": MARKED, "agent_code": MARKED, "caller": MARKED}
    try:
        raise RuntimeError(MARKED)
    except RuntimeError:
        with house.app.database.write() as tx:
            tx.connection.execute(insert(calls).values(row))


@pytest.mark.parametrize("shape", ["text", "json"])
def test_an_exception_is_one_line_that_says_where_and_not_what_the_driver_says(house: House, shape: str) -> None:
    with logged(shape) as written:
        try:
            broken(house)
        except Exception:
            logging.getLogger("benvenuto.test").exception("It broke")
    (line,) = written.getvalue().splitlines()
    assert MARKED not in line
    assert "test_logs.py" in line
    assert "IntegrityError" in line
    assert "RuntimeError" in line
    if shape == "json":
        assert {"time", "level", "logger", "message", "exception"} == json.loads(line).keys()
    else:
        assert " ERROR benvenuto.test: It broke exception=" in line


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_formatter_of_a_library_of_its_own_says_no_more(house: House) -> None:
    with logged("text"):
        other, stream = logging.getLogger("another.library"), io.StringIO()
        other.addHandler(handler := logging.StreamHandler(stream))
        handler.setFormatter(logging.Formatter("%(message)s"))
        try:
            broken(house)
        except Exception:
            other.exception("It broke")
        other.removeHandler(handler)
    assert "test_logs.py" in stream.getvalue()
    assert MARKED not in stream.getvalue()


def test_every_request_is_one_line_of_json_with_who_asked_and_nothing_of_what_they_asked_for(tmp_path: Path) -> None:
    with serving(tmp_path, BENVENUTO_LOG="json", BENVENUTO_LOG_LEVEL="info") as served, httpx.Client() as browser:
        ours = {"origin": served.url}
        for username, password in (("Maria Marcata", "segretissima"), ("anna", PASSWORD)):
            form = {"username": username, "password": password}
            answer = browser.post(f"{served.url}/signin", data=form, headers=ours)
        assert answer.status_code == 303
        browser.get(f"{served.url}/feedback", params={"search": MARKED})
        browser.get(f"{served.url}/recordings/1?caller={MARKED}")
        browser.get(f"{served.url}/signin?next=/inbox%3Fcaller%3D{MARKED}")
        served.stop()
        output = served.output.read_text()
        served.start()
    lines = [json.loads(line) for line in output.splitlines()]
    answered = [line for line in lines if line["logger"] == "benvenuto.requests"]
    assert {("POST", "/signin", 303), ("GET", "/feedback", 200)} <= {
        (line["method"], line["path"], line["status"]) for line in answered
    }
    assert all(line["time"].endswith("Z") and line["ms"] >= 0 for line in answered)
    assert len({line["request"] for line in answered}) == len(answered)
    assert {line.get("actor") for line in answered if line["path"] == "/feedback"} == {1}
    for private in (MARKED, MARKED[1:], "Marcata", "segretissima", PASSWORD, "anna"):
        assert private not in output
