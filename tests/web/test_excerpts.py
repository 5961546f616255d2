"""What the handbook lets its readers hear, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.house import House
from tests.web.visiting import sign_in, visiting

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

ADDRESS = "/excerpts/04-lampada-rotta@1.5-13.6.wav"


@pytest.fixture
def browser(house: House) -> Iterator[TestClient]:
    with visiting(house.app) as client:
        yield client


def test_a_reader_hears_what_a_chapter_offers(browser: TestClient) -> None:
    answer = sign_in(browser, "anna").get(ADDRESS)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "audio/wav"
    assert len(answer.content) == 44 + 2 * 8000 * 12.1
    part = browser.get(ADDRESS, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, answer.content[10:20])


@pytest.mark.parametrize("name", ["04-lampada-rotta@0.0-79.0", "no-such-call@1.0-2.0", "..%2F..%2Fetc", "x"])
def test_what_no_chapter_offers_is_not_there(browser: TestClient, name: str) -> None:
    assert sign_in(browser, "anna").get(f"/excerpts/{name}.wav").status_code == 404


def test_nobody_hears_it_without_signing_in(browser: TestClient) -> None:
    assert browser.get(ADDRESS, follow_redirects=False).status_code in (303, 401, 403)


def test_somebody_without_a_role_does_not(browser: TestClient) -> None:
    assert sign_in(browser, "fulvio").get(ADDRESS).status_code == 404
