"""Words as search compares them: without case, accents and endings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"\w+")
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
    "it": WORD.findall(
        "a ad al alla che chi ci come con cosa da dal dalla de dei del della delle di e ed gli ha ho i il in la le lo "
        "ma mi ne nel nella no non o per se si so su sul sulla un una uno"
    ),
    "en": WORD.findall(
        "a an and are as at be can do does for from have how i if in is it me my not of on or so that the them they "
        "this to we what when who with you your"
    ),
}


def telling(text: str, language: str) -> tuple[str, ...]:
    """The words that say what is meant, each once, folded; all of them where none does."""
    words = tuple(dict.fromkeys(map(fold, WORD.findall(text))))
    small = _SMALL_WORDS.get(language, [])
    return tuple(word for word in words if word not in small and len(word) > 1) or words


@lru_cache(maxsize=16384)
def stems(word: str, language: str) -> frozenset[str]:
    """The word without an ending of number or gender, and without one of a verb, where enough is left to be told by.

    "lettere" may be several letters or the end of a verb, so both stems count: words are related by either.
    """
    if language == "en":
        word = word.replace("iz", "is")  # apologize, apologise
    found_stems = {word}
    for endings in _ENDINGS.get(language, ()):
        ending = endings.search(word)
        if ending and ending.start() >= _SHORTEST_STEM:
            stem = word[: ending.start()]
            found_stems.add(_DOUBLED.sub(r"\1", stem) if language == "en" else stem)
    if len(found_stems) > 1:
        found_stems.discard(word)
    return frozenset(found_stems)


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """The word in small letters without accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
