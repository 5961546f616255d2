"""The preview of a call log on a telephone: what is wrong with a line is read without moving the table."""

from playwright.sync_api import expect

from tests.browser.team import Team
from tests.browser.windows import Windows

WORDS = ("Risposta", "Boh", "Persa")
LINES = ("Data e ora;Operatore;Durata;Esito", *(f"20/11/2025 10:05;x;60;{word}" for word in WORDS))


def test_the_reason_of_a_refused_line_fits_on_a_telephone(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.dario)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/call-logs")
    page.locator("input[type=file]").set_input_files(
        {"name": "calls.csv", "mimeType": "text/csv", "buffer": "\n".join(LINES).encode()}
    )
    reason = page.locator(".bv-rejected .bv-reason", has_text="Boh")
    expect(reason).to_be_visible()
    box = reason.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
