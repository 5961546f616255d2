"""The exercises that ship: sound, enough of them in each language, for every criterion, and not to be guessed."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from benvenuto.config import HOME
from benvenuto.domain.practice import KINDS, Choose, Find, ScoreExcerpt
from benvenuto.domain.scorecard import ScorecardKind
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters import excerpts, read_handbook, sections_of
from benvenuto.formats.handbook.practice import ExerciseContext, read_practice
from benvenuto.formats.scoring.rubrics import read_folder
from benvenuto.listening.excerpts import length_s

CARDS = read_folder(HOME / "rubrics").scorecards.values()
# agents practise what calls are scored by, not what their supervisors' feedback is graded by
RUBRICS = {p.rubric.id: p.rubric for card in CARDS if card.judges is ScorecardKind.CALLS for p in card.parts}
CHAPTERS, _ = read_handbook(HOME / "benvenuto" / "handbook")
SOUND = {path.parent.name: length_s(path) for path in (HOME / "sample_data" / "casa-lume").glob("*/call.wav")}
OFFERED = {excerpt.name for chapter in CHAPTERS for excerpt in excerpts(chapter)}
EXERCISES, FAULTS = read_practice(
    HOME / "rubrics" / "practice", ExerciseContext(RUBRICS, sections_of(CHAPTERS), SOUND, OFFERED)
)


def test_they_are_sound() -> None:
    assert [(Path(fault.file).name, fault.line, fault.text) for fault in FAULTS] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rubric_has_at_least_eight_in_each_language(language: str) -> None:
    count = Counter(one.rubric for one in EXERCISES if language in one.languages)
    assert set(count) == set(RUBRICS)
    assert min(count.values()) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_criterion_has_one(language: str) -> None:
    practised = {one.criterion_path for one in EXERCISES if language in one.languages}
    assert practised == {rubric.path(criterion) for rubric in RUBRICS.values() for criterion in rubric.criteria}


def test_every_rubric_is_practised_in_several_ways() -> None:
    for rubric in RUBRICS:
        assert len({one.kind for one in EXERCISES if one.rubric == rubric}) >= 3
    assert {one.kind for one in EXERCISES} == set(KINDS.values())


def test_the_better_answer_cannot_be_told_by_its_place_or_length() -> None:
    choices = [one.task.options for one in EXERCISES if isinstance(one.task, Choose)]
    places = Counter(next(at for at, option in enumerate(options) if option.better) for options in choices)
    assert max(places.values()) <= 0.75 * len(choices)
    for language in LANGUAGES:
        lengths = [[len(option.say.in_language(language)) for option in options] for options in choices]
        best = [next(at for at, option in enumerate(options) if option.better) for options in choices]
        longest = sum(these[at] == max(these) for these, at in zip(lengths, best, strict=True))
        shortest = sum(these[at] == min(these) for these, at in zip(lengths, best, strict=True))
        assert max(longest, shortest) <= 0.6 * len(choices)


def test_the_level_cannot_be_guessed() -> None:
    levels = Counter(one.task.level for one in EXERCISES if isinstance(one.task, ScoreExcerpt))
    assert len(levels) >= 3
    assert max(levels.values()) <= 0.6 * levels.total()


def test_the_fault_is_never_in_the_first_turn_of_the_agent() -> None:
    for one in EXERCISES:
        if isinstance(one.task, Find):
            assert one.task.turn > 0, one.path


def test_some_are_heard() -> None:
    heard = {one.task.excerpt for one in EXERCISES if isinstance(one.task, ScoreExcerpt) and one.task.excerpt}
    assert heard
    assert heard <= OFFERED


def test_no_two_exercises_have_the_same_title() -> None:
    for language in LANGUAGES:
        titles = sorted(one.title.in_language(language) for one in EXERCISES if language in one.languages)
        assert all(one != other for one, other in pairwise(titles))
