"""Messages outside: what each person chooses on the account page, and what the administrator sees of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benvenuto.domain.outbox import Channel, ChannelChoice, Frequency, MessageState
from tests.house import House
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def set_up(house: House) -> None:
    """As if the administrator had set both channels up."""
    house.app = replace(house.app, outside=replace(house.app.outside, channels=tuple(Channel)))


def test_where_nothing_is_set_up_the_account_page_asks_nothing(house: House, open_page: Open) -> None:
    assert "fuori da Benvenuto" not in words(open_page(house.anna, "account"))
    assert "BENVENUTO_SMTP_HOST" in words(open_page(house.dario, "messages"))


def test_anna_chooses_e_mail_and_asks_for_a_test(house: House, open_page: Open) -> None:
    set_up(house)
    page = open_page(house.anna, "account")
    page.text_input(key="address_email").set_value("anna@example.com")
    page.segmented_control(key="frequency_email").set_value(Frequency.AT_ONCE)
    page.selectbox(key="quiet_from_email").set_value(19)
    page.button(key="choose_email").click().run()
    assert not page.exception
    (own, _) = house.app.outside.own(house.anna)
    assert own.choice == ChannelChoice(house.anna.id, Channel.EMAIL, Frequency.AT_ONCE, "anna@example.com", 8, 19, 8)
    page.button(key="test_email").click().run()
    assert "messaggio di prova è in partenza" in words(page)
    assert house.app.outside.standing(house.dario).counts[MessageState.WAITING] == 1


def test_a_wrong_address_is_named_and_nothing_is_kept(house: House, open_page: Open) -> None:
    set_up(house)
    page = open_page(house.anna, "account")
    page.text_input(key="address_chat").set_value("https://127.0.0.1/hook")
    page.segmented_control(key="frequency_chat").set_value(Frequency.DAILY)
    page.button(key="choose_chat").click().run()
    assert "non si possono inviare messaggi" in words(page)
    assert house.app.outside.own(house.anna)[1].choice.address == ""


def test_dario_sees_why_a_message_failed_and_sends_it_again(house: House, open_page: Open) -> None:
    set_up(house)
    choice = ChannelChoice(house.anna.id, Channel.EMAIL, Frequency.AT_ONCE, "anna@example.com")
    house.app.outside.choose(house.anna, choice)
    house.app.outside.test(house.anna, Channel.EMAIL)
    with house.app.database.write() as tx:
        (row,) = tx.outbox.latest(1)
        tx.outbox.fail(row.id, house.clock(), "550 <b>nobody</b>")
    page = open_page(house.dario, "messages")
    text = words(page)
    assert "550 &lt;b&gt;nobody&lt;/b&gt;" in text
    assert "anna@example.com" not in text
    page.button(key=f"again_{row.id}").click().run()
    assert "entro un minuto" in words(page)
    assert house.app.outside.standing(house.dario).counts[MessageState.WAITING] == 1
    assert "non riuscito (0)" in str(open_page(house.dario, "messages", state="failed").selectbox[0].options)
