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


def test_the_logs_name_of_the_recording_is_asked_before_any_id(house: House) -> None:
    house.call(house.anna, external_id="CA01", recording_name="https://api.example.com/2010/Recordings/RE77?download=1")
    house.call(house.anna, external_id="M2011200901", recording_name="20261120-100523_3330000001_M2011200901-all.wav")
    house.call(house.anna, external_id="RE78", recording_name="C:\\calls\\RE79.WAV")
    files = {"RE77.wav": sound(), "20261120-100523_3330000001_M2011200901-all.wav": sound(), "re79.wav": sound(tone=5)}
    imported = run(house, files)
    assert imported.added == ["CA01", "M2011200901", "RE78"]
    assert imported.faults == []


def test_parts_of_one_call_are_joined_in_order_and_the_gap_is_told(house: House) -> None:
    call_id = house.call(house.anna, external_id="e-301001", duration_s=3)
    parts = {"e-301001_2.wav": sound(2, tone=3), "e-301001_1.wav": sound(2, tone=7), "e-301001_3.wav": sound(2, tone=5)}
    imported = run(house, parts)
    assert imported.added == ["e-301001"]
    joined = recording(house, call_id)
    assert joined is not None
    assert (joined.side, joined.channels, joined.duration_s) == (Side.BOTH, 2, 3.0)
    assert [original.name for original in joined.originals] == ["e-301001_1.wav", "e-301001_2.wav", "e-301001_3.wav"]
    assert [fault.text for fault in imported.notes] == [
        "The recording of call e-301001 came in 3 parts, joined at 0:01, 0:02."
    ]
    assert run(house, parts).already_there == ["e-301001"]


def test_parts_of_separate_voices_are_joined_in_order_and_the_gap_is_told(house: House) -> None:
    call_id = house.call(house.anna, external_id="e-301001", duration_s=2)
    names = ["e-301001_2-caller.wav", "e-301001_1-agent.wav", "e-301001_1-caller.wav", "e-301001_2-agent.wav"]
    files = {name: sound(tone=tone) for tone, name in enumerate(names, start=3)}
    imported = run(house, files)
    assert (imported.added, imported.faults) == (["e-301001"], [])
    joined = recording(house, call_id)
    assert joined is not None
    assert (joined.side, joined.channels, joined.duration_s) == (Side.BOTH, 2, 2.0)
    assert [(original.side, original.name) for original in joined.originals] == [
        (Side.AGENT, "e-301001_1-agent.wav"),
        (Side.CALLER, "e-301001_1-caller.wav"),
        (Side.AGENT, "e-301001_2-agent.wav"),
        (Side.CALLER, "e-301001_2-caller.wav"),
    ]
    assert [fault.text for fault in imported.notes] == [
        "The recording of call e-301001 came in 2 parts, joined at 0:01."
    ]
    assert run(house, files).already_there == ["e-301001"]


def test_a_part_with_one_voice_only_is_told_and_nothing_taken(house: House) -> None:
    house.call(house.anna, external_id="e-301001")
    names = ["e-301001_1-agent.wav", "e-301001_1-caller.wav", "e-301001_2-agent.wav"]
    refused = run(house, {name: sound(tone=tone) for tone, name in enumerate(names, start=3)})
    assert [fault.text for fault in refused.faults] == ["Of part 2 of call e-301001 only one voice is here."] * 3
    # one file with the whole call serves instead
    whole = run(house, {name: sound() for name in [*names, "e-301001.wav"]})
    assert whole.added == ["e-301001"]
    assert {fault.file for fault in whole.faults} == set(names)


def test_a_part_alone_is_not_taken_for_the_call(house: House) -> None:
    house.call(house.anna, external_id="e-301001")
    refused = run(house, {"e-301001_1.wav": sound(), "e-301001_3.wav": sound(tone=3)})
    assert refused.added == []
    assert {fault.text for fault in refused.faults} == {"Part 2 of call e-301001 is not here."}
    mixed = run(house, {"e-301001_1.wav": sound(), "e-301001_2.wav": sound(2)})
    assert [fault.text for fault in mixed.faults] == ["The parts of this recording do not have equally many channels."]
    assert stored(house) == []


