from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.web.visiting import sign_in

ITALIAN, ENGLISH = "Nome utente", "User name"


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        ("en-GB,en;q=0.9,it;q=0.8", ENGLISH),
        ("it-IT,it;q=0.9,en;q=0.8", ITALIAN),
        ("it;q=0.2, en;q=0.9", ENGLISH),
        ("de-DE,de;q=0.9,en;q=0.3", ENGLISH),
        ("de", ITALIAN),
        ("en;q=0", ITALIAN),
        ("en;q=much", ITALIAN),
        ("", ITALIAN),
    ],
)
def test_the_browser_says_which_language_it_reads(browser: TestClient, accepted: str, words: str) -> None:
    assert words in browser.get("/signin", headers={"Accept-Language": accepted}).text


def test_a_choice_is_worth_more_than_what_the_browser_says(browser: TestClient) -> None:
    reader = {"Accept-Language": "it"}
    assert ENGLISH in browser.get("/signin?lang=en", headers=reader).text
    assert ENGLISH in browser.get("/signin", headers=reader).text
    assert ITALIAN in browser.get("/signin?lang=it", headers=reader).text


@pytest.mark.parametrize("code", ["xx", "", "en\r\nSet-Cookie: a=b", '"><script>'])
def test_a_language_that_there_is_not_is_never_kept(browser: TestClient, code: str) -> None:
    answer = browser.get("/signin", params={"lang": code})
    assert ITALIAN in answer.text
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text


def test_the_switch_keeps_the_deep_link(browser: TestClient) -> None:
    text = browser.get("/signin?next=/evaluate%3Fcall%3D1").text
    assert 'href="/signin?next=%2Fevaluate%3Fcall%3D1&amp;lang=en"' in text


def test_the_shell_speaks_the_language_of_who_is_signed_in(browser: TestClient) -> None:
    assert '<html lang="it">' in sign_in(browser, "anna").get("/", headers={"Accept-Language": "en"}).text
    sign_in(browser, "anna")
    browser.post("/signout")
    browser.post("/signin?lang=en", data={"username": "anna", "password": "una casa aperta"})
    assert '<html lang="en">' in browser.get("/", headers={"Accept-Language": "it"}).text
