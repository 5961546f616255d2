"""Phrases for whoever has a caller on the line: `phrases.yaml` of each language, held to the chapters' own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.formats.handbook.chapters.chapter import Chapter
from benvenuto.formats.handbook.chapters.quoting import QuotingFile, quoting_files

PHRASES = "phrases"
"""The name of the files, and where the handbook shows them; a chapter with this slug would come first."""


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
    files, faults = quoting_files(chapters, folder, own, PHRASES, "say")
    for file in files:
        for nth, group in enumerate(file.document.data["groups"]):
            for place, phrase in enumerate(group["phrases"]):
                faults += file.faults(("groups", nth, "phrases", place), phrase)
    return {file.language: tuple(group for group in _groups(file) if group.phrases) for file in files}, faults


def _groups(file: QuotingFile) -> list[PhraseGroup]:
    return [
        PhraseGroup(
            group["title"].strip(),
            tuple(ReadyPhrase(phrase["at"], phrase["say"]) for phrase in group["phrases"] if file.stands(phrase)),
        )
        for group in file.document.data["groups"]
    ]
