"""What was said as plain words, each of which knows where it stands in the transcript."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from benvenuto.listening.evidence.numbers import TENS
from benvenuto.listening.evidence.vocabulary import spelled

# what stands in square brackets or is a tag; people say and write < and > as well
_ASIDES = re.compile(r"\[[^\]]*\]|</?[a-zA-Z][^<>]{0,200}>")
_CHUNK = re.compile(r"\S+")
_PIECE = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.?!…][\"'»”)]*$")
_KNOWN = 50_000


class _Chunk(NamedTuple):
    """What stands between two blanks: the words it stands for, and whether a sentence ends with it."""

    words: tuple[str, ...]
    ends: bool


@dataclass
class SpokenWords:
    """Normalised tokens of a `text`. `chunks` has of each the blank-separated part, or parts, that it came from.

    A sentence ends before the words whose numbers are in `ends`; `plain_text` holds the words with a blank between
    them, or there a line break. Most texts are only looked through, so what it takes to quote them is worked out when
    asked for.
    """

    text: str
    words: Sequence[str]
    chunks: Sequence[tuple[int, int]]
    ends: Sequence[int]
    plain_text: str

    @classmethod
    def of(cls, text: str, words: Sequence[str], chunks: Sequence[tuple[int, int]], ends: Sequence[int]) -> SpokenWords:
        """Put together."""
        if not ends:
            return cls(text, words, chunks, ends, " ".join(words))
        edges = pairwise([0, *ends, len(words)])
        sentences = [" ".join(words[begin:end]) for begin, end in edges if begin < end]
        return cls(text, words, chunks, ends, "\n".join(sentences))

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each word begins in `plain_text`."""
        return list(accumulate((len(word) + 1 for word in self.words), initial=0))[:-1]

    def at(self, place: int) -> int:
        """The number of the word that stands at this place of `plain_text`."""
        return bisect_right(self.starts, place) - 1

    def span(self, number: int) -> tuple[int, int]:
        """Where a word came from in the text, from its first character to after its last."""
        first, last = self.chunks[number]
        return self._chunk_spans[first][0], self._chunk_spans[last][1]

    @cached_property
    def _chunk_spans(self) -> Sequence[tuple[int, int]]:
        return [chunk.span() for chunk in _CHUNK.finditer(_without_asides(self.text))]


def words_of(text: str, language: str) -> SpokenWords:
    """Tokenise and normalise a text: no accents, no hesitations, nothing in brackets, no word twice in a row."""
    known = _known(language)
    words: list[str] = []
    chunks: list[tuple[int, int]] = []
    ends: list[int] = []
    last = ""
    for number, written in enumerate(_without_asides(text).split()):
        chunk = known.get(written) or _learn(known, written, language)
        for word in chunk.words:
            # people stammer, and recognisers write it down; of digits both count
            if word == last and not word.isdigit():
                chunks[-1] = (chunks[-1][0], number)
            # “twenty four” in English is two words for one number
            elif last in TENS and len(word) == 1 and word.isdigit() and language == "en":
                words[-1] = last = str(int(last) + int(word))
                chunks[-1] = (chunks[-1][0], number)
            else:
                words.append(word)
                chunks.append((number, number))
                last = word
        if chunk.ends and words:
            ends.append(len(words))
    return SpokenWords.of(text, words, chunks, ends)


def _without_asides(text: str) -> str:
    """The text with blanks in place of what was noted in brackets, so that everything else keeps its place."""
    if "[" not in text and "<" not in text:
        return text
    return _ASIDES.sub(lambda aside: " " * len(aside.group()), text)


@cache
def _known(language: str) -> dict[str, _Chunk]:
    return {}


def _learn(known: dict[str, _Chunk], written: str, language: str) -> _Chunk:
    """Calls are made of few different words, so each is looked into once."""
    if len(known) >= _KNOWN:
        known.clear()
    words = tuple(word for piece in _PIECE.findall(written) for word in spelled(piece, language))
    chunk = known[written] = _Chunk(words, bool(_SENTENCE_END.search(written)))
    return chunk
