"""Disputes: which criteria an agent disagrees with, what was heard blind, and what was decided about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Answers, NotApplicable
from benvenuto.domain.evaluation import Evaluation, Status
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.scoring import applies, counting, score


class Decision(StrEnum):
    """What becomes of one disputed criterion. A struck one counts no more, as if it had no place in the call."""

    UPHELD = "upheld"
    CHANGED = "changed"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class DisputedCriterion:
    """A criterion with the agent's reason and the point of the recording that speaks for it, in seconds."""

    path: str
    reason: str
    at_s: float | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The decision about one criterion, with its reason; `level` is the one it is changed to."""

    decision: Decision
    reason: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class DecidedCriterion:
    """A ruling with who made it and when."""

    path: str
    ruling: Ruling
    author_id: int
    author_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BlindMark:
    """What somebody heard on a disputed criterion before they saw its mark; None: they could not tell."""

    path: str
    listener_id: int
    listener_name: str
    at: datetime
    choice: str | NotApplicable | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """One evaluation's dispute. It names criteria, or none where it is about the whole evaluation."""

    criteria: tuple[DisputedCriterion, ...] = ()
    decided: Mapping[str, DecidedCriterion] = field(default_factory=dict)
    blind: tuple[BlindMark, ...] = ()

    def heard_by(self, person_id: int) -> bool:
        """Whether they have listened to it blind."""
        return any(mark.listener_id == person_id for mark in self.blind)


class ListenFirst(BenvenutoError):
    """Reading what was marked of a call before having listened to it, for whoever is to decide a dispute about it."""

    template = message("You are to decide a dispute about this call: say what you hear before you see anybody's marks.")
    remedy = message("Open the disputed evaluation from the disputes, and listen.")


class NotDisputable(BenvenutoError):
    """A criterion that has no mark in this evaluation."""

    template = message("One of these criteria has no mark in this evaluation.")
    remedy = message("Choose among the criteria that were marked.")


class RulingsDoNotFit(BenvenutoError):
    """Rulings that are not about the disputed criteria, each once."""

    template = message("Not every disputed criterion has a decision, or something else has one.")
    remedy = message("Decide each of the disputed criteria: upheld, changed or struck.")


class NoSuchChange(BenvenutoError):
    """A change to a level that is not on the scale, or to the mark that stands."""

    template = message("A criterion can only be changed to another level of its scale.")
    remedy = message("Choose another level, or uphold the current mark.")


def disputable(evaluation: Evaluation) -> tuple[str, ...]:
    """The criteria that an agent may dispute: those with a mark, “not applicable” included, unless by rule."""
    answers = counting(evaluation.scorecard, evaluation.answers, evaluation.facts)
    return tuple(
        path
        for path, criterion in evaluation.scorecard.criteria()
        if answers.get(path, Answer()).choice is not None and applies(criterion.applies_when, evaluation.facts, answers)
    )


def in_dispute(evaluation: Evaluation, dispute: Dispute) -> tuple[str, ...]:
    """The criteria that a dispute is about: those it names, or all that could be named."""
    return tuple(criterion.path for criterion in dispute.criteria) or disputable(evaluation)


def check_rulings(evaluation: Evaluation, dispute: Dispute, rulings: Mapping[str, Ruling]) -> None:
    """Refuse rulings that leave out a named criterion or go beyond the dispute, and changes that change nothing."""
    paths = set(in_dispute(evaluation, dispute))
    if not rulings.keys() <= paths or (dispute.criteria and rulings.keys() != paths):
        raise RulingsDoNotFit
    for path, ruling in rulings.items():
        criterion, stands = evaluation.scorecard.criterion(path), evaluation.answers.get(path, Answer()).choice
        wanted = _choice(ruling)
        if ruling.decision is Decision.UPHELD:
            continue
        known = wanted is NOT_APPLICABLE or (criterion is not None and criterion.level(ruling.level) is not None)
        if wanted == stands or not known:
            raise NoSuchChange


def ruled(answers: Answers, rulings: Mapping[str, Ruling]) -> Answers:
    """The answers as the decision leaves them.

    What speaks for a mark that was changed stays in the earlier revision; the ruling's own reason stands beside the
    new one.
    """
    given = {path: ruling for path, ruling in rulings.items() if ruling.decision is not Decision.UPHELD}
    return {**answers} | {
        path: replace(answers.get(path, Answer()), choice=_choice(ruling), reasons=(), note="")
        for path, ruling in given.items()
    }


def settled(evaluation: Evaluation, answers: Answers) -> Status:
    """How a dispute ends that leaves these answers: upheld where all stay, overturned where nothing counts any more.

    What the rules make of the other criteria is part of it: one that hangs on a changed mark may count or no longer.
    """
    if answers == evaluation.answers:
        return Status.UPHELD
    left = score(evaluation.scorecard, answers, evaluation.facts)
    return Status.OVERTURNED if left.care is None else Status.CHANGED


def touched(evaluation: Evaluation, corrected: Evaluation, dispute: Dispute) -> bool:
    """Whether a correction would change what the criteria in dispute say or count, by themselves or by a rule.

    Where the dispute is about the whole evaluation, what would come to count is in dispute too.
    """
    was, now = (counting(each.scorecard, each.answers, each.facts) for each in (evaluation, corrected))
    return any(
        evaluation.answers.get(path) != corrected.answers.get(path) or was.get(path) != now.get(path)
        for path in {*in_dispute(evaluation, dispute), *in_dispute(corrected, dispute)}
    )


def _choice(ruling: Ruling) -> str | NotApplicable:
    return NOT_APPLICABLE if ruling.decision is Decision.STRUCK else ruling.level
