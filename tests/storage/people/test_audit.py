"""The audit log: appended, newest first, and never changed."""

from datetime import timedelta

from benvenuto.storage.database import Database
from benvenuto.storage.people.audit import AuditLog
from tests.house import WEDNESDAY, House


def test_the_newest_rows_come_first_a_page_at_a_time(database: Database) -> None:
    with database.write() as tx:
        for number in range(5):
            tx.audit.write(WEDNESDAY + timedelta(minutes=number), None, "written", "test", number)
    with database.read() as tx:
        assert [row.subject_id for row in tx.audit.latest(2)] == ["4", "3"]
        assert [row.subject_id for row in tx.audit.latest(2, offset=2)] == ["2", "1"]


def test_rows_of_one_action_can_be_asked_for(database: Database) -> None:
    with database.write() as tx:
        tx.audit.write(WEDNESDAY, None, "signed_in", "person", 1)
        tx.audit.write(WEDNESDAY, None, "signed_out", "person", 1)
    with database.read() as tx:
        assert [row.action for row in tx.audit.latest(10, action="signed_in")] == ["signed_in"]
        assert tx.audit.actions() == ["signed_in", "signed_out"]


def test_a_row_names_its_actor_and_keeps_the_detail(house: House) -> None:
    with house.app.database.write() as tx:
        tx.audit.write(WEDNESDAY, house.dario.id, "written", "test", 1, città="Forlì", numbers=[1, 2])
        (row,) = tx.audit.latest(1)
    assert (row.actor, row.detail) == ("Dario", {"città": "Forlì", "numbers": [1, 2]})


def test_nobody_is_written_for_the_command_line(database: Database) -> None:
    with database.write() as tx:
        tx.audit.write(WEDNESDAY, 0, "calls_imported", "calls", "")
        assert tx.audit.latest(1)[0].actor == ""


def test_there_is_no_way_to_change_a_row() -> None:
    ways = {name for name in vars(AuditLog) if not name.startswith("_")}
    assert ways == {"write", "latest", "count", "actions"}
