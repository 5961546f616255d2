"""The front matter of a chapter: what it is called, who answers for it, and until when it may be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from benvenuto.domain.faults import Fault
from benvenuto.formats.document import Document, read_document
from benvenuto.formats.handbook import kinds


class FrontMatter(NamedTuple):
    """The four lines that every chapter begins with."""

    title: str
    summary: str
    owner: str
    review_by: date


def read_front_matter(text: str, file: str) -> tuple[FrontMatter | None, list[Fault]]:
    """The front matter between its two lines of hyphens, or None and every fault."""
    document, faults = read_document(f"\n{text}", file)  # an empty line for the first hyphens, to keep the count
    if document is None:
        return None, faults
    if not isinstance(document.data, dict):
        return None, [document.fault((), kinds.NO_FRONT_MATTER)]
    faults += _faults(document)
    if faults:
        return None, faults
    words = {key: value.strip() for key, value in document.data.items()}
    return FrontMatter(**words | {"review_by": date.fromisoformat(words["review_by"])}), []


def _faults(document: Document) -> Iterator[Fault]:
    data: dict[str, Any] = document.data
    for key in FrontMatter._fields:
        if not isinstance(data.get(key), str) or not data[key].strip():
            yield document.fault((key,), kinds.NO_KEY, key=key)
        elif key == "review_by" and not _is_day(data[key].strip()):
            yield document.fault((key,), kinds.NO_DATE)
    for key in data:
        if key not in FrontMatter._fields:
            yield document.fault((key,), kinds.UNKNOWN_KEY, key=key, known=", ".join(FrontMatter._fields))


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True
