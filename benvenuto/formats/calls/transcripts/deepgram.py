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
        paragraphs = best["paragraphs"]["paragraphs"]
        if best["words"].there and best["words"].value:
            utterances += parted(_piece(word, label) for word in best["words"] if _written(word))
        elif paragraphs.there and paragraphs.value:
            utterances += [sentence for each in paragraphs for sentence in _sentences(each, label)]
        elif text := best["transcript"].text():
            utterances.append(Utterance(text, label=label))
    return utterances


def _sentences(paragraph: JsonPlace, channel: str) -> Sequence[Utterance]:
    """What a paragraph says, which has a speaker of its own, where the words are left out."""
    label = channel or _speaker(paragraph)
    sentences = ((sentence["text"].text(), sentence.span("start", "end")) for sentence in paragraph["sentences"])
    return [Utterance(text, start, end, label=label) for text, (start, end) in sentences if text]


def _speaker(place: JsonPlace) -> str:
    return f"speaker {place['speaker'].value}" if place["speaker"].there else ""


def _written(word: JsonPlace) -> str:
    return word["punctuated_word"].text() or word["word"].text()


def _piece(word: JsonPlace, channel: str) -> Piece:
    text = _written(word)
    return Piece(text, word.word(text, word.span("start", "end"), word["confidence"]), channel or _speaker(word))


def _fits(data: Any) -> bool:
    return within(data, "results", "channels") is not None


DEEPGRAM = JsonFormat("deepgram", _NAME, _fits, read_deepgram)
