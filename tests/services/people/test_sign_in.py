"""Signing in: who may, how long, and what wrong passwords cost."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from benvenuto.bootstrap import Benvenuto, prepare
from benvenuto.domain.people import Membership, Role
from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.domain.text import LANGUAGES, UnknownLanguage
from benvenuto.sample.people import add_people
from benvenuto.services.people.sign_in import (
    FAILURES_PER_ACCOUNT,
    FAILURES_PER_ADDRESS,
    THROTTLE_WINDOW,
    PublishedChosen,
    PublishedPassword,
    TooManyAttempts,
    WeakPassword,
    WrongPassword,
    hash_password,
    hash_token,
    new_password,
)
from benvenuto.storage.sample_week import LOADED
from benvenuto.storage.tables import failed_sign_ins
from tests.house import PASSWORD, House

HOME = "192.0.2.1"
NEW = "quattro parole da ricordare"


def enter(house: House, username: str = "anna", password: str = PASSWORD, address: str = HOME) -> str:
    return house.app.sign_in.sign_in(username, password, address)


def guess(house: House, username: str = "anna", address: str = HOME) -> None:
    with pytest.raises(WrongPassword):
        enter(house, username, "not the password", address)


def test_who_signs_in_is_known_by_the_session(house: House) -> None:
    token = enter(house)
    assert house.app.sign_in.actor(hash_token(token)) == house.anna


@pytest.mark.parametrize("username", ["Anna", "  anna ", "ANNA"])
def test_a_user_name_may_be_written_in_any_case(house: House, username: str) -> None:
    assert house.app.sign_in.actor(hash_token(enter(house, username))) == house.anna


def test_the_token_itself_is_not_stored(house: House) -> None:
    token = enter(house)
    assert house.app.sign_in.actor(token) is None
    assert len({enter(house) for _ in range(3)}) == 3


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(house: House) -> None:
    said = set()
    for username in ("anna", "nobody"):
        with pytest.raises(WrongPassword) as refused:
            enter(house, username, "not the password")
        said.add(str(refused.value))
    assert len(said) == 1


def test_an_unknown_name_costs_as_much_computing_as_a_known_one(house: House) -> None:
    def cost(work: Callable[[], object]) -> float:
        before = time.process_time()
        work()
        return time.process_time() - before

    hashing = min(cost(lambda: hash_password("any password")) for _ in range(3))
    unknown = min(cost(lambda: guess(house, "nobody")) for _ in range(3))
    assert unknown > hashing / 2


@pytest.mark.parametrize("username", ["", "a\0b", "\ud800", "x" * 5000, "' or 1=1 --", "%", "😀"])
def test_it_refuses_any_odd_name_as_it_refuses_a_wrong_one(house: House, username: str) -> None:
    guess(house, username)


def test_a_closed_account_is_refused_and_its_session_ends_at_the_next_click(house: House) -> None:
    token = enter(house)
    house.app.people.set_active(house.dario, house.anna.id, active=False)
    assert house.app.sign_in.actor(hash_token(token)) is None
    with pytest.raises(WrongPassword):
        enter(house)


def test_opening_an_account_again_does_not_bring_its_old_session_back(house: House) -> None:
    token = enter(house)
    for active in (False, True):
        house.app.people.set_active(house.dario, house.anna.id, active=active)
    assert house.app.sign_in.actor(hash_token(token)) is None
    assert house.app.sign_in.actor(hash_token(enter(house))) == house.anna


def test_a_role_taken_away_is_gone_at_the_next_click(house: House) -> None:
    token = enter(house, "bruno")
    house.app.people.set_memberships(house.dario, house.bruno.id, [Membership(Role.AGENT, house.sud)])
    actor = house.app.sign_in.actor(hash_token(token))
    assert actor is not None
    assert actor.memberships == {Membership(Role.AGENT, house.sud)}


def test_a_session_is_over_after_twelve_hours(house: House) -> None:
    token = enter(house)
    house.clock.forward(hours=11, minutes=59)
    assert house.app.sign_in.actor(hash_token(token)) == house.anna
    house.clock.forward(minutes=1)
    assert house.app.sign_in.actor(hash_token(token)) is None


def test_signing_out_ends_the_session_and_only_that_one(house: House) -> None:
    desk, telephone = enter(house), enter(house)
    house.app.sign_in.sign_out(hash_token(desk))
    house.app.sign_in.sign_out(hash_token(desk))
    assert house.app.sign_in.actor(hash_token(desk)) is None
    assert house.app.sign_in.actor(hash_token(telephone)) == house.anna
    assert house.audit().count("signed_out") == 1


def test_too_many_wrong_passwords_shut_the_account_for_a_while_even_to_the_right_one(house: House) -> None:
    for number in range(FAILURES_PER_ACCOUNT):
        guess(house, address=f"192.0.2.{number}")
    with pytest.raises(TooManyAttempts):
        enter(house)
    assert enter(house, "bruno")
    house.clock.now += THROTTLE_WINDOW
    assert enter(house)


def test_the_account_is_shut_however_its_name_is_written(house: House) -> None:
    for number in range(FAILURES_PER_ACCOUNT):
        guess(house, " Anna" if number % 2 else "ANNA ")
    with pytest.raises(TooManyAttempts):
        enter(house)


def test_too_many_wrong_passwords_shut_the_address_whatever_the_account(house: House) -> None:
    with house.app.database.write() as tx:
        for number in range(FAILURES_PER_ADDRESS - 1):
            tx.sessions.failed(f"guessed-{number}", HOME, house.clock())
    guess(house, "bruno")
    with pytest.raises(TooManyAttempts):
        enter(house)
    assert enter(house, address="198.51.100.7")


def test_an_open_browser_is_no_place_to_try_passwords_either(house: House) -> None:
    token = enter(house)
    for _ in range(FAILURES_PER_ACCOUNT):
        with pytest.raises(WrongPassword):
            house.app.sign_in.change_password(house.anna, "not the password", NEW)
    with pytest.raises(TooManyAttempts):
        house.app.sign_in.change_password(house.anna, PASSWORD, NEW)
    assert house.app.sign_in.actor(hash_token(token)) == house.anna
    assert house.audit().count("sign_in_failed") == FAILURES_PER_ACCOUNT
    house.clock.now += THROTTLE_WINDOW
    house.app.sign_in.change_password(house.anna, PASSWORD, NEW)


def test_wrong_passwords_are_kept_no_longer_than_they_count(house: House) -> None:
    guess(house)
    house.clock.now += THROTTLE_WINDOW
    guess(house, "bruno")
    with house.app.database.read() as tx:
        assert [row.username for row in tx.connection.execute(select(failed_sign_ins))] == ["bruno"]


def test_the_right_password_forgives_the_wrong_ones(house: House) -> None:
    for _ in range(FAILURES_PER_ACCOUNT - 1):
        guess(house)
    enter(house)
    guess(house)
    assert enter(house)


def test_a_one_time_password_must_be_changed_and_then_opens_nothing(house: House) -> None:
    held = [Membership(Role.AGENT, house.nord)]
    person_id, password = house.app.people.add(house.dario, "gino", "Gino", held, "it")
    actor = house.app.sign_in.actor(hash_token(enter(house, "gino", password)))
    assert actor is not None
    assert (actor.id, house.app.sign_in.must_change_password(actor)) == (person_id, True)
    house.app.sign_in.change_password(actor, password, NEW)
    assert house.app.sign_in.must_change_password(actor) is False
    assert enter(house, "gino", NEW)
    with pytest.raises(WrongPassword):
        enter(house, "gino", password)


def test_one_time_passwords_are_never_the_same_and_easy_to_read_aloud() -> None:
    made = {new_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one) == 19 and not set(one) & set("il1o0") for one in made)


def test_a_password_that_is_reset_ends_every_session(house: House) -> None:
    token = enter(house)
    password = house.app.people.reset_password(house.dario, house.anna.id)
    assert house.app.sign_in.actor(hash_token(token)) is None
    assert enter(house, password=password)


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(house: House) -> None:
    here, there = enter(house), enter(house)
    house.app.sign_in.change_password(house.anna, PASSWORD, NEW, keep_session=hash_token(here))
    assert house.app.sign_in.actor(hash_token(here)) == house.anna
    assert house.app.sign_in.actor(hash_token(there)) is None


def test_it_refuses_a_new_password_without_the_present_one(house: House) -> None:
    with pytest.raises(WrongPassword):
        house.app.sign_in.change_password(house.anna, "not the password", NEW)
    assert enter(house)


@pytest.mark.parametrize("weak", ["", "corta", PASSWORD])
def test_it_refuses_a_weak_password(house: House, weak: str) -> None:
    with pytest.raises(WeakPassword):
        house.app.sign_in.change_password(house.anna, PASSWORD, weak)
    assert enter(house)


@pytest.mark.parametrize("written", ["benvenuto", "Benvenuto  ", "  BENVENUTO"])
def test_it_refuses_the_published_password_as_one_s_own_however_it_is_written(house: House, written: str) -> None:
    for opens in (False, True):
        with pytest.raises(PublishedChosen):
            replace(house.app.sign_in, published_opens=opens).change_password(house.anna, PASSWORD, written)
    assert enter(house)


@pytest.mark.parametrize("username", ["dario", "giulia", "nobody"])
def test_the_published_password_is_refused_whoever_types_it_where_it_opens_nothing(house: House, username: str) -> None:
    with house.app.database.write() as tx:
        tx.people.change(house.dario.id, password_hash=hash_password(PUBLISHED_PASSWORD))
    for _ in range(FAILURES_PER_ACCOUNT + 1):  # it tells nothing, so it is no attempt that counts
        with pytest.raises(PublishedPassword, match="it is public"):
            enter(house, username, PUBLISHED_PASSWORD)
    at_home = replace(house.app.sign_in, published_opens=True)
    assert at_home.sign_in("dario", PUBLISHED_PASSWORD, HOME)


def test_sessions_that_the_published_password_began_end_at_the_start_of_a_house_where_it_opens_nothing(
    house: House,
) -> None:
    house.clock.forward(minutes=1)
    with house.app.database.write() as tx:
        for person in tx.people.everyone():
            tx.people.change(person.id, username=f"house-{person.username}")
        add_people(tx, house.clock())
        tx.audit.write(house.clock(), None, LOADED, "sample", "")
    at_home = replace(house.app.sign_in, published_opens=True)
    dario, own = (at_home.sign_in(name, PUBLISHED_PASSWORD, HOME) for name in ("dario", "carla"))
    anna = enter(house, "house-anna")
    carla = at_home.actor(hash_token(own))
    assert carla is not None
    at_home.change_password(carla, PUBLISHED_PASSWORD, NEW, keep_session=hash_token(own))
    assert at_home.shut_published() == []
    prepare(house.app)
    assert house.app.sign_in.actor(hash_token(dario)) is None
    assert house.app.sign_in.actor(hash_token(own)) == carla
    assert house.app.sign_in.actor(hash_token(anna)) == house.anna
    assert "sessions_ended" in house.audit()
    shut = house.app.sign_in.shut_published()
    assert {"dario", "giulia"} <= set(shut)
    assert "carla" not in shut


def test_it_refuses_one_s_own_name_as_a_password(house: House) -> None:
    with house.app.database.write() as tx:
        tx.people.change(house.anna.id, name="Annamaria Montanari")
    with pytest.raises(WeakPassword):
        house.app.sign_in.change_password(house.anna, PASSWORD, "annamaria montanari")


@pytest.mark.parametrize("asked", LANGUAGES)
def test_the_language_is_remembered(app: Benvenuto, house: House, asked: str) -> None:
    app.sign_in.set_language(house.anna, asked)
    actor = app.sign_in.actor(hash_token(enter(house)))
    assert actor is not None
    assert actor.language == asked


@pytest.mark.parametrize("asked", ["xx", "'; --", ""])
def test_it_refuses_a_language_that_is_none_of_ours(app: Benvenuto, house: House, asked: str) -> None:
    with pytest.raises(UnknownLanguage):
        app.sign_in.set_language(house.anna, asked)


def test_wrong_and_right_passwords_are_in_the_audit_log(house: House) -> None:
    guess(house)
    enter(house)
    failed, signed_in = reversed(house.app.audit.latest(house.dario, 2))
    assert (failed.action, failed.subject_id, failed.detail) == ("sign_in_failed", "anna", {"address": HOME})
    assert (signed_in.action, signed_in.actor) == ("signed_in", "Anna")
