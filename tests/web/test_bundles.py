from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import brotli
import pytest
from starlette.testclient import TestClient

from benvenuto.web.bundles import ICONS
from tests.icon_typeface import whole
from tests.web.visiting import sign_in


def bundle(browser: TestClient, kind: str) -> str:
    """The address of Streamlit's main script or style."""
    address = re.search(rf"/static/{kind}/index\.[^\"]+\.{kind}", sign_in(browser, "anna").get("/").text)
    assert address is not None
    return address[0]


@pytest.mark.parametrize("kind", ["js", "css"])
@pytest.mark.parametrize(
    ("offered", "coding", "unpacked"),
    [("gzip, deflate, br, zstd", "br", brotli.decompress), ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress)],
)
def test_a_bundle_travels_compressed_and_is_kept_for_a_year(
    browser: TestClient, kind: str, offered: str, coding: str, unpacked: Callable[[bytes], bytes]
) -> None:
    address = bundle(browser, kind)
    plain = browser.get(address, headers={"accept-encoding": "identity"})
    with browser.stream("GET", address, headers={"accept-encoding": offered}) as packed:
        raw = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == coding
    assert unpacked(raw) == plain.content
    assert int(packed.headers["content-length"]) == len(raw) < len(plain.content) / 2
    for answer in (plain, packed):
        assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-type"] == plain.headers["content-type"]
    assert "content-encoding" not in plain.headers


@pytest.mark.parametrize("offered", ["identity", "br;q=0", "gzip;q=0, br;q=0.000", "", "xgzip"])
def test_who_takes_neither_gets_it_as_it_is(browser: TestClient, offered: str) -> None:
    answer = browser.get(bundle(browser, "js"), headers={"accept-encoding": offered})
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers


def test_a_part_of_a_bundle_is_a_part_of_the_plain_one(browser: TestClient) -> None:
    address = bundle(browser, "js")
    part = browser.get(address, headers={"range": "bytes=0-9"})
    assert (part.status_code, len(part.content)) == (206, 10)
    assert "content-encoding" not in part.headers


def test_the_icons_are_a_few_of_streamlits_and_asked_for_again(browser: TestClient) -> None:
    address = f"/static/media/{whole().name}"
    answer = browser.get(address)
    assert answer.content == ICONS.read_bytes()
    assert len(answer.content) < whole().stat().st_size / 10
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "font/woff2"
    again = browser.get(address, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["media/MaterialSymbols-Rounded.none.woff2", "nowhere.js", "../index.html", "%2e%2e/index.html", "js", ""]
)
def test_what_is_no_bundle_is_not_there(browser: TestClient, path: str) -> None:
    assert sign_in(browser, "anna").get(f"/static/{path}").status_code in {404, 405}
