"""`backup` and `restore` on the command line; killed outright at any moment, the next run is as if nothing had been."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from benvenuto.bootstrap import Benvenuto, build
from benvenuto.config import HOME, read_settings
from benvenuto.storage.tables import failed_sign_ins
from tests.filled import contents
from tests.house import WEDNESDAY, House, enter, furnish
from tests.recorded import KEY, recorded, stored
from tests.test_cli import benvenuto

ROWS = 40_000


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house of its own folder, with a recording, and enough in its log for a transaction that takes a while."""
    url = f"sqlite:///{tmp_path / 'old' / 'benvenuto.db'}"
    furnish(url, tmp_path / "old")
    house = enter(url, tmp_path / "old")
    recorded(house, house.anna)
    stored(house)
    with house.app.database.write() as tx:
        rows = [
            {"username": f"{n}" * 10, "address": "192.0.2.1" * 5, "device": "d" * 64, "at": WEDNESDAY + timedelta(0, n)}
            for n in range(ROWS)
        ]

        tx.connection.execute(failed_sign_ins.insert(), rows)
    return house


@contextmanager
def command(*arguments: object, data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command in a process of its own, which is killed outright at the end of the block."""
    settings = {"BENVENUTO_DATA": str(data), "BENVENUTO_SAMPLE": "no", "BENVENUTO_LANGUAGE": "en"}
    process = subprocess.Popen(
        [sys.executable, "-m", "benvenuto", *map(str, arguments)],
        cwd=HOME,
        env={name: value for name, value in os.environ.items() if not name.startswith("BENVENUTO_")} | settings,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


@contextmanager
def standing_still(file: Path) -> Iterator[Callable[[], None]]:
    """In the place of a file a pipe, from which nothing ever comes; what is given waits until somebody reads it."""
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(file)
    with ExitStack() as closed:

        def read() -> None:
            closed.callback(os.close, os.open(file, os.O_WRONLY))

        yield read
    file.unlink()


def at(data: Path) -> Benvenuto:
    return build(read_settings({"BENVENUTO_DATA": str(data), "BENVENUTO_SAMPLE": "no"}))


def same(data: Path, house: House) -> bool:
    with closing(at(data).database) as database:
        return contents(database) == contents(house.app.database)


def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_one_and_the_next_is_whole(
    house: House, tmp_path: Path
) -> None:
    file, sound = tmp_path / "all.zip", house.app.store.local(KEY)
    assert sound is not None
    with standing_still(sound) as read, command("backup", file, data=tmp_path / "old"):
        read()  # all tables are written, and the recording is about to be
    assert not file.exists()
    assert not zipfile.is_zipfile(tmp_path / "all.zip.part")
    sound.write_bytes(b"a sound")
    backed = benvenuto("backup", file, data=tmp_path / "old")
    assert (backed.returncode, backed.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.glob("all.zip*")) == ["all.zip"]
    assert benvenuto("restore", file, data=tmp_path / "new").returncode == 0
    assert same(tmp_path / "new", house)
    assert (tmp_path / "new" / "recordings" / KEY).read_bytes() == b"a sound"


def test_a_restoring_that_is_killed_among_the_recordings_is_as_if_it_had_not_begun(
    house: House, tmp_path: Path
) -> None:
    file, new = tmp_path / "all.zip", tmp_path / "new"
    assert benvenuto("backup", file, data=tmp_path / "old").returncode == 0
    there = new / "recordings" / KEY
    with standing_still(there) as read, command("restore", file, data=new):
        read()
    assert not (new / "benvenuto.db").exists()
    assert benvenuto("restore", file, data=new).returncode == 0
    assert same(new, house)
    assert there.read_bytes() == b"a sound"


@pytest.mark.parametrize("written", [1, 4_000_000])
def test_a_restoring_that_is_killed_among_the_rows_has_restored_all_or_nothing(
    house: House, tmp_path: Path, written: int
) -> None:
    file, new = tmp_path / "all.zip", tmp_path / "new"
    assert benvenuto("backup", file, data=tmp_path / "old").returncode == 0
    log = new / "benvenuto.db-wal"
    with command("restore", file, data=new) as process:
        while process.poll() is None and not (log.exists() and log.stat().st_size >= written):
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.005)
    again = benvenuto("restore", file, data=new)
    assert again.returncode == 0 or "there are people or calls in this database already" in again.stdout
    assert same(new, house)


def test_the_commands_say_what_they_did_and_a_second_restoring_is_refused(house: House, tmp_path: Path) -> None:
    file, new = tmp_path / "all.zip", tmp_path / "new"
    backed = benvenuto("backup", file, data=tmp_path / "old")
    assert f"The backup is {file}: 40," in backed.stdout
    assert "and 1 files of recordings" in backed.stdout
    restored = benvenuto("restore", file, data=new)
    assert restored.stdout.startswith("Restored as of ")
    again = benvenuto("restore", file, data=new)
    assert (again.returncode, again.stderr) == (2, "")
    assert "Nothing was restored: there are people or calls in this database already." in again.stdout
    taken = benvenuto("backup", file, data=tmp_path / "old")
    assert (taken.returncode, "--overwrite" in taken.stdout) == (2, True)
    assert benvenuto("backup", file, "--overwrite", "--recordings", "reference", data=new).returncode == 0


def test_a_recording_that_is_missing_is_named_and_the_status_tells_of_it(house: House, tmp_path: Path) -> None:
    (tmp_path / "old" / "recordings" / KEY).unlink()
    backed = benvenuto("backup", tmp_path / "all.zip", data=tmp_path / "old")
    assert backed.returncode == 1
    assert f"{KEY} is not in the store of recordings." in backed.stdout


def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    backed = benvenuto("backup", tmp_path / "all.zip", data=tmp_path / "nowhere")
    assert backed.returncode == 2
    assert "There is no database of Benvenuto's here yet." in backed.stdout
    assert not (tmp_path / "nowhere" / "benvenuto.db").exists()
