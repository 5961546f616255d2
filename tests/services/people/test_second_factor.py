"""A second factor: codes of an app beside the password, each of them once."""

from dataclasses import replace

import pyotp
import pytest

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.patience import ONE_PLACE
from benvenuto.services.people.second_factor import CodeWanted, WrongCode, app_address, matching_step, new_secret
from benvenuto.services.people.sign_in import WrongPassword, hash_token
from benvenuto.services.people.throttle import TooManyAttempts
from tests.house import PASSWORD, House

HOME = "192.0.2.1"


def code(house: House, secret: str, steps: int = 0) -> str:
    """What an app shows now, or so many steps of half a minute from now."""
    return pyotp.TOTP(secret).at(house.clock(), counter_offset=steps)


def set_up(house: House) -> str:
    """Dario's secret."""
    secret = new_secret()
    house.app.sign_in.set_second_factor(house.dario, PASSWORD, secret, code(house, secret))
    house.clock.forward(minutes=2)
    return secret


def enter(house: House, typed: str = "", password: str = PASSWORD) -> str:
    return house.app.sign_in.sign_in("dario", password, HOME, code=typed)


def test_with_a_second_factor_the_password_alone_opens_nothing(house: House) -> None:
    secret = set_up(house)
    with pytest.raises(CodeWanted):
        enter(house)
    with pytest.raises(WrongCode):
        enter(house, "000000" if code(house, secret) != "000000" else "111111")
    assert house.app.sign_in.actor(hash_token(enter(house, code(house, secret)))) == house.dario
    assert house.app.sign_in.sign_in("anna", PASSWORD, HOME)


def test_a_wrong_password_is_no_less_wrong_with_a_right_code(house: House) -> None:
    secret = set_up(house)
    with pytest.raises(WrongPassword):
        enter(house, code(house, secret), "not the password")


def test_a_code_opens_once(house: House) -> None:
    secret = set_up(house)
    typed = code(house, secret)
    enter(house, f" {typed[:3]} {typed[3:]} ")
    with pytest.raises(WrongCode):
        enter(house, typed)
    with pytest.raises(WrongCode):  # nor the one before it
        enter(house, code(house, secret, -1))
    house.clock.forward(seconds=30)
    assert enter(house, code(house, secret))


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_telephone_s_clock_may_be_half_a_minute_off(house: House, steps: int, *, opens: bool) -> None:
    secret = new_secret()
    assert (matching_step(secret, code(house, secret, steps), house.clock()) is not None) is opens


@pytest.mark.parametrize("typed", ["", "12345", "１２３４５６", "a" * 5000, "\ud800", "-1"])
def test_what_is_no_code_is_a_wrong_one(house: House, typed: str) -> None:
    assert matching_step(new_secret(), typed, house.clock()) is None


def test_codes_are_no_easier_to_guess_than_passwords(house: House) -> None:
    secret = set_up(house)
    for number in range(ONE_PLACE.free):
        with pytest.raises((WrongCode, CodeWanted)):
            enter(house, "x" if number % 2 else "")
    with pytest.raises(TooManyAttempts):
        enter(house, code(house, secret))


def test_it_is_set_up_by_its_first_code_and_the_password_and_ends_other_sessions(house: House) -> None:
    secret, here, there = new_secret(), enter(house), enter(house)
    for password, typed, refusal in (
        ("not the password", code(house, secret), WrongPassword),
        (PASSWORD, "x", WrongCode),
    ):
        with pytest.raises(refusal):
            house.app.sign_in.set_second_factor(house.dario, password, secret, typed)
    house.app.sign_in.set_second_factor(house.dario, PASSWORD, secret, code(house, secret), hash_token(here))
    assert house.app.sign_in.actor(hash_token(here)) == house.dario
    assert house.app.sign_in.actor(hash_token(there)) is None
    with pytest.raises(Forbidden):  # who found the browser open does not put their own in its place
        house.app.sign_in.set_second_factor(house.dario, PASSWORD, secret, code(house, secret, 1))
    assert "second_factor_set" in house.audit()


def test_who_lost_the_telephone_gets_a_one_time_password(house: House) -> None:
    set_up(house)
    password = house.app.people.reset_password(house.dario, house.dario.id)
    token = hash_token(enter(house, password=password))
    actor = house.app.sign_in.actor(token)
    assert actor is not None
    house.app.sign_in.change_password(actor, password, "quattro parole da ricordare", keep_session=token)
    assert enter(house, password="quattro parole da ricordare")


def test_where_it_is_wanted_administrators_hold_no_role_without_it(house: House) -> None:
    wanted = replace(house.app.sign_in, second_factor_wanted=True)
    dario, anna = (hash_token(wanted.sign_in(name, PASSWORD, HOME)) for name in ("dario", "anna"))
    without = wanted.actor(dario)
    assert without is not None
    assert without.memberships == frozenset()
    assert [wanted.lacks_second_factor(actor) for actor in (house.dario, house.anna)] == [True, False]
    assert wanted.actor(anna) == house.anna
    secret = new_secret()
    wanted.set_second_factor(without, PASSWORD, secret, code(house, secret), dario)
    assert wanted.actor(dario) == house.dario


def test_an_app_is_told_whose_secret_it_is() -> None:
    secret = new_secret()
    told = pyotp.parse_uri(app_address(secret, "dario"))
    assert isinstance(told, pyotp.TOTP)
    assert told.provisioning_uri() == app_address(secret, "dario")
    assert app_address(secret, "dario").startswith("otpauth://totp/Benvenuto:dario?")
