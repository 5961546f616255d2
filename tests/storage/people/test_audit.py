"""The audit log: appended, newest first, and never changed."""

from datetime import timedelta

from benvenuto.domain.audit import AuditFilter
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
        assert [row.action for row in tx.audit.latest(10, wanted=AuditFilter("signed_in"))] == ["signed_in"]
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


def subjects(house: House, wanted: AuditFilter) -> list[str]:
    with house.app.database.read() as tx:
        rows = tx.audit.latest(None, wanted=wanted)
        assert tx.audit.count(wanted) == len(rows)
    return [row.subject_id for row in reversed(rows)]


def test_rows_are_filtered_by_who_did_it_and_nobody_is_the_system(house: House) -> None:
    with house.app.database.write() as tx:
        tx.audit.write(WEDNESDAY, house.dario.id, "written", "test", "dario")
        tx.audit.write(WEDNESDAY, None, "written", "test", "nobody")
    assert subjects(house, AuditFilter("written", actor_id=house.dario.id)) == ["dario"]
    assert subjects(house, AuditFilter("written", actor_id=0)) == ["nobody"]


def test_rows_about_a_person_are_those_of_account_calls_and_evaluations(house: House) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    other = house.published(house.bruno, house.call(house.elena))
    with house.app.database.write() as tx:
        for kind, number in (
            ("person", house.anna.id),
            ("account", "anna"),
            ("call", evaluation.call_id),
            ("evaluation", evaluation.id),
            ("person", house.elena.id),
            ("call", other.call_id),
            ("evaluation", other.id),
            ("account", "elena"),
            ("team", house.anna.id),
        ):
            tx.audit.write(WEDNESDAY, None, f"written_{kind}", kind, number)
    about = [
        row.action
        for row in house.app.audit.latest(house.dario, None, wanted=AuditFilter(about_id=house.anna.id))
        if row.action.startswith("written")
    ]
    assert about == ["written_evaluation", "written_call", "written_account", "written_person"]


def test_rows_are_filtered_from_an_instant_to_before_another(house: House) -> None:
    with house.app.database.write() as tx:
        for hour in range(4):
            tx.audit.write(WEDNESDAY + timedelta(hours=hour), None, "written", "test", hour)
    begin, end = WEDNESDAY + timedelta(hours=1), WEDNESDAY + timedelta(hours=3)
    assert subjects(house, AuditFilter("written", begin=begin, end=end)) == ["1", "2"]


def test_the_search_reads_names_numbers_and_values_of_details_and_not_their_keys(house: House) -> None:
    with house.app.database.write() as tx:
        tx.audit.write(WEDNESDAY, house.dario.id, "written", "test", "by Dario")
        tx.audit.write(WEDNESDAY, None, "written", "person", house.anna.id)
        tx.audit.write(WEDNESDAY, None, "written", "team", house.nord)
        tx.audit.write(WEDNESDAY, None, "written", "call", 4711, name="Forlì 100%", roles=["agent", "manager"])
        tx.audit.write(WEDNESDAY, None, "written", "call", 47110)

    def matches(words: str) -> list[str]:
        return subjects(house, AuditFilter("written", words=words))

    assert matches("DARIO") == ["by Dario"]
    assert matches("anna") == [str(house.anna.id)]
    assert str(house.nord) in matches("nord")
    assert matches("4711") == matches("forlì 1") == matches("100%") == matches("manager") == ["4711"]
    assert matches("roles") == matches("name") == matches("1_0") == []
