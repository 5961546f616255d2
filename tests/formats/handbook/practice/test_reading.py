"""Exercises read from their files: what is sound is there, what is not is told with its line and a remedy."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from benvenuto.domain.practice import KINDS, Choose, Find, Mistake, Order, ScoreExcerpt, ScoreTakes, Write
from benvenuto.domain.rubric import AppliesWhen
from benvenuto.formats.handbook.practice import ExerciseContext, read_practice
from benvenuto.formats.handbook.practice import kinds as own_kinds
from benvenuto.formats.scoring.rubrics import read_folder
from benvenuto.formats.text_file import FaultKind

RUBRICS = read_folder(Path(__file__).parents[4] / "rubrics").rubrics
GREETING = RUBRICS["greeting"]
ALWAYS = replace(GREETING.criteria[0], id="always", not_applicable=False, applies_when=AppliesWhen())
RUBRICS = {**RUBRICS, "greeting": replace(GREETING, criteria=(*GREETING.criteria, ALWAYS))}
BESIDE = ExerciseContext(RUBRICS, {"opening#first-words", "opening#identity"}, {"01-call": 20.0}, {"01-call@1.0-9.5"})

SOUND = """\
rubric: greeting
exercises:
  - id: one
    criterion: first-words
    handbook: opening#first-words
    title: {it: Uno, en: One}
    situation: {it: "Chi chiama, e perché.", en: Who calls.}
    choose:
      - {say: {it: Pronto, en: Hello}, why: {it: No, en: No}}
      - {say: {it: Buongiorno, en: Good day}, why: {it: Bene, en: Good}, better: true}
  - id: two
    criterion: identity
    handbook: opening#identity
    title: {it: Due, en: Two}
    situation: {it: Trovi, en: Find}
    find:
      turns:
        - caller: {it: Ferri, en: Farrow}
        - agent: {it: "Via Po, vero?", en: "Mill Lane?"}
      mistakes:
        - {turn: 2, reason: prompted}
      why: {it: Perché, en: Because}
      instead: {it: Altro, en: Else}
  - id: three
    criterion: identity
    handbook: opening#identity
    title: {it: Tre, en: Three}
    situation: {it: In fila, en: In order}
    order:
      steps: [{it: a, en: a}, {it: b, en: b}, {it: c, en: c}]
      also:
        - {order: [2, 1, 3], why: {it: Anche, en: Also}}
      why: {it: Perché, en: Because}
  - id: four
    criterion: first-words
    handbook: opening#first-words
    language: it
    title: Quattro
    situation: Ascolti.
    score:
      excerpt: 01-call@1.0-9.5
      level: partly
      why: Manca il nome.
  - id: takes
    criterion: first-words
    handbook: opening#first-words
    language: it
    title: Versioni
    situation: Confronti.
    takes:
      - {turns: [{agent: "Pronto?"}], level: missing, why: Nulla.}
      - {turns: [{agent: "Buongiorno, Casa Lume."}], level: partly, why: Manca il nome.}
  - id: five
    criterion: first-words
    handbook: opening#first-words
    language: it
    title: Cinque
    situation: Scriva.
    write:
      turns:
        - caller: "Torino, Otranto, Napoli."
      answer: Ton
      why: A gruppi.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "greeting.yaml").write_text(SOUND, "utf-8")
    return tmp_path


def test_every_kind_of_exercise_is_read(folder: Path) -> None:
    exercises, faults = read_practice(folder, BESIDE)
    assert faults == []
    assert [one.kind for one in exercises] == list(KINDS.values())
    assert [one.languages for one in exercises] == [("it", "en")] * 3 + [("it",)] * 3
    first, second, third, fourth, takes, fifth = exercises
    assert isinstance(first.task, Choose)
    assert [option.better for option in first.task.options] == [False, True]
    assert isinstance(second.task, Find)
    assert second.task.mistakes == (Mistake(1, "prompted"),)
    assert isinstance(third.task, Order)
    assert third.task.accepted == ((0, 1, 2), (1, 0, 2))
    assert isinstance(takes.task, ScoreTakes)
    assert [take.level for take in takes.task.takes] == ["missing", "partly"]
    assert isinstance(fifth.task, Write)
    assert fifth.task.answer.in_language("it") == "Ton"
    assert isinstance(fourth.task, ScoreExcerpt)
    assert fourth.task.excerpt == "01-call@1.0-9.5"
    assert fourth.title.in_language("it") == "Quattro"