def test_lengths_that_do_not_agree_are_told_of_what_was_taken(house: House) -> None:
    house.call(house.anna, external_id="x-1", duration_s=20)
    house.call(house.anna, external_id="x-2", duration_s=9)
    files = {"x-1.wav": sound(), "x-2-enc.wav": sound() + bytes(8 * 16_000), "x-2-dec.wav": sound()}
    longer = bytearray(files["x-2-enc.wav"])
    longer[40:44] = (9 * 16_000).to_bytes(4, "little")
    imported = run(house, files | {"x-2-enc.wav": bytes(longer)})
    assert imported.added == ["x-1", "x-2"]
    assert imported.faults == []
    assert [fault.text.split(" (")[0] for fault in imported.notes] == [
        "The recording of call x-1 lasts 0:01, the call 0:20 according to the log.",
        "The two voices of call x-2 are not equally long",
    ]


def test_files_keep_their_names_whichever_voice_comes_first(house: House) -> None:
    call_id = house.call(house.anna, external_id="x-1")
    run(house, {"x-1-caller.wav": sound(tone=5), "x-1-agent.wav": sound(tone=3)})
    pair = recording(house, call_id)
    assert pair is not None
    assert [(original.side, original.name) for original in pair.originals] == [
        (Side.AGENT, "x-1-agent.wav"),
        (Side.CALLER, "x-1-caller.wav"),
    ]


def test_what_fits_a_call_is_told_whatever_its_ending_and_the_rest_is_counted(house: House) -> None:
    for name in ("x-1", "x-2", "x-3"):
        house.call(house.anna, external_id=name)
    files = {
        "x-1.xyz": b"?",
        "x-2.odt": b"PK\x03\x04",
        "x-3.txt": b"Pronto",
        "README.md": b"",
        ".hidden": b"",
        "b.wav": b"",
    }
    imported = run(house, files)
    assert {fault.file for fault in imported.faults} == {"x-1.xyz", "x-2.odt", "b.wav"}
    assert imported.passed_over == 3


def test_links_out_of_a_folder_are_told_and_not_followed(house: House, tmp_path: Path) -> None:
    for name in ("x-1", "x-2", "x-3"):
        house.call(house.anna, external_id=name)
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "x-1.wav").write_bytes(sound())
    (inside / "x-2.wav").write_bytes(sound())
    (inside / "x-1.wav").symlink_to(outside / "x-1.wav")
    (inside / "more").symlink_to(outside)
    imported = house.app.recordings.folder(house.dario, inside)
    assert imported.added == ["x-2"]
    assert {(fault.file, fault.text.split(",")[0]) for fault in imported.faults} == {
        ("x-1.wav", "This is a link to something outside the folder"),
        ("more", "This is a link to something outside the folder"),
    }


def test_it_refuses_everybody_but_the_administrator(house: House, tmp_path: Path) -> None:
    house.call(house.anna, external_id="x-1")
    for actor in (house.anna, house.bruno, house.carla, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.recordings.run(actor, openers({"x-1.wav": sound()}))
        with pytest.raises(Forbidden):
            house.app.recordings.folder(actor, tmp_path)
    assert stored(house) == []


def test_links_to_nothing_are_told_and_what_lies_beside_a_recording_is_a_note(house: House, tmp_path: Path) -> None:
    house.call(house.anna, external_id="x-1", duration_s=1)
    (tmp_path / "x-1.wav").write_bytes(sound())
    (tmp_path / "x-1.xml").write_text("<call/>")
    (tmp_path / "x-2.wav").symlink_to(tmp_path / "gone.wav")
    imported = house.app.recordings.folder(house.dario, tmp_path)
    assert imported.added == ["x-1"]
    assert [(fault.file, fault.text) for fault in imported.faults] == [
        ("x-2.wav", "This is not a file, but a link to something that is not there, or a device.")
    ]
    assert [fault.file for fault in imported.notes] == ["x-1.xml"]


def test_a_file_that_cannot_be_opened_stops_no_other(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    house.call(house.anna, external_id="x-2")

    def gone() -> io.BytesIO:
        raise FileNotFoundError(2, "No such file or directory")

    imported = house.app.recordings.run(house.dario, {"x-1.wav": gone, **openers({"x-2.wav": sound()})})
    assert imported.added == ["x-2"]
    (fault,) = imported.faults
    assert (fault.file, "No such file" in fault.text) == ("x-1.wav", True)
