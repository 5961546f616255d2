"""Amazon Transcribe: words and punctuation in one stream, by channel, by speaker, or by neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from benvenuto.domain.call import Word
from benvenuto.domain.transcript import PAUSE_S, Utterance
from benvenuto.formats.calls.transcripts.json_format import JsonFormat, within
from benvenuto.formats.calls.transcripts.kinds import Format
from benvenuto.formats.calls.transcripts.labels import CHANNEL
from benvenuto.formats.calls.transcripts.places import JsonPlace

_NAME = Format.AMAZON_TRANSCRIBE.product
LONG_S = 15.0
SENTENCE_ENDS = (".", "?", "!")


class Piece(NamedTuple):
    """A word as text, and with its times where both are known."""

    text: str
    word: Word | None
    label: str


def read_amazon(root: JsonPlace) -> Sequence[Utterance]:
    """`results.items`, or those of each channel. Times are seconds written as texts; punctuation has none."""
    results = root["results"]
    channels = results["channel_labels"]["channels"]
    if channels.there and len(list(channels.needed(_NAME))) > 1:
        utterances: list[Utterance] = []
        for number, channel in enumerate(channels):
            utterances += parted(_pieces(channel["items"].needed(_NAME), {}, CHANNEL.format(number)))
        return utterances
    items = channels[0]["items"] if channels.there else results["items"]
    return parted(_pieces(items.needed(_NAME), _speakers(results["speaker_labels"]), ""))


def parted(pieces: Iterable[Piece]) -> Sequence[Utterance]:
    """The pieces as utterances: a new one where another voice speaks, or the same one after a pause.

    Whoever speaks for long without one is parted between sentences, so that a line can be found and played.
    """
    utterances: list[Utterance] = []
    for label, run in groupby(pieces, key=lambda piece: piece.label):
        together: list[Piece] = []
        begun: float | None = None
        for piece in run:
            if piece.word and begun is not None and _ends(together[-1], begun, piece.word):
                utterances.append(_utterance(together, label))
                together, begun = [], None
            together.append(piece)
            begun = piece.word.start_s if piece.word and begun is None else begun
        utterances.append(_utterance(together, label))
    return utterances


def _ends(last: Piece, begun: float, word: Word) -> bool:
    """Whether the utterance that began at `begun` ends with its `last` piece, before this word."""
    if word.start_s < (last.word.start_s if last.word else begun):
        return True  # one voice after the other, in a list that does not tell them apart
    if last.word is None:
        return False
    long = word.end_s - begun > LONG_S and last.text.endswith(SENTENCE_ENDS)
    return long or word.start_s - last.word.end_s > PAUSE_S


def _pieces(items: JsonPlace, speakers: Mapping[str, str], channel: str) -> Sequence[Piece]:
    pieces: list[Piece] = []
    for item in items:
        best = item["alternatives"][0]
        text = best["content"].text()
        if item["type"].value == "punctuation" and pieces:
            pieces[-1] = _followed(pieces[-1], text)
        elif text:
            label = channel or item["speaker_label"].text() or speakers.get(str(item["start_time"].value), "")
            word = item.word(text, item.span("start_time", "end_time"), best["confidence"])
            pieces.append(Piece(text, word, label))
    return pieces


def _speakers(labels: JsonPlace) -> Mapping[str, str]:
    """Older files name the speaker of a word in a list of its own, by the time at which the word starts."""
    if not labels["segments"].there:
        return {}
    items = (item for segment in labels["segments"] for item in segment["items"])
    return {str(item["start_time"].value): item["speaker_label"].text() for item in items}


def _followed(piece: Piece, sign: str) -> Piece:
    text, word = f"{piece.text}{sign}", piece.word
    return Piece(text, word and Word(text, word.start_s, word.end_s, word.confidence), piece.label)


def _utterance(pieces: Sequence[Piece], label: str) -> Utterance:
    words = tuple(piece.word for piece in pieces if piece.word)
    start, end = (words[0].start_s, words[-1].end_s) if words else (None, None)
    return Utterance(" ".join(piece.text for piece in pieces), start, end, words, label)


def _fits(data: Any) -> bool:
    return isinstance(within(data, "results"), dict)


AMAZON_TRANSCRIBE = JsonFormat(Format.AMAZON_TRANSCRIBE, _fits, read_amazon)
