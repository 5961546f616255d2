"""A backup restored is what was there, row by row and hash by hash, on either database, or nothing at all."""

from __future__ import annotations

import errno
import gc
import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import select, text

from benvenuto.bootstrap import prepare
from benvenuto.domain.faults import BenvenutoError, NoSuchPath
from benvenuto.formats.backups.faults import BrokenLine, DamagedBackup, NewerBackup, NoBackup
from benvenuto.formats.backups.layout import FileState
from benvenuto.formats.backups.writing import BackupWriter, SourceBroke
from benvenuto.services.people.backups import BackupExists, BackupInStore, BackupNotWritten, BackupUnderWay
from benvenuto.services.people.restoring import NoRoom, Restored, StoreNotWritten, restore
from benvenuto.storage.calls.recording_store import RecordingStore
from benvenuto.storage.database import Database, open_database
from benvenuto.storage.faults import DatabaseNewer
from benvenuto.storage.snapshots import NotEmpty, OtherTables, RefusedRows
from benvenuto.storage.tables import people
from tests.databases import ROME, Databases
from tests.filled import contents, fill
from tests.house import WEDNESDAY, House
from tests.recorded import recorded
from tests.storage.test_migrating import config_for

ONE_DATABASE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
SOUND = b"a sound" * 1000
KEY = f"{hashlib.sha256(SOUND).hexdigest()[:2]}/{hashlib.sha256(SOUND).hexdigest()}.wav"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database with nothing in it, not even tables."""
    there: Databases = request.getfixturevalue(request.param)
    with closing(open_database(there.new(), ROME)) as database:
        yield database


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Database]:
    """A file that is not there yet."""
    with closing(open_database(f"sqlite:///{tmp_path / 'new' / 'benvenuto.db'}", ROME)) as database:
        yield database


def stored(house: House, content: bytes = SOUND, key: str = KEY) -> Path:
    """A call's recording, with this content in the store."""
    path = house.app.store.local(key)
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    recorded(house, house.anna, key=key)
    return path


def backed_up(house: House, tmp_path: Path) -> Path:
    """A backup of the house with one recording."""
    stored(house)
    return house.app.backups.write(house.dario, tmp_path / "all.zip").file


def elsewhere(tmp_path: Path) -> RecordingStore:
    return RecordingStore(str(tmp_path / "elsewhere"))


