"""The calibration session of the sample, on the call of the broken lamp, ended with what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.calibration import CalibrationStatus, NewProposal, NewSession
from benvenuto.domain.evaluation import Status
from benvenuto.domain.people import Actor
from benvenuto.domain.text import Text
from benvenuto.sample.feedback import EVALUATOR, FEEDBACK, MANAGER, SECOND_EVALUATOR, Remark, SampleFeedback, edits

THIRD_EVALUATOR = "luca"
"""Who scores the call for the session; the other two have scored it before."""
TITLE = "Il riepilogo finale"
SUMMARY = "precise-answers/summary"

CALIBRATED = SampleFeedback(
    call="04-lampada-rotta",
    agent="giulia",
    summary="",
    remarks={
        SUMMARY: Remark(
            note="Richiamata, giorno e ora ci sono: per me è un riepilogo.",
            moments=((68.1, "«giovedì dopo le sedici»"),),
        ),
        "complaint-recovery/acknowledge": Remark(
            level="partly", note="Dà ragione, ma non nomina il regalo.", moments=((14.2, "«Ha ragione»"),)
        ),
    },
    not_applicable=FEEDBACK[0].not_applicable,
)


def calibrate(app: Benvenuto, actors: Mapping[str, Actor], call_id: int) -> None:
    """Add it, or go on where it was cut off."""
    manager, third = actors[MANAGER], actors[THIRD_EVALUATOR]
    calibrations = app.calibrations
    known = next((seen.session.id for seen in calibrations.sessions(manager) if seen.session.title == TITLE), None)
    session_id = known or calibrations.begin(manager, _new(app, actors, call_id))
    draft = app.scoring.begin(third, call_id)
    if draft.status is Status.DRAFT:
        app.scoring.edit(third, draft.id, "sample", list(edits(CALIBRATED, draft)))
        app.scoring.publish(third, draft.id)
    if calibrations.session(manager, session_id).session.status is CalibrationStatus.COMPARING:
        _agree(app, actors, session_id, call_id)


def _new(app: Benvenuto, actors: Mapping[str, Actor], call_id: int) -> NewSession:
    day = app.clock().astimezone(app.settings.timezone).date() + timedelta(weeks=1)
    people = [actors[name].id for name in (EVALUATOR, SECOND_EVALUATOR, THIRD_EVALUATOR)]
    return NewSession(TITLE, day, [call_id], 0, people)


def _agree(app: Benvenuto, actors: Mapping[str, Actor], session_id: int, call_id: int) -> None:
    evaluator = actors[EVALUATOR]
    reason = "Il ritiro della lampada rotta non è nominato: manca un pezzo di ciò che accadrà."
    app.consensus.write(evaluator, session_id, call_id, SUMMARY, "partly", reason)
    words = {
        "it": "Ripete la soluzione o il giorno, ma non tutto ciò che accadrà: per esempio la consegna, non il ritiro.",
        "en": "Says back the solution or the day, but not all that will happen: the delivery, not the pick-up.",
    }
    why = "In tre lo leggevamo in due modi: non era chiaro che conta ogni cosa promessa."
    app.consensus.propose(evaluator, session_id, call_id, NewProposal(SUMMARY, "partly", Text(words), why))
    app.calibrations.end(actors[MANAGER], session_id)
