"""A stream of words and signs, parted into utterances where another voice speaks or the same one pauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from benvenuto.domain.call import Word
from benvenuto.domain.transcript import PAUSE_S, Utterance

LONG_S = 15.0
SENTENCE_ENDS = (".", "?", "!")


class Piece(NamedTuple):
    """A word as text, and with its times where both are known."""

    text: str
    word: Word | None
    label: str


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


def followed(piece: Piece, sign: str) -> Piece:
    """The piece with a sign behind it, such as a full stop."""
    text, word = f"{piece.text}{sign}", piece.word
    return Piece(text, word and Word(text, word.start_s, word.end_s, word.confidence), piece.label)


def _utterance(pieces: Sequence[Piece], label: str) -> Utterance:
    words = tuple(piece.word for piece in pieces if piece.word)
    start, end = (words[0].start_s, words[-1].end_s) if words else (None, None)
    return Utterance(" ".join(piece.text for piece in pieces), start, end, words, label)
