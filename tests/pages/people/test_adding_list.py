"""People from a list, as the administrator adds them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.formats.people.people_table import read_people
from benvenuto.languages import language
from benvenuto.services.people.people_lists import LineState, compared
from benvenuto.ui.context import PageContext
from benvenuto.ui.people.adding_list import example_list
from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

LIST = """Nome;Nome utente;Ruolo;Squadra;E-mail
Gino Rossi;gino;operatore;Est;g@example.org
Anna Bianchi;anna;operatore;Nord;
<b>Lea</b>;lea;supervisore;Nord;
"""
WRONG = LIST + "Mia;mia;direttore;Nord;\n"


def upload(house: House, open_page: Open, content: str = LIST) -> AppTest:
    page = open_page(house.dario, "people", person="list")
    page.file_uploader(key="people_list").upload("people.csv", content.encode())
    return page.run()


def button(page: AppTest, key: str) -> AppTest:
    """Press the button whose key begins so; the file may follow."""
    return next(button for button in page.button if str(button.key).startswith(key)).click().run()


def names(house: House) -> set[str]:
    return {person.username for person in house.app.people.everyone(house.dario)}


def test_every_line_is_shown_with_what_would_become_of_it_and_nothing_is_written(house: House, open_page: Open) -> None:
    before = names(house)
    text = words(upload(house, open_page))
    assert "&lt;b&gt;Lea" in text
    assert "<b>Lea" not in text
    assert "Resta com'è qui: nome." in text
    assert "Squadre che si aggiungono insieme: Est." in text
    assert "Colonne che non si leggono: E-mail." in text
    assert names(house) == before


def test_while_a_line_is_refused_nobody_can_be_added(house: House, open_page: Open) -> None:
    page = upload(house, open_page, WRONG)
    assert "Ruolo: «direttore» non è un ruolo" in words(page)
    assert not [button for button in page.button if str(button.key).startswith("add_list_")]


def test_everybody_new_is_added_and_the_passwords_are_there_until_they_are_handed_over(
    house: House, open_page: Open
) -> None:
    page = button(upload(house, open_page), "add_list_")
    assert not page.exception
    assert {"gino", "lea"} <= names(house)
    assert "2 persone aggiunte." in words(page)
    assert page.get("download_button")
    page.query_params["person"] = "list"
    page.run()
    assert page.get("download_button"), "a second click overtakes the first"
    button(page, "list_handed_over")
    page.query_params["person"] = "list"
    page.run()
    assert "Password provvisorie da consegnare" not in words(page)


def test_passwords_that_were_not_handed_over_are_gone_on_another_page(house: House, open_page: Open) -> None:
    page = button(upload(house, open_page), "add_list_")
    button(page, "everybody")
    page.query_params["person"] = "list"
    page.run()
    assert "Password provvisorie da consegnare" not in words(page)


@pytest.mark.parametrize("content", ["", "una riga sola", "\0\0\0"])
def test_a_file_that_is_no_list_is_a_notice_with_a_remedy(house: House, open_page: Open, content: str) -> None:
    assert "bv-notice" in words(upload(house, open_page, content or "\n"))


@pytest.mark.parametrize("code", ["it", "en"])
def test_the_example_is_understood_as_it_stands(house: House, code: str) -> None:
    ctx = PageContext(house.app, house.dario, "", language(code, house.app.settings.timezone))
    looked = compared(read_people(example_list(ctx)), [], [])
    assert [line.state for line in looked.lines] == [LineState.NEW] * 3
    assert (looked.teams, looked.unread) == (["Nord"], [])
