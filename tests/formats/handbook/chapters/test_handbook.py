"""The handbook: chapters, anchors in both languages, and search as one types."""

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import strategies as st

from benvenuto.formats.handbook.chapters import Section, overdue, plain_text, quoted, read_handbook, search, sections_of
from benvenuto.formats.handbook.policy import read_policy
from tests.domain.making import holds_for

SHIPPED = Path(__file__).parents[4] / "benvenuto" / "handbook"

CHAPTERS, FAULTS = read_handbook(SHIPPED)
POLICY, _ = read_policy(SHIPPED.parents[1] / "policy.yaml")
QUOTED = [
    replace(
        chapter,
        sections=tuple(
            replace(part, body_markdown=quoted(part.body_markdown, POLICY, date(2026, 11, 22), chapter.language))
            for part in chapter.sections
        ),
    )
    for chapter in CHAPTERS
]

IT = """\
---
title: L'apertura
summary: I primi secondi.
owner: Responsabile formazione
review_by: 2027-04-30
criteria: [greeting/first-words]
---

Prima di tutto, un respiro.

## Le prime parole {#first-words}

Il saluto arriva **quando** la linea è aperta. La perizia è un'altra cosa.

```
## Not a heading {#not-one}
```

### Un dettaglio

| Non dica | Dica |
| --- | --- |
| Pronto? | Buongiorno |

## Chi parla {#identity}

I resi e i rimborsi si trattano [altrove](orders#returns).
"""
EN = (
    IT.replace("L'apertura", "The opening").replace("Le prime parole", "First words").replace("Chi parla", "Who speaks")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language, text in (("it", IT), ("en", EN)):
        (tmp_path / language).mkdir()
        (tmp_path / language / "02-opening.md").write_text(text, "utf-8")
    return tmp_path


def edit(folder: Path, language: str, old: str, new: str, count: int = 1) -> None:
    path = folder / language / "02-opening.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), "utf-8")


def said(folder: Path) -> list[tuple[str, int, str]]:
    _, faults = read_handbook(folder)
    return [(Path(fault.file).relative_to(folder).as_posix(), fault.line, fault.text) for fault in faults]


def test_a_chapter_is_read_with_its_front_matter_and_sections(folder: Path) -> None:
    chapters, faults = read_handbook(folder)
    assert faults == []
    opening = chapters[0]
    assert (opening.slug, opening.number, opening.language, opening.title) == ("opening", 2, "it", "L'apertura")
    assert (opening.owner, opening.review_by) == ("Responsabile formazione", date(2027, 4, 30))
    assert opening.criteria == ("greeting/first-words",)
    assert opening.introduction == "Prima di tutto, un respiro."
    assert opening.anchors == ("first-words", "identity")
    assert opening.section("identity") == Section(
        "identity", "Chi parla", "I resi e i rimborsi si trattano [altrove](orders#returns)."
    )
    assert (first := opening.section("first-words")) is not None
    assert "### Un dettaglio" in first.body_markdown
    assert opening.section("not-one") is None


def test_a_section_knows_whether_it_hangs_on_a_day(folder: Path) -> None:
    edit(folder, "it", "Il saluto arriva", "Entro {{refund}} il saluto arriva")
    assert [part.quotes_policy for part in read_handbook(folder)[0][0].sections] == [True, False]


def test_sections_are_those_that_every_language_has(folder: Path) -> None:
    chapters, _ = read_handbook(folder)
    assert sections_of(chapters) == {"opening#first-words", "opening#identity"}
    edit(folder, "en", "{#identity}", "{#who}")
    assert sections_of(read_handbook(folder)[0]) == {"opening#first-words"}
    assert sections_of([]) == set()


def test_windows_line_ends_change_nothing(folder: Path) -> None:
    before = read_handbook(folder)
    for path in folder.glob("*/*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_handbook(folder) == before


@pytest.mark.parametrize(
    ("old", "new", "line", "text"),
    [
        ("owner: Responsabile formazione\n", "", 2, "The front matter has no “owner”."),
        ("title: L'apertura", "title:", 2, "The front matter has no “title”."),
        ("owner:", "color: red\nowner:", 4, "“color” means nothing in the front matter."),
        ("2027-04-30", "next spring", 5, "“review_by” is not a date."),
        ("summary: I primi", "summary: I primi: i", 3, "There is a colon where none is allowed."),
        ("---\ntitle", "title", 1, "The chapter does not begin with its front matter."),
        (
            "criteria: [greeting/first-words]\n",
            "",
            2,
            "The front matter does not list the criteria that the chapter serves.",
        ),
        ("greeting/first", "first", 6, "“first-words” is not the path of a criterion."),
        ("## Chi parla {#identity}", "## Chi parla", 25, "The section “Chi parla” has no anchor."),
        ("## Chi parla {", "# Chi parla {", 25, "The chapter already has its title in the front matter."),
        ("{#identity}", "{#first-words}", 25, "The anchor “first-words” is already used in this chapter."),
    ],
)
def test_a_broken_chapter_is_told_with_its_line_and_left_out(
    folder: Path, old: str, new: str, line: int, text: str
) -> None:
    edit(folder, "it", old, new)
    assert said(folder) == [("it/02-opening.md", line, text)]
    assert [chapter.language for chapter in read_handbook(folder)[0]] == ["en"]


def test_every_fault_of_a_chapter_is_told_at_once(folder: Path) -> None:
    edit(folder, "it", "owner: Responsabile formazione\n", "")
    edit(folder, "it", "{#identity}", "")
    assert [line for _, line, _ in said(folder)] == [2, 24]


def test_a_chapter_without_sections_is_told(folder: Path) -> None:
    path = folder / "it" / "02-opening.md"
    path.write_text(path.read_text("utf-8").partition("## Le prime")[0], "utf-8")
    assert ("it/02-opening.md", 0, "The chapter has no section.") in said(folder)


def test_a_file_that_is_no_chapter_is_told(folder: Path) -> None:
    (folder / "it" / "notes.md").write_text(IT, "utf-8")
    (folder / "en" / "notes.md").write_text(EN, "utf-8")
    assert {text for _, _, text in said(folder)} == {"The name of the file is not that of a chapter."}


def test_a_missing_language_is_told_at_the_chapter_that_is_there(folder: Path) -> None:
    (folder / "en" / "02-opening.md").unlink()
    assert said(folder) == [("it/02-opening.md", 0, "The chapter is missing in the other language: en/02-opening.md.")]


def test_anchors_that_differ_are_told_on_both_sides(folder: Path) -> None:
    edit(folder, "en", "{#identity}", "{#who}")
    assert said(folder) == [
        ("en/02-opening.md", 0, "The version in “it” has sections that are missing here: identity."),
        ("it/02-opening.md", 0, "The version in “en” has sections that are missing here: who."),
    ]


def test_sections_in_another_order_are_told(folder: Path) -> None:
    edit(folder, "en", "{#identity}", "{#x}")
    edit(folder, "en", "{#first-words}", "{#identity}")
    edit(folder, "en", "{#x}", "{#first-words}")
    assert len(said(folder)) == 2
    assert said(folder)[0][2] == "The sections are in a different order from “it”."


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert [fault.text for fault in read_handbook(tmp_path)[1]] == ["The handbook has no chapter."]


def test_a_chapter_is_overdue_from_the_day_after_its_date(folder: Path) -> None:
    chapters, _ = read_handbook(folder)
    assert overdue(chapters, date(2027, 4, 30)) == []
    assert [late.chapter for late in overdue(chapters, date(2027, 5, 1))] == list(chapters)


def test_plain_text_has_the_words_and_no_marks() -> None:
    markdown = "Il **saluto** [qui](a#b),\nsubito.\n\n| Dica |\n| --- |\n| `Sì` |\n\n    code\n"
    assert plain_text(markdown) == "Il saluto qui, subito. Dica Sì code"


def found(folder: Path, words: str, language: str = "it") -> list[str]:
    hits = search(read_handbook(folder)[0], words, language)
    return [hit.section.anchor if hit.section else hit.chapter.slug for hit in hits]


@pytest.mark.parametrize("words", ["saluto", "SALUTO", "saluti", "salutare", "salu", "linea e", "linèa"])
def test_case_accents_endings_and_unfinished_words_do_not_matter(folder: Path, words: str) -> None:
    assert found(folder, words)[0] == "first-words"


@pytest.mark.parametrize(("words", "place"), [("reso", "identity"), ("rimborso", "identity")])
def test_singular_and_plural_find_each_other(folder: Path, words: str, place: str) -> None:
    assert found(folder, words) == [place]


@pytest.mark.parametrize(
    ("language", "asked", "chapter"),
    [
        ("it", "come mi scuso", "complaints"),
        ("it", "spedire", "orders"),
        ("it", "spedito", "orders"),
        ("it", "richiamarla", "permission"),
        ("it", "richiamata", "permission"),
        ("it", "lettere", "hold-and-voice"),
        ("it", "LETTERA", "hold-and-voice"),
        ("it", "perche", "welcome"),
        ("it", "metterla in attesa", "hold-and-voice"),
        ("it", "14 giorni", "precise-answers"),
        ("en", "apologize", "complaints"),
        ("en", "apologising", "complaints"),
        ("en", "transferring", "hold-and-voice"),
        ("en", "interrupted", "listening"),
        ("en", "how do I apologise", "complaints"),
        ("en", "refunded", "orders"),
        ("en", "deliveries", "orders"),
    ],
)
def test_what_people_type_finds_the_chapter_they_mean(language: str, asked: str, chapter: str) -> None:
    assert chapter in [hit.chapter.slug for hit in search(QUOTED, asked, language)][:4]


def test_small_words_do_not_lead_astray(folder: Path) -> None:
    assert found(folder, "la perizia") == found(folder, "perizia") == ["first-words"]
    assert found(folder, "la") != []


def test_titles_come_before_headings_and_headings_before_bodies(folder: Path) -> None:
    edit(folder, "it", "Chi parla", "Il respiro")
    edit(folder, "it", "L'apertura", "Respiro")
    edit(folder, "it", "Il saluto arriva", "Un respiro arriva")
    assert found(folder, "respiro") == ["opening", "identity", "first-words"]


def test_the_places_with_most_of_the_words_are_found(folder: Path) -> None:
    assert found(folder, "resi saluto rimborsi") == ["identity"]
    assert found(folder, "prime parole apertura") == ["first-words"]


def test_only_one_language_is_searched(folder: Path) -> None:
    assert found(folder, "first words", "en") == ["first-words"]
    assert found(folder, "speaks", "it") == []


@pytest.mark.parametrize("words", ["", "  ", "?!", "zzz"])
def test_nothing_is_found_for_nothing(folder: Path, words: str) -> None:
    assert found(folder, words) == []


def test_an_excerpt_shows_the_words_where_they_stand(folder: Path) -> None:
    hit = search(read_handbook(folder)[0], "rimborso", "it")[0]
    assert hit.excerpt == "I resi e i rimborsi si trattano altrove."
    assert [hit.excerpt[start:end] for start, end in hit.marks] == ["rimborsi"]


def test_a_long_text_is_cut_between_words(folder: Path) -> None:
    edit(folder, "it", "I resi e", "parola " * 60 + "I resi e")
    excerpt = search(read_handbook(folder)[0], "resi", "it")[0].excerpt
    assert excerpt.startswith("… parola parola")
    assert len(excerpt) < 170


TYPED = st.sampled_from(["chiamata", "reso", "the", "il", "recording", "a", "è", "call"])


@holds_for(st.text(max_size=30) | st.lists(TYPED).map(" ".join))
def test_whatever_is_typed_marks_lie_in_the_excerpt_and_ranks_fall(words: str) -> None:
    for language in ("it", "en"):
        hits = search(CHAPTERS, words, language)
        assert [hit.rank for hit in hits] == sorted((hit.rank for hit in hits), reverse=True)
        for hit in hits:
            assert all(0 <= start < end <= len(hit.excerpt) for start, end in hit.marks)


def test_search_keeps_up_with_typing() -> None:
    words = "come si apre una chiamata registrata"
    search(CHAPTERS, words, "it")
    start = time.process_time()
    for length in range(1, len(words)):
        search(CHAPTERS, words[:length], "it")
    assert (time.process_time() - start) / len(words) < 0.05


def test_the_chapters_that_ship_are_sound_and_the_same_in_both_languages() -> None:
    assert [fault.text for fault in FAULTS] == []
    assert len(CHAPTERS) == len([*SHIPPED.glob("*/*.md")])
    assert len(sections_of(CHAPTERS)) == sum(len(chapter.sections) for chapter in CHAPTERS) / 2
