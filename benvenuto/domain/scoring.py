"""From answers to scores: the two levels of weighted means, and what critical errors do to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Answers
from benvenuto.domain.rubric import AppliesWhen, Criterion, Critical, CriticalType, Ending, Level, Rubric
from benvenuto.domain.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What rules may ask about a call; `ending` is how it ended before its time, None if it took its course."""

    contact_reason: str
    language: str
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class CriticalError:
    """A failed critical criterion, by path."""

    path: str
    type: CriticalType


@dataclass(frozen=True, slots=True)
class Score:
    """Scores run from 0 to 100; None means that nothing applicable was answered, and stays out of every mean.

    `care` is the score before critical errors, `final` after them; `rubrics` has only those with a score.
    """

    care: float | None
    final: float | None
    rubrics: Mapping[str, float]
    critical_errors: tuple[CriticalError, ...]
    answered: int
    applicable: int
    passed: bool | None

    @property
    def complete(self) -> bool:
        """Whether every applicable criterion is answered, and at least one is."""
        return self.care is not None and self.answered == self.applicable


def applies(rule: AppliesWhen, facts: CallFacts, answers: Answers) -> bool:
    """Whether the rule `applies_when` lets its criterion apply to the call as it has been answered so far.

    A rule on another criterion waits: until that one is answered, the criterion applies to nobody. Pass the answers
    that count (see `counting`): one that a rule has taken away opens nothing.
    """
    if rule.reasons and facts.contact_reason not in rule.reasons:
        return False
    if rule.languages and facts.language not in rule.languages:
        return False
    if facts.ending in rule.not_endings:
        return False
    return not rule.criterion or answers.get(rule.criterion, Answer()).choice in rule.levels


def counting(scorecard: Scorecard, answers: Answers, facts: CallFacts) -> Answers:
    """The answers that count: without those to criteria that do not apply, and so on for what hangs on these.

    An answer stays stored when a later one makes its criterion not applicable, so that changing one's mind loses
    nothing; it must not go on opening other criteria meanwhile.
    """
    # one that goes may take others with it, which only another look shows: hence the loop
    kept = dict(answers)
    rules = [(path, criterion.applies_when) for path, criterion in scorecard.criteria()]
    while gone := [path for path, rule in rules if path in kept and not applies(rule, facts, kept)]:
        for path in gone:
            del kept[path]
    return kept


def to_publish(scorecard: Scorecard, answers: Answers, facts: CallFacts) -> Answers:
    """The answers as they are published: what is not applicable by rule is not so by its evaluator's choice as well.

    That choice says how somebody judges: it counts in agreement and in how often each leaves criteria out.
    """
    counted = counting(scorecard, answers, facts)
    return {
        path: replace(answer, choice=None) if answer.choice is NOT_APPLICABLE and path not in counted else answer
        for path, answer in answers.items()
    }


def score(scorecard: Scorecard, answers: Answers, facts: CallFacts) -> Score:
    """Score of a call, 0..100: the weighted mean inside each rubric, then that of the rubrics that have one.

    Not applicable, by rule or by choice, leaves numerator and denominator; a rubric without any answered,
    applicable criterion leaves the scorecard. Works on a draft too: what is not answered yet is left out.
    """
    answers = counting(scorecard, answers, facts)
    rubrics = {
        part.rubric.id: mean
        for part in scorecard.parts
        if (mean := _rubric_score(part.rubric, answers, facts)) is not None
    }
    care = _weighted_mean(
        (rubrics[part.rubric.id], part.weight) for part in scorecard.parts if part.rubric.id in rubrics
    )
    failures = tuple(_failures(scorecard, answers, facts))
    errors = tuple(CriticalError(path, failure.type) for path, failure in failures)
    # the lowest limit of all that failed, and never more than care itself
    final = None if care is None else min([care, *(failure.limit() for _, failure in failures)])
    needed = [path for path, criterion in scorecard.criteria() if _needs_answer(path, criterion, answers, facts)]
    return Score(
        care=care,
        final=final,
        rubrics=rubrics,
        critical_errors=errors,
        answered=sum(answers.get(path, Answer()).choice is not None for path in needed),
        applicable=len(needed),
        passed=None if final is None else _passes(scorecard, final, errors),
    )


def unanswered(scorecard: Scorecard, answers: Answers, facts: CallFacts) -> frozenset[str]:
    """The paths of the criteria that apply and have no answer yet."""
    answers = counting(scorecard, answers, facts)
    return frozenset(
        path
        for path, criterion in scorecard.criteria()
        if applies(criterion.applies_when, facts, answers) and answers.get(path, Answer()).choice is None
    )


def chosen_level(path: str, criterion: Criterion, answers: Answers, facts: CallFacts) -> Level | None:
    """The level that counts for this criterion: None where it is not answered or not applicable.

    `answers` are those that count, as `counting` gives them.
    """
    if not applies(criterion.applies_when, facts, answers):
        return None
    choice = answers.get(path, Answer()).choice
    return None if choice is None or choice is NOT_APPLICABLE else criterion.level(choice)


def _rubric_score(rubric: Rubric, answers: Answers, facts: CallFacts) -> float | None:
    chosen = ((c, chosen_level(rubric.path(c), c, answers, facts)) for c in rubric.criteria)
    return _weighted_mean((100.0 * level.value, c.weight) for c, level in chosen if level is not None)


def _weighted_mean(values: Iterable[tuple[float, float]]) -> float | None:
    pairs = sorted(values)  # a fixed order of summing: the score does not depend on the order of the file
    total = sum(weight for _, weight in pairs)
    if not pairs:
        return None
    mean = sum(value * (weight / total) for value, weight in pairs)
    # A mean that is 75 on paper must not fall short of a verdict or a band at 75 by a rounding error of 1e-14.
    return round(min(max(mean, 0.0), 100.0), 9)


def _failures(scorecard: Scorecard, answers: Answers, facts: CallFacts) -> Iterable[tuple[str, Critical]]:
    for path, criterion in scorecard.criteria():
        level = chosen_level(path, criterion, answers, facts)
        if criterion.critical and level is not None and criterion.fails(level):
            yield path, criterion.critical.at(level)


def _passes(scorecard: Scorecard, final: float, errors: Iterable[CriticalError]) -> bool:
    fatal = any(error.type in scorecard.verdict.fail_on for error in errors)
    return final >= scorecard.verdict.pass_from and not fatal


def _needs_answer(path: str, criterion: Criterion, answers: Answers, facts: CallFacts) -> bool:
    chosen_not_applicable = answers.get(path, Answer()).choice is NOT_APPLICABLE
    return applies(criterion.applies_when, facts, answers) and not chosen_not_applicable
