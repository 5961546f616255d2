"""Files that Streamlit keeps are their own people's: what is sent to a window, and what is made in one."""

import re
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import FilePayload, Page, Request, expect

from tests.browser.team import Team
from tests.browser.windows import Windows


def _status(page: Page, address: str, method: str = "GET") -> int:
    parts = urlsplit(address)
    return page.request.fetch(f"{parts.scheme}://{parts.netloc}{parts.path}", method=method, data="x").status


def test_a_file_made_for_somebody_is_fetched_by_nobody_else(windows: Windows, team: Team) -> None:
    dario, anna, elsewhere = windows.of(team, team.dario), windows.of(team, team.anna), windows.of(team, team.dario)
    dario.goto("/audit")
    made: list[str] = []
    dario.on("request", lambda request: made.append(request.url) if "/media/" in request.url else None)
    with dario.expect_download() as download:
        dario.get_by_role("button", name=re.compile("^Download (this|these)")).click()
    assert download.value.path().read_bytes().startswith(b"\xef\xbb\xbf")
    address = made[-1] if made else download.value.url
    assert "/media/" in address
    assert [_status(page, address) for page in (dario, anna, elsewhere)] == [200, 404, 404]


def test_a_file_made_when_it_is_asked_for_is_fetched_by_nobody_else(windows: Windows, team: Team) -> None:
    for _ in range(2):
        team.published(team.call())
    carla, anna = windows.of(team, team.carla), windows.of(team, team.anna)
    carla.goto("/coverage")
    made: list[str] = []
    carla.on("request", lambda request: made.append(request.url) if "/media/" in request.url else None)
    with carla.expect_download() as download:
        carla.get_by_role("button", name="Download the data (CSV)").click()
    assert download.value.path().read_bytes().startswith(b"\xef\xbb\xbf")
    address = made[-1] if made else download.value.url
    assert [_status(page, address) for page in (carla, anna)] == [200, 404]


def test_only_an_administrator_sends_files_and_only_to_a_window_of_their_own(windows: Windows, team: Team) -> None:
    dario, anna, elsewhere = windows.of(team, team.dario), windows.of(team, team.anna), windows.of(team, team.dario)
    dario.goto("/recordings-import")
    sent: list[Request] = []
    dario.on("request", lambda request: sent.append(request) if request.method == "PUT" else None)
    dario.locator("input[type=file]").set_input_files(
        FilePayload(name="note.txt", mimeType="text/plain", buffer=b"Anna: Buongiorno.")
    )
    expect(dario.get_by_role("main").get_by_role("button", name="Import", exact=True)).to_be_visible()
    assert [request.response().status for request in sent] == [204]  # type: ignore[union-attr]
    # his own window takes nothing that his page has not sent
    assert [_status(page, sent[0].url, "PUT") for page in (anna, elsewhere, dario)] == [403, 403, 403]


def _on_the_disk(content: bytes) -> int:
    """How many files with this content wait in the folders of passage."""
    waiting = Path(tempfile.gettempdir()).glob("benvenuto-call-*/*")
    return sum(1 for path in waiting if path.name != ".in-use" and path.read_bytes() == content)


def test_a_file_that_was_sent_waits_on_the_disk_until_it_is_taken_back(windows: Windows, team: Team) -> None:
    dario = windows.of(team, team.dario)
    dario.goto("/recordings-import")
    content = f"Anna: Buongiorno. {team.dario.id}".encode()
    dario.locator("input[type=file]").set_input_files(
        FilePayload(name="note.txt", mimeType="text/plain", buffer=content)
    )
    expect(dario.get_by_role("main").get_by_role("button", name="Import", exact=True)).to_be_visible()
    assert _on_the_disk(content) == 1
    dario.get_by_role("main").get_by_role("button", name="Import", exact=True).click()
    expect(dario.get_by_text("not imported", exact=True)).to_be_visible()
    assert _on_the_disk(content) == 1
    with dario.expect_request_finished(lambda request: request.method == "DELETE"):
        dario.get_by_role("button", name="Remove note.txt").click()
    expect(dario.get_by_text("not imported", exact=True)).to_be_hidden()
    assert _on_the_disk(content) == 0
