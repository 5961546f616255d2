"""The schema: migrations and tables agree, and any number of processes may start at once."""

import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select

import benvenuto.storage.migrations
from benvenuto.domain.edits import Edit, SetSummary
from benvenuto.domain.evaluation import Status
from benvenuto.domain.rubric import Ending
from benvenuto.domain.self_evaluation import HandedIn
from benvenuto.listening.measures import measure
from benvenuto.storage.database import Database, open_database
from benvenuto.storage.migrating import migrate, newest
from benvenuto.storage.tables import measures, metadata
from tests.databases import Databases
from tests.house import WEDNESDAY, House
from tests.recorded import recorded, talk

MIGRATIONS = Path(benvenuto.storage.migrations.__file__).parent
START = """
import logging, sys
logging.basicConfig(level=logging.INFO, format="%(message)s")
from benvenuto.bootstrap import build, prepare
from benvenuto.config import read_settings
app = build(read_settings())
print("ready", flush=True)
sys.stdin.readline()
prepare(app)
"""


def config_for(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


def test_the_migrations_build_exactly_the_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        assert differences(connection) == []


def test_the_comparison_would_notice_a_missing_index(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql("drop index ix_people_agent_code")
        assert len(differences(connection)) == 1
        connection.rollback()


def test_the_newest_migration_is_told_by_the_names_of_the_files() -> None:
    assert newest() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def test_migrating_again_changes_nothing(database: Database) -> None:
    with database.write() as tx:
        tx.people.add_team("Nord")
    migrate(database.engine)
    with database.read() as tx:
        assert [team.name for team in tx.people.teams()] == ["Nord"]


def test_one_can_go_down_to_nothing_and_up_again(database: Database) -> None:
    with database.write() as tx:
        command.downgrade(config_for(tx.connection), "base")
        assert inspect(tx.connection).get_table_names() == ["alembic_version"]
    migrate(database.engine)
    with database.engine.connect() as connection:
        assert differences(connection) == []


def test_what_was_measured_outlives_the_renaming_of_a_column_beside_it(house: House) -> None:
    database, (_, recording_id) = house.app.database, recorded(house, house.anna)
    with database.write() as tx:
        tx.measures.keep(recording_id, measure(talk()), WEDNESDAY, channels_swapped=True)
        values = tx.connection.scalars(select(measures.c.value)).all()
    assert values
    with database.write() as tx:
        command.downgrade(config_for(tx.connection), "0008")
        assert tx.connection.exec_driver_sql("select exchanged from analyses").scalar_one()
    migrate(database.engine)
    with database.read() as tx:
        assert tx.measures.channels_swapped(recording_id)
        assert tx.connection.scalars(select(measures.c.value)).all() == values


def test_which_edits_were_applied_outlives_their_being_kept_by_call(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    with house.app.database.read() as tx:
        last = tx.evaluations.applied(draft.call_id, house.bruno.id, "house.py")
    with house.app.database.write() as tx:
        command.downgrade(config_for(tx.connection), "0017")
    migrate(house.app.database.engine)
    with house.app.database.read() as tx:
        assert tx.evaluations.applied(draft.call_id, house.bruno.id, "house.py") == last > 0


def test_what_agents_had_published_of_own_calls_is_handed_in_and_counts_nowhere(house: House) -> None:
    own = house.handed_in(house.anna, house.call(house.anna))
    draft = house.draft(house.anna, house.recorded(house.call(house.anna)))
    theirs = house.published(house.bruno, own.call_id)
    before = house.app.scoring.read(house.bruno, theirs.id)
    with house.app.database.write() as tx:
        command.downgrade(config_for(tx.connection), "0019")
        published = "update evaluations set status = 'disputed', published_at = created_at, final_score = 50"
        tx.connection.exec_driver_sql(f"{published} where id = {own.id}")
        tx.connection.exec_driver_sql(f"insert into rubric_scores values ({own.id}, 'greeting', 50)")  # noqa: S608 - the same
    migrate(house.app.database.engine)
    with house.app.database.read() as tx:
        kept, begun = tx.evaluations.get(own.id), tx.evaluations.get(draft.id)
        handed_in = tx.self_evaluations.get(own.id)
        assert (
            tx.connection.exec_driver_sql(
                f"select count(*) from rubric_scores where evaluation_id = {own.id}"  # noqa: S608 - the same
            ).scalar_one()
            == 0
        )
    assert kept is not None
    assert begun is not None
    assert (kept.status, kept.handed_in_at, kept.final_score) == (Status.DRAFT, kept.created_at, None)
    assert handed_in == HandedIn(own.id, blind=False)
    assert begun.handed_in_at is None
    assert house.app.scoring.read(house.bruno, theirs.id) == before


def test_an_ending_that_no_revision_could_change_was_the_same_before_it(house: House) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    draft = house.app.scoring.end_early(house.bruno, draft.id, Ending.ABUSE)
    published = house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft).id)
    words = [Edit(1, "", SetSummary("Bene così."))]
    house.app.corrections.correct(house.bruno, published.id, words, "Le avevo dimenticate.", seen=1)
    with house.app.database.write() as tx:
        command.downgrade(config_for(tx.connection), "0023")
    migrate(house.app.database.engine)
    (revised,) = house.app.feedback.read(house.anna, published.id).revisions
    assert revised.ending == (Ending.ABUSE, Ending.ABUSE)


def test_a_migration_that_fails_leaves_the_schema_as_it_was(databases: Databases) -> None:
    database = open_database(databases.new(), ZoneInfo("UTC"))
    with database.write() as tx:
        tx.connection.exec_driver_sql("create table audit (id integer)")  # in the way of the first migration
    with pytest.raises(Exception, match="audit"):
        migrate(database.engine)
    with database.read() as tx:
        assert inspect(tx.connection).get_table_names() == ["audit"]
    database.engine.dispose()


def test_processes_that_start_at_once_migrate_once(databases: Databases, tmp_path: Path) -> None:
    url = databases.new()
    environment = {**os.environ, "BENVENUTO_DATABASE_URL": url, "BENVENUTO_DATA": str(tmp_path)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", START],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    logs = [process.communicate(timeout=120)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], logs
    revisions = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())
    assert sum(log.count("Running upgrade") for log in logs) == len(revisions)
    opened = open_database(url, ZoneInfo("UTC"))
    with opened.engine.connect() as connection:
        assert differences(connection) == []
    opened.engine.dispose()
