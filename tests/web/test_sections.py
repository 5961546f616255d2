"""The handbook's sections for the panel beside the work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.house import House
from tests.web.visiting import sign_in, visiting

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def browser(house: House) -> Iterator[TestClient]:
    with visiting(house.app) as client:
        yield client


def section(browser: TestClient, at: str, **asked: str) -> str:
    answer = browser.get("/sections", params={"at": at} | asked)
    assert answer.status_code == 200
    return answer.text


def test_a_section_comes_with_its_table_its_sound_and_its_links(browser: TestClient) -> None:
    sign_in(browser, "anna")
    opening = section(browser, "opening#worked-call")
    assert '<h2 id="bv-beside-title">Due aperture</h2>' in opening
    assert 'src="/excerpts/04-lampada-rotta%401.5-13.6.wav"' in opening
    assert "<td>Pronto?</td>" in section(browser, "opening#first-words")
    assert 'href="/handbook?at=permission%23promise-with-a-time"' in section(browser, "precise-answers#i-will-find-out")


def test_a_chapter_alone_opens_at_its_beginning(browser: TestClient) -> None:
    assert "Perché" in section(sign_in(browser, "anna"), "opening")


@pytest.mark.parametrize(("on", "days"), [("2014-06-12", "10 giorni lavorativi"), ("", "14 giorni di calendario")])
def test_it_quotes_the_rules_of_the_day_of_the_call(browser: TestClient, on: str, days: str) -> None:
    assert f"</strong>: {days}" in section(sign_in(browser, "anna"), "orders#returns-and-refunds", on=on)


def test_the_day_is_named_where_the_rules_hang_on_it(browser: TestClient) -> None:
    sign_in(browser, "anna")
    assert "12 giu 2014" in section(browser, "orders#returns-and-refunds", on="2014-06-12")
    assert "12 giu 2014" not in section(browser, "opening#identity", on="2014-06-12")


def test_law_comes_with_its_day_and_its_sources(browser: TestClient) -> None:
    sign_in(browser, "anna")
    assert "Norme al 30 nov 2026. Codice del consumo, artt. 52-54" in section(browser, "orders#returns-and-refunds")
    assert "Norme al" not in section(browser, "orders#find-the-order")


@pytest.mark.parametrize("at", ["", "no-such", "../etc", "<b>"])
def test_what_is_not_there_is_404(browser: TestClient, at: str) -> None:
    assert sign_in(browser, "anna").get("/sections", params={"at": at}).status_code == 404


def test_it_refuses_who_has_no_role(browser: TestClient) -> None:
    assert sign_in(browser, "fulvio").get("/sections", params={"at": "opening"}).status_code == 404
