"""How feedback speaks: states, ways of choosing a call, scores, critical errors."""

from __future__ import annotations

from decimal import Decimal

from benvenuto.domain.deadlines import Due, Stage
from benvenuto.domain.evaluation import Selection, SelectionKind, Status, WrongStatus
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.rubric import Critical, CriticalType, OnFail
from benvenuto.domain.scorecard import Scorecard
from benvenuto.ui.context import PageContext

STATUS = {
    Status.DRAFT: message("draft"),
    Status.PUBLISHED: message("published"),
    Status.ACKNOWLEDGED: message("acknowledged"),
    Status.DISPUTED: message("disputed"),
    Status.UPHELD: message("upheld"),
    Status.CHANGED: message("changed"),
    Status.OVERTURNED: message("overturned"),
}
CRITICAL = {
    CriticalType.CUSTOMER: message("Critical error for the customer"),
    CriticalType.BUSINESS: message("Critical error for the business"),
    CriticalType.COMPLIANCE: message("Critical error for compliance"),
}
_CONSEQUENCE = {
    OnFail.FLAG: message("it is counted separately and does not affect the score"),
    OnFail.CAP: message("it caps the score at {cap}"),
    OnFail.ZERO: message("it brings the score to 0"),
}
_NEARLY_ALL = 0.75


def points(ctx: PageContext, scorecard: Scorecard, score: float | None) -> str:
    """A score from 0 to 100 as it is shown beside its band and target; a dash when nothing applied."""
    return "–" if score is None else ctx.say.exact(scorecard.shown(score))


def consequence(ctx: PageContext, critical: Critical) -> str:
    """What a critical error does to the score."""
    return ctx._(_CONSEQUENCE[critical.on_fail], cap=ctx.say.exact(Decimal(repr(critical.cap))))


_BY = {
    Stage.ACKNOWLEDGE: message("awaiting acknowledgement, by {day}"),
    Stage.DECIDE: message("answered, awaiting a decision, by {day}"),
}
_OVERDUE = {
    Stage.ACKNOWLEDGE: message("acknowledgement overdue since {day}"),
    Stage.DECIDE: message("decision overdue since {day}"),
}

_UNANSWERED = {
    (False, False): message("awaiting an answer by {day}, or a decision by {later}"),
    (True, False): message("answer overdue since {day}, awaiting a decision by {later}"),
    (True, True): message("answer overdue since {day}, decision since {later}"),
}


def due_words(ctx: PageContext, waited: Due) -> str:
    """What is waited for, and until when: of a dispute that nobody has answered, the answer and the decision."""
    today = ctx.app.clock().astimezone(ctx.say.timezone).date()
    day = ctx.say.day(waited.day, "d MMMM")
    if waited.decision is None:
        return ctx._((_OVERDUE if waited.overdue(today) else _BY)[waited.stage], day=day)
    words = _UNANSWERED[(waited.overdue(today), today > waited.decision)]
    return ctx._(words, day=day, later=ctx.say.day(waited.decision, "d MMMM"))


def chosen(ctx: PageContext, selection: Selection) -> str:
    """How a call came to be scored, and what that means for the averages."""
    if selection.kind is SelectionKind.SECOND:
        return ctx._("for a second listening, which says how far evaluators agree: it counts in no average")
    if selection.kind is SelectionKind.CALIBRATION:
        return ctx._("for a calibration session, which says how far evaluators agree: it counts in no average")
    if selection.kind is SelectionKind.TARGETED or not selection.probability:
        return ctx._("hand-picked: it counts in no average")
    if selection.probability >= _NEARLY_ALL:
        return ctx._("randomly selected, like nearly every call that week")
    return ctx._("randomly selected, about one call in {n}", n=ctx.say.number(1 / selection.probability))


def fault(ctx: PageContext, error: BenvenutoError) -> BenvenutoError:
    """The fault with the state it names in the reader's language."""
    if isinstance(error, WrongStatus):
        return WrongStatus(status=ctx._(STATUS[Status(str(error.params["status"]))]))
    return error