MISTAKES = [
    ("id: two", "id: one", 11, "“one” is already taken, on line 3."),
    ("criterion: identity", "criterion: voice", 12, "“greeting” has no criterion “voice”."),
    ("opening#identity", "opening#nowhere", 13, "The handbook has no section “opening#nowhere”."),
    ("level: missing,", "level: bare,", 51, "The criterion “first-words” has no level “bare”."),
    ("language: it", "language: de", 37, "“de” is not possible for “language”."),
    (", better: true", "", 8, "0 answers are marked as the better one."),
    ("en: No}}", "en: No}, better: true}", 8, "2 answers are marked as the better one."),
    ("      steps: [{it: a, en: a}, ", "      steps: [", 30, "“steps” has fewer than 3 entries."),
    ("turn: 2", "turn: 3", 21, "There is no turn 3."),
    ("turn: 2", "turn: 1", 21, "The reason “prompted” does not fit whose turn 1 is."),
    ("reason: prompted", "reason: caller", 21, "The reason “caller” does not fit whose turn 2 is."),
    ("reason: prompted", "reason: sleepy", 21, "The criterion “identity” has no reason “sleepy”."),
    ("reason: prompted}", "reason: prompted}\n        - {turn: 2, reason: prompted}", 22, "Turn 2 is named twice."),
    ("reason: prompted}", "reason: prompted, also: [{reason: prompted, why: {it: a, en: b}}]}", 21,
     "“prompted” is accepted already."),
    ("order: [2, 1, 3]", "order: [2, 1, 4]", 32, "“2, 1, 4” does not put 3 steps in order."),
    ("order: [2, 1, 3]", "order: [1, 2, 3]", 32, "“1, 2, 3” is accepted already."),
    ("criterion: first-words\n    handbook: opening#first-words\n    language: it\n    title: Quattro\n"
     "    situation: Ascolti.\n    score:\n      excerpt: 01-call@1.0-9.5\n      level: partly",
     "criterion: always\n    handbook: opening#first-words\n    language: it\n    title: Quattro\n"
     "    situation: Ascolti.\n    score:\n      excerpt: 01-call@1.0-9.5\n      level: not-applicable", 42,
     "The criterion “always” always applies."),
    ("      turns:\n        - caller: \"Torino, Otranto, Napoli.\"\n", "", 59,
     "There is nothing to read and nothing to listen to."),
    ("{it: Ferri, en: Farrow}", "{it: F, en: F}\n          agent: {it: G, en: G}", 18, "Two people speak in one turn."),
    ("level: partly", "level: superb", 42, "The criterion “first-words” has no level “superb”."),
    ("      excerpt: 01-call@1.0-9.5\n", "", 40, "There is nothing to read and nothing to listen to."),
    ("01-call@1.0-9.5", "the end", 41, "“the end” does not name a stretch of a recording."),
    ("01-call@1.0-9.5", "02-call@1.0-9.5", 41, "There is no recording “02-call” to listen to."),
    ("01-call@1.0-9.5", "01-call@1.0-29.5", 41, "The excerpt ends at 29.5 s, and the recording at 20.0 s."),
    ("01-call@1.0-9.5", "01-call@1.0-9.0", 41, "No chapter plays “01-call@1.0-9.0”, so it would not be "
     "heard."),
    ("title: {it: Due, en: Two}", "title: Due", 14, "This text serves both languages, in an exercise that is in both."),
    ("title: Quattro", "title: {it: a, en: b}", 38, "This text is in both languages, in an exercise that is in one."),
    ("    find:\n", "    order: {steps: [{it: a, en: b}, {it: b, en: b}, {it: c, en: c}], why: {it: a, en: b}}\n"
     "    find:\n", 11, "The exercise has several tasks: find, order."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "text"), MISTAKES)
