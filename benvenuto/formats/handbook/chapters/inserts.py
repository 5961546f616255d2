"""How the policy reads where a chapter quotes it: every value that a fact ever had, in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from benvenuto.domain.faults import Fault
from benvenuto.domain.policy import Policy
from benvenuto.formats.handbook.chapters import kinds
from benvenuto.formats.handbook.chapters.chapter import Chapter
from benvenuto.formats.handbook.chapters.references import Reference, ReferenceKind

# Words that may open a value and may stand before one: two of them in a row are one too many ("in da 2 a 4 giorni").
_OPENING = {
    "it": re.compile(
        r"entro|fino|tra|fra|per|con|in|a|di|da|su|(?:d|n)e(?:l|llo|lla|i|gli|lle|ll['’])|(?:a|da|su)(?:l|llo|lla|i|gli|lle|ll['’])"
    ),
    "en": re.compile(r"above|after|at|before|by|during|for|from|in|of|on|over|to|under|until|up|within"),
}
_TOGETHER = {"it": {("fino", "a"), ("entro", "il")}, "en": {("up", "to"), ("until", "after")}}
_LAST_WORD = re.compile(r"(\w+['’]?)\s*$")
_FIRST_WORD = re.compile(r"\s*(\w+['’]?)")
_STOPS = ".,;:!?"
_AROUND = 30


def insert_faults(chapters: Iterable[Chapter], policy: Policy) -> Iterator[Fault]:
    """Quotations of the policy that do not read well where they stand, for every value that they may show."""
    for chapter in chapters:
        for quote in chapter.references:
            if quote.kind is not ReferenceKind.POLICY:
                continue
            for value in dict.fromkeys(policy.values(quote.target, chapter.language)):
                if _reads_badly(quote, value, chapter.language):
                    words = f"{quote.before[-_AROUND:]}{value}{quote.after[:_AROUND]}".strip()
                    kind, params = kinds.INSERT_READS_BADLY, {"value": value, "fact": quote.target, "words": words}
                    yield Fault(chapter.file, quote.line, "", kind.template, kind.remedy, params)


def _reads_badly(quote: Reference, value: str, language: str) -> bool:
    if value[-1] in _STOPS and quote.after[:1] in tuple(_STOPS):
        return True
    return _clash(quote.before, value, language) or _clash(value, quote.after, language)


def _clash(before: str, after: str, language: str) -> bool:
    last, first = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if last is None or first is None:
        return False
    pair = last[1].casefold(), first[1].casefold()
    if pair[0] == pair[1]:
        return True
    opening = _OPENING.get(language)
    return bool(opening and all(map(opening.fullmatch, pair)) and pair not in _TOGETHER.get(language, ()))
