"""Coming in, and being shown out."""

from playwright.sync_api import Page, expect

from benvenuto.services.people.sign_in import hash_token
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import PASSWORD, Team
from tests.browser.windows import Windows


def _sign_in(page: Page, username: str, password: str) -> None:
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def test_whoever_follows_a_link_to_a_call_signs_in_and_stands_before_that_call(windows: Windows, team: Team) -> None:
    call = team.call()
    page = windows.anonymous()
    page.goto(f"/evaluate?call={call}")
    expect(page).to_have_url(f"{windows.served.url}/signin?next=%2Fevaluate%3Fcall%3D{call}")
    _sign_in(page, team.username(team.bruno), PASSWORD)
    ScorecardPage(page).ready()
    expect(page).to_have_url(f"{windows.served.url}/evaluate?call={call}")


def test_a_wrong_password_says_so_keeps_the_name_and_lets_the_right_one_in(windows: Windows, team: Team) -> None:
    page = windows.anonymous()
    page.goto("/inbox")
    _sign_in(page, team.username(team.bruno), "una casa chiusa")
    expect(page.get_by_role("alert")).to_contain_text("do not match")
    expect(page.get_by_label("User name")).to_have_value(team.username(team.bruno))
    windows.forgive()  # the answer was a 401, as it should be
    _sign_in(page, team.username(team.bruno), PASSWORD)
    expect(page.get_by_role("heading", name="Calls to score")).to_be_visible()


def test_an_account_of_the_sample_week_is_one_click_away(windows: Windows) -> None:
    page = windows.anonymous(language="it")
    page.goto("/")
    page.get_by_role("button", name="Bruno Galli").click()
    expect(page.get_by_role("heading", name="Chiamate da valutare")).to_be_visible()


def test_a_session_that_was_ended_elsewhere_ends_at_the_next_click(windows: Windows, team: Team) -> None:
    token = team.token(team.bruno)
    page = windows.with_session(token)
    page.goto("/inbox")
    expect(page.get_by_role("button", name="Next call")).to_be_visible()
    team.app.sign_in.sign_out(hash_token(token))
    page.get_by_role("button", name="Next call").click()
    expect(page).to_have_url(f"{windows.served.url}/signin?next=/inbox")


def test_signing_out_closes_the_door(windows: Windows, team: Team) -> None:
    page = windows.of(team, team.bruno)
    page.goto("/inbox")
    page.get_by_text(team.bruno.name, exact=True).click()
    page.get_by_text("Sign out", exact=True).click()
    expect(page.get_by_label("User name")).to_be_visible()
    page.goto("/inbox")
    expect(page.get_by_label("User name")).to_be_visible()
