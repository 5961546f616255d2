"""Chapters of the handbook: front matter, and sections whose anchors are the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters import kinds
from benvenuto.formats.handbook.chapters.front_matter import read_front_matter
from benvenuto.formats.handbook.chapters.law import Law
from benvenuto.formats.handbook.chapters.markdown import Heading, headings
from benvenuto.formats.handbook.chapters.references import Excerpt, Reference, pieces, quotes, references
from benvenuto.formats.text_file import FaultKind, read_text

_FILE = re.compile(r"(?P<number>[0-9]{2})-(?P<slug>[a-z0-9]+(-[a-z0-9]+)*)")
_FRONT = re.compile(r"---[ ]*\n(?P<matter>.*?)^---[ ]*$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"(?P<title>.+?)\s*\{#(?P<anchor>[a-z0-9]+(-[a-z0-9]+)*)\}")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a chapter; "slug#anchor" is its address in every language. `quotes_policy` hangs on the day.

    `law` says of which day the law is that it quotes, `also` what people type who look for it.
    """

    anchor: str
    title: str
    body_markdown: str
    quotes_policy: bool = False
    law: Law | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter in one language, from `file`. `introduction` is the markdown before its first section."""

    file: str
    slug: str
    number: int
    language: str
    title: str
    summary: str
    owner: str
    review_by: date
    criteria: tuple[str, ...]
    introduction: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...] = ()

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchors of its sections, in their order."""
        return tuple(section.anchor for section in self.sections)

    def section(self, anchor: str) -> Section | None:
        """The section with this anchor, None when there is none."""
        return next((section for section in self.sections if section.anchor == anchor), None)


def read_chapters(folder: Path) -> tuple[tuple[Chapter, ...], list[Fault]]:
    """Every sound chapter of `folder/{language}/NN-slug.md`, by language and file, and what is wrong in each."""
    chapters: list[Chapter] = []
    faults: list[Fault] = []
    for language in LANGUAGES:
        taken: dict[str, str] = {}
        for path in sorted((folder / language).glob("*.md")):
            chapter, chapter_faults = _read_chapter(path, language)
            faults += chapter_faults
            if chapter is None:
                continue
            if taken.setdefault(chapter.slug, path.name) != path.name:
                faults.append(_fault(path, 0, kinds.TWICE, slug=chapter.slug, other=taken[chapter.slug]))
            else:
                chapters.append(chapter)
    beside = (*(f"{language}/*.{ending}" for language in LANGUAGES for ending in ("md", "yaml")), "sound/*")
    if not any(path for pattern in beside for path in folder.glob(pattern)):
        faults.append(_fault(folder, 0, kinds.NO_CHAPTERS))
    return tuple(chapters), faults


def sections_of(chapters: Iterable[Chapter]) -> frozenset[str]:
    """Every "slug#anchor" that exists in all the languages in which there are chapters."""
    by_language: dict[str, set[str]] = {}
    for chapter in chapters:
        addresses = {f"{chapter.slug}#{anchor}" for anchor in chapter.anchors}
        by_language.setdefault(chapter.language, set()).update(addresses)
    return frozenset(set.intersection(*by_language.values())) if by_language else frozenset()


def excerpts(chapter: Chapter) -> Iterator[Excerpt]:
    """Every stretch of a recording that the chapter invites to hear."""
    for part in chapter.sections:
        yield from (piece for piece in pieces(part.body_markdown) if isinstance(piece, Excerpt))


@dataclass(frozen=True, slots=True)
class Overdue:
    """What should have been read again by a day: a chapter, or the law of one of its sections."""

    chapter: Chapter
    section: Section | None
    due: date


def overdue(chapters: Iterable[Chapter], today: date) -> list[Overdue]:
    """The chapters whose review date has passed, and the sections whose law should have been read again."""
    dated = (
        Overdue(chapter, part, due)
        for chapter in chapters
        for part, due in (
            (None, chapter.review_by),
            *((part, part.law.due) for part in chapter.sections if part.law),
        )
    )
    return [reading for reading in dated if reading.due < today]


def _read_chapter(path: Path, language: str) -> tuple[Chapter | None, list[Fault]]:
    text, faults = read_text(path)
    if text is None:
        return None, faults
    if (name := _FILE.fullmatch(path.stem)) is None:
        return None, [_fault(path, 0, kinds.WRONG_FILE_NAME)]
    if (front := _FRONT.match(text.replace("\r\n", "\n"))) is None:
        return None, [_fault(path, 1, kinds.NO_FRONT_MATTER)]
    matter, faults = read_front_matter(front["matter"], path.as_posix())
    body = front.string[front.end() :]
    introduction, sections, body_faults = _sections(body, path, above=front[0].count("\n"))
    if matter is None or body_faults:
        return None, faults + body_faults
    law = matter.law
    if strange := sorted(law.keys() - {section.anchor for section in sections}):
        return None, [_fault(path, 1, kinds.LAW_OF_NOTHING, anchor=anchor) for anchor in strange]
    dated = tuple(replace(section, law=law.get(section.anchor)) for section in sections)
    file, slug, number = path.as_posix(), name["slug"], int(name["number"])
    return Chapter(file, slug, number, language, *matter[:-1], introduction, dated, tuple(references(text))), []


def _sections(body: str, path: Path, above: int) -> tuple[str, tuple[Section, ...], list[Fault]]:
    """Introduction, sections and faults of a chapter's markdown; `above` counts the lines before it."""
    lines = body.splitlines()
    heads = [*headings(body), Heading(0, len(lines), "")]
    faults = [] if len(heads) > 1 else [_fault(path, 0, kinds.NO_SECTION)]
    sections: list[Section] = []
    for head, following in pairwise(heads):
        named = _HEADING.fullmatch(head.words)
        if kind := _wrong(head, named, sections):
            anchor = named["anchor"] if named else ""
            faults.append(
                _fault(path, above + head.line + 1, kind, title=head.words, anchor=anchor, example="{#first-words}")
            )
        elif named:
            text = "\n".join(lines[head.line + 1 : following.line]).strip()
            sections.append(Section(named["anchor"], named["title"], text, quotes(text)))
    return "\n".join(lines[: heads[0].line]).strip(), tuple(sections), faults


def _wrong(head: Heading, named: re.Match[str] | None, before: list[Section]) -> FaultKind | None:
    if head.level == 1:
        return kinds.SECOND_TITLE
    if named is None:
        return kinds.NO_ANCHOR
    return kinds.ANCHOR_TWICE if named["anchor"] in {section.anchor for section in before} else None


def _fault(path: Path, line: int, kind: FaultKind, **params: object) -> Fault:
    return Fault(path.as_posix(), line, "", kind.template, kind.remedy, params)
