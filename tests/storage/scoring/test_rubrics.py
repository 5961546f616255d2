"""Versions of scorecards: one is in force, all are kept."""

import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound

from benvenuto.storage.database import Database
from tests.house import WEDNESDAY


def test_the_newest_snapshot_is_in_force_and_the_old_one_stays_readable(database: Database) -> None:
    with database.write() as tx:
        old = tx.rubrics.put_in_force("complaint", "a" * 64, {"title": "vecchia"}, WEDNESDAY)
        new = tx.rubrics.put_in_force("complaint", "b" * 64, {"title": "nuova – è così"}, WEDNESDAY)
        assert [one.id for one in tx.rubrics.in_force()] == [new]
        assert tx.rubrics.snapshot(old) == {"title": "vecchia"}
        assert tx.rubrics.snapshot(new) == {"title": "nuova – è così"}


def test_putting_back_the_old_content_brings_the_old_version_back(database: Database) -> None:
    with database.write() as tx:
        old = tx.rubrics.put_in_force("complaint", "a" * 64, {}, WEDNESDAY)
        tx.rubrics.put_in_force("complaint", "b" * 64, {}, WEDNESDAY)
        assert tx.rubrics.put_in_force("complaint", "a" * 64, {}, WEDNESDAY) == old
        assert [one.id for one in tx.rubrics.in_force()] == [old]


def test_scorecards_do_not_put_each_other_out_of_force(database: Database) -> None:
    with database.write() as tx:
        tx.rubrics.put_in_force("complaint", "a" * 64, {}, WEDNESDAY)
        tx.rubrics.put_in_force("order-support", "b" * 64, {}, WEDNESDAY)
        assert [one.scorecard_id for one in tx.rubrics.in_force()] == ["complaint", "order-support"]


def test_a_version_is_recorded_once(database: Database) -> None:
    with database.write() as tx:
        tx.rubrics.record("rubric", "greeting", 1, "a" * 64, WEDNESDAY)
        assert tx.rubrics.known() == {("rubric", "greeting", 1): "a" * 64}
    with pytest.raises(IntegrityError), database.write() as tx:
        tx.rubrics.record("rubric", "greeting", 1, "b" * 64, WEDNESDAY)


def test_a_version_that_never_was_is_an_error(database: Database) -> None:
    with pytest.raises(NoResultFound), database.read() as tx:
        tx.rubrics.snapshot(4711)
