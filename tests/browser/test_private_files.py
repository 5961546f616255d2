"""Files that Streamlit keeps are their own people's: what is sent to a window, and what is made in one."""

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
        dario.get_by_role("button", name="Download this page").click()
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
    expect(dario.get_by_role("button", name="Import", exact=True)).to_be_visible()
    assert [request.response().status for request in sent] == [204]  # type: ignore[union-attr]
    assert [_status(page, sent[0].url, "PUT") for page in (anna, elsewhere)] == [403, 403]
