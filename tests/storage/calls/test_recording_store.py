"""The store: files by the hash of their content, in a folder or an object store."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from benvenuto.storage.calls.recording_store import RecordingStore

SOUND = bytes(range(256)) * 40


@pytest.fixture(params=["folder", "object store"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> RecordingStore:
    folder = str(tmp_path / "recordings")
    return RecordingStore(folder if request.param == "folder" else f"memory://{uuid4().hex}/recordings")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "chiamata.wav"
    path.write_bytes(SOUND)
    return path


def test_a_file_is_named_by_its_content(store: RecordingStore, file: Path) -> None:
    key, digest = store.put(file, ".wav")
    assert digest == hashlib.sha256(SOUND).hexdigest()
    assert key == f"{digest[:2]}/{digest}.wav"
    assert store.size(key) == len(SOUND)


def test_any_stretch_of_it_can_be_read(store: RecordingStore, file: Path) -> None:
    key, _ = store.put(file, ".wav")
    assert store.read(key, 0, 10) == SOUND[:10]
    assert store.read(key, 300, 5) == SOUND[300:305]
    assert store.read(key, len(SOUND) - 3, 100) == SOUND[-3:]


def test_the_same_content_is_stored_once(store: RecordingStore, file: Path, tmp_path: Path) -> None:
    again = tmp_path / "another name.wav"
    again.write_bytes(SOUND)
    assert store.put(file, ".wav") == store.put(again, ".wav")


def test_it_comes_back_whole(store: RecordingStore, file: Path, tmp_path: Path) -> None:
    key, _ = store.put(file, ".wav")
    store.fetch(key, tmp_path / "back.wav")
    assert (tmp_path / "back.wav").read_bytes() == SOUND
    assert file.read_bytes() == SOUND


def test_removing_twice_is_harmless_and_what_is_gone_is_said(store: RecordingStore, file: Path) -> None:
    key, _ = store.put(file, ".wav")
    store.remove(key)
    store.remove(key)
    with pytest.raises(FileNotFoundError):
        store.size(key)


def test_only_a_folder_has_local_paths(tmp_path: Path, file: Path) -> None:
    folder = RecordingStore(str(tmp_path / "recordings"))
    key, _ = folder.put(file, ".wav")
    local = folder.local(key)
    assert local is not None
    assert local.read_bytes() == SOUND
    assert RecordingStore("memory://elsewhere").local(key) is None


def test_a_file_half_written_has_no_key(tmp_path: Path, file: Path) -> None:
    folder = RecordingStore(str(tmp_path / "recordings"))
    digest = hashlib.sha256(SOUND).hexdigest()
    unfinished = tmp_path / "recordings" / digest[:2] / f"{digest}.wav.1f.part"
    unfinished.parent.mkdir(parents=True)
    unfinished.write_bytes(SOUND[:7])  # as a crash would leave it
    key, _ = folder.put(file, ".wav")
    assert folder.read(key, 0, len(SOUND)) == SOUND
    assert {path.name for path in unfinished.parent.iterdir()} == {f"{digest}.wav", unfinished.name}


def test_two_who_bring_the_same_file_at_once_store_it_once(tmp_path: Path, file: Path) -> None:
    folder = RecordingStore(str(tmp_path / "recordings"))
    file.write_bytes(SOUND * 1000)  # long enough to write for both to be at it at the same time
    with ThreadPoolExecutor(4) as pool:
        keys = {pool.submit(folder.put, file, ".wav") for _ in range(4)}
    stored = {one.result()[0] for one in keys}
    assert len(stored) == 1
    assert folder.read(stored.pop(), 0, 10**9) == SOUND * 1000
    assert len([path for path in (tmp_path / "recordings").rglob("*") if path.is_file()]) == 1
