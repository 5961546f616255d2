"""The learning path: read from its file, with every fault and its line; the one that ships is sound."""

from pathlib import Path

import pytest

from benvenuto.config import HOME
from benvenuto.domain.learning import KnownFact, Signer
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters import read_handbook, sections_of
from benvenuto.formats.handbook.learning_path import link_faults, read_learning_path
from benvenuto.formats.scoring.rubrics import read_folder

SOUND = """\
steps:
  - id: read
    title: {it: Leggere, en: Read}
    todo: {it: I primi quattro., en: The first four.}
    signed_by: agent
    handbook: [opening, opening#first-words]
  - id: answer
    title: Rispondere
    todo: Cinque telefonate.
    signed_by: supervisor
    criteria: [greeting/first-words]
    shows: exercises
"""
PAGES, CRITERIA = {"opening", "opening#first-words"}, {"greeting": ["first-words"]}


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "learning_path.yaml"
    path.write_text(text, "utf-8")
    return path


def test_steps_are_read_in_their_order(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND)
    (read, answer), faults = read_learning_path(path)
    assert faults == link_faults(path, PAGES, CRITERIA) == []
    assert (read.id, read.signer, read.handbook, read.shows) == ("read", Signer.AGENT, tuple(sorted(PAGES)), None)
    assert (answer.signer, answer.criteria, answer.shows) == (
        Signer.SUPERVISOR,
        ("greeting/first-words",),
        KnownFact.EXERCISES,
    )
    assert [answer.title.in_language(language) for language in LANGUAGES] == ["Rispondere"] * 2


@pytest.mark.parametrize(
    ("old", "new", "line", "text", "left"),
    [
        ("id: answer", "id: read", 7, "“read” is already taken, on line 2.", ["read"]),
        ("signed_by: agent", "signed_by: nobody", 5, "“nobody” is not possible for “signed_by”.", ["answer"]),
        ("{it: Leggere, en: Read}", "{it: Leggere}", 3, "The text in “en” is missing.", ["answer"]),
        ("shows: exercises", "shows: tea", 12, "“tea” is not possible for “shows”.", ["read"]),
        ("opening#first-words]", "opening#]", 6, "“opening#” does not name a chapter of the handbook.", ["answer"]),
    ],
)
def test_a_mistake_is_told_with_its_line_and_leaves_the_other_steps(
    tmp_path: Path, old: str, new: str, line: int, text: str, left: list[str]
) -> None:
    assert old in SOUND
    steps, faults = read_learning_path(written(tmp_path, SOUND.replace(old, new, 1)))
    assert (line, text) in [(fault.line, fault.text) for fault in faults]
    assert [step.id for step in steps] == left


@pytest.mark.parametrize(
    ("old", "new", "line", "text"),
    [
        ("[opening,", "[closing,", 6, "The handbook has no “closing”."),
        ("#first-words", "#nowhere", 6, "The handbook has no “opening#nowhere”."),
        ("greeting/first-words", "greeting/voice", 11, "“greeting” has no criterion “voice”."),
        ("greeting/first-words", "dancing/first-words", 11, "There is no rubric “dancing”."),
    ],
)
def test_a_link_that_leads_nowhere_is_told(tmp_path: Path, old: str, new: str, line: int, text: str) -> None:
    assert old in SOUND
    path = written(tmp_path, SOUND.replace(old, new, 1))
    faults = link_faults(path, PAGES, CRITERIA)
    assert [(fault.line, fault.text) for fault in faults] == [(line, text)]
    assert all(fault.remedy.format(**fault.params) for fault in faults)
    assert len(read_learning_path(path)[0]) == 2, "the step stays: only its link is left out"


@pytest.mark.parametrize("text", ["", "- 1", "steps: 3", "{", "steps: []", "steps: [1, {id: []}]"])
def test_a_file_that_holds_no_step_is_told(tmp_path: Path, text: str) -> None:
    steps, faults = read_learning_path(written(tmp_path, text))
    assert steps == ()
    assert faults


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    steps, faults = read_learning_path(tmp_path / "nothing.yaml")
    assert (steps, len(faults)) == ((), 1)


def test_the_path_that_ships_is_sound_and_in_both_languages() -> None:
    path = HOME / "learning_path.yaml"
    chapters, _ = read_handbook(HOME / "benvenuto" / "handbook")
    rubrics = read_folder(HOME / "rubrics").rubrics
    pages = sections_of(chapters) | {chapter.slug for chapter in chapters}
    steps, faults = read_learning_path(path)
    criteria = {one.id: [criterion.id for criterion in one.criteria] for one in rubrics.values()}
    assert faults == link_faults(path, pages, criteria) == []
    assert [step.id for step in steps] == ["read", "practise", "shadow", "score", "answer"]
    assert {step.shows for step in steps} == {None, *KnownFact}
    assert all(set(text.versions) == set(LANGUAGES) for step in steps for text in (step.title, step.todo))
