"""Numbers in words, so that “ventiquattro ore” and “24 ore” are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

_ITALIAN = (
    *("zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici"),
    *("tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove"),
)
_ITALIAN_TENS = ("venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")
_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

TENS = frozenset(str(ten) for ten in range(20, 100, 10))
"""What in English a unit may follow in a word of its own: twenty four."""


@cache
def number_words(language: str) -> Mapping[str, str]:
    """Digits by word: 0 to 99 in Italian, which writes them in one word; 0 to 19 and the tens in English."""
    return _BY_LANGUAGE[language]()


def _italian() -> dict[str, str]:
    return _small_and_tens(_ITALIAN, _ITALIAN_TENS) | _italian_compounds()


def _english() -> dict[str, str]:
    return _small_and_tens(_ENGLISH, _ENGLISH_TENS)


_BY_LANGUAGE = {"it": _italian, "en": _english}


def _small_and_tens(small: Sequence[str], tens: Sequence[str]) -> dict[str, str]:
    digits = {word: str(value) for value, word in enumerate(small)}
    return digits | {word: str(value) for word, value in zip(tens, range(20, 100, 10), strict=True)}


def _italian_compounds() -> dict[str, str]:
    # venti + uno is ventuno and venti + otto ventotto: the ten loses its vowel
    return {
        (ten[:-1] if unit in (1, 8) else ten) + _ITALIAN[unit]: str(value + unit)
        for ten, value in zip(_ITALIAN_TENS, range(20, 100, 10), strict=True)
        for unit in range(1, 10)
    }
