"""The front matter of a chapter: what it is called, who answers for it, and until when it may be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from benvenuto.domain.faults import Fault
from benvenuto.formats.document import Document, read_document
from benvenuto.formats.handbook.chapters import kinds
from benvenuto.formats.handbook.chapters.law import KEY, Law, is_day, read_law

_PATH = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")


class FrontMatter(NamedTuple):
    """The lines that every chapter begins with. `criteria` are paths, "rubric/criterion"; none is an empty list.

    `law` says, by a section's anchor, of which day the law is that it quotes; without any it may be left out.
    """

    title: str
    summary: str
    owner: str
    review_by: date
    criteria: tuple[str, ...]
    law: Mapping[str, Law]


_WORDS = tuple(key for key in FrontMatter._fields if key not in ("criteria", KEY))


def read_front_matter(text: str, file: str) -> tuple[FrontMatter | None, list[Fault]]:
    """The front matter between its two lines of hyphens, or None and every fault."""
    document, faults = read_document(f"\n{text}", file)  # an empty line for the first hyphens, to keep the count
    if document is None:
        return None, faults
    if not isinstance(document.data, dict):
        return None, [document.fault((), kinds.NO_FRONT_MATTER)]
    law, law_faults = read_law(document)
    faults += [*_faults(document), *law_faults]
    if faults:
        return None, faults
    words = {key: document.data[key].strip() for key in _WORDS}
    words["review_by"] = date.fromisoformat(words["review_by"])
    return FrontMatter(**words, criteria=tuple(document.data["criteria"]), law=law), []


def _faults(document: Document) -> Iterator[Fault]:
    data: dict[str, Any] = document.data
    for key in _WORDS:
        if not isinstance(data.get(key), str) or not data[key].strip():
            yield document.fault((key,), kinds.NO_KEY, key=key)
        elif key == "review_by" and not is_day(data[key].strip()):
            yield document.fault((key,), kinds.NO_DATE, key=key)
    yield from _criteria_faults(document)
    for key in data:
        if key not in FrontMatter._fields:
            yield document.fault((key,), kinds.UNKNOWN_KEY, key=key, known=", ".join(FrontMatter._fields))


def _criteria_faults(document: Document) -> Iterator[Fault]:
    paths = document.data.get("criteria")
    if not isinstance(paths, list):
        yield document.fault(("criteria",), kinds.NO_CRITERIA)
        return
    for place, path in enumerate(paths):
        if not isinstance(path, str) or not _PATH.fullmatch(path):
            yield document.fault(("criteria", place), kinds.NOT_A_CRITERION, value=path)
