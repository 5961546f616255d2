"""Signing in: who may, how long, and what wrong passwords cost."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select

from benvenuto.bootstrap import Benvenuto, prepare
from benvenuto.config import HOME as ROOT
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.patience import ACCOUNT, ADDRESS, DAY, ONE_PLACE
from benvenuto.domain.people import Membership, Role
from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.domain.text import LANGUAGES, UnknownLanguage
from benvenuto.sample.people import add_people
from benvenuto.services.people.passwords import (
    HASHER,
    LONGEST_PASSWORD,
    ONE_TIME_LIFETIME,
    EasyPassword,
    PublishedChosen,
    WeakPassword,
    hash_password,
    new_password,
)
from benvenuto.services.people.sign_in import (
    DEVICE_LIFETIME,
    IDLE_TIMEOUT,
    OneTimePasswordExpired,
    PublishedPassword,
    WrongPassword,
    hash_token,
)
from benvenuto.services.people.throttle import TooManyAttempts
from benvenuto.storage.sample_week import LOADED
from benvenuto.storage.tables import failed_sign_ins
from tests.house import PASSWORD, House

HOME = "192.0.2.1"
NEW = "quattro parole da ricordare"


STRANGER = "198.51.100.7"
TABLET = "the token of Anna's tablet"
FREE = ONE_PLACE.free


def enter(house: House, username: str = "anna", password: str = PASSWORD, address: str = HOME, device: str = "") -> str:
    return house.app.sign_in.sign_in(username, password, address, device)


def guess(house: House, username: str = "anna", address: str = HOME, device: str = "") -> None:
    with pytest.raises(WrongPassword):
        enter(house, username, "not the password", address, device)


def guessed(house: House, times: int, username: str = "anna", address: str = "") -> None:
    """As if somebody had typed that many wrong passwords, from as many addresses if none is named."""
    with house.app.database.write() as tx:
        for number in range(times):
            tx.failed_sign_ins.note(username, address or f"203.0.113.{number}", "", house.clock())


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


def test_the_house_hashes_as_dearly_as_the_library_thinks_right() -> None:
    """In a process of its own: in this one, tests hash cheaply."""
    code = "from benvenuto.services.people.passwords import HASHER; print(HASHER.hash('una casa aperta'))"
    stored = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not PasswordHasher().check_needs_rehash(stored.strip())


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_an_unknown_name_costs_as_much_computing_as_a_known_one(house: House) -> None:
    def cost(work: Callable[[], object]) -> float:
        before = time.process_time()
        work()
        return time.process_time() - before

    dear = PasswordHasher()
    house = replace(house, app=replace(house.app, sign_in=replace(house.app.sign_in, hasher=dear)))
    hashing = min(cost(lambda: hash_password("any password", dear)) for _ in range(3))
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


def test_a_session_is_over_after_twelve_hours_however_it_is_used(house: House) -> None:
    token = enter(house)
    for _ in range(12 * 2 - 1):
        house.clock.forward(minutes=30)
        assert house.app.sign_in.actor(hash_token(token)) == house.anna
    house.clock.forward(minutes=30)
    assert house.app.sign_in.actor(hash_token(token)) is None


def test_a_session_that_nobody_uses_is_over_and_one_in_use_is_not(house: House) -> None:
    used, left = enter(house), enter(house)
    house.clock.now += IDLE_TIMEOUT / 2
    assert house.app.sign_in.actor(hash_token(used)) == house.anna
    house.clock.now += IDLE_TIMEOUT / 2
    assert house.app.sign_in.actor(hash_token(left)) is None
    assert house.app.sign_in.actor(hash_token(used)) == house.anna
    assert [session.token_hash for session in house.app.sign_in.sessions(house.anna)] == [hash_token(used)]


def test_one_sees_where_one_is_signed_in_and_signs_out_there(house: House) -> None:
    desk = enter(house)
    house.clock.forward(minutes=2)
    tablet, bruno = enter(house, address=STRANGER), enter(house, "bruno")
    seen = house.app.sign_in.sessions(house.anna)
    assert [(session.token_hash, session.address) for session in seen] == [
        (hash_token(tablet), STRANGER),
        (hash_token(desk), HOME),
    ]
    house.app.sign_in.sign_out_there(house.anna, hash_token(desk))
    assert house.app.sign_in.actor(hash_token(desk)) is None
    assert house.app.sign_in.actor(hash_token(tablet)) == house.anna
    with pytest.raises(Forbidden):
        house.app.sign_in.sign_out_there(house.anna, hash_token(bruno))
    assert house.app.sign_in.actor(hash_token(bruno)) == house.bruno


def test_signing_out_ends_the_session_and_only_that_one(house: House) -> None:
    desk, telephone = enter(house), enter(house)
    house.app.sign_in.sign_out(hash_token(desk))
    house.app.sign_in.sign_out(hash_token(desk))
    assert house.app.sign_in.actor(hash_token(desk)) is None
    assert house.app.sign_in.actor(hash_token(telephone)) == house.anna
    assert house.audit().count("signed_out") == 1


def test_wrong_passwords_make_the_next_one_wait_longer_and_longer_even_the_right_one(house: House) -> None:
    for _ in range(FREE):
        guess(house)
    for minutes in (1, 2, 4, 8, 15, 15):
        with pytest.raises(TooManyAttempts) as refused:
            enter(house)
        assert refused.value.params == {"minutes": minutes}
        house.clock.forward(minutes=minutes)
        guess(house)
    house.clock.forward(minutes=15)
    assert enter(house)


def test_a_stranger_s_wrong_passwords_shut_nobody_out(house: House) -> None:
    for _ in range(FREE):
        guess(house, "dario", STRANGER)
    with pytest.raises(TooManyAttempts):
        enter(house, "dario", address=STRANGER)
    assert enter(house, "dario")
    assert enter(house, "bruno", address=STRANGER)


@pytest.mark.parametrize("spelling", [" Anna", "ANNA ", "anna" + " " * 122 + "x", "anna" + "\t" * 200 + "x", "\0anna"])
def test_the_account_waits_however_its_name_is_padded(house: House, spelling: str) -> None:
    for _ in range(FREE):
        guess(house)
    with pytest.raises((TooManyAttempts, WrongPassword)):
        enter(house, spelling)


def test_a_hundred_ways_to_write_a_name_are_no_hundred_guesses(house: House) -> None:
    checked = 0
    for number in range(100):
        try:
            enter(house, "anna" + " " * (115 + number) + "x" * (number % 2), "not the password")
        except WrongPassword:
            with house.app.database.read() as tx:
                checked = tx.failed_sign_ins.of_account("anna", house.clock() - DAY, house.clock()).count
        except TooManyAttempts:
            break
    assert checked <= FREE


def test_a_customer_s_many_ipv6_addresses_are_one(house: House) -> None:
    for number in range(FREE):
        guess(house, address=f"2001:db8::{number}")
    with pytest.raises(TooManyAttempts):
        enter(house, address="2001:db8::ffff")
    assert enter(house, address="2001:db8:0:1::1")


def test_guesses_from_everywhere_hold_up_only_who_was_never_there(house: House) -> None:
    enter(house, device=TABLET)
    guessed(house, ACCOUNT.free)
    with pytest.raises(TooManyAttempts):
        enter(house)
    with pytest.raises(TooManyAttempts):
        enter(house, device="a token that somebody made up")
    assert enter(house, device=TABLET)
    assert enter(house, "bruno")


def test_an_office_that_types_badly_holds_up_only_who_was_never_there(house: House) -> None:
    enter(house, device=TABLET)
    for number in range(ADDRESS.free):
        guessed(house, 1, f"somebody-{number}", HOME)
    with pytest.raises(TooManyAttempts):
        enter(house, "bruno")
    assert enter(house, device=TABLET)
    assert enter(house, "bruno", address=STRANGER)
    house.clock.now += ADDRESS.window
    assert enter(house, "bruno")


def test_a_known_device_is_no_place_to_try_passwords_either(house: House) -> None:
    enter(house, device=TABLET)
    for _ in range(FREE):
        guess(house, device=TABLET)
    with pytest.raises(TooManyAttempts):
        enter(house, device=TABLET)


def test_a_device_is_known_for_its_own_people_and_for_half_a_year(house: House) -> None:
    enter(house, device=TABLET)
    guessed(house, ACCOUNT.free, "bruno")
    with pytest.raises(TooManyAttempts):
        enter(house, "bruno", device=TABLET)
    house.clock.now += DEVICE_LIFETIME
    enter(house, "carla", device="another")
    guessed(house, ACCOUNT.free)
    with pytest.raises(TooManyAttempts):
        enter(house, device=TABLET)


def test_an_administrator_lets_somebody_sign_in_again(house: House) -> None:
    for _ in range(FREE):
        guess(house)
    assert house.app.people.wrong_passwords(house.dario, house.anna.id) == FREE
    house.app.people.unlock(house.dario, house.anna.id)
    assert house.app.people.wrong_passwords(house.dario, house.anna.id) == 0
    assert enter(house)
    assert "unlocked" in house.audit()


def test_a_clock_set_back_holds_up_nobody(house: House) -> None:
    for _ in range(FREE):
        guess(house)
    house.clock.forward(days=-2)
    assert enter(house)


def test_of_many_attempts_at_once_no_more_are_checked_than_one_after_another(house: House) -> None:
    def attempt(_: int) -> bool:
        try:
            enter(house, password="not the password")
        except TooManyAttempts:
            return False
        except WrongPassword:
            return True
        raise AssertionError

    with ThreadPoolExecutor(20) as pool:
        checked = sum(pool.map(attempt, range(40)))
    assert checked == FREE


def test_an_open_browser_is_no_place_to_try_passwords_either(house: House) -> None:
    token = enter(house)
    for _ in range(FREE):
        with pytest.raises(WrongPassword):
            house.app.sign_in.change_password(house.anna, "not the password", NEW)
    with pytest.raises(TooManyAttempts):
        house.app.sign_in.change_password(house.anna, PASSWORD, NEW)
    assert house.app.sign_in.actor(hash_token(token)) == house.anna
    assert house.audit().count("sign_in_failed") == FREE
    house.clock.forward(minutes=1)
    house.app.sign_in.change_password(house.anna, PASSWORD, NEW)


def test_wrong_passwords_are_kept_no_longer_than_they_count(house: House) -> None:
    guess(house)
    house.clock.now += DAY
    guess(house, "bruno")
    with house.app.database.read() as tx:
        assert [row.username for row in tx.connection.execute(select(failed_sign_ins))] == ["bruno"]


def test_the_right_password_forgives_the_wrong_ones(house: House) -> None:
    for _ in range(FREE - 1):
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


def test_a_one_time_password_opens_nothing_but_its_change(house: House) -> None:
    password = house.app.people.reset_password(house.dario, house.bruno.id)
    token = hash_token(enter(house, "bruno", password))
    actor = house.app.sign_in.actor(token)
    assert actor is not None
    assert (actor.id, actor.memberships) == (house.bruno.id, frozenset())
    house.app.sign_in.change_password(actor, password, NEW, keep_session=token)
    assert house.app.sign_in.actor(token) == house.bruno


def test_a_one_time_password_that_nobody_used_opens_nothing_after_three_days(house: House) -> None:
    password = house.app.people.reset_password(house.dario, house.anna.id)
    house.clock.now += ONE_TIME_LIFETIME
    with pytest.raises(OneTimePasswordExpired):
        enter(house, password=password)
    with pytest.raises(WrongPassword):  # who does not have it is told nothing
        enter(house, password="not the password")
    password = house.app.people.reset_password(house.dario, house.anna.id)
    house.clock.forward(days=2, hours=23)
    actor = house.app.sign_in.actor(hash_token(enter(house, password=password)))
    assert actor is not None
    house.app.sign_in.change_password(actor, password, NEW)
    house.clock.forward(days=400)
    assert enter(house, password=NEW)


def test_a_password_reset_while_another_is_compared_lets_nobody_in(house: House) -> None:
    class Slow:
        """Compares as the product does, while an administrator resets the password."""

        def verify(self, stored: str, password: str) -> bool:
            right = HASHER.verify(stored, password)
            house.app.people.reset_password(house.dario, house.anna.id)
            return right

        check_needs_rehash = staticmethod(HASHER.check_needs_rehash)
        hash = staticmethod(HASHER.hash)

    slow = replace(house.app.sign_in, hasher=Slow())  # type: ignore[arg-type]
    with pytest.raises((WrongPassword, VerifyMismatchError)):
        slow.sign_in("anna", PASSWORD, HOME)
    assert house.app.sign_in.sessions(house.anna) == []


def test_a_password_is_hashed_anew_when_hashing_has_become_dearer(house: House) -> None:
    dearer = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)

    def stored() -> str:
        with house.app.database.read() as tx:
            return tx.people.password_hash(house.anna.id) or ""

    before = stored()
    enter(house)
    assert stored() == before
    assert replace(house.app.sign_in, hasher=dearer).sign_in("anna", PASSWORD, HOME)
    assert not dearer.check_needs_rehash(stored())
    assert replace(house.app.sign_in, hasher=dearer).sign_in("anna", PASSWORD, HOME)


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


@pytest.mark.parametrize("weak", ["", "corta", "x4-undici..", PASSWORD, "quattro parole " * 18])
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
    for _ in range(FREE + 1):  # it tells nothing, so it is no attempt that counts
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


@pytest.mark.parametrize("easy", ["benvenuto1234", "password12345", "123456789012", "aaaaaaaaaaaa", "Password1234!",
                                  "qwertyuiop12", " " * 12, "juventus1234"])  # fmt: skip
def test_it_refuses_a_password_that_everybody_tries_first(house: House, easy: str) -> None:
    with pytest.raises(EasyPassword):
        house.app.sign_in.change_password(house.anna, PASSWORD, easy)


@pytest.mark.parametrize("named", ["annamaria montanari", "Montanari2026!", "annaannaanna", "Reparto Ordini",
                                   "CasaLume2026!", "casa.lume.nord"])  # fmt: skip
def test_it_refuses_names_of_the_person_the_team_and_the_company_as_a_password(house: House, named: str) -> None:
    with house.app.database.write() as tx:
        tx.people.change(house.anna.id, name="Annamaria Montanari")
        tx.people.add_team("Reparto Ordini")
    at_home = replace(house.app.sign_in, company=("Casa Lume",))
    with pytest.raises(EasyPassword):
        at_home.change_password(house.anna, PASSWORD, named)
    at_home.change_password(house.anna, PASSWORD, "casa piena di margherite")


def test_a_long_password_is_no_fault(house: House) -> None:
    long = ("quattro parole da ricordare e non solo " * 8)[:LONGEST_PASSWORD]
    house.app.sign_in.change_password(house.anna, PASSWORD, long)
    assert enter(house, password=long)


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
