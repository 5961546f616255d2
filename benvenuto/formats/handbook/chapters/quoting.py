"""The files beside the chapters that quote them, each quotation held to the words of its section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benvenuto.domain.faults import Fault
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.document import Document
from benvenuto.formats.document import Path as Place
from benvenuto.formats.handbook.chapters import kinds
from benvenuto.formats.handbook.chapters.beside import read_beside
from benvenuto.formats.handbook.chapters.chapter import Chapter
from benvenuto.formats.handbook.chapters.markdown import plain_text


@dataclass(frozen=True, slots=True)
class QuotingFile:
    """A file of one language whose quotations name a section ("slug#anchor") under `at`, their words under `key`.

    `texts` holds the plain words of every section, `excused` the chapters that it need not quote truly.
    """

    language: str
    document: Document
    key: str
    texts: Mapping[str, str]
    excused: frozenset[str]

    def stands(self, quotation: Mapping[str, Any]) -> bool:
        """Whether the words stand in the section."""
        return quotation[self.key] in self.texts.get(quotation["at"], "")

    def faults(self, place: Place, quotation: Mapping[str, Any]) -> Iterator[Fault]:
        """What is wrong with the quotation at this place: no such section, or not its words."""
        at = quotation["at"]
        if at.partition("#")[0] in self.excused:
            return
        if at not in self.texts:
            yield self.document.fault((*place, "at"), kinds.NO_SUCH_PAGE, address=at)
        elif not self.stands(quotation):
            yield self.document.fault((*place, self.key), kinds.NOT_THE_CHAPTERS_WORDS, place=at)


def quoting_files(
    chapters: Sequence[Chapter], folder: Path, own: Path | None, name: str, key: str
) -> tuple[list[QuotingFile], list[Fault]]:
    """The file of this name in each language, and the faults of its shape; one in `own` takes the shipped one's place.

    `name` is also that of its schema. A shipped file is excused from quoting chapters that a company has replaced.
    """
    files: list[QuotingFile] = []
    faults: list[Fault] = []
    replaced = frozenset(chapter.slug for chapter in chapters if own and Path(chapter.file).is_relative_to(own))
    for language in LANGUAGES:
        theirs = own / language / f"{name}.yaml" if own else None
        path = theirs if theirs and theirs.is_file() else folder / language / f"{name}.yaml"
        document, file_faults = read_beside(path, name)
        faults += file_faults
        if document is not None:
            excused = frozenset() if path == theirs else replaced
            files.append(QuotingFile(language, document, key, _texts(chapters, language), excused))
    return files, faults


def _texts(chapters: Sequence[Chapter], language: str) -> Mapping[str, str]:
    return {
        f"{chapter.slug}#{section.anchor}": plain_text(section.body_markdown)
        for chapter in chapters
        if chapter.language == language
        for section in chapter.sections
    }
