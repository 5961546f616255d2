"""A rubric before it is in force: seen as evaluators will see it."""

from playwright.sync_api import expect

from benvenuto.config import HOME
from tests.browser.team import Team
from tests.browser.windows import Windows


def test_an_uploaded_rubric_is_previewed_by_the_scorecard_which_takes_no_mark(windows: Windows, team: Team) -> None:
    text = (HOME / "rubrics" / "greeting.yaml").read_text("utf-8")
    text = text.replace("version: 5", "version: 6", 1).replace("The first words", "The very first words", 1)
    page = windows.of(team, team.dario)
    page.goto("/rubrics")
    page.locator("input[type=file]").set_input_files(
        {"name": "greeting (1).yaml", "mimeType": "application/yaml", "buffer": text.encode()}
    )
    expect(page.get_by_role("button", name="Put in force")).to_be_visible()
    card = page.locator(".card.preview")
    criterion = card.get_by_role("group", name="The very first words")
    expect(criterion).to_be_visible()
    expect(criterion.get_by_text("All five", exact=True)).to_be_visible()
    expect(card.get_by_role("group", name="Identity before details")).to_be_visible()
    expect(card.get_by_role("radio", disabled=False)).to_have_count(0)
