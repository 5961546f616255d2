"""Loading the sample week into an empty database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.sampling import SamplingPlan, week_of
from benvenuto.sample.calls import sample_calls
from benvenuto.sample.feedback import FEEDBACK, edits
from benvenuto.sample.history import PER_WEEK, WEEKS, simulate
from benvenuto.sample.people import Cast, add_people
from benvenuto.sample.practice import add_practice, add_signatures
from benvenuto.services.exercises import read_exercises
from benvenuto.services.local import LOCAL_ADMINISTRATOR
from benvenuto.storage.database import Transaction

Step = Callable[[str], None]
"""Told what is being done, as a message id."""


def load(app: Benvenuto, step: Step = lambda said: None) -> bool:
    """Load the sample into a database without people; False, and nothing done, when it has some."""
    with app.database.write() as tx:
        if tx.people.count():
            return False
        now = app.clock()
        cast = add_people(tx, now)
        _add_calls(app, tx, cast, now)
        _add_history(app, tx, cast, now)
        add_practice(tx, cast, read_exercises(app.settings.rubrics, app.practice.texts)[0], now)
        add_signatures(tx, cast, app.learning.path, now)
        for team_id in cast.teams.values():
            tx.samples.set_plan(SamplingPlan(team_id, PER_WEEK), cast.people["bruno"], now)
        tx.audit.write(now, None, "sample_loaded", "sample", "", weeks=WEEKS)
    app.recordings.folder(LOCAL_ADMINISTRATOR, app.settings.sample_data)
    _give_feedback(app, cast)
    return True


def _add_calls(app: Benvenuto, tx: Transaction, cast: Cast, now: datetime) -> None:
    zone = app.settings.timezone
    for call in sample_calls(app.settings.sample_data):
        day = now.astimezone(zone).date() - timedelta(days=call.days_ago)
        at = datetime.combine(day, time(), zone) + timedelta(hours=call.hour)
        tx.calls.add_new(
            [
                {
                    "external_id": call.external_id,
                    "agent_id": cast.people[call.agent],
                    "agent_code": call.agent,
                    "team_id": cast.team_of[call.agent],
                    "started_at": at,
                    "duration_s": call.duration_s,
                    "contact_reason": call.contact_reason,
                    "language": call.language,
                    "caller": "",
                    "note": call.note,
                    "simulated": False,
                    "created_at": now,
                }
            ]
        )
        call_id = tx.calls.id_of(call.external_id)
        if call_id is not None:
            tx.calls.set_turns(call_id, call.turns)


def _add_history(app: Benvenuto, tx: Transaction, cast: Cast, now: datetime) -> None:
    zone = app.settings.timezone
    first = datetime.combine(week_of(now.astimezone(zone).date()) - timedelta(weeks=WEEKS), time(), zone)
    simulated = list(simulate(first, list(app.scorecards.in_force_within(tx))))
    tx.calls.add_new(
        [{**one.call, "agent_id": cast.people[one.agent], "team_id": cast.team_of[one.agent]} for one in simulated]
    )
    call_ids = tx.calls.external_ids()
    ids = tx.evaluations.add_history(
        [
            {
                **one.evaluation,
                "call_id": call_ids[str(one.call["external_id"])],
                "agent_id": cast.people[one.agent],
                "team_id": cast.team_of[one.agent],
                "evaluator_id": cast.people[one.evaluator],
            }
            for one in simulated
        ]
    )
    stored = list(zip(ids, simulated, strict=True))
    answers = [{"evaluation_id": id_, **answer} for id_, one in stored for answer in one.answers]
    add = tx.evaluations.add_history_details
    add("answers", list(answers[0]), (tuple(answer.values()) for answer in answers))
    add(
        "rubric_scores",
        ("evaluation_id", "rubric_id", "score"),
        ((id_, *scored) for id_, one in stored for scored in one.rubric_scores.items()),
    )
    add(
        "critical_errors",
        ("evaluation_id", "path", "type"),
        ((id_, *error) for id_, one in stored for error in one.critical_errors),
    )


def _give_feedback(app: Benvenuto, cast: Cast) -> None:
    with app.database.read() as tx:
        actors = {name: tx.people.actor(person_id) for name, person_id in cast.people.items()}
        call_ids = tx.calls.external_ids()
    supervisor = actors["bruno"]
    assert supervisor is not None  # noqa: S101 - added above
    app.sampling.draw_due(supervisor)
    for given in FEEDBACK:
        evaluation = app.scoring.begin(supervisor, call_ids[given.call])
        app.scoring.edit(supervisor, evaluation.id, "sample", list(edits(given, evaluation)))
        app.scoring.publish(supervisor, evaluation.id)
        if given.dispute and (agent := actors[given.agent]) is not None:
            app.feedback.dispute(agent, evaluation.id, given.dispute)
