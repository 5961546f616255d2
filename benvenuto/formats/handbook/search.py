"""Search in the handbook, as one types: whatever the case, the accents or the ending of a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from benvenuto.formats.handbook.chapters import Chapter, Section
from benvenuto.formats.handbook.markdown import plain_text

_WORD = re.compile(r"\w+")
_ENDINGS = {
    "it": re.compile(r"(are|ere|ire|ato|ata|ati|ate|ando|endo|ano|ono|hi|he|[aeio])$"),
    "en": re.compile(r"(ies|ied|ing|es|ed|s|y|e)$"),
}
_SHORTEST_STEM = 3
_TITLE, _HEADING, _BODY, _AROUND = 8.0, 4.0, 1.0, 0.5
_WHOLE_WORD = 1.5
_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words are. `section` is None for the chapter itself; `marks` are ranges of the excerpt."""

    chapter: Chapter
    section: Section | None
    excerpt: str
    marks: tuple[tuple[int, int], ...]
    rank: float


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A word looked for, folded, and the stem that other words may share."""

    word: str
    stem: str

    def rank(self, text: str) -> float:
        """1 when a word of the text begins like this one, more when it is the very word, 0 when it is not there."""
        folded = _folded_words(text)
        if self.word in folded:
            return _WHOLE_WORD
        return float(any(other.startswith(self.stem) for other in folded))


def search(chapters: Iterable[Chapter], words: str, language: str) -> list[Hit]:
    """The places of one language with the most of these words, the best first: title, then heading, then body.

    The beginning of a word is enough, so the list is useful from the first letters.
    """
    wanted = [_Wanted(word, _stem(word, language)) for word in dict.fromkeys(map(_fold, _WORD.findall(words)))]
    found = [pair for one in chapters if one.language == language for pair in _hits(one, wanted)]
    most = max((matched for matched, _ in found), default=0)
    return sorted((hit for matched, hit in found if matched == most), key=lambda hit: -hit.rank)


def _hits(chapter: Chapter, wanted: Sequence[_Wanted]) -> Iterator[tuple[int, Hit]]:
    """Every place with at least one of the words, and how many it has."""
    opening = f"{chapter.summary} {plain_text(chapter.introduction)}".strip()
    if hit := _hit(chapter, None, (_TITLE, chapter.title), opening, wanted):
        yield hit
    for section in chapter.sections:
        if hit := _hit(chapter, section, (_HEADING, section.title), plain_text(section.body_markdown), wanted):
            yield hit


def _hit(
    chapter: Chapter, section: Section | None, head: tuple[float, str], body: str, wanted: Sequence[_Wanted]
) -> tuple[int, Hit] | None:
    weight, heading = head
    own = [max(weight * word.rank(heading), _BODY * word.rank(body)) for word in wanted]
    if not any(own):
        return None
    # A word that only the chapter's title has still tells which of its sections is meant.
    ranks = [rank or _AROUND * word.rank(chapter.title) for word, rank in zip(wanted, own, strict=True)]
    excerpt, marks = _excerpt(body, wanted)
    return sum(rank > 0 for rank in ranks), Hit(chapter, section, excerpt, marks, sum(ranks))


def _excerpt(text: str, wanted: Sequence[_Wanted]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """About 160 characters around the first of the words, and where in them the words are."""
    spans = [word.span() for word in _WORD.finditer(text) if any(one.rank(word[0]) for one in wanted)]
    start = max(spans[0][0] - _EXCERPT // 3, 0) if spans else 0
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + _EXCERPT) if start + _EXCERPT < len(text) else len(text)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple((first + shift, last + shift) for first, last in spans if start <= first and last <= end)
    return f"{before}{text[start:end]}{after}", marks


def _stem(word: str, language: str) -> str:
    """The word without an ending of number, gender or tense, where that leaves enough to be told from others."""
    endings = _ENDINGS.get(language)
    ending = endings.search(word) if endings else None
    return word[: ending.start()] if ending and ending.start() >= _SHORTEST_STEM else word


@lru_cache(maxsize=16384)
def _folded_words(text: str) -> frozenset[str]:
    return frozenset(_fold(word) for word in _WORD.findall(text))


def _fold(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
