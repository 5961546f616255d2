from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tests.web.visiting import sign_in


@pytest.mark.parametrize("path", ["/", "/inbox", "/evaluate?call=1"])
def test_the_shell_loads_streamlit_and_runs_nothing_inline(browser: TestClient, path: str) -> None:
    html = sign_in(browser, "anna").get(path).text
    assert re.search(r'<script type="module" crossorigin src="/static/js/index\.[^"]+\.js"></script>', html)
    assert re.search(r'<link rel="stylesheet" crossorigin href="/static/css/index\.[^"]+\.css">', html)
    assert html.count("modulepreload") > 20
    assert '<div id="root"></div>' in html
    assert html.count("<script") == html.count(' src="') == 5


def test_no_tab_is_called_streamlit_while_it_loads(browser: TestClient) -> None:
    html = sign_in(browser, "anna").get("/").text
    assert "<title>Benvenuto</title>" in html
    assert "<title>Streamlit" not in html
    assert "enable JavaScript" not in html


def test_an_address_that_leads_nowhere_is_told_in_words(browser: TestClient) -> None:
    response = sign_in(browser, "anna").get("/nowhere", headers={"Accept-Language": "it"})
    assert response.status_code == 404
    assert "nessuna pagina" in response.text


@pytest.mark.parametrize("path", ["/favicon.ico", "/manifest.json", "/robots.txt", "/.env"])
def test_what_looks_like_a_file_is_no_screen(browser: TestClient, path: str) -> None:
    assert sign_in(browser, "anna").get(path).status_code == 404
