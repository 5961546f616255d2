"""Practice: short exercises on one criterion each, and how far an attempt at one comes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from unicodedata import normalize

from benvenuto.domain.call import Speaker
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.text import Text

NOT_APPLICABLE = "not-applicable"
"""The answer that a criterion does not apply to an excerpt, beside its levels."""
THE_CALLERS = "caller"
"""The reason, beside those of the criterion, that it is the caller who is wrong."""


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
class Also:
    """Another answer that is right too, and why: the id of a reason, or the steps in another order."""

    answer: str | tuple[int, ...]
    why: Text


@dataclass(frozen=True, slots=True)
class Mistake:
    """A turn (from 0) with a mistake: the reason it is one, and others that are as true.

    In a turn of the caller the reason is THE_CALLERS: whoever calls is wrong about something.
    """

    turn: int
    reason: str
    also: tuple[Also, ...] = ()

    @property
    def accepted(self) -> frozenset[str]:
        """Every reason that is right."""
        return frozenset({self.reason, *(str(other.answer) for other in self.also)})


@dataclass(frozen=True, slots=True)
class Find:
    """Find the mistakes of a talk, if there are any; `instead` is what could have been said."""

    turns: tuple[DialogueLine, ...]
    mistakes: tuple[Mistake, ...]
    why: Text
    instead: Text | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Put the steps in order; `steps` have it, and each of `also` (by place in `steps`) is as good."""

    steps: tuple[Text, ...]
    why: Text
    also: tuple[Also, ...] = ()

    @property
    def accepted(self) -> tuple[tuple[int, ...], ...]:
        """Every right order."""
        others = (other.answer for other in self.also if isinstance(other.answer, tuple))
        return tuple(range(len(self.steps))), *others


@dataclass(frozen=True, slots=True)
class ScoreExcerpt:
    """Give an excerpt a level of the criterion, or NOT_APPLICABLE.

    It is read, or heard where `excerpt` names "call@start-end".
    """

    turns: tuple[DialogueLine, ...]
    excerpt: str
    level: str
    why: Text


@dataclass(frozen=True, slots=True)
class Take:
    """One way in which a moment of a call may go, its level of the criterion (or NOT_APPLICABLE), and why."""

    turns: tuple[DialogueLine, ...]
    level: str
    why: Text


