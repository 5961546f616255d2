"""The phrases of one page: each stands in its section, and the chapter is their only source."""

from __future__ import annotations

from pathlib import Path

import pytest

from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters import read_handbook, read_phrases
from tests.formats.handbook.chapters.test_handbook import CHAPTERS, SHIPPED, edit, folder

__all__ = ["folder"]

PHRASES = """\
groups:
  - title: Si apre
    phrases:
      - {at: "opening#first-words", say: "La perizia è un'altra cosa."}
      - {at: "opening#identity", say: "I resi e i rimborsi si trattano altrove."}
"""


@pytest.fixture
def phrases(folder: Path) -> Path:
    path = folder / "it" / "phrases.yaml"
    path.write_text(PHRASES, "utf-8")
    return path


def words(folder: Path) -> list[str]:
    groups, _ = read_phrases(read_handbook(folder)[0], folder)
    return [phrase.words for group in groups["it"] for phrase in group.phrases]


def faults(folder: Path) -> list[tuple[int, str]]:
    return [(fault.line, fault.text) for fault in read_phrases(read_handbook(folder)[0], folder)[1]]


def test_every_shipped_phrase_stands_in_its_section_in_both_languages() -> None:
    groups, shipped_faults = read_phrases(CHAPTERS, SHIPPED)
    assert shipped_faults == []
    assert set(groups) == set(LANGUAGES)
    for language in LANGUAGES:
        assert sum(len(group.phrases) for group in groups[language]) >= 40


def test_phrases_are_read_by_group(folder: Path, phrases: Path) -> None:
    assert faults(folder) == []
    assert words(folder) == ["La perizia è un'altra cosa.", "I resi e i rimborsi si trattano altrove."]


def test_a_phrase_that_its_chapter_no_longer_says_is_a_fault_and_left_out(folder: Path, phrases: Path) -> None:
    edit(folder, "it", "La perizia è un'altra cosa", "La perizia è altro")
    assert faults(folder) == [(4, "This phrase does not stand in “opening#first-words”.")]
    assert words(folder) == ["I resi e i rimborsi si trattano altrove."]


def test_a_section_that_is_not_there_is_a_fault(folder: Path, phrases: Path) -> None:
    phrases.write_text(PHRASES.replace("opening#identity", "opening#who"), "utf-8")
    assert faults(folder) == [(5, "The handbook has no “opening#who”.")]


def test_a_key_that_means_nothing_is_a_fault(folder: Path, phrases: Path) -> None:
    phrases.write_text(PHRASES.replace("say", "sai", 1), "utf-8")
    assert [line for line, _ in faults(folder)] == [4]
    assert read_phrases(read_handbook(folder)[0], folder)[0] == {}


def test_a_companys_own_phrases_take_the_place_of_the_shipped_ones(folder: Path, phrases: Path) -> None:
    chapters, _ = read_handbook(SHIPPED, folder)
    groups, own_faults = read_phrases(chapters, SHIPPED, folder)
    assert [group.title for group in groups["it"]] == ["Si apre"]
    assert len(groups["en"]) > 10
    assert own_faults == []


def test_a_chapter_that_a_company_replaced_makes_no_shipped_phrase_a_fault(folder: Path) -> None:
    chapters, _ = read_handbook(SHIPPED, folder)
    groups, own_faults = read_phrases(chapters, SHIPPED, folder)
    assert own_faults == []
    assert not any(phrase.at == "opening#first-words" for group in groups["it"] for phrase in group.phrases)
    assert any(phrase.at.startswith("fraud#") for group in groups["it"] for phrase in group.phrases)