def altered(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with other entries, and hashes that fit them."""
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    manifest = json.loads(entries["manifest.json"])
    for table in manifest["tables"]:
        _fit(table, entries.get(f"tables/{table['name']}.jsonl", b""), header=1)
    _fit(manifest["recordings"], entries["recordings.jsonl"], header=0)
    other = file.with_name("altered.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, json.dumps(manifest) if name == "manifest.json" else content)
    return other


def _fit(entry: dict[str, Any], content: bytes, header: int) -> None:
    digest = hashlib.sha256(content).hexdigest()
    entry |= {"lines": content.count(b"\n") - header, "size": len(content), "sha256": digest}


def in_manifest(**values: object) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        entries["manifest.json"] = json.dumps(json.loads(entries["manifest.json"]) | values).encode()

    return change


def in_rows(table: str, before: bytes, after: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        name = f"tables/{table}.jsonl"
        assert before in entries[name]
        entries[name] = entries[name].replace(before, after, 1)

    return change


def in_recordings(before: str, after: str) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        entries["recordings.jsonl"] = entries["recordings.jsonl"].replace(before.encode(), after.encode())

    return change


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_in_the_tables_is_the_same_after_it_was_restored_on_either_database(
    house: House, empty: Database, tmp_path: Path, seed: int
) -> None:
    fill(house.app.database, seed)
    made = house.app.backups.write(house.dario, tmp_path / "all.zip")
    before = contents(house.app.database)
    assert all(before.values()), "every table has rows"
    restored = restore(empty, elsewhere(tmp_path), tmp_path / "all.zip")
    assert restored.rows == made.rows == sum(map(len, before.values()))
    assert contents(empty) == before


def test_a_house_that_was_restored_opens_and_goes_on_counting(house: House, empty: Database, tmp_path: Path) -> None:
    published = house.published(house.bruno, house.call(house.anna))
    restore(empty, elsewhere(tmp_path), backed_up(house, tmp_path))
    moved = replace(house.app.people, database=empty)
    assert moved.add_team(house.dario, "Est") > max(house.nord, house.sud)
    with empty.read() as tx:
        assert tx.evaluations.get(published.id) is not None
        assert tx.audit.actions().count("backup_made") == 1, "the backup itself knows that it was made"


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_a_number_that_was_given_once_is_given_to_nobody_else(
    house: House, postgresql: Databases, tmp_path: Path
) -> None:
    with house.app.database.write() as tx:
        gone = tx.people.add_team("Ovest")
        tx.connection.execute(text("delete from teams where id = :id"), {"id": gone})
    file = house.app.backups.write(house.dario, tmp_path / "all.zip").file
    with closing(open_database(postgresql.new(), ROME)) as other:
        restore(other, elsewhere(tmp_path), file)
        with other.write() as tx:
            assert tx.people.add_team("Est") == gone + 1


@ONE_DATABASE
def test_recordings_come_back_byte_by_byte_and_what_lies_there_is_not_brought_again(
    house: House, new: Database, tmp_path: Path
) -> None:
    file, store = backed_up(house, tmp_path), elsewhere(tmp_path)
    restored = restore(new, store, file)
    assert (restored.recordings, restored.unstored) == (1, [])
    with store.open(KEY) as back:
        assert back.read() == SOUND
    path = store.local(KEY)
    assert path is not None
    written = path.stat().st_mtime_ns
    with closing(open_database(f"sqlite:///{tmp_path / 'again.db'}", ROME)) as again:
        restore(again, store, file)
    assert path.stat().st_mtime_ns == written
    path.write_bytes(b"half of a s")
    with closing(open_database(f"sqlite:///{tmp_path / 'third.db'}", ROME)) as third:
        restore(third, store, file)
    assert path.read_bytes() == SOUND


@ONE_DATABASE
def test_by_reference_recordings_are_named_and_looked_for_where_they_should_be(
    house: House, new: Database, tmp_path: Path
) -> None:
    stored(house)
    made = house.app.backups.write(house.dario, tmp_path / "all.zip", recordings=False)
    with zipfile.ZipFile(made.file) as archive:
        assert not [name for name in archive.namelist() if name.startswith("recordings/")]
        (line,) = map(json.loads, archive.read("recordings.jsonl").splitlines())
    digest = hashlib.sha256(SOUND).hexdigest()
    assert line == {"key": KEY, "state": "referenced", "size": len(SOUND), "sha256": digest}
    restored = restore(new, elsewhere(tmp_path), made.file)
    assert [(each.key, each.state) for each in restored.unstored] == [(KEY, FileState.MISSING)]
    with closing(open_database(f"sqlite:///{tmp_path / 'again.db'}", ROME)) as again:
        assert restore(again, house.app.store, made.file).unstored == []


@ONE_DATABASE
@pytest.mark.parametrize("recordings", [True, False])
def test_a_recording_that_is_gone_is_named_and_stops_nothing(
    house: House, new: Database, tmp_path: Path, recordings: bool
) -> None:
    stored(house).unlink()
    made = house.app.backups.write(house.dario, tmp_path / "all.zip", recordings=recordings)
    assert [(each.key, each.state) for each in made.unstored] == [(KEY, FileState.MISSING)]
    assert [each.key for each in restore(new, elsewhere(tmp_path), made.file).unstored] == [KEY]


@ONE_DATABASE
def test_a_recording_that_is_not_what_was_brought_is_named_and_kept_as_it_is(
    house: House, new: Database, tmp_path: Path
) -> None:
    stored(house, b"no sound")
    made = house.app.backups.write(house.dario, tmp_path / "all.zip")
    assert [(each.key, each.state) for each in made.unstored] == [(KEY, FileState.DAMAGED)]
    assert [each.key for each in restore(new, elsewhere(tmp_path), made.file).unstored] == [KEY]
    with elsewhere(tmp_path).open(KEY) as back:
        assert back.read() == b"no sound"


def test_it_is_of_one_moment_though_others_write_meanwhile(house: House, empty: Database, tmp_path: Path) -> None:
    teams = iter(f"Squadra {n}" for n in range(1000))

    def write(done: int, of: int) -> None:
        with house.app.database.write() as tx:
            tx.people.add_team(next(teams))

    house.app.backups.write(house.dario, tmp_path / "all.zip", progress=write)
    restore(empty, elsewhere(tmp_path), tmp_path / "all.zip")
    with house.app.database.read() as here, empty.read() as there:
        assert len(here.people.teams()) > 40
        assert {team.name for team in there.people.teams()} == {"Nord", "Sud"}


def test_a_backup_of_an_earlier_version_is_restored_and_brought_to_today_s(
    house: House, empty: Database, tmp_path: Path
) -> None:
    published = house.published(house.bruno, house.call(house.anna))
    before = contents(house.app.database)["people"]
    with house.app.database.write() as tx:
        command.downgrade(config_for(tx.connection), "0019")
    made = house.app.backups.write(house.dario, tmp_path / "old.zip")
    assert not made.noted
    restore(empty, elsewhere(tmp_path), made.file)
    assert contents(empty)["people"] == before
    with empty.read() as tx:
        assert tx.evaluations.get(published.id) is not None
    prepare(house.app)


@ONE_DATABASE
def test_only_its_owner_may_read_it_and_nothing_unfinished_lies_beside_it(house: House, tmp_path: Path) -> None:
    (tmp_path / "all.zip.part").write_bytes(b"left by one that was killed")
    file = backed_up(house, tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not file.with_name("all.zip.part").exists()
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert {info.external_attr >> 16 & 0o777 for info in archive.infolist()} == {0o600}


@ONE_DATABASE
def test_a_folder_gets_a_file_that_is_named_by_the_time(house: House, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    made = house.app.backups.write(house.dario, tmp_path / "kept")
    assert made.file == tmp_path / "kept" / "benvenuto-20260304T110000Z.zip"


@ONE_DATABASE
def test_a_file_that_is_there_is_replaced_only_when_that_is_asked_for(house: House, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    file.write_text("somebody's")
    with pytest.raises(BackupExists):
        house.app.backups.write(house.dario, file)
    assert file.read_text() == "somebody's"
    house.app.backups.write(house.dario, file, overwrite=True)
    assert zipfile.is_zipfile(file)


@ONE_DATABASE
def test_it_is_not_written_among_the_recordings_nor_where_there_is_no_folder(house: House, tmp_path: Path) -> None:
    path = stored(house)
    with pytest.raises(BackupInStore):
        house.app.backups.write(house.dario, path.parent / "all.zip")
    with pytest.raises(BackupNotWritten, match="No such file"):
        house.app.backups.write(house.dario, tmp_path / "nowhere" / "all.zip")


def test_two_at_a_time_are_one_too_many(house: House, tmp_path: Path) -> None:
    with house.app.database.try_lock("backup"), pytest.raises(BackupUnderWay):
        house.app.backups.write(house.dario, tmp_path / "all.zip")
    assert not (tmp_path / "all.zip").exists()


def test_where_something_is_nothing_is_restored(house: House, tmp_path: Path) -> None:
    file = backed_up(house, tmp_path)
    before = contents(house.app.database)
    with pytest.raises(NotEmpty):
        restore(house.app.database, elsewhere(tmp_path), file)
    assert contents(house.app.database) == before
    assert not (tmp_path / "elsewhere").exists()


def test_tables_with_nothing_in_them_are_as_good_as_none(house: House, database: Database, tmp_path: Path) -> None:
    restore(database, elsewhere(tmp_path), backed_up(house, tmp_path))
    assert contents(database) == contents(house.app.database)


def refused(new: Database, tmp_path: Path, file: Path) -> BenvenutoError:
    """What is said of a backup that cannot be restored; nothing of it is there then."""
    with pytest.raises(BenvenutoError) as fault:
        restore(new, elsewhere(tmp_path), file)
    assert not list((tmp_path / "elsewhere").rglob("*")), "no recording was brought"
    with new.engine.connect() as connection:
        assert not connection.dialect.has_table(connection, "people"), "no table was made"
    return fault.value


def test_a_disk_that_is_full_is_no_recording_that_is_gone(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def write(self, data: object, /) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    with BackupWriter(Full(), WEDNESDAY) as writer, pytest.raises(OSError, match="No space left"):
        writer.recording(KEY, io.BytesIO(SOUND))
    with BackupWriter(io.BytesIO(), WEDNESDAY) as writer:
        with pytest.raises(SourceBroke):
            writer.recording(KEY, Broken())
        assert writer.recording("aa/next.wav", io.BytesIO(SOUND))[0] == len(SOUND)


@ONE_DATABASE
def test_a_backup_that_breaks_off_writes_nothing_more_and_leaves_nothing(house: House, tmp_path: Path) -> None:
    stored(house)

    def full(done: int, of: int) -> None:
        if done == of - 1:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(BackupNotWritten, match="No space left"):
        house.app.backups.write(house.dario, tmp_path / "all.zip", progress=full)
    gc.collect()  # what is thrown away is thrown away now, and an exception in it fails the test
    assert list(tmp_path.glob("all.zip*")) == []


@ONE_DATABASE
def test_a_store_that_takes_nothing_is_told_and_no_row_is_restored(house: House, new: Database, tmp_path: Path) -> None:
    file = backed_up(house, tmp_path)
    (tmp_path / "taken").write_text("a file where a folder should be")
    with pytest.raises(StoreNotWritten):
        restore(new, RecordingStore(str(tmp_path / "taken")), file)
    with new.engine.connect() as connection:
        assert not connection.dialect.has_table(connection, "people")


@ONE_DATABASE
def test_a_file_that_is_none_or_not_whole_is_told_and_nothing_is_restored(
    house: House, new: Database, tmp_path: Path
) -> None:
    content = backed_up(house, tmp_path).read_bytes()
    other = tmp_path / "other.zip"
    assert isinstance(refused(new, tmp_path, tmp_path / "none.zip"), NoSuchPath)
    for part in (b"", b"a letter", content[:100], content[: len(content) // 2], content[:-1]):
        other.write_bytes(part)
        assert isinstance(refused(new, tmp_path, other), NoBackup)
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("letter.txt", "Dear all")
    other.write_bytes(empty.getvalue())
    assert isinstance(refused(new, tmp_path, other), NoBackup)


@ONE_DATABASE
def test_one_bit_that_changed_in_any_entry_is_noticed_and_the_entry_is_named(
    house: House, new: Database, tmp_path: Path
) -> None:
    file = backed_up(house, tmp_path)
    content, other = file.read_bytes(), tmp_path / "other.zip"
    with zipfile.ZipFile(file) as archive:
        infos = archive.infolist()
    assert len(infos) > 50
    for info in infos:
        inside = info.header_offset + 30 + len(info.filename) + 20  # past the local header and its ZIP64 field
        where = inside + info.compress_size // 2
        other.write_bytes(content[:where] + bytes([content[where] ^ 1]) + content[where + 1 :])
        assert info.filename in str(refused(new, tmp_path, other))


@ONE_DATABASE
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (in_manifest(format="other"), DamagedBackup),
        (in_manifest(version=2), NewerBackup),
        (in_manifest(revision="9999"), DatabaseNewer),
        (in_manifest(revision="0000"), OtherTables),
        (in_manifest(revision="0020"), OtherTables),
        (in_manifest(made_at="yesterday"), DamagedBackup),
        (in_manifest(tables=[]), OtherTables),
        (in_rows("people", b'"Anna"', b'"\\u0000nna"'), None),
        (in_rows("people", b'"Anna"', b"4711"), BrokenLine),
        (in_rows("people", b'"Anna"', b'"Anna",1'), BrokenLine),
        (in_rows("people", b'"Anna"', b"["), BrokenLine),
        (in_rows("people", b'"Anna"', b'"\\ud800"'), RefusedRows),
        (in_rows("people", b"[2,", b"[1,"), RefusedRows),
        (in_rows("memberships", b"[1,1,", b"[1,4711,"), RefusedRows),
        (in_rows("teams", b"[1,", b"[99999999999999999999,"), BrokenLine),
        (in_rows("people", b"+00:00", b""), BrokenLine),
        (in_rows("people", b'["id"', b'["ego"'), BrokenLine),
        (in_recordings(KEY, "../../outside.wav"), BrokenLine),
        (in_recordings(KEY, "/outside.wav"), BrokenLine),
        (in_recordings(KEY, "aa/another.wav"), DamagedBackup),
        (in_recordings('"included"', '"elsewhere"'), BrokenLine),
        (in_recordings(f'"size":{len(SOUND)}', '"size":1'), DamagedBackup),
        (in_recordings(f'"size":{len(SOUND)}', f'"size":{10**18}'), NoRoom),
    ],
)
def test_what_benvenuto_has_not_written_is_refused_though_its_hashes_fit(
    house: House,
    new: Database,
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
    expected: type[BenvenutoError] | None,
) -> None:
    file = altered(backed_up(house, tmp_path), change)
    if expected is None:
        assert isinstance(restore(new, elsewhere(tmp_path), file), Restored)
        return
    with pytest.raises(expected) as fault:
        restore(new, elsewhere(tmp_path), file)
    assert fault.value.remedy
    assert not (tmp_path / "outside.wav").exists()
    with new.engine.connect() as connection:
        assert not connection.dialect.has_table(connection, "people")
    restore(new, elsewhere(tmp_path), file.with_name("all.zip"))
    with new.read() as tx:
        assert len(tx.connection.execute(select(people)).all()) == 9


@ONE_DATABASE
def test_an_entry_that_unpacks_to_far_more_than_it_says_is_not_unpacked(
    house: House, new: Database, tmp_path: Path
) -> None:
    file, bomb = backed_up(house, tmp_path), tmp_path / "bomb.zip"
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in before.namelist():
            archive.writestr(name, bytes(64 * 1024**2) if name == "tables/teams.jsonl" else before.read(name))
    assert "tables/teams.jsonl" in str(refused(new, tmp_path, bomb))
