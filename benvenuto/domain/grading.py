"""Gradings: what a manager says of the feedback that a supervisor gave on a call, by a scorecard of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from benvenuto.domain.answer import Answers
from benvenuto.domain.evaluation import FOR_THE_AGENT, TAKEN_BACK_WITHIN, EvaluationRow, Status
from benvenuto.domain.faults import BenvenutoError, message


@dataclass(frozen=True, slots=True)
class Grading:
    """A grading of an evaluation's words, moments and marks; of a call, of `evaluator`, by a manager (`by`).

    A `drawn` one was chosen by lot and waits until it is handed in. `revision` is the evaluation's as it was read.
    """

    id: int
    evaluation_id: int
    evaluator_id: int
    evaluator_name: str
    agent_id: int
    agent_name: str
    team_id: int
    called_at: datetime
    scorecard_version_id: int
    by_id: int
    by_name: str
    drawn: bool
    revision: int
    handed_in_at: datetime | None
    answers: Answers
    words: str
    acknowledged_at: datetime | None
    reply: str
    replied_at: datetime | None


class ReachesNoAgent(BenvenutoError):
    """An evaluation that no agent reads: there is no feedback in it."""

    template = message("No agent reads this evaluation, so there is no feedback to grade.")
    remedy = message("Choose one that was published for an agent.")


class DisputeOpen(BenvenutoError):
    """An evaluation under dispute: what it is worth is being decided elsewhere."""

    template = message("A dispute about this evaluation is open, and its feedback is part of it.")
    remedy = message("Grade it once the dispute is decided.")


class JustOut(BenvenutoError):
    """A publication that may still be taken back."""

    template = message("This feedback was published less than a minute ago and may still be taken back.")
    remedy = message("Try again in a minute.")


class GradedAlready(BenvenutoError):
    """Feedback that somebody has graded, or has drawn to grade it."""

    template = message("{name} is grading this feedback, or has graded it.")
    remedy = message("Choose another: each is graded once.")


class RepliedAlready(BenvenutoError):
    """A grading to which its supervisor has replied."""

    template = message("You have already replied to this.")
    remedy = message("There is one reply: talk to each other for the rest.")


class NothingToDraw(BenvenutoError):
    """Nobody's feedback is left in reach of a draw."""

    template = message("In the last {days} days there is no feedback of {name} left to grade.")
    remedy = message("Choose an older one from the scored calls, or wait for the next.")


class NoFeedbackScorecard(BenvenutoError):
    """No scorecard for feedback is in force."""

    template = message("No scorecard for feedback is in force.")
    remedy = message("An administrator finds out why on the rubrics page.")


def check_gradable(stored: EvaluationRow, at: datetime) -> None:
    """Raise unless there is feedback in it that stays as it is."""
    if stored.selection.kind not in FOR_THE_AGENT or stored.published_at is None:
        raise ReachesNoAgent
    if stored.status is Status.DISPUTED:
        raise DisputeOpen
    if at < stored.published_at + TAKEN_BACK_WITHIN:
        raise JustOut
