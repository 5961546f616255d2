"""One piece of feedback of the sample that a manager has graded, so that its supervisor has something to reply to."""

from __future__ import annotations

from datetime import datetime, timedelta

from benvenuto.domain.answer import Answer
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.scorecard import ScorecardKind
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.services.telling import tell_of_grading
from benvenuto.storage.database import Transaction

SUMMARY = "Chiamata chiara, la cliente riaggancia tranquilla. Annunci meglio le attese."
WORDS = (
    "Che cosa è andato bene lo dice con un fatto, e si sente che era lì con lei. Il passo però resta a metà: «meglio» "
    "come? Scriva le parole da provare, per esempio «Due minuti e torno da lei», e il minuto in cui servivano."
)
GRADES = {
    "feedback/evidence": Answer("missing", ("no-place",)),
    "feedback/behaviour": Answer("partly", ("any-call",)),
    "feedback/next-step": Answer("partly", ("no-how",)),
    "feedback/tone": Answer("full"),
}


def add_grading(tx: Transaction, scorecards: Scorecards, evaluation_id: int, manager_id: int, now: datetime) -> None:
    """The manager grades the feedback in this evaluation, a day ago; nothing without a scorecard for it."""
    card = next(iter(scorecards.in_force_within(tx, ScorecardKind.FEEDBACK)), None)
    if card is None or {path for path, _ in card.scorecard.criteria()} != GRADES.keys():
        return  # a company that tries the sample with rubrics of its own
    at = now - timedelta(days=1)
    tx.evaluations.set(evaluation_id, summary=SUMMARY)
    grading_id = tx.gradings.begin(evaluation_id, manager_id, at, card.version_id, 1, drawn=True)
    tx.gradings.hand_in(grading_id, at, card.version_id, 1, GRADES, WORDS)
    tx.audit.write(at, manager_id, "feedback_graded", "evaluation", evaluation_id)
    grading = tx.gradings.get(grading_id)
    if grading is not None:
        tell_of_grading(tx, at, NoticeKind.GRADED, manager_id, grading)
