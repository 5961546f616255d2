"""Nobody passes the exercises that ship without reading them.

Who always answers by the same rule (the longest, the third as shown, the last turn of the agent, the same level) is
compared with who answers by chance: the hits of chance follow a Poisson binomial distribution, one draw an exercise
with 1 in as many as there are answers. The rule gains nothing as long as chance alone has at least as many hits in
more than `BOUND` of all cases.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from benvenuto.domain.call import Speaker
from benvenuto.domain.practice import (
    NOT_APPLICABLE,
    THE_CALLERS,
    Choose,
    Exercise,
    Find,
    Order,
    ScoreExcerpt,
    ScoreTakes,
    shown_order,
)
from benvenuto.domain.text import LANGUAGES
from tests.formats.handbook.practice.test_shipped import EXERCISES, RUBRICS

BOUND = 0.1
CRITERIA = {rubric.path(criterion): criterion for rubric in RUBRICS.values() for criterion in rubric.criteria}


@dataclass(frozen=True)
class Puzzle:
    """An exercise as somebody sees it who does not read: its answers as they are shown, and which of them are right.

    `names` are levels, or who speaks in a turn; the last answer of a talk is that there is no mistake. `take` is which
    of the takes it is.
    """

    kind: str
    answers: tuple[str, ...]
    names: tuple[str, ...]
    right: frozenset[int]
    take: int = 0

    @property
    def chance(self) -> float:
        return len(self.right) / len(self.answers)


Rule = Callable[[Puzzle], int | None]


def puzzle(exercise: Exercise, language: str) -> Puzzle | None:
    """The exercise without its sense; None where two answers are wanted at once, or something is written."""
    match exercise.task:
        case Choose(options):
            order = shown_order(exercise, len(options))
            words = tuple(options[at].say.in_language(language) for at in order)
            right = frozenset(place for place, at in enumerate(order) if options[at].better)
            return Puzzle("choose", words, ("",) * len(words), right)
        case Order() as task:
            order = shown_order(exercise, len(task.steps))
            firsts = {accepted[0] for accepted in task.accepted}
            words = tuple(task.steps[at].in_language(language) for at in order)
            return Puzzle("order", words, ("",) * len(words), frozenset(order.index(at) for at in firsts))
        case Find(turns, mistakes):
            words = tuple(line.words.in_language(language) for line in turns)
            names = (*(line.speaker.value for line in turns), "none")
            at = [mistake.turn for mistake in mistakes] or [len(turns)]
            return Puzzle("find", (*words, ""), names, frozenset(at)) if len(at) == 1 else None
        case ScoreExcerpt() as task:
            criterion = CRITERIA[exercise.criterion_path]
            names = (*(level.id for level in criterion.scale), NOT_APPLICABLE)
            words = (*(level.behaviour.in_language(language) for level in criterion.scale), "")
            return Puzzle("score", words, names, frozenset({names.index(task.level)}))
    return None


def takes(exercise: Exercise, language: str) -> list[Puzzle]:
    """The takes of a moment, each a puzzle of its own."""
    criterion = CRITERIA[exercise.criterion_path]
    names = (*(level.id for level in criterion.scale), NOT_APPLICABLE)
    words = (*(level.behaviour.in_language(language) for level in criterion.scale), "")
    of = exercise.task.takes if isinstance(exercise.task, ScoreTakes) else ()
    return [Puzzle("takes", words, names, frozenset({names.index(take.level)}), at) for at, take in enumerate(of)]


def puzzles(language: str) -> list[Puzzle]:
    shown = [exercise for exercise in EXERCISES if language in exercise.languages]
    seen = [puzzle(exercise, language) for exercise in shown]
    return [
        *(each for each in seen if each is not None),
        *(each for exercise in shown for each in takes(exercise, language)),
    ]


def choices(of: Puzzle) -> list[int]:
    """The answers that stand somewhere: all but that there is none."""
    return [at for at, words in enumerate(of.answers) if words]


def placed(where: Callable[[Sequence[int]], int], name: str = "") -> Rule:
    """Always the answer in one place among those of this name."""

    def rule(of: Puzzle) -> int | None:
        among = [at for at in choices(of) if not name or of.names[at] == name]
        try:
            return among[where(among)]
        except IndexError:
            return None

    return rule


def named(name: str) -> Rule:
    return lambda of: of.names.index(name) if name in of.names else None


PLACES: dict[str, Callable[[Sequence[int]], int]] = {
    "first": lambda among: 0,
    "second": lambda among: 1,
    "third": lambda among: 2,
    "middle": lambda among: len(among) // 2,
    "last but one": lambda among: -2,
    "last": lambda among: -1,
}
RULES: dict[str, Rule] = {
    **{name: placed(where) for name, where in PLACES.items()},
    "longest": lambda of: max(choices(of), key=lambda at: len(of.answers[at])),
    "shortest": lambda of: min(choices(of), key=lambda at: len(of.answers[at])),
}
LEVELS: dict[str, Rule] = {level: named(level) for level in ("full", "most", "partly", "missing", NOT_APPLICABLE)}
OWN: dict[str, dict[str, Rule]] = {
    "choose": {},
    "order": {},
    "find": {
        "none": named("none"),
        **{
            f"{name} of the {who.value}": placed(where, who.value)
            for name, where in PLACES.items()
            for who in (Speaker.AGENT, Speaker.CALLER)
        },
    },
    "score": LEVELS,
    "takes": {
        **LEVELS,
        "best first": lambda of: of.take if of.take < len(of.names) else None,
        "worst first": lambda of: len(of.names) - 2 - of.take if of.take < len(of.names) - 1 else None,
    },
}


def at_least(hits: int, chances: Sequence[float]) -> float:
    """How often chance alone has at least so many hits: the upper tail of the Poisson binomial distribution."""
    having = [1.0]
    for chance in chances:
        having = [
            before * (1 - chance) + (having[count - 1] * chance if count else 0)
            for count, before in enumerate([*having, 0.0])
        ]
    return sum(having[hits:])


def by_rule(of: Sequence[Puzzle], rule: Rule) -> tuple[int, float]:
    """How many exercises the rule has right, and how often chance would have as many."""
    hits = sum(rule(each) in each.right for each in of)
    return hits, at_least(hits, [each.chance for each in of])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", OWN)
def test_no_rule_gains_more_than_chance_in_a_kind(kind: str, language: str) -> None:
    of = [each for each in puzzles(language) if each.kind == kind]
    gaining = {name: (*by_rule(of, rule), len(of)) for name, rule in (RULES | OWN[kind]).items()}
    assert {name: hits for name, hits in gaining.items() if hits[1] < BOUND} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_gains_more_than_chance_over_the_whole_set(language: str) -> None:
    gaining = {name: by_rule(puzzles(language), rule) for name, rule in RULES.items()}
    assert {name: hits for name, hits in gaining.items() if hits[1] < BOUND} == {}


def test_what_gained_before_would_be_noticed() -> None:
    """The first set: twelve of twenty-two levels were the middle one, and no talk was without a mistake."""
    assert at_least(12, [1 / 3] * 22) < BOUND
    assert at_least(0, [1 / 3] * 22) == pytest.approx(1)
    assert at_least(1, [1 / 3, 1 / 2]) == pytest.approx(2 / 3)


def stems(words: str) -> set[str]:
    """The first letters of the words that say something."""
    return {word[:5] for word in re.findall(r"\w{4,}", words.casefold())}


@pytest.mark.parametrize("language", LANGUAGES)
def test_neither_title_nor_situation_names_the_mistake(language: str) -> None:
    """No word of a right reason that tells it from the criterion's others stands above the talk."""
    naming = {}
    for exercise in EXERCISES:
        if not isinstance(exercise.task, Find) or language not in exercise.languages:
            continue
        reasons = {
            reason.id: stems(reason.text.in_language(language)) for reason in CRITERIA[exercise.criterion_path].reasons
        }
        accepted = {reason for mistake in exercise.task.mistakes for reason in mistake.accepted} - {THE_CALLERS}
        others = set().union(*(words for name, words in reasons.items() if name not in accepted))
        telling = set().union(*(reasons[name] for name in accepted)) - others
        above = stems(f"{exercise.title.in_language(language)} {exercise.situation.in_language(language)}")
        if telling & above:
            naming[exercise.path] = telling & above
    assert naming == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_title_gives_the_label_of_the_right_level(language: str) -> None:
    naming = {}
    for exercise in EXERCISES:
        if isinstance(exercise.task, ScoreExcerpt) and language in exercise.languages:
            level = CRITERIA[exercise.criterion_path].level(exercise.task.level)
            label = stems(level.label.in_language(language)) if level else set()
            if label & stems(exercise.title.in_language(language)):
                naming[exercise.path] = label
    assert naming == {}
