"""While the server is away the screen says so quietly and takes no key; while it is there, it sends what is needed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import Windows

STOCK = "Is Streamlit still running?"
"""What Streamlit says in its console when it opens its own dialog, which says the same."""
USUALLY_KEPT = 10_000
"""From this size on, in bytes, Streamlit keeps messages in the browser unless it is told otherwise."""


@pytest.fixture
def killed(windows: Windows) -> Iterator[Windows]:
    """The windows, whose server the test kills; it is there again afterwards."""
    yield windows
    if windows.served.process.poll() is not None:
        windows.served.start()
    windows.forgive()  # of a server that was not there, a browser complains rightly


def _without_a_server(page: Page, windows: Windows) -> None:
    """Kill the server once the page is whole, and wait until Streamlit has wanted to tell what it thinks of that."""
    expect(page.locator(".bv-offline")).to_be_attached()
    with page.expect_console_message(lambda said: STOCK in said.text, timeout=120_000):
        windows.served.kill()


def _stock_dialog_is_away(page: Page) -> None:
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text(re.compile("Streamlit|Connection error"))).to_have_count(0)


def test_an_italian_reader_is_told_in_italian_and_meets_no_dialog(killed: Windows, squadra: Team) -> None:
    evaluation = squadra.published(squadra.call())
    page = killed.of(squadra, squadra.anna)
    page.goto(f"/evaluation?id={evaluation.id}")
    send = page.get_by_role("button", name="Invia", include_hidden=True)
    expect(send).to_be_enabled()
    line = page.get_by_role("status").filter(has_text="Connessione assente")
    _without_a_server(page, killed)
    expect(line).to_be_in_viewport()
    _stock_dialog_is_away(page)
    killed.served.start()
    expect(send).to_be_enabled()
    expect(line).to_have_count(0)


def test_keys_go_on_marking_without_a_server(killed: Windows, team: Team) -> None:
    call = team.call()
    scorecard = ScorecardPage(killed.of(team, team.bruno)).open(call)
    _without_a_server(scorecard.page, killed)
    _stock_dialog_is_away(scorecard.page)
    for number in range(1, 4):
        scorecard.page.keyboard.press("1")
        expect(scorecard.chosen).to_have_count(number)
    expect(scorecard.page.locator(".bar .state")).to_contain_text("Not connected")
    expect(scorecard.page.locator(".bv-offline")).to_be_hidden()  # once is enough
    killed.served.start()
    scorecard.saved()
    assert len(team.evaluation(call).answers) == 3


def test_no_message_is_kept_in_the_browser_to_be_referred_to(windows: Windows, team: Team) -> None:
    messages: list[bytes] = []

    def gather(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: messages.append(data if isinstance(data, bytes) else data.encode()))

    (call,) = team.drawn(1)
    page = windows.of(team, team.bruno)
    page.on("websocket", gather)
    scorecard = ScorecardPage(page).open(call)
    scorecard.level("The farewell", 1).click()
    scorecard.saved()
    assert max(map(len, messages)) > USUALLY_KEPT
    assert not [
        message for message in map(ForwardMsg.FromString, messages) if message.metadata.cacheable or message.ref_hash
    ]
