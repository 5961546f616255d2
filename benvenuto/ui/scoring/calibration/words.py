"""What calibration sessions, their stages and the choice of their calls are called."""

from __future__ import annotations

from collections.abc import Mapping

from benvenuto.domain.calibration import CalibrationStatus, Candidate, ChosenBecause
from benvenuto.domain.call import Call
from benvenuto.domain.faults import message
from benvenuto.ui.calls.contact_reasons import contact_reason
from benvenuto.ui.context import PageContext

STATUS: Mapping[CalibrationStatus, str] = {
    CalibrationStatus.PLANNED: message("planned"),
    CalibrationStatus.SCORING: message("being scored"),
    CalibrationStatus.COMPARING: message("ready to compare"),
    CalibrationStatus.AGREED: message("ended with a consensus"),
    CalibrationStatus.CANCELLED: message("cancelled"),
}
BECAUSE: Mapping[ChosenBecause, str] = {
    ChosenBecause.DRAWN: message("randomly selected"),
    ChosenBecause.BY_HAND: message("hand-picked"),
    ChosenBecause.CHANGED: message("a dispute changed its evaluation"),
    ChosenBecause.DISPUTED: message("its evaluation was disputed"),
    ChosenBecause.CORRECTED: message("its evaluator corrected it"),
    ChosenBecause.APART: message("two evaluators were far apart"),
}


def candidate_words(ctx: PageContext, candidate: Candidate) -> str:
    """A call to choose, without its agent: when, what about, in which team, and whether it can only be read."""
    parts = [call_words(ctx, candidate.call), candidate.call.team_name]
    if not candidate.has_recording:
        parts.append(ctx._("transcript only"))
    return " · ".join(part for part in parts if part)


def call_words(ctx: PageContext, call: Call) -> str:
    """A call without its agent: when it came in, and what about."""
    when = ctx.say.timestamp(call.started_at, "EEE d MMM, HH:mm")
    return f"{when} · {contact_reason(ctx, call.contact_reason)}"
