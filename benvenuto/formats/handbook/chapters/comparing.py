"""What only several chapters together can tell: languages that differ, links that lead nowhere, pages too thin."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from benvenuto.domain.faults import Fault
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters import kinds
from benvenuto.formats.handbook.chapters.chapter import Chapter, sections_of
from benvenuto.formats.handbook.chapters.law import first_quoted
from benvenuto.formats.handbook.chapters.markdown import plain_text
from benvenuto.formats.handbook.chapters.references import Reference, ReferenceKind, read_excerpt
from benvenuto.formats.handbook.policy import missing_criterion
from benvenuto.formats.text_file import FaultKind as Wrong

FEWEST_WORDS, MOST_WORDS = 600, 1600
NEEDED_SECTIONS = ("why", "standard", "worked-call")
LONGEST_EXCERPT_S = 60.0


def language_faults(chapters: Sequence[Chapter], written: Mapping[str, AbstractSet[str]]) -> Iterator[Fault]:
    """Chapters that are missing in a language, or whose sections differ from the other's.

    `written` are the slugs with a file in each language: one that is there and broken is not called missing.
    """
    for chapter in chapters:
        others = {translation.language: translation for translation in chapters if translation.slug == chapter.slug}
        for language in LANGUAGES:
            if chapter.slug not in written[language]:
                yield _fault(chapter, kinds.MISSING_LANGUAGE, missing=f"{language}/{chapter.file.rpartition('/')[2]}")
            elif (other := others.get(language)) is None:
                continue
            elif missing := [anchor for anchor in other.anchors if anchor not in chapter.anchors]:
                yield _fault(chapter, kinds.MISSING_ANCHORS, anchors=", ".join(missing), language=language)
            elif chapter.anchors != other.anchors and len(chapter.anchors) == len(other.anchors):
                yield _fault(chapter, kinds.OTHER_ORDER, language=language)


def reference_faults(
    chapters: Sequence[Chapter], facts: AbstractSet[str], lengths_s: Mapping[str, float]
) -> Iterator[Fault]:
    """References that lead nowhere. `facts` are what a policy lets quote, `lengths_s` the recordings by call."""
    sections = sections_of(chapters)
    known = sections | {chapter.slug for chapter in chapters}
    for chapter in chapters:
        for reference in chapter.references:
            if reference.kind is ReferenceKind.POLICY and reference.target not in facts:
                yield _fault(
                    chapter, kinds.NO_SUCH_FACT, reference.line, fact=reference.target, known=", ".join(sorted(facts))
                )
            elif reference.kind is ReferenceKind.SECTION and reference.target not in known:
                yield _fault(chapter, kinds.NO_SUCH_PLACE, reference.line, place=reference.target)
            elif reference.kind is ReferenceKind.EXCERPT:
                yield from _excerpt_faults(chapter, reference, lengths_s)


def criteria_faults(chapters: Collection[Chapter], criteria: Mapping[str, Mapping[str, str]]) -> Iterator[Fault]:
    """Criteria in front matters that do not exist, or point elsewhere; one that points nowhere is the rubric's fault.

    `criteria` holds each rubric's criteria with the section that they name; a rubric that is not there is not asked.
    """
    slugs = {chapter.slug for chapter in chapters}
    for chapter in chapters:
        for path in chapter.criteria:
            rubric, _, criterion = path.partition("/")
            if missing := missing_criterion(path, {name: list(ones) for name, ones in criteria.items()}):
                yield _fault(chapter, kinds.NO_SUCH_CRITERION, 1, **missing)
            elif rubric in criteria and criteria[rubric][criterion].partition("#")[0] in slugs - {chapter.slug}:
                yield _fault(chapter, kinds.SERVED_ELSEWHERE, 1, path=path, place=criteria[rubric][criterion])


def law_faults(chapters: Iterable[Chapter]) -> Iterator[Fault]:
    """Sections that quote law without saying as of which day, and from which sources."""
    for chapter in chapters:
        for section in chapter.sections:
            if section.law is None and (words := first_quoted(section.body_markdown)):
                yield _fault(chapter, kinds.LAW_WITHOUT_A_DAY, anchor=section.anchor, quoted=words)


def standard_faults(chapters: Iterable[Chapter]) -> Iterator[Fault]:
    """Chapters that lack what every chapter that ships has: its parts, a table, and neither too few words nor many."""
    for chapter in chapters:
        for anchor in NEEDED_SECTIONS:
            if anchor not in chapter.anchors:
                yield _fault(chapter, kinds.NEEDED_SECTION, anchor=f"{{#{anchor}}}")
        if not any("\n| --- | --- |" in section.body_markdown for section in chapter.sections):
            yield _fault(chapter, kinds.NO_TABLE)
        words = word_count(chapter)
        if not FEWEST_WORDS <= words <= MOST_WORDS:
            yield _fault(chapter, kinds.LENGTH, words=words, fewest=FEWEST_WORDS, most=MOST_WORDS)


def word_count(chapter: Chapter) -> int:
    """The words of a chapter as they are read, headings and tables included."""
    parts = [
        chapter.introduction,
        *(text for section in chapter.sections for text in (section.title, section.body_markdown)),
    ]
    return sum(len(plain_text(part).split()) for part in parts)


def _excerpt_faults(chapter: Chapter, reference: Reference, lengths_s: Mapping[str, float]) -> Iterator[Fault]:
    excerpt = read_excerpt(reference.target)
    if excerpt is None:
        yield _fault(
            chapter, kinds.NOT_AN_EXCERPT, reference.line, target=reference.target, example="excerpt:call@1.0-9.5"
        )
    elif excerpt.call not in lengths_s:
        known = ", ".join(sorted(lengths_s))
        yield _fault(chapter, kinds.NO_SUCH_RECORDING, reference.line, call=excerpt.call, known=known)
    elif excerpt.end_s > lengths_s[excerpt.call]:
        length = round(lengths_s[excerpt.call], 1)
        yield _fault(chapter, kinds.PAST_THE_END, reference.line, end=excerpt.end_s, length=length)
    elif excerpt.end_s - excerpt.start_s > LONGEST_EXCERPT_S:
        yield _fault(chapter, kinds.LONG_EXCERPT, reference.line, limit=round(LONGEST_EXCERPT_S))


def _fault(chapter: Chapter, kind: Wrong, line: int = 0, **params: object) -> Fault:
    return Fault(chapter.file, line, "", kind.template, kind.remedy, params)
