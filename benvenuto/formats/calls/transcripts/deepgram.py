"""Deepgram: the words of each channel, each word with its speaker where the voices share one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.kinds import JsonFormat, within
from benvenuto.formats.calls.transcripts.pieces import Piece, parted
from benvenuto.formats.calls.transcripts.places import JsonPlace
from benvenuto.formats.calls.transcripts.voice_names import CHANNEL

_NAME = "Deepgram"


def read_deepgram(root: JsonPlace) -> Sequence[Utterance]:
    """`results.channels[].alternatives[0].words`; times in seconds."""
    channels = list(root["results"]["channels"].needed(_NAME))
    utterances: list[Utterance] = []
    for number, channel in enumerate(channels):
        label = CHANNEL.format(number) if len(channels) > 1 else ""
        best = channel["alternatives"][0]
        if best["words"].there:
            utterances += parted(_piece(word, label) for word in best["words"] if _written(word))
        elif text := best["transcript"].text():
            utterances.append(Utterance(text, label=label))
    return utterances


def _written(word: JsonPlace) -> str:
    return word["punctuated_word"].text() or word["word"].text()


def _piece(word: JsonPlace, channel: str) -> Piece:
    text = _written(word)
    speaker = f"speaker {word['speaker'].value}" if word["speaker"].there else ""
    return Piece(text, word.word(text, word.span("start", "end"), word["confidence"]), channel or speaker)


def _fits(data: Any) -> bool:
    return within(data, "results", "channels") is not None


DEEPGRAM = JsonFormat("deepgram", _NAME, _fits, read_deepgram)
