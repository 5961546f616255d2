"""Words as people write them, in Italian or English, brought to the one word that Benvenuto uses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from benvenuto.formats.calls.call_log.synonyms import CONTACT_REASONS, LANGUAGES, phrases

Known = Callable[[str], str]
"""The word that stands for what people write."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case without accents or punctuation, words apart by one space: `Data/Ora`, `dataOra` -> `data ora`."""
    bare = unicodedata.normalize("NFKD", _CAMEL.sub(" ", text)).encode("ascii", "ignore").decode("ascii")
    return _NOT_WORD.sub(" ", bare.lower()).strip()


def _by_word(synonyms: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): name for name, listed in synonyms.items() for word in (name, *phrases(listed))}


_REASON_OF = _by_word(CONTACT_REASONS)
_LANGUAGE_OF = _by_word(LANGUAGES)


@lru_cache(maxsize=4096)
def contact_reason(text: str) -> str:
    """One of the known contact reasons; a word nobody knows is kept as it stands, trimmed and in lower case."""
    return _REASON_OF.get(fold(text)) or " ".join(text.lower().split())


@lru_cache(maxsize=256)
def language(text: str) -> str:
    """`it` or `en`; another language is kept as it stands, trimmed and in lower case."""
    return _LANGUAGE_OF.get(fold(text)) or " ".join(text.lower().split())
