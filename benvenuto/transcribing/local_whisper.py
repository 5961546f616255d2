"""faster-whisper with a model on this machine: no sound leaves it, and nothing is ever downloaded."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benvenuto.domain.call import Speaker, Turn, Word
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.formats.calls.transcripts.whisper import joined
from benvenuto.transcribing.protocol import Engine, Setup, Unusable

NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Without the last, faster-whisper would fetch one from the internet."""


class NotInstalled(Unusable):
    """The package is an extra."""

    template = message("faster-whisper is not installed.")
    remedy = message("Install it: python -m pip install -r requirements-transcribe.txt")


class NoModel(Unusable):
    """No model where the setting says. `path`; `missing`: the file that is not there."""

    template = message("There is no Whisper model at {path}: {missing} is missing.")
    remedy = message(
        "Put a model converted for CTranslate2 on this machine and name its folder in BENVENUTO_TRANSCRIBER_MODEL. "
        "Nothing is downloaded."
    )


class BrokenModel(Unusable):
    """The files are there and are no model. `path`; `reason`: what CTranslate2 says."""

    template = message("The Whisper model at {path} cannot be loaded: {reason}")
    remedy = message("Copy the whole folder again from where the model came from.")


class NotTranscribed(BenvenutoError):
    """The recogniser gave up. `reason`: what it says."""

    template = message("The recogniser could not transcribe this call: {reason}")
    remedy = message("Check that the recording plays to the end.")


def open_transcriber(setup: Setup) -> LocalWhisper:
    """The recogniser with the model in the folder `setup.model`; raises Unusable."""
    try:
        from faster_whisper import WhisperModel
    except ImportError:
        raise NotInstalled from None
    folder = Path(setup.model).expanduser()
    for name in NEEDED:
        if not setup.model or not (folder / name).is_file():
            raise NoModel(path=setup.model or "-", missing=name)
    with (folder / "model.bin").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    try:
        model = WhisperModel(str(folder), compute_type="int8", local_files_only=True)
    except (RuntimeError, ValueError, OSError) as error:
        raise BrokenModel(path=folder, reason=error) from error
    return LocalWhisper(model, Engine(f"faster-whisper {version('faster-whisper')}", folder.resolve().name, digest))


@dataclass(frozen=True)
class LocalWhisper:
    """faster-whisper, its model loaded."""

    model: Any
    engine: Engine

    def transcribe(self, voice: Path, speaker: Speaker, language: str) -> Sequence[Turn]:
        """One voice as Whisper's segments with their words. See Transcriber."""
        known = language if language in self.model.supported_languages else None
        try:
            # silence is skipped, and nothing is carried over it: else Whisper fills it with words nobody said
            segments, _ = self.model.transcribe(
                str(voice), language=known, word_timestamps=True, vad_filter=True, condition_on_previous_text=False
            )
            return [turn for segment in segments if (turn := _turn(segment, speaker)).text]
        except (RuntimeError, ValueError) as error:
            raise NotTranscribed(reason=error) from error


def _turn(segment: Any, speaker: Speaker) -> Turn:
    spoken = joined(
        Word(word.word, float(word.start), float(word.end), float(word.probability)) for word in segment.words or ()
    )
    return Turn(speaker, " ".join(segment.text.split()), float(segment.start), float(segment.end), spoken)
