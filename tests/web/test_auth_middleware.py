from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from benvenuto.services.people.sign_in import hash_token
from benvenuto.web.windows import MOST_BYTES, MOST_FILES
from tests.house import PASSWORD, House
from tests.recorded import recorded
from tests.web.visiting import OpenWindows, sign_in, visiting

PAGE = {"Accept": "text/html,application/xhtml+xml"}
STREAM = "ws://localhost:8501/_stcore/stream"
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
    with pytest.raises(WebSocketDisconnect) as refused, browser.websocket_connect(STREAM, headers=SPOOFED):
        pass
    assert refused.value.code == 4401


def test_a_socket_is_told_whose_session_it_is(browser: TestClient) -> None:
    sign_in(browser, "bruno")
    origin = {"Origin": "http://localhost:8501"}
    with browser.websocket_connect(STREAM, headers=SPOOFED | origin) as socket:
        told = socket.receive_json()
    identities = [value for name, value in told if name.startswith("x-benvenuto-")]
    assert identities == [hash_token(browser.cookies["benvenuto_session"])]
    assert "origin" not in dict(told)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:8501", "localhost:x", "", "[::1"])
def test_nothing_is_answered_under_another_name(browser: TestClient, host: str) -> None:
    sign_in(browser, "bruno")
    assert browser.get("/healthz", headers={"Host": host}).status_code == 200  # whoever watches may use the address
    for path in ("/", "/signin", "/recordings/1", "/assets/signin.css"):
        answer = browser.get(path, headers={"Host": host})
        assert (answer.status_code, host in answer.text and host != "") == (421, False)
    evil = {"Host": host, "Origin": f"http://{host}"}
    assert browser.post("/signin", data={"username": "anna", "password": PASSWORD}, headers=evil).status_code == 421
    with pytest.raises(WebSocketDisconnect) as refused, browser.websocket_connect(STREAM, headers={"Host": host}):
        pass
    assert refused.value.code == 4403


@pytest.mark.parametrize(
    ("public_url", "listens_on", "host", "status"),
    [
        ("https://care.example", "127.0.0.1", "care.example", 303),
        ("https://care.example", "127.0.0.1", "CARE.example:443", 303),
        ("https://care.example", "127.0.0.1", "localhost:8501", 421),
        ("http://localhost:8501", "127.0.0.1", "127.0.0.1:9000", 303),
        ("http://localhost:8501", "127.0.0.1", "192.168.1.7:8501", 421),
        ("http://localhost:8501", "0.0.0.0", "192.168.1.7:8501", 303),  # noqa: S104
    ],
)
def test_its_own_name_is_the_one_that_people_were_told(
    house: House, public_url: str, listens_on: str, host: str, status: int
) -> None:
    settings = replace(house.app.settings, public_url=public_url, host=listens_on)
    with visiting(replace(house.app, settings=settings)) as browser:
        assert browser.get("/inbox", headers={**PAGE, "Host": host}).status_code == status


def sent(browser: TestClient, window: str, size: int | None = 7, method: str = "PUT") -> int:
    body = iter([b"x"]) if size is None else b"x"  # without a length it is sent in chunks
    headers = {} if size is None else {"Content-Length": str(size)}
    address = f"/_stcore/upload_file/{window}/file-1"
    return browser.request(method, address, content=body, headers=headers).status_code


def test_only_who_may_import_sends_files_and_only_to_a_window_of_their_own(house: House) -> None:
    windows = OpenWindows()
    with visiting(house.app, windows=windows) as anna, visiting(house.app, windows=windows) as dario:
        for browser, name in ((anna, "anna"), (dario, "dario")):
            token = sign_in(browser, name).cookies["benvenuto_session"]
            windows.opened[f"{name}'s"] = hash_token(token)
        assert [sent(anna, window) for window in ("anna's", "dario's", "nobody's")] == [403, 403, 403]
        assert [sent(dario, window) for window in ("anna's", "dario's", "nobody's")] == [403, 200, 403]
        assert [sent(dario, window, method="DELETE") for window in ("anna's", "dario's")] == [403, 200]


def test_what_is_sent_is_bounded_in_number_and_in_bytes(house: House) -> None:
    windows = OpenWindows()
    with visiting(house.app, windows=windows) as dario:
        windows.opened["his"] = hash_token(sign_in(dario, "dario").cookies["benvenuto_session"])
        assert sent(dario, "his", None) == 411
        assert sent(dario, "his", MOST_BYTES + 1) == 413
        windows.sent["his"] = [MOST_BYTES - 100]
        assert [sent(dario, "his", size) for size in (101, 100)] == [413, 200]
        windows.sent["his"] = [1] * MOST_FILES
        assert sent(dario, "his") == 413
        assert sent(dario, "his", method="DELETE") == 200


def test_a_download_is_there_for_who_had_it_made_and_for_nobody_else(house: House) -> None:
    windows = OpenWindows(made={"audit.csv": "his"})
    with visiting(house.app, windows=windows) as anna, visiting(house.app, windows=windows) as dario:
        sign_in(anna, "anna")
        windows.opened["his"] = hash_token(sign_in(dario, "dario").cookies["benvenuto_session"])
        assert [browser.get("/media/audit.csv").status_code for browser in (anna, dario)] == [404, 200]
        assert dario.get("/media/audit.csv").headers["cache-control"] == "no-store"
        dario.post("/signout")
        sign_in(dario, "dario")
        assert dario.get("/media/audit.csv").status_code == 404


def test_a_one_time_password_opens_no_recording_and_no_chapter(browser: TestClient, house: House) -> None:
    password = house.app.people.reset_password(house.dario, house.bruno.id)
    sign_in(browser, "bruno", password=password)
    _, recording = recorded(house, house.anna)
    for path in (f"/recordings/{recording}", "/sections?at=01-welcome", "/_stcore/metrics"):
        assert browser.get(path).status_code in (403, 404)
    assert browser.get("/", headers=PAGE).status_code == 200  # where it is changed


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:8501.evil.example", "null", "file://"])
def test_a_socket_from_another_site_is_closed_even_with_a_session(browser: TestClient, origin: str) -> None:
    sign_in(browser, "bruno")
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        browser.websocket_connect(STREAM, headers={"Origin": origin}),
    ):
        pass
    assert refused.value.code == 4403
