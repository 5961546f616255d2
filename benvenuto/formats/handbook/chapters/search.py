"""Search in the handbook, as one types: whatever the case, the accents, the ending or the spelling of a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from benvenuto.formats.handbook.chapters.chapter import Chapter, Section
from benvenuto.formats.handbook.chapters.endings import WORD, fold, stems, telling
from benvenuto.formats.handbook.chapters.markdown import plain_text

_TITLE, _HEADING, _BODY, _AROUND = 8.0, 4.0, 1.0, 0.5
# What people type for a section: a whole phrase, each further word of it, a word of a phrase that is not whole.
_PHRASE, _FURTHER, _HALF = 8.0, 4.0, 1.5
_WHOLE_WORD, _BEGINNING, _MISSPELT, _DISTANT = 1.5, 1.0, 0.8, 0.6
_SHORTEST_MISSPELT, _LONG, _SHORTEST_KIN, _SHORTEST_BEGUN = 4, 8, 5, 4
_EXCERPT = 160
# What a table of two columns says not to say is found, and not shown: it would read as if it were to be said.
_TABLE_RULE = re.compile(r"^\|[ |:-]+\|[ ]*$", re.MULTILINE)
_TABLE_ROW = re.compile(r"^\|[^|\n]*\|([^|\n]*)\|[ ]*$", re.MULTILINE)

_Likeness = Mapping[str, float]
"""The handbook's words that are like a typed one, and how much."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words are. `section` is None for the chapter itself; `marks` are ranges of the excerpt."""

    chapter: Chapter
    section: Section | None
    excerpt: str
    marks: tuple[tuple[int, int], ...]
    rank: float


@dataclass(frozen=True, slots=True)
class _Place:
    """A chapter's opening or a section, as sets of folded words; `also` are the phrases that people type for it."""

    chapter: Chapter
    section: Section | None
    body: str
    head_weight: float
    head: frozenset[str]
    words: frozenset[str]
    around: frozenset[str]
    also: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Index:
    """The places of one language, and every word of theirs with its stems."""

    places: tuple[_Place, ...]
    vocabulary: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Match:
    """A place with how many of the typed words it has, how prominently, and whether it has a whole phrase."""

    place: _Place
    matched: int
    rank: float
    phrase: bool


def search(chapters: Iterable[Chapter], words: str, language: str) -> list[Hit]:
    """The places of one language with the most of these words, the best first: title, what else people type for a
    section, heading, body. A place for which people type just that is among them whatever else was typed.

    The beginning of a word is enough, so the list is useful from the first letters; a word that the handbook does not
    have is taken for the nearest that it has.
    """
    index = _index(tuple(chapter for chapter in chapters if chapter.language == language), language)
    wanted = telling(words, language)
    alike = [
        # three letters begin a word where they are all that was typed so far; among others they are a word: new, law
        _alike(word, index.vocabulary, language, begun=len(wanted) == 1 or len(word) >= _SHORTEST_BEGUN)
        for word in wanted
    ]
    matches = [match for place in index.places if (match := _match(place, alike))]
    most = max((match.matched for match in matches), default=0)
    best = sorted((match for match in matches if match.phrase or match.matched == most), key=lambda match: -match.rank)
    marked = frozenset[str]().union(*(likeness.keys() for likeness in alike))
    return [
        Hit(match.place.chapter, match.place.section, *_excerpt(match.place.body, marked), match.rank) for match in best
    ]


@lru_cache(maxsize=8)
def _index(chapters: tuple[Chapter, ...], language: str) -> _Index:
    places = tuple(place for chapter in chapters for place in _places(chapter))
    every = frozenset[str]().union(
        *(place.head | place.words | {word for phrase in place.also for word in phrase} for place in places)
    )
    return _Index(places, {word: stems(word, language) for word in every})


