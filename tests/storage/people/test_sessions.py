"""Sessions end when they are over or ended; wrong passwords are counted by account and address."""

from datetime import timedelta

from benvenuto.storage.database import Transaction
from tests.house import WEDNESDAY, House

HOUR = timedelta(hours=1)


def begin(tx: Transaction, house: House, token_hash: str) -> None:
    tx.sessions.add(token_hash, house.anna.id, WEDNESDAY, WEDNESDAY + HOUR, "127.0.0.1")


def test_a_session_belongs_to_its_person_until_it_is_over(house: House) -> None:
    with house.app.database.write() as tx:
        begin(tx, house, "a" * 64)
        assert tx.sessions.person("a" * 64, WEDNESDAY) == house.anna.id
        assert tx.sessions.person("a" * 64, WEDNESDAY + HOUR) is None
        assert tx.sessions.person("b" * 64, WEDNESDAY) is None


def test_ending_all_sessions_can_spare_the_present_one(house: House) -> None:
    with house.app.database.write() as tx:
        begin(tx, house, "a" * 64)
        begin(tx, house, "b" * 64)
        tx.sessions.end_all(house.anna.id, but="b" * 64)
        assert tx.sessions.person("a" * 64, WEDNESDAY) is None
        assert tx.sessions.person("b" * 64, WEDNESDAY) == house.anna.id
        tx.sessions.end("b" * 64)
        assert tx.sessions.person("b" * 64, WEDNESDAY) is None


def test_sessions_that_are_over_are_removed(house: House) -> None:
    with house.app.database.write() as tx:
        begin(tx, house, "a" * 64)
        tx.sessions.forget_expired(WEDNESDAY + HOUR)
        assert tx.sessions.person("a" * 64, WEDNESDAY) is None


def test_wrong_passwords_are_counted_by_account_and_by_address(house: House) -> None:
    with house.app.database.write() as tx:
        for username, address in (("anna", "1.1.1.1"), ("anna", "2.2.2.2"), ("bruno", "1.1.1.1")):
            tx.sessions.failed(username, address, WEDNESDAY)
        before = WEDNESDAY - HOUR
        assert tx.sessions.failures(before, username="anna") == 2
        assert tx.sessions.failures(before, address="1.1.1.1") == 2
        assert tx.sessions.failures(WEDNESDAY, username="anna") == 0
        tx.sessions.forgive("anna")
        assert tx.sessions.failures(before, username="anna") == 0
        assert tx.sessions.failures(before, username="bruno") == 1
