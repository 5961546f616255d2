"""The whole thing as it is started, with a real browser in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from benvenuto.config import HOME
from benvenuto.domain.call import Recording, Side
from benvenuto.domain.hearing import HearingReason
from tests.house import PASSWORD, WEDNESDAY
from tests.serving import Served, serving

CODE_OF_SOCKET = """() => new Promise(done => {
  const socket = new WebSocket(location.origin.replace("http", "ws") + "/_stcore/stream", ["streamlit"])
  socket.onopen = () => { socket.close(); done("open") }
  socket.onerror = () => done("refused")
})"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running


@dataclass
class Visit:
    """What happened in a page since `watch`: console errors, and the hosts that were asked."""

    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> Visit:
        """Listen to this page from now on."""
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        return self


def sign_in(page: Page, url: str, username: str) -> None:
    """Go to an address and sign in on the way."""
    page.goto(url)
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(locale="it-IT")
    yield context
    context.close()


def test_a_deep_link_survives_the_sign_in_and_nothing_comes_from_elsewhere(
    served: Served, context: BrowserContext
) -> None:
    page = context.new_page()
    visit = Visit().watch(page)
    sign_in(page, f"{served.url}/account?from=a%20friend", "bruno")
    expect(page.locator("[data-testid=stApp]")).to_contain_text("Bruno", timeout=30_000)
    assert page.url in (f"{served.url}/account?from=a%20friend", f"{served.url}/account?from=a+friend")
    page.wait_for_load_state("networkidle")
    assert visit.errors == []
    assert visit.hosts == {served.url.removeprefix("http://")}


def test_the_pages_come_in_our_own_typeface(served: Served, context: BrowserContext) -> None:
    page = context.new_page()
    sign_in(page, served.url, "bruno")
    expect(page.locator("[data-testid=stApp]")).to_contain_text("Bruno", timeout=30_000)
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert "Hanken Grotesk" in {family.strip('"') for family in loaded}
    assert page.evaluate("document.documentElement.lang") == "it"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_sign_in_page_fits_and_breaks_no_rule(served: Served, chromium: Browser, scheme: str, width: int) -> None:
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    visit = Visit().watch(page)
    page.goto(f"{served.url}/signin")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.activeElement.id") == "username"
    assert page.evaluate("document.fonts.check('1rem Newsreader') && document.fonts.check('1rem \"Hanken Grotesk\"')")
    assert visit.errors == []
    assert visit.hosts == {served.url.removeprefix("http://")}
    context.close()


def test_signing_in_works_without_javascript(served: Served, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{served.url}/signin?next=/healthz")
    page.fill("#username", "carla")
    page.fill("#password", "wrong")
    page.press("#password", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("do not match")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    expect(page.locator("body")).to_have_text("ok")
    context.close()


def test_a_wrong_password_moves_the_focus_to_what_is_said(served: Served, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{served.url}/signin")
    page.fill("#username", "anna")
    page.fill("#password", "wrong")
    page.press("#password", "Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#username")).to_be_focused()


def test_an_anonymous_socket_stays_out_and_a_session_lets_it_in(served: Served, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{served.url}/signin")
    assert page.evaluate(CODE_OF_SOCKET) == "refused"
    sign_in(page, f"{served.url}/signin", "anna")
    page.wait_for_url(f"{served.url}/**")
    assert page.evaluate(CODE_OF_SOCKET) == "open"


def test_closing_an_account_bites_at_the_next_click(served: Served, context: BrowserContext) -> None:
    page = context.new_page()
    sign_in(page, f"{served.url}/account", "andrea")
    expect(page.locator("[data-testid=stApp]")).to_contain_text("Andrea", timeout=30_000)
    with served.app.database.write() as tx:
        andrea = next(person for person in tx.people.everyone() if person.username == "andrea")
        tx.sessions.end_all(andrea.id)
    page.goto(f"{served.url}/account")
    assert page.url == f"{served.url}/signin?next=%2Faccount"


@pytest.mark.parametrize("path", ["/", "/static/js/none.js", "/app/static/none.png", "/app/static/../main.py",
                                  "/_stcore/health", "/component/x/y", "/media/x", "//evil.example",
                                  "/_stcore/agent/interact", "/signin"])  # fmt: skip
def test_whatever_streamlit_answers_has_our_headers(served: Served, path: str) -> None:
    answer = httpx.get(served.url + path)
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "server" not in answer.headers


@pytest.mark.parametrize("path", ["/_stcore/host-config", "/_stcore/metrics", "/media/x", "/component/x/y",
                                  "/_stcore/agent/interact", "/inbox", "/_stcore/upload_file/a/b"])  # fmt: skip
def test_nothing_of_streamlit_is_open_but_its_scripts(served: Served, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        assert httpx.request(method, served.url + path).status_code == 401


def test_streamlit_reads_our_configuration_wherever_it_is_started(served: Served) -> None:
    # 404, because static serving is on: without it the answer would be Streamlit's page
    assert httpx.get(f"{served.url}/app/static/none.png").status_code == 404
    font = httpx.get(f"{served.url}/app/static/fonts/hanken-grotesk-latin-wght-normal.woff2")
    assert font.status_code == 200
    assert font.headers["cache-control"] == "public, max-age=604800"


def test_sound_is_never_packed_on_its_way(served: Served, tmp_path: Path) -> None:
    sound = tmp_path / "sound.wav"
    sound.write_bytes(b"RIFF" + bytes(100_000))
    key, _ = served.app.store.put(sound, ".wav")
    with served.app.database.write() as tx:
        nord = next(team.id for team in tx.people.teams() if team.name == "Nord")
        tx.calls.add_new([_call(nord)])
        call_id = tx.calls.id_of("heard")
        assert call_id is not None
        number = tx.recordings.add(Recording(0, call_id, Side.BOTH, (), key, "audio/wav", 2, 8000, 6.0), [], WEDNESDAY)
        bruno = next(person for person in tx.people.everyone() if person.username == "bruno")
        actor = tx.people.actor(bruno.id)
        assert actor is not None
    served.app.hearings.say_why(actor, call_id, HearingReason.TRAINING)
    with httpx.Client(base_url=served.url) as browser:
        browser.post("/signin", data={"username": "bruno", "password": PASSWORD})
        whole = browser.get(f"/recordings/{number}", headers={"Accept-Encoding": "gzip"})
        part = browser.get(f"/recordings/{number}", headers={"Accept-Encoding": "gzip", "Range": "bytes=0-3"})
    assert "content-encoding" not in whole.headers
    assert whole.headers["content-length"] == "100004"
    assert (part.status_code, part.content) == (206, b"RIFF")


def test_a_folder_named_from_where_one_stands_is_the_one_that_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with serving(Path("ours")) as running:
        entered = httpx.post(f"{running.url}/signin", data={"username": "bruno", "password": PASSWORD})
    assert entered.status_code == 303
    assert not (HOME / "ours").exists()


def _call(team_id: int) -> dict[str, object]:
    return {
        "external_id": "heard",
        "agent_id": None,
        "agent_code": "anna",
        "team_id": team_id,
        "started_at": WEDNESDAY,
        "duration_s": 6,
        "contact_reason": "delivery",
        "language": "it",
        "caller": "",
        "note": "",
        "simulated": False,
        "created_at": WEDNESDAY,
    }


def test_nothing_of_all_this_was_worth_a_line_in_the_log(served: Served) -> None:
    assert served.output.read_text() == ""
