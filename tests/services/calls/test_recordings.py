"""Importing recordings: matched by name, stored by content, never overwritten."""

import io
import wave
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from benvenuto.domain.call import Recording, Side
from benvenuto.domain.faults import Forbidden
from benvenuto.services.calls.recordings import ImportedRecordings, Opener
from tests.house import House


def sound(channels: int = 1, tone: int = 7) -> bytes:
    """A second of a saw-tooth, as WAV."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(8000)
        writer.writeframes(b"".join(((n * tone) % 2000).to_bytes(2, "little") * channels for n in range(8000)))
    return file.getvalue()


def openers(files: Mapping[str, bytes]) -> dict[str, Opener]:
    return {name: partial(io.BytesIO, content) for name, content in files.items()}


def run(house: House, files: Mapping[str, bytes]) -> ImportedRecordings:
    return house.app.recordings.run(house.dario, openers(files))


def recording(house: House, call_id: int) -> Recording | None:
    with house.app.database.read() as tx:
        return tx.recordings.of_call(call_id)


def stored(house: House) -> list[Path]:
    return [path for path in Path(house.app.settings.recordings_url).rglob("*") if path.is_file()]


def test_a_recording_goes_to_the_call_of_its_name_and_is_kept_untouched(house: House) -> None:
    call_id = house.call(house.anna, external_id="x-1")
    assert run(house, {"folder/x-1.wav": sound(2)}).added == ["x-1"]
    found = recording(house, call_id)
    assert found is not None
    assert (found.side, found.channels, found.duration_s) == (Side.BOTH, 2, 1.0)
    (original,) = found.originals
    assert house.app.store.read(original.key, 0, original.size) == sound(2)
    assert house.app.calls.listen(house.bruno, call_id).outline


def test_two_mono_files_become_one_recording_of_two_sides(house: House) -> None:
    call_id = house.call(house.anna, external_id="x-1")
    assert run(house, {"x-1-agent.wav": sound(tone=3), "x-1-caller.wav": sound(tone=5)}).added == ["x-1"]
    found = recording(house, call_id)
    assert found is not None
    assert (found.side, [one.side for one in found.originals]) == (Side.BOTH, [Side.AGENT, Side.CALLER])


def test_the_same_file_twice_changes_nothing(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    run(house, {"x-1.wav": sound()})
    rows, files = house.audit(), stored(house)
    again = run(house, {"x-1.wav": sound()})
    assert (again.added, again.already_there) == ([], ["x-1"])
    assert (house.audit(), stored(house)) == (rows, files)


def test_it_refuses_to_overwrite_a_recording(house: House) -> None:
    call_id = house.call(house.anna, external_id="x-1")
    run(house, {"x-1.wav": sound()})
    before, files = recording(house, call_id), stored(house)
    refused = run(house, {"x-1.wav": sound(tone=9)})
    assert [fault.template for fault in refused.faults] == ["Call {call} already has another recording."]
    assert recording(house, call_id) == before
    assert stored(house) == files


def test_one_bad_file_stops_no_other_and_leaves_nothing_behind(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    house.call(house.anna, external_id="x-2")
    house.call(house.anna, external_id="x-3")
    files = {"x-1.wav": b"", "x-2.wav": b"this is no sound", "nobody.wav": sound(), "x-3.wav": sound()}
    imported = run(house, files)
    assert imported.added == ["x-3"]
    assert {fault.file for fault in imported.faults} == {"x-1.wav", "x-2.wav", "nobody.wav"}
    assert len(stored(house)) == 1


def test_the_same_recording_imported_twice_at_once_is_there_once(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    with ThreadPoolExecutor(2) as pool:
        done = [one.result() for one in [pool.submit(run, house, {"x-1.wav": sound()}) for _ in range(2)]]
    assert sorted(len(one.added) for one in done) == [0, 1]
    assert [one.faults for one in done] == [[], []]


def test_a_folder_is_imported_whole(house: House, tmp_path: Path) -> None:
    house.call(house.anna, external_id="x-1")
    (tmp_path / "in" / "monday").mkdir(parents=True)
    (tmp_path / "in" / "monday" / "x-1.wav").write_bytes(sound())
    told: list[tuple[int, int]] = []
    house.app.recordings.folder(house.dario, tmp_path / "in", lambda done, of: told.append((done, of)))
    assert told == [(0, 1), (1, 1)]
    assert len(stored(house)) == 1


def test_it_refuses_everybody_but_the_administrator(house: House, tmp_path: Path) -> None:
    house.call(house.anna, external_id="x-1")
    for actor in (house.anna, house.bruno, house.carla, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.recordings.run(actor, openers({"x-1.wav": sound()}))
        with pytest.raises(Forbidden):
            house.app.recordings.folder(actor, tmp_path)
    assert stored(house) == []
