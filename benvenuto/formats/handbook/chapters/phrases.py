"""Phrases for whoever has a caller on the line: `phrases.yaml` of each language, held to the chapters' own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.document import Document
from benvenuto.formats.handbook.chapters import kinds
from benvenuto.formats.handbook.chapters.beside import read_beside
from benvenuto.formats.handbook.chapters.chapter import Chapter
from benvenuto.formats.handbook.chapters.markdown import plain_text

NAME = "phrases.yaml"
PHRASES = "phrases"
"""Where the handbook shows them; a chapter with this slug would come first."""


@dataclass(frozen=True, slots=True)
class ReadyPhrase:
    """What to say, and the section ("slug#anchor") in which it stands; it may quote the policy."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class PhraseGroup:
    """What the caller does, or where the call is, and what to say then."""

    title: str
    phrases: tuple[ReadyPhrase, ...]


def read_phrases(
    chapters: Sequence[Chapter], folder: Path, own: Path | None = None
) -> tuple[Mapping[str, tuple[PhraseGroup, ...]], list[Fault]]:
    """The groups by language and every fault; the file in `own`, where there is one, takes the shipped one's place.

    A phrase that does not stand in its section is left out. It is a fault, but for a shipped phrase whose chapter a
    company has replaced.
    """
    groups: dict[str, tuple[PhraseGroup, ...]] = {}
    faults: list[Fault] = []
    replaced = {chapter.slug for chapter in chapters if own and Path(chapter.file).is_relative_to(own)}
    for language in LANGUAGES:
        theirs = own / language / NAME if own else None
        path = theirs if theirs and theirs.is_file() else folder / language / NAME
        document, file_faults = read_beside(path, "phrases")
        faults += file_faults
        if document is None:
            continue
        texts = _texts(chapters, language)
        faults += _faults(document, texts, frozenset() if path == theirs else frozenset(replaced))
        groups[language] = tuple(group for group in _groups(document, texts) if group.phrases)
    return groups, faults


def _texts(chapters: Sequence[Chapter], language: str) -> Mapping[str, str]:
    """The plain words of every section, by its address."""
    return {
        f"{chapter.slug}#{section.anchor}": plain_text(section.body_markdown)
        for chapter in chapters
        if chapter.language == language
        for section in chapter.sections
    }


def _groups(document: Document, texts: Mapping[str, str]) -> list[PhraseGroup]:
    return [
        PhraseGroup(
            group["title"].strip(),
            tuple(
                ReadyPhrase(phrase["at"], phrase["say"])
                for phrase in group["phrases"]
                if phrase["say"] in texts.get(phrase["at"], "")
            ),
        )
        for group in document.data["groups"]
    ]


def _faults(document: Document, texts: Mapping[str, str], excused: frozenset[str]) -> list[Fault]:
    faults = []
    for nth, group in enumerate(document.data["groups"]):
        for place, phrase in enumerate(group["phrases"]):
            at, here = phrase["at"], ("groups", nth, "phrases", place)
            if at.partition("#")[0] in excused:
                continue
            if at not in texts:
                faults.append(document.fault((*here, "at"), kinds.NO_SUCH_PAGE, address=at))
            elif phrase["say"] not in texts[at]:
                faults.append(document.fault((*here, "say"), kinds.NOT_THE_CHAPTERS_WORDS, place=at))
    return faults
