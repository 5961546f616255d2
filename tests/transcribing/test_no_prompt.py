"""No recogniser is given words that a rubric looks for: what it is told to expect it writes over silence."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benvenuto.domain.call import Speaker
from benvenuto.transcribing.local_whisper import LocalWhisper
from benvenuto.transcribing.protocol import Engine


class Recorder:
    """Stands for faster-whisper's model: keeps what it was asked with."""

    supported_languages = ("it", "en")

    def transcribe(self, sound: str, **asked: Any) -> tuple[list[Any], Any]:
        self.asked = asked
        return [], SimpleNamespace()


def test_faster_whisper_is_told_nothing_to_expect_and_skips_silence() -> None:
    model = Recorder()
    assert LocalWhisper(model, Engine("x", "y")).transcribe(Path("voice.wav"), Speaker.AGENT, "it") == []
    assert not {"initial_prompt", "hotwords", "prefix"} & model.asked.keys()
    assert model.asked["vad_filter"] is True
    assert model.asked["condition_on_previous_text"] is False
