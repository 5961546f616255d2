"""One's own account: language, password, and the way out."""

from __future__ import annotations

from dataclasses import replace

import pyotp
import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.services.people.second_factor import CodeWanted
from benvenuto.services.people.sign_in import WrongPassword, hash_token
from benvenuto.ui.screens import screens
from tests.house import PASSWORD, House
from tests.pages.conftest import MAIN, Open, words

NEW = "quattro parole molto lunghe"

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def change(page: AppTest, current: str, new: str, again: str) -> AppTest:
    """Fill in the three fields and send them."""
    for field, value in zip(page.text_input, (current, new, again), strict=True):
        field.set_value(value)
    return next(one for one in page.button if str(one.key).startswith("change_password")).click().run()


def signed_in(house: House, actor_name: str, password: str = PASSWORD) -> str:
    return house.app.sign_in.sign_in(actor_name, password, "127.0.0.1")


@pytest.mark.parametrize("name", ["anna", "bruno", "carla", "dario", "elena", "fulvio"])
def test_everybody_reads_who_they_are(house: House, open_page: Open, name: str) -> None:
    page = open_page(getattr(house, name), "account")
    assert not page.exception
    assert name in words(page)


def test_roles_are_told_with_their_teams(house: House, open_page: Open) -> None:
    said = words(open_page(house.elena, "account"))
    assert "Operatore · Nord; Supervisore · Nord" in said
    assert "Sud" not in said


def test_the_language_changes_at_once_and_stays(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "account")
    page.button_group(key="language").set_value("en").run()
    assert "Change the password" in [button.label for button in page.button]
    assert "Your account" in words(page)
    assert "Your account" in words(open_page(house.anna, "account"))


def test_the_password_is_changed_and_other_sessions_end(house: House, open_page: Open) -> None:
    elsewhere = signed_in(house, "anna")
    page = change(open_page(house.anna, "account"), PASSWORD, NEW, NEW)
    assert "La password è cambiata" in words(page)
    assert all(not field.value for field in page.text_input)
    assert house.app.sign_in.actor(hash_token(elsewhere)) is None
    assert signed_in(house, "anna", NEW)
    with pytest.raises(WrongPassword):
        signed_in(house, "anna")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (("sbagliata", NEW, NEW), "Non è la sua password attuale."),
        ((PASSWORD, NEW, NEW + "!"), "Le due nuove password non coincidono."),
        ((PASSWORD, "corta", "corta"), "12"),
        ((PASSWORD, PASSWORD, PASSWORD), "12"),
        ((PASSWORD, "password12345", "password12345"), "facile da indovinare"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written_is_lost(
    house: House, open_page: Open, fields: tuple[str, str, str], said: str
) -> None:
    page = change(open_page(house.anna, "account"), *fields)
    notice = next(line for line in words(page).splitlines() if "bv-notice" in line)
    assert said in notice
    assert tuple(field.value for field in page.text_input) == fields
    assert signed_in(house, "anna")


def test_with_a_one_time_password_a_new_one_comes_first_and_then_everything_opens(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benvenuto.ui.context.running", lambda: house.app)
    once = house.app.people.reset_password(house.dario, house.anna.id)
    page = AppTest.from_file(str(MAIN), default_timeout=30)
    page.user = {"is_logged_in": True, "email": "anna", "session": hash_token(signed_in(house, "anna", once))}
    page.run()
    assert "password provvisoria" in words(page)
    feedback = next(screen.file for screen in screens() if screen.address == "feedback")
    page.switch_page(feedback).run()
    assert "password provvisoria" in words(page)
    page.switch_page("../../pages/people/account.py").run()
    change(page, once, NEW, NEW)
    assert "Operatore · Nord" in words(page)
    page.switch_page(feedback).run()
    assert not page.exception


def test_signing_out_ends_the_session(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "account")
    page.switch_page("../../pages/people/leaving.py").run()
    assert not page.exception
    assert house.app.sign_in.actor(str(page.user["session"])) is None
    assert house.audit().count("signed_out") == 1


def test_a_link_from_another_site_signs_nobody_out_before_they_are_asked(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "leaving")
    token = str(page.user["session"])
    assert "Vuole uscire?" in words(page)
    assert house.app.sign_in.actor(token) is not None
    page.button(key="sign_out").click().run()
    assert house.app.sign_in.actor(token) is None


def test_one_sees_where_one_is_signed_in_and_signs_out_there(house: House, open_page: Open) -> None:
    elsewhere = hash_token(house.app.sign_in.sign_in("anna", PASSWORD, "203.0.113.9"))
    page = open_page(house.anna, "account")
    assert "203.0.113.9" in words(page)
    page.button(key=f"sign_out_there_{elsewhere[:12]}").click().run()
    assert "Il collegamento è chiuso." in words(page)
    assert "203.0.113.9" not in words(page)
    assert house.app.sign_in.actor(elsewhere) is None
    assert house.app.sign_in.actor(str(page.user["session"])) == house.anna


def test_a_second_factor_is_set_up_by_its_first_code(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "account")
    page.button(key="second_factor").click().run()
    secret = page.code[0].value.replace(" ", "")
    for typed in ("x", pyotp.TOTP(secret).at(house.clock())):
        page.text_input(key="second_factor_password").set_value(PASSWORD)
        page.text_input(key="second_factor_code").set_value(typed)
        page.button(key="second_factor_confirm").click().run()
        assert not page.exception
    assert "si entra anche con un codice" in words(page)
    with pytest.raises(CodeWanted):
        signed_in(house, "anna")


def test_where_it_is_wanted_an_administrator_sets_it_up_before_anything_else(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = replace(house.app, sign_in=replace(house.app.sign_in, second_factor_wanted=True))
    monkeypatch.setattr("benvenuto.ui.context.running", lambda: strict)
    page = AppTest.from_file(str(MAIN), default_timeout=30)
    page.user = {"is_logged_in": True, "email": "dario", "session": hash_token(signed_in(house, "dario"))}
    page.switch_page(next(screen.file for screen in screens() if screen.address == "people")).run()
    assert "Qui gli amministratori entrano con un secondo fattore." in words(page)
    page.switch_page("../../pages/people/account.py").run()
    secret = page.code[0].value.replace(" ", "")
    page.text_input(key="second_factor_password").set_value(PASSWORD)
    page.text_input(key="second_factor_code").set_value(pyotp.TOTP(secret).at(house.clock()))
    page.button(key="second_factor_confirm").click().run()
    assert "Amministratore" in words(page)
