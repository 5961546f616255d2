"""Nothing that was marked is lost: not by a reload, not by a killed server, not by leaving the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.ui.components.server import ACKNOWLEDGED, Site

OFFLINE = "Not connected: your marks are kept here and sent once the connection is back."


@pytest.fixture
def restarted(site: Site) -> Iterator[Site]:
    """The site, running again afterwards whatever the test did to it."""
    yield site
    if not site.answers():
        site.start()


def test_a_reload_before_the_note_was_sent_loses_nothing(site: Site, scoring: Page, evaluation: str) -> None:
    scoring.keyboard.press("2")
    scoring.keyboard.press("e")
    scoring.keyboard.type("still typing")
    scoring.reload()
    scoring.locator(".criterion.current").wait_for()
    expect(scoring.locator(".note textarea >> visible=true")).to_have_value("still typing")
    expect(scoring.locator(ACKNOWLEDGED)).to_be_attached()
    stored = site.stored(evaluation)
    assert stored["greeting/company-name"]["level"] == "partly"
    assert stored["greeting/company-name"]["note"] == "still typing"
    assert scoring.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('benvenuto.kept')).length") == 0


def test_a_killed_server_loses_nothing(restarted: Site, scoring: Page, evaluation: str) -> None:
    scoring.keyboard.press("1")
    expect(scoring.locator(ACKNOWLEDGED)).to_be_attached()
    restarted.kill()
    expect(scoring.locator(".state")).to_have_text(OFFLINE)
    for key in ("2", "Enter", "3", "Enter", "m", "e"):
        scoring.keyboard.press(key)
    scoring.keyboard.type("marked without a server")
    scoring.keyboard.press("Escape")
    expect(scoring.locator(".bar .progress")).to_have_text("3 of 9 marked")
    restarted.start()
    expect(scoring.locator(ACKNOWLEDGED)).to_be_attached()
    expect(scoring.locator(".state")).to_have_text("Saved")
    stored = restarted.stored(evaluation)
    levels = [stored[f"greeting/{name}"]["level"] for name in ("company-name", "own-name", "offer-of-help")]
    assert levels == ["fully", "partly", "not"]
    assert stored["listening/lets-finish"]["note"] == "marked without a server"
    assert len(stored["listening/lets-finish"]["moments"]) == 1


def test_a_reload_while_the_server_is_down_loses_nothing(restarted: Site, scoring: Page, evaluation: str) -> None:
    restarted.kill()
    expect(scoring.locator(".state")).to_have_text(OFFLINE)
    scoring.keyboard.press("2")
    expect(scoring.locator(".bar .progress")).to_have_text("1 of 9 marked")
    restarted.start()
    scoring.reload()
    expect(scoring.locator(".bar .progress")).to_have_text("1 of 9 marked")
    expect(scoring.locator(ACKNOWLEDGED)).to_be_attached()
    assert restarted.stored(evaluation)["greeting/company-name"]["level"] == "partly"


def test_a_new_session_does_not_apply_again_what_was_acknowledged(
    restarted: Site, scoring: Page, evaluation: str
) -> None:
    scoring.keyboard.press("1")
    expect(scoring.locator(ACKNOWLEDGED)).to_be_attached()
    restarted.kill()
    expect(scoring.locator(".state")).to_have_text(OFFLINE)
    (restarted.folder / f"{evaluation}.json").write_text("{}")  # another window has taken the mark back meanwhile
    restarted.start()
    expect(scoring.locator(".bar .progress")).to_have_text("0 of 9 marked")
    assert restarted.stored(evaluation) == {}


def test_the_page_runs_again_by_itself_after_a_restart(restarted: Site, scoring: Page) -> None:
    assert restarted.process is not None
    expect(scoring.get_by_text(f"process {restarted.process.pid}")).to_be_visible()
    restarted.kill()
    expect(scoring.locator(".state")).to_have_text(OFFLINE)
    restarted.start()
    expect(scoring.get_by_text(f"process {restarted.process.pid}")).to_be_visible()
