from __future__ import annotations

from asyncio import CancelledError

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from benvenuto.web.headers import SecurityHeaders, policy
from tests.page_loads import run_apart
from tests.web.visiting import sign_in

PAGE = {"Accept": "text/html"}
EVERYWHERE = ("content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy",
              "permissions-policy", "cross-origin-opener-policy", "cross-origin-resource-policy")  # fmt: skip
PATHS = ("/", "/signin", "/signout", "/healthz", "/assets/signin.css", "/assets/missing.css", "/recordings/1",
         "/recordings/x", "/missing.txt", "/_stcore/metrics", "/_stcore/broken", "/a/b/c")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(browser: TestClient, path: str) -> None:
    for client in (browser, sign_in(browser, "anna")):
        for answer in (client.get(path, headers=PAGE), client.get(path), client.put(path)):
            missing = [name for name in EVERYWHERE if name not in answer.headers]
            assert not missing, (answer.status_code, missing)
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_pages_and_refusals_are_never_kept(browser: TestClient) -> None:
    answers = [browser.get("/signin"), browser.get("/"), browser.get("/", headers=PAGE)]
    answers += [sign_in(browser, "anna").get("/inbox"), browser.get("/_stcore/metrics")]
    assert [answer.status_code for answer in answers] == [200, 401, 303, 200, 403]
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


def test_a_failure_tells_the_reader_what_to_do_and_nothing_else(browser: TestClient) -> None:
    answer = sign_in(browser, "anna").get("/_stcore/broken")
    assert answer.status_code == 500
    assert "Qualcosa è andato storto" in answer.text
    assert "engine room" not in answer.text


@pytest.mark.parametrize("begun", [False, True])
def test_what_is_under_way_when_the_server_stops_is_no_error(begun: bool) -> None:
    sent: list[Message] = []

    async def cancelled(scope: Scope, receive: Receive, send: Send) -> None:
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise CancelledError

    async def receive() -> Message:
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    def broken(request: Request) -> Response:
        raise AssertionError

    scope: Scope = {"type": "http", "method": "GET", "path": "/recordings/1", "query_string": b"", "headers": []}
    run_apart(SecurityHeaders(cancelled, secure=False, broken=broken)(scope, receive, send))
    assert sent[0]["status"] == (200 if begun else 503)


def test_https_is_remembered_and_only_where_there_is_https(browser: TestClient, secure: TestClient) -> None:
    assert "strict-transport-security" not in browser.get("/signin").headers
    assert secure.get("/signin").headers["strict-transport-security"] == "max-age=31536000"
    assert "connect-src 'self' wss://care.example;" in secure.get("/").headers["content-security-policy"]


def test_the_sign_in_page_may_run_no_script_at_all(browser: TestClient) -> None:
    rules = browser.get("/signin").headers["content-security-policy"]
    assert "default-src 'none'" in rules
    assert "script-src" not in rules
    assert "unsafe" not in rules


@pytest.mark.parametrize("host", ["evil; script-src *", "a b", "a,b", "", 'a"b'])
def test_a_host_that_is_none_writes_nothing_into_the_policy(host: str) -> None:
    assert "connect-src 'self';" in policy(host, secure=False)
    assert policy(host, secure=False).count("script-src") == 1


def test_a_host_may_be_a_number() -> None:
    assert "connect-src 'self' ws://[::1]:8501;" in policy("[::1]:8501", secure=False)
    assert "connect-src 'self' ws://127.0.0.1:8501;" in policy("127.0.0.1:8501", secure=False)
