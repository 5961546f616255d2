"""Chapters of the handbook: front matter, and sections whose anchors are the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook import kinds
from benvenuto.formats.handbook.front_matter import read_front_matter
from benvenuto.formats.handbook.markdown import Heading, headings
from benvenuto.formats.text_file import Kind, read_text

_FILE = re.compile(r"(?P<number>[0-9]{2})-(?P<slug>[a-z0-9]+(-[a-z0-9]+)*)")
_FRONT = re.compile(r"---[ ]*\n(?P<matter>.*?)^---[ ]*$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"(?P<title>.+?)\s*\{#(?P<anchor>[a-z0-9]+(-[a-z0-9]+)*)\}")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a chapter; "slug#anchor" is its address in every language."""

    anchor: str
    title: str
    body_markdown: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter in one language. `introduction` is the markdown before its first section, often empty."""

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

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchors of its sections, in their order."""
        return tuple(section.anchor for section in self.sections)

    def section(self, anchor: str) -> Section | None:
        """The section with this anchor, None when there is none."""
        return next((section for section in self.sections if section.anchor == anchor), None)


def read_handbook(folder: Path) -> tuple[tuple[Chapter, ...], list[Fault]]:
    """Every sound chapter of `folder/{language}/NN-slug.md`, by language and number, and every fault.

    Differences between languages are faults, but leave both chapters.
    """
    chapters: dict[Path, Chapter] = {}
    faults = list(_missing_languages(folder))
    for language in LANGUAGES:
        for path in sorted((folder / language).glob("*.md")):
            chapter, found = _read_chapter(path, language)
            faults += found
            if chapter is not None:
                chapters[path] = chapter
    faults += _differing_anchors(chapters)
    return tuple(chapters.values()), sorted(faults, key=lambda fault: (fault.file, fault.line))


def sections_of(chapters: Iterable[Chapter]) -> frozenset[str]:
    """Every "slug#anchor" that exists in all the languages in which there are chapters."""
    by_language: dict[str, set[str]] = {}
    for chapter in chapters:
        addresses = {f"{chapter.slug}#{anchor}" for anchor in chapter.anchors}
        by_language.setdefault(chapter.language, set()).update(addresses)
    return frozenset(set.intersection(*by_language.values())) if by_language else frozenset()


def overdue(chapters: Iterable[Chapter], today: date) -> list[Chapter]:
    """The chapters whose review date has passed."""
    return [chapter for chapter in chapters if chapter.review_by < today]


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
    introduction, sections, found = _sections(body, path, above=front[0].count("\n"))
    if matter is None or found:
        return None, faults + found
    return Chapter(name["slug"], int(name["number"]), language, *matter, introduction, sections), []


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
            sections.append(Section(named["anchor"], named["title"], text))
    return "\n".join(lines[: heads[0].line]).strip(), tuple(sections), faults


def _wrong(head: Heading, named: re.Match[str] | None, before: list[Section]) -> Kind | None:
    if head.level == 1:
        return kinds.SECOND_TITLE
    if named is None:
        return kinds.NO_ANCHOR
    return kinds.ANCHOR_TWICE if named["anchor"] in {section.anchor for section in before} else None


def _missing_languages(folder: Path) -> Iterator[Fault]:
    files = {language: {path.name for path in (folder / language).glob("*.md")} for language in LANGUAGES}
    everywhere = sorted(set().union(*files.values()))
    if not everywhere:
        yield _fault(folder, 0, kinds.NO_CHAPTERS)
    for name in everywhere:
        there = next(language for language in LANGUAGES if name in files[language])
        for language in LANGUAGES:
            if name not in files[language]:
                yield _fault(folder / there / name, 0, kinds.MISSING_LANGUAGE, missing=f"{language}/{name}")


def _differing_anchors(chapters: dict[Path, Chapter]) -> Iterator[Fault]:
    for path, chapter in chapters.items():
        for other in chapters.values():
            if other.slug != chapter.slug or other.language == chapter.language:
                continue
            missing = [anchor for anchor in other.anchors if anchor not in chapter.anchors]
            if missing:
                yield _fault(path, 0, kinds.MISSING_ANCHORS, anchors=", ".join(missing), language=other.language)
            elif chapter.anchors != other.anchors and len(chapter.anchors) == len(other.anchors):
                yield _fault(path, 0, kinds.OTHER_ORDER, language=other.language)


def _fault(path: Path, line: int, kind: Kind, **params: object) -> Fault:
    return Fault(path.as_posix(), line, "", kind.template, kind.remedy, params)
