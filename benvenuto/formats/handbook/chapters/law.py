"""The law that a section quotes: as of which day it was read, until when it may be trusted, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from benvenuto.domain.faults import Fault
from benvenuto.formats.document import Document
from benvenuto.formats.handbook.chapters import kinds

KEY = "law"
"""The key of the front matter under which each anchor has its law."""

_KEYS = ("as_of", "review_by", "sources")
# An act's name or number is enough: an agent who repeats "the law says" without either still repeats law.
_QUOTED = re.compile(
    r"\bart(?:t|s|icles?|icol[io])?\.?\s*\d+|\bGDPR\b|\bAI Act\b"
    r"|\bD\.?\s?Lgs\b|\bD\.?(?:L|M|P\.?R)\.?\s*(?:n\.?\s*)?\d+|\bdecret[oi][ -](?:legislativ[oi]|legge)\b"
    r"|\b(?:legge|law|L\.)\s*(?:n\.?\s*)?\d+"
    r"|\b(?:direttiva|directive|regolamento|regulation|reg\.)\s*(?:\(?(?:UE|EU|CE|EC)\b\)?|europe(?:an?|o)\b|\d+)"
    r"|\bcodice (?:del consumo|della privacy|civile)\b|\bconsumer code\b|\bprivacy code\b"
    r"|\bconsumer rights (?:act|directive)\b|\b(?:per|secondo la) legge\b|\bby (?:the )?law\b"
    r"|\bla legge (?:dice|prevede|impone|vieta)\b|\bthe law (?:says|requires|forbids)\b"
    r"|\bstatuto dei lavoratori\b|\bworkers' statute\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Law:
    """The law of a section as it stood on a day, by when it is due to be read again, and its sources."""

    as_of: date
    due: date
    sources: str


def first_quoted(markdown: str) -> str:
    """The first words that name a piece of law, "" where there are none."""
    match = _QUOTED.search(markdown)
    return match[0] if match else ""


def read_law(document: Document) -> tuple[dict[str, Law], list[Fault]]:
    """The law of each anchor that a front matter names, and every fault; none where it has no such key."""
    data = document.data.get(KEY, {})
    if not isinstance(data, dict):
        return {}, [document.fault((KEY,), kinds.LAW_NOT_BY_SECTION)]
    faults = [fault for anchor, entry in data.items() for fault in _faults(document, anchor, entry)]
    return ({} if faults else {anchor: _law(entry) for anchor, entry in data.items()}), faults


def is_day(words: str) -> bool:
    """Whether these words are a day of the calendar, year first."""
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _faults(document: Document, anchor: str, entry: Any) -> Iterator[Fault]:
    here = (KEY, anchor)
    values = entry if isinstance(entry, dict) else {}
    for key in _KEYS:
        value = values.get(key)
        if not isinstance(value, str) or not value.strip():
            yield document.fault((*here, key), kinds.LAW_WITHOUT, anchor=anchor, key=key)
        elif key != "sources" and not is_day(value.strip()):
            yield document.fault((*here, key), kinds.NO_DATE, key=key)
    for key in values:
        if key not in _KEYS:
            yield document.fault((*here, key), kinds.UNKNOWN_KEY, key=key, known=", ".join(_KEYS))


def _law(entry: dict[str, str]) -> Law:
    as_of, due, sources = (entry[key].strip() for key in _KEYS)
    return Law(date.fromisoformat(as_of), date.fromisoformat(due), sources)
