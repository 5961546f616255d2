"""What the chapters hold up as the thing to say is what the rubrics ask for, and their people keep apart."""

import re
from collections.abc import Iterator

import pytest

from benvenuto.formats.handbook.chapters import Chapter
from benvenuto.sample.people import PEOPLE
from tests.formats.handbook.chapters.test_handbook import CHAPTERS

_ROW = re.compile(r"^\| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
_HEADS = ("Dica", "Say")
_GREETING = ("welcome", "opening")
_CUSTOMER = re.compile(r"\b(?:Mrs|Ms|Mr|[Ss]ignor[ae]?) ([A-Z]\w+)")


def to_say(chapter: Chapter) -> Iterator[str]:
    """The right-hand cells of the tables of what to say."""
    for section in chapter.sections:
        cells = _ROW.findall(section.body_markdown)
        if cells and cells[0] in _HEADS:
            yield from (cell for cell in cells[1:] if not cell.startswith("---"))


@pytest.mark.parametrize(("language", "greeting"), [("it", "Buon(giorno|asera)"), ("en", "Good (morning|afternoon)")])
def test_the_greeting_to_say_is_greeting_then_company_then_name(language: str, greeting: str) -> None:
    chapters = [chapter for chapter in CHAPTERS if chapter.language == language and chapter.slug in _GREETING]
    openings = [cell for chapter in chapters for cell in to_say(chapter) if "Casa Lume" in cell]
    assert len(openings) >= 5
    for cell in openings:
        assert re.match(rf"{greeting}[,.] Casa Lume[,.] .*(sono|this is) [A-Z]", cell, re.IGNORECASE), cell


def test_nobody_is_bidden_welcome_before_the_voice_is_known() -> None:
    for chapter in CHAPTERS:
        for cell in to_say(chapter):
            assert not re.search(r"\bbenvenut[oa] (in|da|a)\b", cell, re.IGNORECASE), (chapter.file, cell)


def test_no_customer_has_the_surname_of_somebody_who_works_here() -> None:
    surnames = {person.name.split()[-1] for person in PEOPLE}
    for chapter in CHAPTERS:
        for section in chapter.sections:
            assert not surnames & set(_CUSTOMER.findall(section.body_markdown)), (chapter.file, section.anchor)


def test_the_english_desk_serves_ireland_and_the_union() -> None:
    for chapter in CHAPTERS:
        if chapter.language == "en":
            text = " ".join(section.body_markdown for section in chapter.sections)
            assert not re.search(r"\b(?:Oxford|London|Telephone Preference Service)\b", text), chapter.file


def test_nothing_stands_after_the_last_cell_of_a_row() -> None:
    """A page leaves out the cells that a row has beyond its head's."""
    for chapter in CHAPTERS:
        for section in chapter.sections:
            rows = [line for line in section.body_markdown.splitlines() if line.startswith("|")]
            assert all(row.endswith("|") for row in rows), (chapter.file, section.anchor)


_LINK = re.compile(r"\]\(([a-z-]+)(?:#[a-z-]+)?\)")


@pytest.mark.parametrize("language", ["it", "en"])
def test_readers_come_from_the_first_chapters_to_the_later_ones_and_back(language: str) -> None:
    links: dict[str, set[str]] = {
        chapter.slug: {to for section in chapter.sections for to in _LINK.findall(section.body_markdown)}
        for chapter in CHAPTERS
        if chapter.language == language
    }
    order = list(links)
    later = {"every-caller", "fraud", "before-buying", "leading"}
    first = set(order) - later - {"agreeing", "company-duties"}
    for slug in later:
        assert sum(slug in links[one] for one in first) >= 1, f"no way to {slug}"
        assert links[slug] & first, f"no way back from {slug}"
    for slug in first - {"precise-answers"}:
        assert links[slug] & (later | {"agreeing"}), f"{slug} knows of nothing later"
