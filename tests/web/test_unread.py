"""The number in the menu, asked by a browser that nobody touches."""

from __future__ import annotations

from datetime import timedelta

from starlette.testclient import TestClient

from tests.house import House
from tests.web.visiting import sign_in


def test_it_is_what_the_menu_counts_and_nobody_elses(house: House, browser: TestClient) -> None:
    assert browser.get("/unread").status_code == 204
    sign_in(browser, "anna")
    assert browser.get("/unread").text == "0"
    house.published(house.bruno, house.call(house.anna))
    answer = browser.get("/unread")
    assert (answer.text, answer.headers["cache-control"]) == ("1", "no-store")
    house.app.notices.read_all(house.anna)
    assert browser.get("/unread").text == "0"


def test_asking_for_it_keeps_no_session_awake(house: House, browser: TestClient) -> None:
    sign_in(browser, "anna")
    limit = house.app.settings.idle_timeout
    for _ in range(3):
        house.clock.forward(seconds=(limit / 4).total_seconds())
        assert browser.get("/unread").status_code == 200
    house.clock.forward(seconds=(limit / 4 + timedelta(minutes=2)).total_seconds())
    assert browser.get("/unread").status_code == 204
