"""Search in the handbook, as one types: whatever the case, the accents or the ending of a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from benvenuto.formats.handbook.chapters.chapter import Chapter, Section
from benvenuto.formats.handbook.chapters.markdown import plain_text

_WORD = re.compile(r"\w+")
# Of number and gender first, then of verbs; pronouns hang on an Italian infinitive (richiamarla, mandargliela).
_ENDINGS = {
    "it": (
        re.compile(r"(hi|he|[aeio])$"),
        re.compile(
            r"([aei]re|[aei]r(gli)?(e?l[aeio]|[mtcv]i|si|ne|gli)|[aiu]t[aeio]|[ae]ndo|[aeo]no|iamo|iate|isc[aeio]|iscono)$"
        ),
    ),
    "en": (re.compile(r"(ies|es|s|y|e)$"), re.compile(r"(ied|ing|ed|er|ers)$")),
}
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")
_SHORTEST_STEM = 3
_SMALL_WORDS = {
    "it": _WORD.findall(
        "a ad al alla che chi ci come con cosa da dal dalla de dei del della delle di e ed gli ha ho i il in la le lo "
        "ma mi ne nel nella no non o per se si so su sul sulla un una uno"
    ),
    "en": _WORD.findall(
        "a an and are as at be can do does for from have how i if in is it me my not of on or so that the them they "
        "this to we what when who with you your"
    ),
}
_TITLE, _HEADING, _BODY, _AROUND = 8.0, 4.0, 1.0, 0.5
_WHOLE_WORD, _BEGINNING = 1.5, 1.0
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
class _Place:
    """A chapter's opening or a section, with how many of the words it has, and how prominently."""

    chapter: Chapter
    section: Section | None
    body: str
    matched: int
    rank: float


def search(chapters: Iterable[Chapter], words: str, language: str) -> list[Hit]:
    """The places of one language with the most of these words, the best first: title, then heading, then body.

    The beginning of a word is enough, so the list is useful from the first letters.
    """
    wanted = _telling(dict.fromkeys(map(_fold, _WORD.findall(words))), language)
    places = [place for chapter in chapters if chapter.language == language for place in _places(chapter, wanted)]
    most = max((place.matched for place in places), default=0)
    best = sorted((place for place in places if place.matched == most), key=lambda place: -place.rank)
    return [Hit(place.chapter, place.section, *_excerpt(place.body, wanted, language), place.rank) for place in best]


def _telling(words: Iterable[str], language: str) -> tuple[str, ...]:
    """The words that say what is looked for; all of them where none does."""
    small = _SMALL_WORDS.get(language, [])
    return tuple(word for word in words if word not in small and len(word) > 1) or tuple(words)


def _places(chapter: Chapter, wanted: Sequence[str]) -> Iterator[_Place]:
    """Every place with at least one of the words."""
    opening = f"{chapter.summary} {plain_text(chapter.introduction)}".strip()
    yield from _place(chapter, None, (_TITLE, chapter.title), opening, wanted)
    for section in chapter.sections:
        yield from _place(chapter, section, (_HEADING, section.title), plain_text(section.body_markdown), wanted)


def _place(
    chapter: Chapter, section: Section | None, head: tuple[float, str], body: str, wanted: Sequence[str]
) -> Iterator[_Place]:
    weight, heading = head
    language = chapter.language
    own = [max(weight * _rank(word, heading, language), _BODY * _rank(word, body, language)) for word in wanted]
    if any(own):
        # A word that only the chapter's title has still tells which of its sections is meant.
        ranks = [
            own_rank or _AROUND * _rank(word, chapter.title, language)
            for word, own_rank in zip(wanted, own, strict=True)
        ]
        yield _Place(chapter, section, body, sum(rank > 0 for rank in ranks), sum(ranks))


def _rank(word: str, text: str, language: str) -> float:
    """How well a text has a word: the very word, another ending of it, or a word that begins so; 0 when not at all."""
    folded, stems = _known_words(text, language)
    if word in folded:
        return _WHOLE_WORD
    return _BEGINNING if _stems(word, language) & stems or any(other.startswith(word) for other in folded) else 0.0


def _excerpt(text: str, wanted: Sequence[str], language: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """About 160 characters around the first of the words, and where in them the words are."""
    here = frozenset(wanted), frozenset[str]().union(*(_stems(word, language) for word in wanted))
    spans = [word.span() for word in _WORD.finditer(text) if _is_wanted(_fold(word[0]), *here, language)]
    start = max(spans[0][0] - _EXCERPT // 3, 0) if spans else 0
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + _EXCERPT) if start + _EXCERPT < len(text) else len(text)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple((first + shift, last + shift) for first, last in spans if start <= first and last <= end)
    return f"{before}{text[start:end]}{after}", marks


def _is_wanted(word: str, wanted: frozenset[str], stems: frozenset[str], language: str) -> bool:
    return word.startswith(tuple(wanted)) or bool(_stems(word, language) & stems)


@lru_cache(maxsize=4096)
def _known_words(text: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    folded = frozenset(_fold(word) for word in _WORD.findall(text))
    return folded, frozenset[str]().union(*(_stems(word, language) for word in folded))


@lru_cache(maxsize=16384)
def _stems(word: str, language: str) -> frozenset[str]:
    """The word without an ending of number or gender, and without one of a verb, where enough is left to be told by.

    "lettere" may be several letters or the end of a verb, so both stems count: words are related by either.
    """
    if language == "en":
        word = word.replace("iz", "is")  # apologize, apologise
    stems = {word}
    for endings in _ENDINGS.get(language, ()):
        ending = endings.search(word)
        if ending and ending.start() >= _SHORTEST_STEM:
            stems.add(_DOUBLED.sub(r"\1", word[: ending.start()]) if language == "en" else word[: ending.start()])
    if len(stems) > 1:
        stems.discard(word)
    return frozenset(stems)


@lru_cache(maxsize=16384)
def _fold(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
