"""Practice: short exercises on one criterion each, and how far an attempt at one comes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from benvenuto.domain.call import Speaker
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.text import Text


class Outcome(StrEnum):
    """How far an attempt came."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


class NotAnAttempt(BenvenutoError):
    """An attempt that does not fit its exercise: a choice that is not offered, steps that are not all there."""

    template = message("This answer does not fit the exercise.")
    remedy = message("The exercise may have changed in the meantime: open it again.")


@dataclass(frozen=True, slots=True)
class DialogueLine:
    """What somebody says in the talk of an exercise."""

    speaker: Speaker
    words: Text


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from, and why it is better or worse than it looks."""

    say: Text
    why: Text
    better: bool = False


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose the best answer; exactly one is better."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Find:
    """Find the turn (from 0) with the fault, and its reason; `instead` is what could have been said there."""

    turns: tuple[DialogueLine, ...]
    turn: int
    reason: str
    why: Text
    instead: Text


@dataclass(frozen=True, slots=True)
class Order:
    """Put the steps in order; `steps` have it."""

    steps: tuple[Text, ...]
    why: Text


@dataclass(frozen=True, slots=True)
class ScoreExcerpt:
    """Give an excerpt a level of the criterion. It is read, or heard where `excerpt` names "call@start-end"."""

    turns: tuple[DialogueLine, ...]
    excerpt: str
    level: str
    why: Text


Task = Choose | Find | Order | ScoreExcerpt

KINDS: dict[type, str] = {Choose: "choose", Find: "find", Order: "order", ScoreExcerpt: "score"}
"""What each task is called in files."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. `languages` are those it is written in; `handbook` is the section that teaches it.

    `id` is unique in its rubric; `criterion` is that criterion's id.
    """

    id: str
    rubric: str
    criterion: str
    handbook: str
    languages: tuple[str, ...]
    title: Text
    situation: Text
    task: Task

    @property
    def path(self) -> str:
        """The exercise's path, unique everywhere: "rubric/exercise"."""
        return f"{self.rubric}/{self.id}"

    @property
    def criterion_path(self) -> str:
        """The criterion's path: "rubric/criterion"."""
        return f"{self.rubric}/{self.criterion}"

    @property
    def kind(self) -> str:
        """What its task is called."""
        return KINDS[type(self.task)]


Attempt = int | str | tuple[int, str] | tuple[int, ...]
"""The place of the option chosen; the level given; the turn and the reason found; or the steps in the order put."""


def grade(exercise: Exercise, attempt: Attempt, criterion: Criterion) -> Outcome:
    """How far the attempt comes; NotAnAttempt where it does not fit.

    Partly right is the right turn with another reason, the level next to the reference, or steps of which one
    alone stands in the wrong place.
    """
    match exercise.task, attempt:
        case Choose(options), int() if 0 <= attempt < len(options):
            return Outcome.RIGHT if options[attempt].better else Outcome.WRONG
        case Find() as task, (int(turn), str(reason)) if 0 <= turn < len(task.turns):
            return _graded_find(task, turn, reason)
        case Order(steps), tuple() if sorted(map(str, attempt)) == sorted(map(str, range(len(steps)))):
            return _ordered([place for place in attempt if isinstance(place, int)])
        case ScoreExcerpt() as task, str() if criterion.level(attempt):
            return _scored([level.id for level in criterion.scale], task.level, attempt)
    raise NotAnAttempt


def shown_order(exercise: Exercise, count: int) -> Sequence[int]:
    """The order in which options or steps are shown: the same for everybody, and never that of the file."""
    order = list(range(count))
    shuffle = Random(exercise.path)  # noqa: S311 - nothing hangs on its being guessed
    while count > 1 and order == sorted(order):
        shuffle.shuffle(order)
    return order


def _graded_find(task: Find, turn: int, reason: str) -> Outcome:
    if turn != task.turn:
        return Outcome.WRONG
    return Outcome.RIGHT if reason == task.reason else Outcome.PARTLY


def _ordered(order: Sequence[int]) -> Outcome:
    if list(order) == sorted(order):
        return Outcome.RIGHT
    return Outcome.PARTLY if _longest_rise(order) == len(order) - 1 else Outcome.WRONG


def _longest_rise(order: Sequence[int]) -> int:
    """How many of them stand in the right order already (the longest increasing subsequence)."""
    ends: list[int] = []
    for place in order:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def _scored(levels: Sequence[str], reference: str, given: str) -> Outcome:
    apart = abs(levels.index(reference) - levels.index(given))
    return (Outcome.RIGHT, Outcome.PARTLY, Outcome.WRONG)[min(apart, 2)]