def _places(chapter: Chapter) -> Iterator[_Place]:
    title = _folded(chapter.title)
    opening = f"{chapter.summary} {plain_text(chapter.introduction)}".strip()
    yield _Place(chapter, None, opening, _TITLE, title, _folded(opening), frozenset(), ())
    for section in chapter.sections:
        body = plain_text(section.body_markdown)
        also = tuple(telling(phrase, chapter.language) for phrase in section.also)
        shown = plain_text(_TABLE_ROW.sub(r"\1", _TABLE_RULE.sub("", section.body_markdown)))
        yield _Place(chapter, section, shown, _HEADING, _folded(section.title), _folded(body), title, also)


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold, WORD.findall(text)))


def _alike(word: str, vocabulary: Mapping[str, frozenset[str]], language: str, *, begun: bool) -> _Likeness:
    """The very word, another ending of it, a word that begins so; else the nearest spelling, else the nearest kin."""
    related = stems(word, language)
    likeness = {
        other: _WHOLE_WORD if other == word else _BEGINNING
        for other, other_stems in vocabulary.items()
        if other == word or (begun and other.startswith(word)) or not related.isdisjoint(other_stems)
    }
    if likeness or len(word) < _SHORTEST_MISSPELT or word.isdecimal():
        return likeness
    slips = 1 if len(word) < _LONG else 2
    near = process.extract(word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None)
    nearest = min((distance for _, distance, _ in near), default=0)
    misspelt = {other: _MISSPELT for other, distance, _ in near if distance == nearest}
    return misspelt or _kin(word, vocabulary.keys())


def _kin(word: str, vocabulary: Iterable[str]) -> _Likeness:
    """The words that begin as this one does for longest, and for most of it: balbuziente, balbuzie."""
    fewest = max(_SHORTEST_KIN, (len(word) + 1) // 2)
    for length in range(len(word) - 1, fewest - 1, -1):
        if kin := [other for other in vocabulary if other.startswith(word[:length])]:
            return dict.fromkeys(kin, _DISTANT)
    return {}


def _match(place: _Place, alike: Sequence[_Likeness]) -> _Match | None:
    """How well the place has the words; None where it has none of its own."""
    own = [_own_rank(place, likeness) for likeness in alike]
    if not any(own):
        return None
    # A word that only the chapter's title has still tells which of its sections is meant.
    ranks = [rank or _AROUND * _best(place.around, likeness) for rank, likeness in zip(own, alike, strict=True)]
    phrase = max((_phrase_rank(phrase, alike) for phrase in place.also), default=0.0)
    return _Match(place, sum(rank > 0 for rank in ranks), sum(ranks) + phrase, phrase > 0)


def _phrase_rank(phrase: Sequence[str], alike: Sequence[_Likeness]) -> float:
    """0 unless every word of the phrase is typed; a longer phrase says more."""
    likeness = [max(typed.get(word, 0.0) for typed in alike) for word in phrase]
    return min(likeness) * (_PHRASE + _FURTHER * (len(phrase) - 1))


def _own_rank(place: _Place, likeness: _Likeness) -> float:
    half = max((likeness.get(word, 0.0) for phrase in place.also for word in phrase), default=0.0)
    return max(place.head_weight * _best(place.head, likeness), _BODY * _best(place.words, likeness), _HALF * half)


def _best(words: frozenset[str], likeness: _Likeness) -> float:
    return max((likeness[word] for word in words & likeness.keys()), default=0.0)


def _excerpt(text: str, marked: frozenset[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """About 160 characters around the first of the words, and where in them the words are."""
    spans = [word.span() for word in WORD.finditer(text) if fold(word[0]) in marked]
    start = max(spans[0][0] - _EXCERPT // 3, 0) if spans else 0
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + _EXCERPT) if start + _EXCERPT < len(text) else len(text)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple((first + shift, last + shift) for first, last in spans if start <= first and last <= end)
    return f"{before}{text[start:end]}{after}", marks
