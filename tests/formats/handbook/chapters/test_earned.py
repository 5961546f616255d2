"""The sentence that earns each level: book and rubric say one thing, or `check` says where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from benvenuto.config import HOME
from benvenuto.domain.rubric import Rubric
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters import LevelSentence, earned_faults, read_earned, read_handbook
from benvenuto.formats.scoring.rubrics import read_folder
from tests.formats.handbook.chapters.test_handbook import CHAPTERS, SHIPPED, edit, folder

__all__ = ["folder"]

EARNED, SHIPPED_FAULTS = read_earned(CHAPTERS, SHIPPED)
RUBRICS = read_folder(HOME / "rubrics").of_calls
WAITS = """\
criteria:
  - criterion: listening/waits
    levels:
      - {level: full, at: "opening#first-words", sentence: "La perizia è un'altra cosa."}
      - {level: missing, at: "opening#first-words", sentence: "Pronto?"}
"""

Sentences = Mapping[str, tuple[LevelSentence, ...]]


def told(earned: Mapping[str, Sequence[LevelSentence]] = EARNED, rubrics: Mapping[str, Rubric] = RUBRICS) -> list[str]:
    return [fault.text for fault in earned_faults(earned, CHAPTERS, rubrics)]


def changed(path: str, level: str, *, sentence: str = "", to: str = "") -> Sentences:
    """The shipped sentences, one of the English ones with other words or of another level."""
    english = {(one.criterion, one.level): one for one in EARNED["en"]}
    own = english[path, level]
    english[path, level] = replace(own, sentence=sentence or own.sentence, level=to or own.level)
    return {**EARNED, "en": tuple(english.values())}


@pytest.fixture
def written(folder: Path) -> Path:
    path = folder / "it" / "earned.yaml"
    path.write_text(WAITS, "utf-8")
    return path


def test_every_level_of_the_seven_rubrics_for_calls_is_earned_by_a_sentence_in_both_languages() -> None:
    assert len(RUBRICS) == 7
    assert "feedback" not in RUBRICS
    assert SHIPPED_FAULTS == []
    assert told() == []
    levels = sum(len(criterion.scale) for rubric in RUBRICS.values() for criterion in rubric.criteria)
    assert {language: len(EARNED[language]) for language in LANGUAGES} == dict.fromkeys(LANGUAGES, levels)


def test_a_level_without_a_sentence_is_told_in_the_language_that_lacks_it() -> None:
    without = tuple(one for one in EARNED["it"] if (one.criterion, one.level) != ("listening/waits", "most"))
    faults = list(earned_faults({**EARNED, "it": without}, CHAPTERS, RUBRICS))
    assert [fault.text for fault in faults] == [
        "No sentence of the handbook earns the level “most” of “listening/waits”."
    ]
    assert faults[0].file.endswith("it/earned.yaml")
    assert faults[0].path == "listening/waits.most"


def test_a_language_without_a_file_lacks_every_sentence() -> None:
    assert len(told({"it": EARNED["it"]})) == len(EARNED["it"])


def test_a_rubric_of_one_language_needs_sentences_in_that_one_only() -> None:
    rubric = RUBRICS["taking-the-case"]
    italian = replace(
        rubric,
        criteria=tuple(
            replace(
                criterion,
                scale=tuple(
                    replace(level, behaviour=replace(level.behaviour, versions={"it": "…"}))
                    for level in criterion.scale
                ),
            )
            for criterion in rubric.criteria
        ),
    )
    assert told({"it": EARNED["it"]}, {rubric.id: italian}) == []


def test_a_best_level_for_what_the_chapter_says_not_to_say_is_told() -> None:
    assert told(changed("complaint-recovery/remedy", "full", sentence="We could send you another one.")) == [
        "The best level of “complaint-recovery/remedy” is earned by what “complaints#remedy” says not to say."
    ]


def test_a_lower_level_for_what_the_chapter_says_to_say_is_told() -> None:
    say = "That needs my supervisor's approval."
    assert told(changed("precise-answers/within-the-rules", "partly", sentence=say)) == [
        "The level “partly” of “precise-answers/within-the-rules” marks down what “complaints#remedy” says to say."
    ]


@pytest.mark.parametrize(
    ("level", "quoted", "fault"),
    [
        (
            "full",
            "“Okay. Bye.”",
            "The best level of “greeting/farewell” is earned by what “closing#farewell” says not to say.",
        ),
        (
            "partly",
            "“Thank you for your patience”",
            "The level “partly” of “greeting/farewell” marks down what “closing#farewell” says to say.",
        ),
    ],
)
def test_what_a_rubric_quotes_itself_is_held_to_the_chapters_tables(level: str, quoted: str, fault: str) -> None:
    rubric = RUBRICS["greeting"]
    criteria = tuple(
        replace(
            criterion,
            scale=tuple(
                replace(one, behaviour=replace(one.behaviour, versions={**one.behaviour.versions, "en": quoted}))
                if (criterion.id, one.id) == ("farewell", level)
                else one
                for one in criterion.scale
            ),
        )
        for criterion in rubric.criteria
    )
    assert told(rubrics={"greeting": replace(rubric, criteria=criteria)}) == [fault]


def test_a_level_that_the_rubric_does_not_have_is_told() -> None:
    assert told(changed("listening/waits", "most", to="nearly")) == [
        "No sentence of the handbook earns the level “most” of “listening/waits”.",
        "“listening/waits” has no level “nearly”.",
    ]


def test_a_rubric_that_is_not_there_is_not_asked() -> None:
    assert told(rubrics={}) == []


def test_a_sentence_that_its_chapter_no_longer_says_is_a_fault_at_its_line(folder: Path, written: Path) -> None:
    assert read_earned(read_handbook(folder)[0], folder)[1] == []
    edit(folder, "it", "La perizia è un'altra cosa", "La perizia è altro")
    _, faults = read_earned(read_handbook(folder)[0], folder)
    assert [(fault.line, fault.text) for fault in faults] == [
        (4, "This phrase does not stand in “opening#first-words”.")
    ]


def test_a_chapter_that_a_company_replaced_makes_no_shipped_sentence_a_fault(folder: Path) -> None:
    chapters, _ = read_handbook(SHIPPED, folder)
    assert read_earned(chapters, SHIPPED, folder)[1] == []


def test_a_key_that_means_nothing_is_a_fault(folder: Path, written: Path) -> None:
    written.write_text(WAITS.replace("sentence", "sentance", 1), "utf-8")
    earned, faults = read_earned(read_handbook(folder)[0], folder)
    assert [fault.line for fault in faults] == [4]
    assert earned == {}
