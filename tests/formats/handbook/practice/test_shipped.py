"""The exercises that ship: sound, enough of them in each language, for every criterion, and not to be guessed."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from benvenuto.config import HOME
from benvenuto.domain.practice import (
    KINDS,
    NOT_APPLICABLE,
    THE_CALLERS,
    Find,
    Order,
    ScoreExcerpt,
    ScoreTakes,
    Task,
    Write,
)
from benvenuto.domain.scorecard import ScorecardKind
from benvenuto.domain.text import LANGUAGES, Text
from benvenuto.formats.handbook.chapters import excerpts, read_handbook, sections_of
from benvenuto.formats.handbook.practice import ExerciseContext, read_practice
from benvenuto.formats.scoring.rubrics import read_folder
from benvenuto.listening.excerpts import length_s
from benvenuto.sample.people import PEOPLE

LIBRARY = read_folder(HOME / "rubrics")
# agents practise what calls are scored by, not what their supervisors' feedback is graded by
GRADING = {
    p.rubric.id for card in LIBRARY.scorecards.values() if card.judges is ScorecardKind.FEEDBACK for p in card.parts
}
RUBRICS = {name: rubric for name, rubric in LIBRARY.rubrics.items() if name not in GRADING}
CHAPTERS, _ = read_handbook(HOME / "benvenuto" / "handbook")
SOUND = {path.parent.name: length_s(path) for path in (HOME / "sample_data" / "casa-lume").glob("*/call.wav")}
OFFERED = {excerpt.name for chapter in CHAPTERS for excerpt in excerpts(chapter)}
EXERCISES, FAULTS = read_practice(
    HOME / "rubrics" / "practice", ExerciseContext(RUBRICS, sections_of(CHAPTERS), SOUND, OFFERED)
)


def test_they_are_sound() -> None:
    assert [(Path(fault.file).name, fault.line, fault.text) for fault in FAULTS] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rubric_has_at_least_twelve_in_each_language(language: str) -> None:
    count = Counter(one.rubric for one in EXERCISES if language in one.languages)
    assert set(count) == set(RUBRICS)
    assert min(count.values()) >= 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_criterion_has_one(language: str) -> None:
    practised = {one.criterion_path for one in EXERCISES if language in one.languages}
    assert practised == {rubric.path(criterion) for rubric in RUBRICS.values() for criterion in rubric.criteria}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_level_of_every_criterion_is_the_answer_of_one(language: str) -> None:
    asked = {
        (one.criterion_path, level)
        for one in EXERCISES
        if language in one.languages
        for level in levels_asked(one.task)
    }
    levels = {
        (rubric.path(criterion), level.id)
        for rubric in RUBRICS.values()
        for criterion in rubric.criteria
        for level in criterion.scale
    }
    assert levels - asked == set()


def levels_asked(task: Task) -> tuple[str, ...]:
    """The levels that are the answer, where levels are asked for."""
    match task:
        case ScoreExcerpt(level=level):
            return (level,)
        case ScoreTakes(takes):
            return tuple(take.level for take in takes)
    return ()


def test_every_rubric_is_practised_in_several_ways() -> None:
    for rubric in RUBRICS:
        assert len({one.kind for one in EXERCISES if one.rubric == rubric}) >= 3
    assert {one.kind for one in EXERCISES} == set(KINDS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_day_on_the_phone_brings_is_practised(language: str) -> None:
    """Talks without a mistake, with two, with one of the caller's; what does not apply; what is dictated."""
    tasks = [one.task for one in EXERCISES if language in one.languages]
    mistakes = [task.mistakes for task in tasks if isinstance(task, Find)]
    assert sum(not these for these in mistakes) >= 4
    assert sum(len(these) > 1 for these in mistakes) >= 3
    assert sum(any(one.reason == THE_CALLERS for one in these) for these in mistakes) >= 3
    assert sum(any(one.also for one in these) for these in mistakes) >= 4, "two reasons that are both true"
    assert sum(isinstance(task, Order) and bool(task.also) for task in tasks) >= 2
    assert sum(isinstance(task, ScoreExcerpt) and task.level == NOT_APPLICABLE for task in tasks) >= 5
    written = [task for task in tasks if isinstance(task, Write)]
    assert len(written) >= 4
    assert any(task.excerpt for task in written), "one by ear"


