"""Sessions end when they are over or ended."""

from datetime import datetime, timedelta

from benvenuto.storage.database import Transaction
from tests.house import WEDNESDAY, House

HOUR = timedelta(hours=1)


def begin(tx: Transaction, house: House, token_hash: str) -> None:
    tx.sessions.add(token_hash, house.anna.id, WEDNESDAY, WEDNESDAY + HOUR, "127.0.0.1")


def whose(tx: Transaction, token_hash: str, now: datetime = WEDNESDAY) -> int | None:
    session = tx.sessions.get(token_hash, now)
    return session.person_id if session else None


def test_a_session_belongs_to_its_person_until_it_is_over(house: House) -> None:
    with house.app.database.write() as tx:
        begin(tx, house, "a" * 64)
        assert whose(tx, "a" * 64, WEDNESDAY) == house.anna.id
        assert whose(tx, "a" * 64, WEDNESDAY + HOUR) is None
        assert whose(tx, "b" * 64, WEDNESDAY) is None


def test_ending_all_sessions_can_spare_the_present_one(house: House) -> None:
    with house.app.database.write() as tx:
        begin(tx, house, "a" * 64)
        begin(tx, house, "b" * 64)
        tx.sessions.end_all(house.anna.id, but="b" * 64)
        assert whose(tx, "a" * 64, WEDNESDAY) is None
        assert whose(tx, "b" * 64, WEDNESDAY) == house.anna.id
        tx.sessions.end("b" * 64)
        assert whose(tx, "b" * 64, WEDNESDAY) is None


def test_sessions_that_are_over_are_removed(house: House) -> None:
    with house.app.database.write() as tx:
        begin(tx, house, "a" * 64)
        tx.sessions.forget_expired(WEDNESDAY + HOUR)
        assert whose(tx, "a" * 64, WEDNESDAY) is None