@dataclass(frozen=True, slots=True)
class ScoreTakes:
    """Give each take of the same moment its level; two may have the same."""

    takes: tuple[Take, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """Write down a name, number or address that is dictated, by ear where `excerpt` names a stretch of a recording."""

    turns: tuple[DialogueLine, ...]
    excerpt: str
    answer: Text
    why: Text


Task = Choose | Find | Order | ScoreExcerpt | ScoreTakes | Write

KINDS: dict[type, str] = {
    Choose: "choose",
    Find: "find",
    Order: "order",
    ScoreExcerpt: "score",
    ScoreTakes: "takes",
    Write: "write",
}
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


Marked = tuple[tuple[int, ...], tuple[str, ...]]
"""The turns that somebody marked as mistakes, and their reasons; both are empty for a talk without any."""
Attempt = int | str | Marked | tuple[int, ...] | tuple[str, ...]
"""The place of the option chosen; a level, or what was written; turns with reasons; steps in the order put; or the
level of each take."""


def grade(exercise: Exercise, attempt: Attempt, criterion: Criterion) -> Outcome:
    """How far the attempt comes; NotAnAttempt where it does not fit.

    Partly right are the right turns with other reasons, one of two mistakes and nothing else, the level next to the
    reference, steps of which one alone stands in the wrong place, or takes of which one alone has another level.
    """
    match exercise.task, attempt:
        case Choose(options), int() if 0 <= attempt < len(options):
            return Outcome.RIGHT if options[attempt].better else Outcome.WRONG
        case Find() as task, (tuple(turns), tuple(reasons)) if _fits(task, turns, reasons):
            return _found_in(task, frozenset(map(int, turns)), frozenset(map(str, reasons)))
        case Order() as task, tuple() if sorted(map(str, attempt)) == sorted(map(str, range(len(task.steps)))):
            return _ordered(task, [place for place in attempt if isinstance(place, int)])
        case ScoreExcerpt() as task, str() if attempt == NOT_APPLICABLE or criterion.level(attempt):
            return _scored([level.id for level in criterion.scale], task.level, attempt)
        case ScoreTakes(takes), tuple() if len(attempt) == len(takes) and all(
            level == NOT_APPLICABLE or criterion.level(str(level)) for level in attempt
        ):
            missed = sum(take.level != level for take, level in zip(takes, attempt, strict=True))
            return (Outcome.RIGHT, Outcome.PARTLY, Outcome.WRONG)[min(missed, 2)]
        case Write() as task, str() if attempt.strip():
            right = {as_written(words) for words in task.answer.versions.values()}
            return Outcome.RIGHT if as_written(attempt) in right else Outcome.WRONG
    raise NotAnAttempt


def right_answer(exercise: Exercise, language: str) -> Attempt:
    """An attempt that is right, as it is given in this language."""
    match exercise.task:
        case Choose(options):
            return next(at for at, option in enumerate(options) if option.better)
        case Find() as find:
            turns = tuple(mistake.turn for mistake in find.mistakes)
            return turns, tuple(mistake.reason for mistake in find.mistakes)
        case Order(steps):
            return tuple(range(len(steps)))
        case ScoreExcerpt() as score:
            return score.level
        case ScoreTakes(takes):
            return tuple(take.level for take in takes)
        case Write() as write:
            return write.answer.in_language(language)


def as_written(words: str) -> str:
    """What somebody wrote down, with what tells nothing left out: case, spaces, accents.

    In an e-mail address every sign counts, elsewhere letters and digits alone.
    """
    folded = normalize("NFKD", words).casefold()
    return "".join(sign for sign in folded if sign.isalnum() or ("@" in words and sign in "@._-+"))


def shown_order(exercise: Exercise, count: int) -> Sequence[int]:
    """The order in which options or steps are shown: the same for everybody, never a right one nor the file's."""
    order = list(range(count))
    shuffle = Random(exercise.path)  # noqa: S311 - nothing hangs on its being guessed
    right = exercise.task.accepted if isinstance(exercise.task, Order) else ()
    while count > 1 and (order == sorted(order) or tuple(order) in right):
        shuffle.shuffle(order)
    return order


def _fits(task: Find, turns: Sequence[object], reasons: Sequence[object]) -> bool:
    """Whether these are turns of the talk, with reasons: no turn goes without one, and none stands alone."""
    there = all(isinstance(turn, int) and 0 <= turn < len(task.turns) for turn in turns)
    return there and all(isinstance(reason, str) for reason in reasons) and bool(turns) == bool(reasons)


def _found_in(task: Find, turns: frozenset[int], reasons: frozenset[str]) -> Outcome:
    right = frozenset(mistake.turn for mistake in task.mistakes)
    if turns != right:
        return Outcome.PARTLY if turns and turns < right else Outcome.WRONG
    known: frozenset[str] = frozenset().union(*(mistake.accepted for mistake in task.mistakes))
    named = all(mistake.accepted & reasons for mistake in task.mistakes)
    return Outcome.RIGHT if named and reasons <= known else Outcome.PARTLY


def _ordered(task: Order, order: Sequence[int]) -> Outcome:
    rises = [_longest_rise([right.index(place) for place in order]) for right in task.accepted]
    if max(rises) == len(order):
        return Outcome.RIGHT
    return Outcome.PARTLY if max(rises) == len(order) - 1 else Outcome.WRONG


def _longest_rise(order: Sequence[int]) -> int:
    """How many of them stand in the right order already (the longest increasing subsequence)."""
    ends: list[int] = []
    for place in order:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def _scored(levels: Sequence[str], reference: str, given: str) -> Outcome:
    if NOT_APPLICABLE in (reference, given):
        return Outcome.RIGHT if reference == given else Outcome.WRONG
    apart = abs(levels.index(reference) - levels.index(given))
    return (Outcome.RIGHT, Outcome.PARTLY, Outcome.WRONG)[min(apart, 2)]