def test_what_is_by_ear_is_not_written_beside_it() -> None:
    for one in EXERCISES:
        if isinstance(one.task, Write):
            assert bool(one.task.excerpt) != bool(one.task.turns), one.path


@pytest.mark.parametrize(
    "section",
    ["welcome#rights", "opening#notice-of-recording", "listening#silence", "reaching-a-human#abusive-callers"],
)
def test_sections_that_were_left_out_have_one(section: str) -> None:
    for language in LANGUAGES:
        assert section in {one.handbook for one in EXERCISES if language in one.languages}


def test_a_mistake_of_the_agent_comes_with_what_could_have_been_said() -> None:
    for one in EXERCISES:
        if isinstance(one.task, Find) and any(mistake.reason != THE_CALLERS for mistake in one.task.mistakes):
            assert one.task.instead, one.path


def test_some_are_heard() -> None:
    heard = {one.task.excerpt for one in EXERCISES if isinstance(one.task, ScoreExcerpt | Write) and one.task.excerpt}
    assert heard
    assert heard <= OFFERED


def test_what_an_agent_may_promise_is_what_todays_rule_says() -> None:
    facts = {fact["id"]: fact for fact in yaml.safe_load((HOME / "policy.yaml").read_text("utf-8"))["facts"]}
    limits = [re.findall(r"\d+", term["by_role"]["agent"]["it"])[0] for term in facts["refund-authority"]["terms"]]
    promising = {path: text for path, text in texts("it").items() if "euro" in text and "supervisore" in text}
    assert len(promising) >= 2
    for path, text in promising.items():
        numbers = set(re.findall(r"\d+", text))
        assert limits[-1] in numbers, path
        assert not numbers & set(limits[:-1]), path


def texts(language: str) -> dict[str, str]:
    """All that an exercise says in this language, as its file has it; by path."""
    return {
        one.path: " ".join(versions.get(language, versions.get("", "")) for versions in _versions(one))
        for one in EXERCISES
        if language in one.languages
    }


def _versions(value: object) -> Iterator[Mapping[str, str]]:
    if isinstance(value, Text):
        yield value.versions
    elif isinstance(value, tuple):
        for part in value:
            yield from _versions(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _versions(getattr(value, field.name))


def test_no_customer_bears_a_name_of_the_cast() -> None:
    surnames = "|".join(person.name.split()[1] for person in PEOPLE)
    named = re.compile(rf"(?:signor[ea]?|dottor\w*|Mrs|Mr|Ms|\b[A-Z][a-z]+) (?:{surnames})\b")
    clashes = {path: named.findall(text) for language in LANGUAGES for path, text in texts(language).items()}
    assert {path: names for path, names in clashes.items() if names} == {}


def test_the_english_is_spoken_english() -> None:
    """What an Italian would write in English, and a desk for Ireland and the EU would not say; recordings aside."""
    foreign = re.compile(
        r"\b(the data|any data|arrived whole|came whole|withdraw\w*|leave given|asks? leave|e-mail\w*|give a level"
        r"|oxford|the reading depot|dead line)\b",
        re.IGNORECASE,
    )
    heard = {one.path for one in EXERCISES if getattr(one.task, "excerpt", "")}
    wrong = {path: foreign.findall(text) for path, text in texts("en").items() if path not in heard}
    assert {path: words for path, words in wrong.items() if words} == {}


def test_no_two_exercises_have_the_same_title() -> None:
    for language in LANGUAGES:
        titles = sorted(one.title.in_language(language) for one in EXERCISES if language in one.languages)
        assert all(one != other for one, other in pairwise(titles))
