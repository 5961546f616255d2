"""What people type who look for a section: `search.yaml` of each language, beside the chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters import kinds
from benvenuto.formats.handbook.chapters.beside import read_beside
from benvenuto.formats.handbook.chapters.chapter import Chapter

NAME = "search.yaml"


@dataclass(frozen=True, slots=True)
class _Entry:
    """The words for the section at "slug#anchor", and the fault that it is where there is no such section."""

    at: str
    also: tuple[str, ...]
    nowhere: Fault


def with_synonyms(
    chapters: Sequence[Chapter], folder: Path, own: Path | None = None
) -> tuple[list[Chapter], list[Fault]]:
    """The chapters with what people type for each section: the words of the shipped file, and those of `own`.

    The shipped file answers for the shipped chapters: what it says of one that a company has replaced is no fault.
    """
    faults: list[Fault] = []
    words: dict[tuple[str, str], tuple[str, ...]] = {}
    known = {(chapter.language, f"{chapter.slug}#{anchor}") for chapter in chapters for anchor in chapter.anchors}
    replaced = {chapter.slug for chapter in chapters if own and Path(chapter.file).is_relative_to(own)}
    for home in (folder, own):
        for language in LANGUAGES:
            entries, file_faults = _entries(home / language / NAME) if home else ([], [])
            faults += file_faults
            for entry in entries:
                here = language, entry.at
                words[here] = words.get(here, ()) + entry.also
                if here not in known and (home == own or entry.at.partition("#")[0] not in replaced):
                    faults.append(entry.nowhere)
    return [_with(chapter, words) for chapter in chapters], faults


def _with(chapter: Chapter, words: dict[tuple[str, str], tuple[str, ...]]) -> Chapter:
    sections = tuple(
        replace(part, also=words.get((chapter.language, f"{chapter.slug}#{part.anchor}"), ()))
        for part in chapter.sections
    )
    return replace(chapter, sections=sections)


def _entries(path: Path) -> tuple[list[_Entry], list[Fault]]:
    """The file's entries and its faults; a file that is not there has neither, a broken one no entry."""
    document, faults = read_beside(path, "search")
    if document is None:
        return [], faults
    return [
        _Entry(
            entry["at"],
            tuple(word.strip() for word in entry["also"]),
            document.fault(("sections", place, "at"), kinds.NO_SUCH_PAGE, address=entry["at"]),
        )
        for place, entry in enumerate(document.data["sections"])
    ], []
