"""A company's own chapters: in the place of those that ship, or beside them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters import read_handbook, sections_of

SHIPPED = Path(__file__).parents[4] / "benvenuto" / "handbook"
SHIPPED_CHAPTERS = len([*SHIPPED.glob("*/*.md")])

CHAPTER = """\
---
title: {title}
summary: Ours.
owner: Carla
review_by: 2030-01-01
criteria: []
---

## Prime parole {{#first-words}}

Qui si dice: buongiorno.
"""

Write = Callable[[str, str, str], Path]


@pytest.fixture
def own(tmp_path: Path) -> Write:
    def write(name: str, language: str, title: str) -> Path:
        path = tmp_path / language / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(CHAPTER.format(title=title), "utf-8")
        return tmp_path

    return write


def test_an_own_chapter_takes_the_place_of_the_one_with_its_slug(own: Write) -> None:
    for language in LANGUAGES:
        folder = own("02-opening.md", language, "Da noi")
    chapters, faults = read_handbook(SHIPPED, folder)
    assert faults == []
    openings = [one for one in chapters if one.slug == "opening"]
    assert [one.title for one in openings] == ["Da noi", "Da noi"]
    assert len(chapters) == SHIPPED_CHAPTERS
    assert "opening#identity" not in sections_of(chapters)


def test_a_new_chapter_is_added_where_its_number_puts_it(own: Write) -> None:
    for language in LANGUAGES:
        folder = own("03-our-shops.md", language, "I nostri negozi")
    chapters, faults = read_handbook(SHIPPED, folder)
    assert faults == []
    assert [one.slug for one in chapters][2:5] == ["listening", "our-shops", "precise-answers"]
    assert "our-shops#first-words" in sections_of(chapters)


def test_an_own_chapter_in_one_language_must_have_the_sections_of_the_other(own: Write) -> None:
    chapters, faults = read_handbook(SHIPPED, own("02-opening.md", "it", "Da noi"))
    assert len(chapters) == SHIPPED_CHAPTERS
    assert ["has sections that are missing here" in fault.text for fault in faults] == [True]
    assert Path(faults[0].file).name == "02-opening.md"


def test_a_new_chapter_in_one_language_is_told(own: Write) -> None:
    _, faults = read_handbook(SHIPPED, own("13-our-shops.md", "it", "I nostri negozi"))
    assert [fault.text for fault in faults] == ["The chapter is missing in the other language: en/13-our-shops.md."]


def test_two_files_of_one_chapter_are_told(own: Write) -> None:
    for language in LANGUAGES:
        own("13-our-shops.md", language, "I nostri negozi")
    _, faults = read_handbook(SHIPPED, own("14-our-shops.md", "it", "Di nuovo"))
    assert [fault.text for fault in faults] == [
        "Another file of this folder holds the chapter “our-shops”: 13-our-shops.md."
    ]


def test_an_own_folder_without_chapters_is_told(tmp_path: Path) -> None:
    chapters, faults = read_handbook(SHIPPED, tmp_path / "nowhere")
    assert len(chapters) == SHIPPED_CHAPTERS
    assert [fault.text for fault in faults] == ["The handbook has no chapter."]


@pytest.mark.parametrize("path", ["it/earned.yaml", "en/phrases.yaml", "it/search.yaml", "sound/hallway.wav"])
def test_an_own_folder_may_hold_only_what_stands_beside_the_chapters(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir()
    if path.endswith("yaml"):
        shutil.copy(SHIPPED / path, tmp_path / path)
    else:
        (tmp_path / path).touch()
    assert read_handbook(SHIPPED, tmp_path)[1] == []
