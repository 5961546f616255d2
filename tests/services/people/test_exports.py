"""An export is everything that there is, with words for all of it, for programs that know nothing of Benvenuto."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import yaml
from sqlalchemy import func, select

from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.exports import dictionary
from benvenuto.formats.exports.dictionary import LEFT_OUT
from benvenuto.services.people.exports import ExportExists, ExportNotWritten
from benvenuto.storage.tables import metadata
from tests.filled import fill
from tests.house import House
from tests.recorded import KEY, recorded, stored

ONE_DATABASE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
SECRETS = {"password_hash", "second_factor", "second_factor_step"}


def test_every_table_and_column_has_words_in_the_dictionary_and_no_words_are_left_over() -> None:
    document = yaml.safe_load(Path(dictionary.__file__).with_name("dictionary.yaml").read_text("utf-8"))
    tables, shared = document["tables"], document["shared"]
    missing, left_over = [], [name for name in tables if name not in metadata.tables]
    for name, table in metadata.tables.items():
        own = tables.get(name, {}).get("columns", {})
        if name not in LEFT_OUT:
            missing += [] if name in tables else [name]
            columns = {column.name for column in table.columns} - SECRETS
            missing += sorted(f"{name}.{column}" for column in columns - own.keys() - shared.keys())
            left_over += sorted(f"{name}.{column}" for column in own.keys() - columns)
    assert (missing, left_over) == ([], []), "benvenuto/formats/exports/dictionary.yaml"


def test_every_row_of_every_table_is_in_a_file_of_its_own_and_each_column_is_described(
    house: House, tmp_path: Path
) -> None:
    fill(house.app.database, 1)
    exported = house.app.exports.write(house.dario, tmp_path / "out")
    described = yaml.safe_load((tmp_path / "out" / "dictionary.yaml").read_text("utf-8"))
    assert described.keys() == metadata.tables.keys() - LEFT_OUT
    assert {file.stem for file in (tmp_path / "out" / "tables").iterdir()} == described.keys()
    with house.app.database.read() as tx:
        for name, words in described.items():
            table = pq.read_table(tmp_path / "out" / "tables" / f"{name}.parquet")
            count = tx.connection.scalar(select(func.count()).select_from(metadata.tables[name]))
            assert table.num_rows == words["rows"] == count
            columns = [column["name"] for column in words["columns"]]
            assert columns == table.column_names
            assert {*columns} == {column.name for column in metadata.tables[name].columns} - SECRETS
            for meaning in (words["about"], *(column["meaning"] for column in words["columns"])):
                assert meaning.keys() == LANGUAGES.keys()
                assert all(isinstance(text, str) and text for text in meaning.values())
    assert exported.tables == len(described)


def test_values_keep_their_types_and_tables_can_be_joined(house: House, tmp_path: Path) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    house.app.exports.write(house.dario, tmp_path / "out")
    tables = tmp_path / "out" / "tables"
    evaluations = pq.read_table(tables / "evaluations.parquet").select(["agent_id", "final_score", "published_at"])
    people = pq.read_table(tables / "people.parquet").select(["id", "name"])
    (row,) = evaluations.join(people, "agent_id", "id").to_pylist()
    assert row["name"] == "Anna"
    assert row["published_at"] == house.clock()
    assert row["published_at"].tzinfo is not None
    with house.app.database.read() as tx:
        stored_row = tx.evaluations.get(evaluation.id)
    assert stored_row is not None
    assert pc.sum(evaluations["final_score"]).as_py() == 100
    references = yaml.safe_load((tmp_path / "out" / "dictionary.yaml").read_text("utf-8"))["evaluations"]["columns"]
    assert {"agent_id": "people.id", "call_id": "calls.id"}.items() <= {
        column["name"]: column.get("references") for column in references
    }.items()


@ONE_DATABASE
def test_what_is_secret_stays_in_the_house(house: House, tmp_path: Path) -> None:
    session = house.app.sign_in.sign_in("anna", "una casa aperta", "192.0.2.1")
    assert session
    house.app.exports.write(house.dario, tmp_path / "out")
    content = b"".join(file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file())
    assert b"argon2" not in content
    assert not {*LEFT_OUT} & {file.stem for file in (tmp_path / "out" / "tables").iterdir()}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700


@ONE_DATABASE
def test_rules_and_policy_go_along_and_the_sound_when_it_is_asked_for(house: House, tmp_path: Path) -> None:
    recorded(house, house.anna)
    stored(house)
    house.app.exports.write(house.dario, tmp_path / "bare")
    assert not (tmp_path / "bare" / "recordings").exists()
    exported = house.app.exports.write(house.dario, tmp_path / "out", recordings=True)
    assert (tmp_path / "out" / "recordings" / KEY).read_bytes() == b"a sound"
    assert (exported.recordings, exported.missing) == (1, [])
    assert (tmp_path / "out" / "files" / "rubrics" / "greeting.yaml").exists()
    assert (tmp_path / "out" / "files" / "policy.yaml").exists()
    stored(house).unlink()
    assert house.app.exports.write(house.dario, tmp_path / "again", recordings=True).missing == [KEY]


@ONE_DATABASE
def test_its_own_words_name_only_columns_that_there_are(house: House, tmp_path: Path) -> None:
    house.app.exports.write(house.dario, tmp_path / "out")
    words = (tmp_path / "out" / "README.md").read_text("utf-8")
    for alias, table in (("e", "evaluations"), ("t", "teams")):
        assert {*re.findall(rf"\b{alias}\.(\w+)", words)} <= {column.name for column in metadata.tables[table].columns}


@ONE_DATABASE
def test_a_folder_with_something_in_it_is_left_as_it_is_and_nothing_half_written_stays(
    house: House, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear all")
    with pytest.raises(ExportExists):
        house.app.exports.write(house.dario, tmp_path / "mine")
    with pytest.raises(ExportNotWritten):
        house.app.exports.write(house.dario, tmp_path / "nowhere" / "out")

    def full(done: int, of: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportNotWritten, match="No space left"):
        house.app.exports.write(house.dario, tmp_path / "out", progress=full)
    assert sorted(path.name for path in tmp_path.iterdir() if "out" in path.name) == []
    (tmp_path / "empty").mkdir()
    assert house.app.exports.write(house.dario, tmp_path / "empty").folder.is_dir()
