"""The law that sections quote: as of which day, from which sources, and when it is to be read again."""

from datetime import date
from pathlib import Path

import pytest

from benvenuto.formats.handbook.chapters import Law, law_faults, overdue, read_handbook
from tests.formats.handbook.chapters.test_handbook import CHAPTERS, edit, said

CHAPTER = """\
---
title: Ordini
summary: I resi.
owner: Responsabile
review_by: 2027-04-30
criteria: []
law:
  returns:
    as_of: 2026-11-30
    review_by: 2027-02-28
    sources: Codice del consumo, art. 52.
---

## Recesso {#returns}

Codice del consumo, art. 52.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language in ("it", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "02-opening.md").write_text(CHAPTER, "utf-8")
    return tmp_path


def test_a_section_carries_the_law_that_it_quotes(folder: Path) -> None:
    chapters, faults = read_handbook(folder)
    assert faults == []
    law = Law(date(2026, 11, 30), date(2027, 2, 28), "Codice del consumo, art. 52.")
    assert [part.law for part in chapters[0].sections] == [law]
    assert list(law_faults(chapters)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "text"),
    [
        ("    as_of: 2026-11-30\n", "", 8, "The law of the section “returns” has no “as_of”."),
        ("    sources: Codice del consumo, art. 52.\n", "", 8, "The law of the section “returns” has no “sources”."),
        ("sources: Codice del consumo, art. 52.", "sources:", 11, "The law of the section “returns” has no “sources”."),
        ("as_of: 2026-11-30", "as_of: last week", 9, "“as_of” is not a date."),
        ("review_by: 2027-02-28", "review_by: 2027-02-30", 10, "“review_by” is not a date."),
        ("    as_of", "    colour: red\n    as_of", 9, "“colour” means nothing in the front matter."),
        ("  returns:", "  refunds:", 1, "“law” names the section “refunds”, which is not in this chapter."),
    ],
)
def test_law_without_its_day_or_its_sources_is_told_with_its_line(
    folder: Path, old: str, new: str, line: int, text: str
) -> None:
    edit(folder, "it", old, new)
    assert said(folder) == [("it/02-opening.md", line, text)]


def test_law_that_is_not_by_section_is_told(folder: Path) -> None:
    path = folder / "it" / "02-opening.md"
    before, _, after = path.read_text("utf-8").partition("law:\n")
    path.write_text(before + "law: [GDPR]\n---\n" + after.partition("---\n")[2], "utf-8")
    assert said(folder) == [("it/02-opening.md", 7, "“law” is not a list of sections.")]


@pytest.mark.parametrize(
    "words",
    [
        "(art. 52)",
        "artt. 133 e 135",
        "arts. 10 and 11",
        "The GDPR says so.",
        "D.Lgs. 82/2022",
        "D.L. 83/2012",
        "legge 5/2018",
        "Law 300/1970",
        "Directive (EU) 2019/771",
        "Direttiva 2011/83/UE",
        "il Regolamento UE 2024/1689",
        "Il Codice del consumo lo vieta.",
        "The Consumer Code forbids it.",
        "By law, thirty days.",
        "Per legge sono due anni.",
        "art 57",
        "Article 57",
        "il decreto legislativo 206 del 2005",
        "Dlgs 206/2005",
        "legge n. 118",
        "L. 118/2022",
        "D.P.R. 445/2000",
        "Reg. (UE) 2016/679",
        "the Consumer Rights Act",
        "la legge prevede un rimborso",
        "The law says two years.",
    ],
)
def test_a_section_that_quotes_law_without_a_day_is_told(folder: Path, words: str) -> None:
    edit(
        folder,
        "it",
        "{#returns}\n\nCodice del consumo, art. 52.\n",
        f"{{#returns}}\n\n## Altro {{#other}}\n\n{words}\n",
    )
    edit(folder, "en", "{#returns}", "{#returns}\n\n## Other {#other}")
    (fault,) = [fault for fault in law_faults(read_handbook(folder)[0]) if "/it/" in fault.file]
    assert fault.params["anchor"] == "other"
    assert str(fault.params["quoted"]).casefold() in words.casefold()


@pytest.mark.parametrize(
    "words",
    [
        "Una parte della legge.",
        "The artist called.",
        "An article about lamps.",
        "Ask the director.",
        "parts 3",
        "DM me",
    ],
)
def test_words_that_only_look_like_law_are_let_be(folder: Path, words: str) -> None:
    edit(folder, "it", "\nCodice del consumo, art. 52.\n", f"\n{words}\n")
    edit(folder, "it", "law:\n  returns:\n    as_of: 2026-11-30\n    review_by: 2027-02-28\n", "")
    edit(folder, "it", "    sources: Codice del consumo, art. 52.\n", "")
    assert [fault.file for fault in law_faults(read_handbook(folder)[0]) if "/it/" in fault.file] == []


def test_the_article_is_quoted_whole(folder: Path) -> None:
    edit(folder, "it", "{#returns}", "{#returns}\n\n## Altro {#other}\n\nVale l'art. 57.\n\n## Poi {#then}")
    assert [fault.params["quoted"] for fault in law_faults(read_handbook(folder)[0])][:1] == ["art. 57"]


def test_law_is_overdue_from_the_day_after_its_date_and_its_chapter_not_yet(folder: Path) -> None:
    chapters, _ = read_handbook(folder)
    assert overdue(chapters, date(2027, 2, 28)) == []
    late = overdue(chapters, date(2027, 3, 1))
    assert [(reading.section.anchor if reading.section else "", reading.due) for reading in late] == [
        ("returns", date(2027, 2, 28))
    ] * 2


def test_what_ships_says_of_all_its_law_as_of_which_day() -> None:
    assert [(fault.file, fault.params) for fault in law_faults(CHAPTERS)] == []
    quoting = [part for chapter in CHAPTERS for part in chapter.sections if part.law]
    assert len(quoting) >= 20
    for part in quoting:
        assert part.law is not None
        assert part.law.as_of < part.law.due


def test_that_it_is_no_legal_advice_is_written_once_a_language() -> None:
    for language, words in (("it", "consulenza legale"), ("en", "legal advice")):
        places = [
            f"{chapter.slug}#{part.anchor}"
            for chapter in CHAPTERS
            if chapter.language == language
            for part in chapter.sections
            if words in part.body_markdown.casefold()
        ]
        assert places == ["company-duties#why"]
