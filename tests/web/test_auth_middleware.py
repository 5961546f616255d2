from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from benvenuto.services.people.sign_in import hash_token
from tests.house import House
from tests.web.visiting import sign_in

PAGE = {"Accept": "text/html,application/xhtml+xml"}
SPOOFED = {"X-Benvenuto-Session": "0" * 64, "x-BENVENUTO-anything": "1"}


def _headers_behind(browser: TestClient, **headers: str) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for name, value in browser.get("/_stcore/host-config", headers=headers).json():
        told.setdefault(name, []).append(value)
    return told


def test_a_deep_link_is_kept_on_the_way_to_the_sign_in_page(browser: TestClient) -> None:
    answer = browser.get("/evaluate?call=12&filter=è%26ù", headers=PAGE)
    assert answer.status_code == 303
    asked = urlsplit(answer.headers["location"])
    assert asked.path == "/signin"
    assert parse_qs(asked.query)["next"] == ["/evaluate?call=12&filter=%C3%A8%26%C3%B9"]


def test_the_front_page_needs_no_next(browser: TestClient) -> None:
    assert browser.get("/", headers=PAGE).headers["location"] == "/signin"


@pytest.mark.parametrize("path", ["/", "/recordings/1", "/_stcore/metrics", "/_stcore/host-config", "/media/x.wav",
                                  "/_stcore/upload_file/a/b", "/signin/../inbox", "/healthz/x"])  # fmt: skip
def test_what_is_no_page_is_refused_without_a_session(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 401
    assert browser.post(path, headers=PAGE).status_code == 401


@pytest.mark.parametrize("path", ["/signin", "/healthz", "/assets/signin.css"])
def test_only_the_door_itself_is_open(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 200


def test_identity_comes_from_the_session_alone(browser: TestClient) -> None:
    sign_in(browser, "anna")
    token = browser.cookies["benvenuto_session"]
    told = _headers_behind(browser, **SPOOFED)
    assert told["x-benvenuto-session"] == [hash_token(token)]
    assert "x-benvenuto-anything" not in told


def test_a_spoofed_header_opens_nothing(browser: TestClient) -> None:
    assert browser.get("/_stcore/host-config", headers=SPOOFED).status_code == 401


def test_a_made_up_cookie_opens_nothing(browser: TestClient) -> None:
    browser.cookies.set("benvenuto_session", "made-up")
    assert browser.get("/", headers=PAGE).status_code == 303


def test_a_session_that_is_ended_ends_at_the_next_click(browser: TestClient, house: House) -> None:
    sign_in(browser, "anna")
    assert browser.get("/", headers=PAGE).status_code == 200
    house.app.people.set_active(house.dario, house.anna.id, active=False)
    assert browser.get("/", headers=PAGE).status_code == 303


def test_a_session_is_over_after_its_time(browser: TestClient, house: House) -> None:
    sign_in(browser, "anna")
    house.clock.forward(hours=12)
    assert browser.get("/", headers=PAGE).status_code == 303


@pytest.mark.parametrize(("who", "status"), [("anna", 403), ("bruno", 403), ("carla", 403), ("dario", 200)])
def test_metrics_are_for_administrators(browser: TestClient, who: str, status: int) -> None:
    assert sign_in(browser, who).get("/_stcore/metrics").status_code == status


def test_an_anonymous_socket_is_closed(browser: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect) as refused, browser.websocket_connect("/_stcore/stream", headers=SPOOFED):
        pass
    assert refused.value.code == 4401


def test_a_socket_is_told_whose_session_it_is(browser: TestClient) -> None:
    sign_in(browser, "bruno")
    origin = {"Origin": "http://testserver"}
    with browser.websocket_connect("/_stcore/stream", headers=SPOOFED | origin) as socket:
        told = socket.receive_json()
    identities = [value for name, value in told if name.startswith("x-benvenuto-")]
    assert identities == [hash_token(browser.cookies["benvenuto_session"])]
    assert "origin" not in dict(told)


@pytest.mark.parametrize("origin", ["http://evil.example", "http://testserver.evil.example", "null", "file://"])
def test_a_socket_from_another_site_is_closed_even_with_a_session(browser: TestClient, origin: str) -> None:
    sign_in(browser, "bruno")
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        browser.websocket_connect("/_stcore/stream", headers={"Origin": origin}),
    ):
        pass
    assert refused.value.code == 4403
