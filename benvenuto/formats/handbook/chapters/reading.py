"""The handbook as it is read: the chapters that ship, with a company's own in their place or beside them."""

from __future__ import annotations

from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters.chapter import Chapter, read_chapters
from benvenuto.formats.handbook.chapters.comparing import language_faults
from benvenuto.formats.handbook.chapters.synonyms import with_synonyms


def read_handbook(folder: Path, own: Path | None = None) -> tuple[tuple[Chapter, ...], list[Fault]]:
    """Every sound chapter by language and number, and every fault.

    A chapter of `own` takes the place of the one with its slug; any other is added. A chapter that is broken in one
    language leaves the other, and differences between languages are faults that leave both.
    """
    shipped, faults = read_chapters(folder)
    added, own_faults = read_chapters(own) if own else ((), [])
    replaced = {(chapter.language, chapter.slug) for chapter in added}
    chapters = [*(chapter for chapter in shipped if (chapter.language, chapter.slug) not in replaced), *added]
    chapters.sort(key=lambda chapter: (list(LANGUAGES).index(chapter.language), chapter.number, chapter.slug))
    faults = [*faults, *own_faults, *language_faults(chapters, _written(folder, own))]
    chapters, synonym_faults = with_synonyms(chapters, folder, own)
    faults += synonym_faults
    return tuple(chapters), sorted(faults, key=lambda fault: (fault.file, fault.line))


def _written(*folders: Path | None) -> dict[str, set[str]]:
    """The slugs for which there is a file in each language, sound or not."""
    return {
        language: {
            path.stem.partition("-")[2] for folder in folders if folder for path in (folder / language).glob("*.md")
        }
        for language in LANGUAGES
    }
