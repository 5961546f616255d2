"""Wrong passwords are counted where they were typed, and forgiven there."""

from datetime import timedelta

from benvenuto.domain.patience import WrongPasswords
from tests.house import WEDNESDAY, House

HOUR = timedelta(hours=1)
BEFORE = WEDNESDAY - HOUR


def test_wrong_passwords_are_counted_by_account_place_and_device(house: House) -> None:
    with house.app.database.write() as tx:
        wrong = tx.failed_sign_ins
        for username, address, device in (
            ("anna", "1.1.1.1", ""),
            ("anna", "2.2.2.2", ""),
            ("bruno", "1.1.1.1", ""),
            ("anna", "1.1.1.1", "tablet"),
        ):
            wrong.note(username, address, device, WEDNESDAY)
        assert wrong.of_account("anna", BEFORE, WEDNESDAY) == WrongPasswords(2, WEDNESDAY)
        assert wrong.from_address("1.1.1.1", BEFORE, WEDNESDAY) == WrongPasswords(2, WEDNESDAY)
        assert wrong.at_place("anna", "1.1.1.1", BEFORE, WEDNESDAY) == WrongPasswords(1, WEDNESDAY)
        assert wrong.in_device("anna", "tablet", BEFORE, WEDNESDAY) == WrongPasswords(1, WEDNESDAY)
        assert wrong.of_account("anna", WEDNESDAY, WEDNESDAY) == WrongPasswords()
        wrong.forgive("anna", "1.1.1.1", "")
        assert wrong.of_account("anna", BEFORE, WEDNESDAY).count == 1
        assert wrong.in_device("anna", "tablet", BEFORE, WEDNESDAY).count == 1
        wrong.forgive("anna", "2.2.2.2", "tablet")
        assert wrong.in_device("anna", "tablet", BEFORE, WEDNESDAY).count == 0
        assert wrong.forgive_all("anna") == 1
        assert wrong.from_address("1.1.1.1", BEFORE, WEDNESDAY).count == 1


def test_what_seems_to_be_of_tomorrow_does_not_count(house: House) -> None:
    with house.app.database.write() as tx:
        tx.failed_sign_ins.note("anna", "1.1.1.1", "", WEDNESDAY)
        assert tx.failed_sign_ins.of_account("anna", BEFORE - HOUR, BEFORE).count == 0
