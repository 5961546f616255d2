"""Moments in time: aware in Python, UTC in the database."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from benvenuto.storage.database import Database

ROME = ZoneInfo("Europe/Rome")


def test_a_moment_comes_back_aware_and_in_utc(database: Database) -> None:
    with database.write() as tx:
        tx.audit.write(datetime(2026, 7, 1, 9, 30, 15, 250_000, ROME), None, "written", "test", 1)
    with database.read() as tx:
        (row,) = tx.audit.latest(1)
    assert row.at == datetime(2026, 7, 1, 7, 30, 15, 250_000, UTC)
    assert row.at.tzinfo is UTC


def test_the_hour_that_summer_time_takes_back_is_told_apart(database: Database) -> None:
    first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=ROME, fold=fold) for fold in (0, 1))
    with database.write() as tx:
        tx.audit.write(first, None, "first", "test", 1)
        tx.audit.write(second, None, "second", "test", 1)
    with database.read() as tx:
        at = {row.action: row.at for row in tx.audit.latest(2)}
    assert (at["second"] - at["first"]).total_seconds() == 3600


def test_moments_of_different_zones_compare_as_moments(database: Database) -> None:
    with database.write() as tx:
        tx.failed_sign_ins.note("anna", "1.2.3.4", "", datetime(2026, 3, 4, 12, 0, tzinfo=ROME))  # 11:00 UTC
    with database.read() as tx:
        noon = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
        tally = tx.failed_sign_ins.of_account("anna", datetime(2026, 3, 4, 10, 59, tzinfo=UTC), noon)
        assert (tally.count, tally.latest) == (1, datetime(2026, 3, 4, 11, 0, tzinfo=UTC))
        assert tx.failed_sign_ins.of_account("anna", datetime(2026, 3, 4, 11, 1, tzinfo=UTC), noon).count == 0


def test_it_refuses_a_moment_without_a_zone(database: Database) -> None:
    with pytest.raises(StatementError, match="zone"), database.write() as tx:
        tx.audit.write(datetime(2026, 3, 4, 12, 0), None, "written", "test", 1)  # noqa: DTZ001 - the point
