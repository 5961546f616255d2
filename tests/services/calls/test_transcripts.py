"""Importing transcripts: matched by name, never overwritten."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.measure import MEASURES_VERSION
from benvenuto.services.calls.transcripts import NoTranscript
from tests.house import House
from tests.services.calls.test_transcribing import analysed, record, sound

FILES = Path(__file__).parents[2] / "formats" / "calls" / "transcripts" / "files"
WORDS = b"00:00 Agente: Casa Lume, buongiorno.\n00:03 Cliente: Buongiorno, il mio ordine?\n"


on_sqlite = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def turns(house: House, call_id: int) -> list[str]:
    with house.app.database.read() as tx:
        return [turn.text for turn in tx.calls.turns(call_id)]


def test_a_transcript_goes_to_the_call_of_its_name(house: House) -> None:
    call_id = house.call(house.anna, external_id="x-1")
    imported = house.app.transcripts.run(house.dario, {"folder/x-1.txt": WORDS})
    assert (imported.added, list(imported.faults)) == (["x-1"], [])
    assert turns(house, call_id) == ["Casa Lume, buongiorno.", "Buongiorno, il mio ordine?"]


def test_the_same_transcript_twice_changes_nothing(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    house.app.transcripts.run(house.dario, {"x-1.txt": WORDS})
    rows = house.audit()
    again = house.app.transcripts.run(house.dario, {"x-1.txt": WORDS})
    assert (again.added, again.already_there) == ([], ["x-1"])
    assert house.audit() == rows


def test_it_refuses_to_overwrite_and_to_guess_and_goes_on(house: House) -> None:
    first, second = house.call(house.anna, external_id="x-1"), house.call(house.anna, external_id="x-2")
    house.app.transcripts.run(house.dario, {"x-1.txt": WORDS})
    files = {"x-1.txt": WORDS.replace(b"buongiorno", b"buonasera"), "nobody.txt": WORDS, "x-2.txt": WORDS}
    imported = house.app.transcripts.run(house.dario, files)
    assert imported.added == ["x-2"]
    assert {fault.file for fault in imported.faults} == {"x-1.txt", "nobody.txt"}
    assert turns(house, first) == turns(house, second)


def test_the_same_transcript_imported_twice_at_once_is_there_once(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(house.app.transcripts.run, house.dario, {"x-1.txt": WORDS}) for _ in range(2)]
        done = [one.result() for one in running]
    assert sorted(len(one.added) for one in done) == [0, 1]


def test_it_refuses_everybody_but_the_administrator(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    for actor in (house.anna, house.bruno, house.carla, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.transcripts.run(actor, {"x-1.txt": WORDS})


@on_sqlite
def test_two_files_of_one_voice_each_become_one_transcript(house: House) -> None:
    call_id = house.call(house.anna, external_id="x-1")
    files = {f"x-1-{who}.json": (FILES / f"whisper-openai-{who}.json").read_bytes() for who in ("caller", "agent")}
    imported = house.app.transcripts.run(house.dario, files)
    assert (imported.added, imported.faults) == (["x-1"], [])
    assert set(imported.files["x-1"]) == set(files)
    with house.app.database.read() as tx:
        said, origin = tx.calls.turns(call_id), tx.transcripts.origin(call_id)
    assert [turn.speaker.value for turn in said] == ["agent", "caller", "agent", "caller"]
    assert said[0].words[2].text == "Casa"
    assert origin is not None
    assert origin.format == "whisper"
    assert set(origin.sha256) == {hashlib.sha256(content).hexdigest() for content in files.values()}
    assert house.app.transcripts.run(house.dario, files).already_there == ["x-1"]


@on_sqlite
def test_one_voice_without_the_other_waits_for_it(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    agent = (FILES / "whisper-openai-agent.json").read_bytes()
    imported = house.app.transcripts.run(house.dario, {"x-1-agent.json": agent})
    assert (imported.added, [fault.text for fault in imported.faults]) == ([], ["Only one voice of call x-1 is here."])


@on_sqlite
def test_of_the_same_words_in_several_formats_the_richest_is_taken(house: House) -> None:
    call_id = house.call(house.anna, external_id="x-1")
    names = {"x-1.srt": "captions.srt", "x-1.json": "call-analytics.json", "x-1.vtt": "webvtt-voices.vtt"}
    imported = house.app.transcripts.run(
        house.dario, {name: (FILES / file).read_bytes() for name, file in names.items()}
    )
    assert imported.files == {"x-1": ["x-1.json"]}
    assert {(fault.file, fault.text) for fault in imported.faults} == {
        (name, "Skipped: x-1.json has the same name and says more.") for name in ("x-1.srt", "x-1.vtt")
    }
    with house.app.database.read() as tx:
        assert tx.calls.turns(call_id)[0].words


@on_sqlite
def test_what_is_doubtful_is_told_of_a_transcript_that_was_taken(house: House) -> None:
    house.call(house.anna, external_id="x-1")
    content = (FILES / "deepgram-diarized.json").read_bytes()
    imported = house.app.transcripts.run(house.dario, {"x-1.json": content})
    assert imported.added == ["x-1"]
    (fault,) = imported.faults
    assert "the first to speak, was taken to be the agent" in fault.text


@on_sqlite
def test_a_broken_file_of_a_pair_is_told_by_its_own_name_and_nothing_is_kept(house: House) -> None:
    call_id = house.call(house.anna, external_id="x-1")
    agent = (FILES / "whisper-openai-agent.json").read_bytes()
    imported = house.app.transcripts.run(house.dario, {"x-1-agent.json": agent, "x-1-caller.json": agent[:200]})
    assert [(fault.file, "cannot be read" in fault.text) for fault in imported.faults] == [("x-1-caller.json", True)]
    assert turns(house, call_id) == []


@on_sqlite
def test_a_folder_is_read_file_by_file(house: House, tmp_path: Path) -> None:
    house.call(house.anna, external_id="x-1")
    house.call(house.anna, external_id="x-2")
    (tmp_path / "march").mkdir()
    (tmp_path / "march" / "x-1.txt").write_bytes(WORDS)
    (tmp_path / "x-2.JSON").write_bytes((FILES / "contact-lens.json").read_bytes())
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    (tmp_path / "x-3.json").symlink_to(tmp_path / "gone")
    steps: list[tuple[int, int]] = []
    imported = house.app.transcripts.folder(house.dario, tmp_path, lambda *step: steps.append(step))
    assert (sorted(imported.added), imported.faults) == (["x-1", "x-2"], [])
    assert steps == [(0, 2), (1, 2), (2, 2)]


@on_sqlite
def test_a_file_that_names_nobody_is_told_apart_by_a_recording_that_has_been_heard(house: House) -> None:
    call_id = record(house, "x-1", sound())
    content = b'{"segments": [{"start": 1, "end": 5, "text": "Hello."}, {"start": 6.5, "end": 9, "text": "Hi."}]}'
    assert house.app.transcripts.run(house.dario, {"x-1.json": content}).added == []
    analysed(house, call_id)
    imported = house.app.transcripts.run(house.dario, {"x-1.json": content})
    assert (imported.added, len(imported.faults)) == (["x-1"], 1)
    with house.app.database.read() as tx:
        assert [turn.speaker.value for turn in tx.calls.turns(call_id)] == ["agent", "caller"]


@on_sqlite
def test_a_file_of_a_call_that_is_not_read_is_told_and_the_others_are_counted(house: House, tmp_path: Path) -> None:
    for number in range(1, 7):
        house.call(house.anna, external_id=f"t-10101{number}")
    names = ("t-101011.tsv", "t-101011.ass", "sub/T-101012.TextGrid", "t-101013", "t-101014.csv", "t-101015.pdf.gz")
    for name in (*names, "t-101016.wav", ".t-101016.tsv", "notes.pdf", "README"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"...")
    imported = house.app.transcripts.folder(house.dario, tmp_path)
    assert {fault.file for fault in imported.faults} == set(names)
    assert all(fault.remedy.startswith("Export the transcript as") for fault in imported.faults)
    assert imported.passed_over == 2


@on_sqlite
def test_a_word_document_that_is_none_is_told(house: House, tmp_path: Path) -> None:
    house.call(house.anna, external_id="t-101017")
    (tmp_path / "t-101017.docx").write_bytes(b"PK\x03\x04 not really a document")
    imported = house.app.transcripts.folder(house.dario, tmp_path)
    (fault,) = imported.faults
    assert (imported.added, fault.file) == ([], "t-101017.docx")
    assert "not a Word document" in fault.text


@on_sqlite
def test_speakers_the_wrong_way_round_are_put_right_by_the_supervisor(house: House) -> None:
    call_id = record(house, "x-1", sound())
    words = b"IVR: Attenda.\n00:01 Cliente: Casa Lume.\n00:07 Agente: Un pacco?\nIVR: Resti in linea.\n"
    house.app.transcripts.run(house.dario, {"x-1.txt": words})
    analysed(house, call_id)
    house.app.transcripts.swap_speakers(house.bruno, call_id)
    with house.app.database.read() as tx:
        speakers = [turn.speaker.value for turn in tx.calls.turns(call_id)]
        recording = tx.recordings.of_call(call_id)
        assert recording is not None
        pending = tx.measures.pending(MEASURES_VERSION, 10)
        (row,) = tx.audit.latest(1)
    assert speakers == ["other", "agent", "caller", "other"]
    assert pending == [recording.id]  # the pace of speech is another agent's now
    assert (row.action, row.subject_id, row.detail) == ("speakers_swapped", str(call_id), {"turns": 4})
    house.app.transcripts.swap_speakers(house.bruno, call_id)
    with house.app.database.read() as tx:
        assert [turn.speaker.value for turn in tx.calls.turns(call_id)] == ["other", "caller", "agent", "other"]


@on_sqlite
def test_where_there_is_no_transcript_nobody_is_swapped(house: House) -> None:
    with pytest.raises(NoTranscript):
        house.app.transcripts.swap_speakers(house.bruno, house.call(house.anna))


@on_sqlite
def test_a_third_voice_stays_one_when_channels_and_words_are_swapped(house: House) -> None:
    call_id = record(house, "x-1", sound())
    words = b"Agente: Casa Lume, come posso aiutarla?\nMarta: Eccomi.\nCliente: Un pacco?\nMarta: Parto.\n"
    house.app.transcripts.run(house.dario, {"x-1.txt": words})
    analysed(house, call_id)
    with house.app.database.write() as tx:
        tx.measures.swap_speakers(call_id)
    with house.app.database.read() as tx:
        assert [turn.speaker.value for turn in tx.calls.turns(call_id)] == ["caller", "other", "agent", "other"]


@on_sqlite
def test_the_name_of_who_took_the_call_says_whose_the_words_are(house: House) -> None:
    call_id = house.call(house.anna, external_id="x-1")
    words = f"Mario Rossi: Pronto?\n{house.anna.name}: Ecco.\nMario Rossi: Bene.\n{house.anna.name}: Sì.\n"
    imported = house.app.transcripts.run(house.dario, {"x-1.txt": words.encode()})
    assert imported.faults == []
    with house.app.database.read() as tx:
        assert [turn.speaker.value for turn in tx.calls.turns(call_id)] == ["caller", "agent", "caller", "agent"]


@on_sqlite
def test_every_ending_that_is_read_is_taken_from_a_folder(house: House, tmp_path: Path) -> None:
    words = "00:01 Agente: Casa Lume, come posso aiutarla?\n00:04 Cliente: Un pacco.\n"
    texts = {
        "x-1.sbv": "0:00:01.000,0:00:03.000\nAgente: Casa Lume.\n\n0:00:04.000,0:00:05.000\nCliente: Un pacco.\n",
        "x-2.md": f"# Chiamata\n\n{words}",
        "x-3.txt": words,
    }
    for name, text in texts.items():
        house.call(house.anna, external_id=name[:3])
        (tmp_path / name).write_text(text, "utf-8")
    imported = house.app.transcripts.folder(house.dario, tmp_path)
    assert sorted(imported.added) == ["x-1", "x-2", "x-3"]
