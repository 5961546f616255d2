"""What only several chapters together can tell, and what every chapter that ships must have."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from benvenuto.domain.faults import Fault
from benvenuto.formats.handbook.chapters import (
    Chapter,
    criteria_faults,
    read_handbook,
    reference_faults,
    sections_of,
    standard_faults,
    word_count,
)
from benvenuto.formats.handbook.policy import read_policy
from benvenuto.formats.scoring.rubrics import read_folder

ROOT = Path(__file__).parents[4]
CHAPTERS, _ = read_handbook(ROOT / "benvenuto" / "handbook")
POLICY, _ = read_policy(ROOT / "policy.yaml")
RUBRICS = read_folder(ROOT / "rubrics", sections_of(CHAPTERS)).rubrics
LENGTHS_S = {
    path.parent.name: json.loads(path.read_text("utf-8"))["duration"]
    for path in (ROOT / "sample_data" / "casa-lume").glob("*/truth.json")
}
SECTIONS = {one.id: {criterion.id: criterion.handbook for criterion in one.criteria} for one in RUBRICS.values()}

FRONT = "---\ntitle: T\nsummary: S.\nowner: O\nreview_by: 2030-01-01\ncriteria: {criteria}\n---\n\n"

Write = Callable[..., list[Chapter]]


@pytest.fixture
def chapters(tmp_path: Path) -> Write:
    def of(text: str, criteria: str = "[]") -> list[Chapter]:
        for language in ("it", "en"):
            (tmp_path / language).mkdir(exist_ok=True)
            (tmp_path / language / "01-one.md").write_text(FRONT.format(criteria=criteria) + text, "utf-8")
        return [one for one in read_handbook(tmp_path)[0] if one.language == "it"]

    return of


def said(faults: Iterable[Fault]) -> list[tuple[int, str]]:
    return [(fault.line, fault.text) for fault in faults]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Entro {{refunds}}.", "The policy has no fact “refunds” to quote."),
        ("Entro {{}}.", "The policy has no fact “” to quote."),
        ("[qui](two)", "The link leads to “two”, which is not in the handbook."),
        ("[qui](one#b)", "The link leads to “one#b”, which is not in the handbook."),
        ("[Ascolti](excerpt:call)", "“excerpt:call” does not name a stretch of a recording."),
        ("[Ascolti](excerpt:call@2-1)", "“excerpt:call@2-1” does not name a stretch of a recording."),
        ("[Ascolti](excerpt:other@1-2)", "There is no recording “other” to listen to."),
        ("[Ascolti](excerpt:call@1-91)", "The excerpt ends at 91.0 s, and the recording at 90.0 s."),
        ("[Ascolti](excerpt:call@1-62)", "The excerpt is longer than 60 seconds."),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_with_its_line(chapters: Write, words: str, text: str) -> None:
    found = reference_faults(chapters(f"## A {{#a}}\n\n{words}\n"), {"refund"}, {"call": 90.0})
    assert said(found) == [(11, text)]


def test_references_that_lead_somewhere_are_let_be(chapters: Write) -> None:
    text = "## A {#a}\n\n{{refund}} {{ refund }} [x](one) [x](one#a) [x](https://a.b/c)\n\n[x](excerpt:call@0-60)\n"
    assert said(reference_faults(chapters(text), {"refund"}, {"call": 90.0})) == []


@pytest.mark.parametrize(
    ("criteria", "texts"),
    [
        ("[greeting/name]", []),
        ("[unknown/name]", []),
        ("[greeting/nome]", ["“greeting” has no criterion “nome”."]),
        ("[greeting/bye]", ["The criterion “greeting/bye” points to “two#b”, not to this chapter."]),
    ],
)
def test_a_criterion_that_a_chapter_does_not_serve_is_told(chapters: Write, criteria: str, texts: list[str]) -> None:
    (one,) = chapters("## A {#a}\n", criteria)
    two = replace(one, slug="two", criteria=())
    faults = criteria_faults([one, two], {"greeting": {"name": "one#a", "bye": "two#b"}})
    assert [fault.text for fault in faults] == texts


def test_a_criterion_that_points_to_no_chapter_at_all_is_left_to_its_rubric(chapters: Write) -> None:
    (one,) = chapters("## A {#a}\n", "[greeting/bye]")
    assert list(criteria_faults([one], {"greeting": {"bye": "to#b"}})) == []


def test_a_chapter_without_its_parts_is_told(chapters: Write) -> None:
    found = [text for _, text in said(standard_faults(chapters("## A {#why}\n\nBreve.\n")))]
    assert found == [
        "The chapter has no section {#standard}.",
        "The chapter has no section {#worked-call}.",
        "The chapter has no table of what to say.",
        "The chapter has 2 words.",
    ]


def test_words_are_counted_as_they_are_read(chapters: Write) -> None:
    text = (
        "Uno due.\n\n## Tre quattro {#a}\n\n**Cinque** [sei](one#a).\n\n| Sette | Otto |\n| --- | --- |\n| 9 | 10 |\n"
    )
    assert word_count(chapters(text)[0]) == 10


def test_every_chapter_that_ships_is_up_to_the_standard() -> None:
    faults = [
        *standard_faults(CHAPTERS),
        *reference_faults(CHAPTERS, POLICY.names, LENGTHS_S),
        *criteria_faults(CHAPTERS, SECTIONS),
    ]
    assert [(fault.file, fault.line, fault.text) for fault in faults] == []


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_criterion_is_named_by_the_one_chapter_that_serves_it(language: str) -> None:
    served = [path for chapter in CHAPTERS if chapter.language == language for path in chapter.criteria]
    assert sorted(served) == sorted(f"{name}/{one}" for name, ones in SECTIONS.items() for one in ones)


def test_every_chapter_has_a_number_of_its_own_in_both_languages() -> None:
    for language in ("it", "en"):
        numbers = [chapter.number for chapter in CHAPTERS if chapter.language == language]
        assert numbers == sorted({chapter.number for chapter in CHAPTERS})


def test_each_language_lets_its_own_callers_be_heard() -> None:
    for chapter in CHAPTERS:
        for one in chapter.references:
            if one.target.startswith("excerpt:"):
                call = one.target.removeprefix("excerpt:").partition("@")[0]
                truth = json.loads((ROOT / "sample_data" / "casa-lume" / call / "truth.json").read_text("utf-8"))
                assert truth["lang"] == chapter.language, (chapter.file, call)