def test_a_mistake_is_told_with_its_line_and_leaves_the_other_exercises(
    folder: Path, old: str, new: str, line: int, text: str
) -> None:
    assert old in SOUND
    (folder / "greeting.yaml").write_text(SOUND.replace(old, new, 1), "utf-8")
    exercises, faults = read_practice(folder, BESIDE)
    assert (line, text) in [(fault.line, fault.text) for fault in faults]
    assert len(exercises) >= 3
    for fault in faults:
        assert fault.remedy.format(**fault.params)


def test_a_file_is_called_like_its_rubric(folder: Path) -> None:
    (folder / "greeting.yaml").rename(folder / "listening.yaml")
    exercises, faults = read_practice(folder, BESIDE)
    assert [(one.line, one.text) for one in faults] == [
        (1, "The id is “greeting”, but the file is called “listening”.")
    ]
    assert len(exercises) == 6


def test_an_exercise_without_a_task_is_told(folder: Path) -> None:
    (folder / "greeting.yaml").write_text(re.sub(r"    choose:\n(      .*\n)+", "", SOUND), "utf-8")
    exercises, faults = read_practice(folder, BESIDE)
    assert [fault.text for fault in faults] == ["The exercise has nothing to do."]
    assert [one.id for one in exercises] == ["two", "three", "four", "takes", "five"]


def test_every_fault_of_exercises_alone_has_its_mistake(folder: Path) -> None:
    told = {text for *_, text in MISTAKES} | {"The exercise has nothing to do."}
    for kind in (one for one in vars(own_kinds).values() if isinstance(one, FaultKind)):
        pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(kind.template))
        assert any(re.fullmatch(pattern, text) for text in told), kind


def test_an_excerpt_is_no_longer_than_a_minute(folder: Path) -> None:
    (folder / "greeting.yaml").write_text(SOUND.replace("@1.0-9.5", "@1.0-80.0"), "utf-8")
    beside = replace(BESIDE, lengths_s={"01-call": 100.0})
    assert [fault.text for fault in read_practice(folder, beside)[1]] == ["The excerpt is longer than 60 seconds."]


def test_an_excerpt_is_known_by_its_seconds_however_they_are_written(folder: Path) -> None:
    (folder / "greeting.yaml").write_text(SOUND.replace("@1.0-9.5", "@1-9.50"), "utf-8")
    exercises, faults = read_practice(folder, BESIDE)
    assert faults == []
    assert isinstance(exercises[3].task, ScoreExcerpt)
    assert exercises[3].task.excerpt == "01-call@1.0-9.5"


def test_exercises_of_a_rubric_that_is_broken_wait_for_it(folder: Path) -> None:
    assert read_practice(folder, replace(BESIDE, rubrics={}, broken={"greeting"})) == ((), [])


def test_exercises_of_a_rubric_that_is_not_there_are_told(folder: Path) -> None:
    _, faults = read_practice(folder, replace(BESIDE, rubrics={}))
    assert [fault.text for fault in faults] == ["There is no rubric “greeting”."]


@pytest.mark.parametrize(
    "text", ["", "- 1", "exercises: 3\nrubric: 7", "{", "rubric: greeting\nexercises: [1, {id: []}]"]
)
def test_a_file_that_holds_no_exercise_is_told(folder: Path, text: str) -> None:
    (folder / "greeting.yaml").write_text(text, "utf-8")
    exercises, faults = read_practice(folder, BESIDE)
    assert exercises == ()
    assert faults


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert read_practice(tmp_path / "practice", BESIDE) == ((), [])
