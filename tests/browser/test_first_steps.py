"""A house that starts without the sample: its administrator is led, and adds people from a list."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.crawl import ANSWER_CHECKS, AXE, AXE_SCRIPT, settled
from tests.browser.profiles import Profiles
from tests.browser.windows import DESK, PHONE, Windows
from tests.house import PASSWORD
from tests.serving import Served, serving

LIST = "Nome;Nome utente;Ruolo;Squadra\nGino Rossi;gino;operatore;Est\nLea Neri;lea;supervisore;Est\n"


@pytest.fixture
def windows(chromium: Browser, tmp_path: Path) -> Iterator[Windows]:
    """Windows on a house of personas, as empty of calls as it was built."""
    with serving(tmp_path / "data") as served:
        opened = Windows(Profiles(chromium), served)
        yield opened
        opened.close()
        assert not opened.complaints
        assert "Traceback" not in served.new_output()


def _dario(served: Served, windows: Windows) -> Page:
    token = served.app.sign_in.sign_in("dario", PASSWORD, "browser test")
    page = windows.with_session(token, DESK, "it")
    # the file of a button that is gone again before Streamlit's check of it would be a complaint
    page.add_init_script(ANSWER_CHECKS)
    return page


def test_who_starts_empty_is_led_and_a_list_brings_people_teams_and_passwords(windows: Windows, tmp_path: Path) -> None:
    served = windows.served
    page = _dario(served, windows)
    page.goto("/")
    expect(page.get_by_role("heading", name="Primi passi")).to_be_visible()
    page.get_by_role("button", name="Iniziare con 2 chiamate").click()
    expect(page.get_by_role("button", name="Iniziare con 2 chiamate")).to_be_hidden()
    settled(page)
    page.evaluate(AXE_SCRIPT)
    for width, height in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(AXE, []) == []
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    page.get_by_role("button", name="Aggiungi persone da un elenco").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "persone.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    )
    expect(page.get_by_text("Squadre che si aggiungono insieme: Est.")).to_be_visible()
    assert "gino" not in _usernames(served)
    page.get_by_role("button", name="Aggiungi 2 persone").click()
    expect(page.get_by_text("2 persone aggiunte.")).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Scarica le password (CSV)").click()
    file = tmp_path / "passwords.csv"
    downloading.value.save_as(file)
    gino = next(csv.DictReader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert served.app.sign_in.sign_in(gino["Nome utente"], gino["Password provvisoria"], "browser test")
    page.get_by_role("button", name="Consegnata").click()
    expect(page.get_by_role("heading", name="Persone e squadre")).to_be_visible()
    expect(page.get_by_role("button", name="Scarica le password (CSV)")).to_be_hidden()


def _usernames(served: Served) -> set[str]:
    with served.app.database.read() as tx:
        return {person.username for person in tx.people.everyone()}
