"""Loading the sample week into an empty database, and to its end where that was cut off."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.coaching import CoachedAlready
from benvenuto.domain.evaluation import TAKEN_BACK_WITHIN, Evaluation, Status
from benvenuto.domain.people import Actor, Role
from benvenuto.domain.sampling import week_of
from benvenuto.domain.sampling_plan import SamplingPlan
from benvenuto.sample.calibration import CALIBRATED, THIRD_EVALUATOR, calibrate
from benvenuto.sample.calls import sample_calls
from benvenuto.sample.coaching import add_done, proposed
from benvenuto.sample.feedback import (
    EVALUATOR,
    FEEDBACK,
    HEARD_AGAIN,
    MANAGER,
    SCORED_BY_THEMSELVES,
    SECOND_EVALUATOR,
    SampleDispute,
    edits,
)
from benvenuto.sample.grading import add_grading
from benvenuto.sample.hearings import add_hearings
from benvenuto.sample.history import PER_WEEK, WEEKS, simulate
from benvenuto.sample.people import Cast, add_people
from benvenuto.sample.practice import add_practice, add_signatures
from benvenuto.sample.second_listening import second_evaluations
from benvenuto.services.handbook.exercises import read_exercises
from benvenuto.services.people.local_administrator import LOCAL_ADMINISTRATOR
from benvenuto.storage.database import Transaction


def load(app: Benvenuto) -> bool:
    """Load the sample into a database without people, or go on with one that was cut off; False when there is none.

    Two that begin at once: the second waits for the first, and finds it done.
    """
    app = _unbound(app)
    with app.database.advisory_lock("sample"):
        actors = _begun(app)
        if actors is None:
            return False
        app.recordings.folder(LOCAL_ADMINISTRATOR, app.settings.sample_data)
        _give_feedback(_a_while_ago(app), actors)
    return True


def _unbound(app: Benvenuto) -> Benvenuto:
    """The same without a works agreement: nobody has agreed on anything about people who do not exist."""
    rules = replace(app.scoring.rules, file=None)
    return replace(
        app,
        scoring=replace(app.scoring, rules=rules),
        sampling=replace(app.sampling, rules=rules),
        calibrations=replace(app.calibrations, rules=rules),
        coaching=replace(app.coaching, rules=rules),
    )


def _a_while_ago(app: Benvenuto) -> Benvenuto:
    """The same, a few minutes earlier: what is published then is past undoing when the first visitor comes."""

    def clock() -> datetime:
        return app.clock() - 5 * TAKEN_BACK_WITHIN

    scoring, feedback = replace(app.scoring, clock=clock), replace(app.feedback, clock=clock)
    own = replace(app.self_evaluations, clock=clock)
    calibrations, consensus = replace(app.calibrations, clock=clock), replace(app.consensus, clock=clock)
    return replace(
        app, scoring=scoring, feedback=feedback, self_evaluations=own, calibrations=calibrations, consensus=consensus
    )


def _begun(app: Benvenuto) -> Mapping[str, Actor] | None:
    """The sample's people by user name, added first to an empty house; None where all is done, or it is no sample."""
    with app.database.write() as tx:
        tx.advisory_lock("people")
        if tx.people.count():
            return _actors(tx) if _cut_off(tx) else None
        now = app.clock()
        cast = add_people(tx, now)
        _add_calls(app, tx, cast, now)
        _add_history(app, tx, cast, now)
        add_practice(tx, cast, read_exercises(app.settings.rubrics, app.practice.texts)[0], now)
        add_signatures(tx, cast, app.learning.path, now)
        add_done(tx, cast, now)
        add_hearings(tx, cast.people, now)
        for team_id in cast.teams.values():
            tx.samples.set_plan(SamplingPlan(team_id, PER_WEEK), cast.people["bruno"], now)
        tx.audit.write(now, None, "sample_loaded", "sample", "", weeks=WEEKS)
        return _actors(tx)


def _cut_off(tx: Transaction) -> bool:
    """Whether the sample is here without what comes last: the feedback on the last of its calls."""
    actors, call_id = _actors(tx), tx.calls.id_of(FEEDBACK[-1].call)
    evaluators = (EVALUATOR, SECOND_EVALUATOR, THIRD_EVALUATOR)
    needed = {*evaluators, MANAGER, *(given.agent for given in FEEDBACK)}
    if call_id is None or not needed <= actors.keys():
        return False
    if any(Role.SUPERVISOR not in actors[name].roles for name in evaluators):
        return False
    last = tx.evaluations.mine(call_id, actors[EVALUATOR].id)
    return last is None or last.status is Status.DRAFT


def _actors(tx: Transaction) -> Mapping[str, Actor]:
    actors = {account.username: tx.people.actor(account.id) for account in tx.sample_week.accounts()}
    return {username: actor for username, actor in actors.items() if actor is not None}


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
    scorecards = list(app.scorecards.in_force_within(tx))
    evaluated_once = list(simulate(first, scorecards))
    tx.calls.add_new(
        [
            {**evaluated.call, "agent_id": cast.people[evaluated.agent], "team_id": cast.team_of[evaluated.agent]}
            for evaluated in evaluated_once
        ]
    )
    simulated = [*evaluated_once, *second_evaluations(evaluated_once, scorecards)]
    call_ids = tx.calls.external_ids()
    ids = tx.evaluations.add_history(
        [
            {
                **evaluated.evaluation,
                "call_id": call_ids[str(evaluated.call["external_id"])],
                "agent_id": cast.people[evaluated.agent],
                "team_id": cast.team_of[evaluated.agent],
                "evaluator_id": cast.people[evaluated.evaluator],
            }
            for evaluated in simulated
        ]
    )
    stored = list(zip(ids, simulated, strict=True))
    latest = max(
        (id_ for id_, evaluated in stored if evaluated.evaluator == EVALUATOR and evaluated.evaluation["probability"]),
    )
    answers = [{"evaluation_id": id_, **answer} for id_, evaluated in stored for answer in evaluated.answers]
    add = tx.evaluations.add_history_details
    add("answers", list(answers[0]), (tuple(answer.values()) for answer in answers))
    add(
        "rubric_scores",
        ("evaluation_id", "rubric_id", "score"),
        ((id_, *scored) for id_, evaluated in stored for scored in evaluated.rubric_scores.items()),
    )
    add(
        "critical_errors",
        ("evaluation_id", "path", "type"),
        ((id_, *error) for id_, evaluated in stored for error in evaluated.critical_errors),
    )
    add_grading(tx, app.scorecards, latest, cast.people[MANAGER], now)


def _give_feedback(app: Benvenuto, actors: Mapping[str, Actor]) -> None:
    """Every step finds out whether it was taken already."""
    with app.database.read() as tx:
        call_ids = tx.calls.external_ids()
    supervisor = actors[EVALUATOR]
    # the sample is the same in every house: which of its calls is heard twice is no matter of a lot
    replace(app.sampling, second_share=0).draw_due(supervisor)
    for given in FEEDBACK:
        evaluation = app.scoring.begin(supervisor, call_ids[given.call])
        if evaluation.status is Status.DRAFT:
            app.scoring.edit(supervisor, evaluation.id, "sample", list(edits(given, evaluation)))
            evaluation = app.scoring.publish(supervisor, evaluation.id)
        if given.coached:
            with suppress(CoachedAlready):
                today = app.clock().astimezone(app.settings.timezone).date()
                app.coaching.begin(supervisor, proposed(evaluation.agent_id, evaluation.id, today))
        if given.call == SCORED_BY_THEMSELVES.call:
            _score_themselves(app, actors[given.agent], evaluation.call_id)
        if given.call == HEARD_AGAIN.call:
            _hear_again(app, actors[SECOND_EVALUATOR], evaluation.call_id)
        if given.dispute is not None:
            _dispute(app, actors, actors[given.agent], evaluation, given.dispute)
        if given.call == CALIBRATED.call:
            calibrate(app, actors, evaluation.call_id)


def _dispute(
    app: Benvenuto, actors: Mapping[str, Actor], agent: Actor, evaluation: Evaluation, given: SampleDispute
) -> None:
    number, status = evaluation.id, evaluation.status
    if status is Status.PUBLISHED:
        app.feedback.dispute(agent, number, criteria=given.criteria)
        status = Status.DISPUTED
    if status is not Status.DISPUTED or not given.rulings:
        return
    if not any(comment.kind == "answer" for comment in app.feedback.read(agent, number).comments):
        app.feedback.answer(actors[EVALUATOR], number, given.answer)
    app.feedback.listen(actors[MANAGER], number, given.heard)
    app.feedback.decide_each(actors[MANAGER], number, given.rulings)


def _score_themselves(app: Benvenuto, agent: Actor, call_id: int) -> None:
    """What the agent scored of the call before reading what the supervisor did, and shares."""
    evaluation = app.scoring.begin(agent, call_id)
    if evaluation.handed_in_at is None:
        app.scoring.edit(agent, evaluation.id, "sample", list(edits(SCORED_BY_THEMSELVES, evaluation)))
        app.self_evaluations.hand_in(agent, evaluation.id)
        app.self_evaluations.share(agent, evaluation.id, shared=True)


def _hear_again(app: Benvenuto, second: Actor, call_id: int) -> None:
    """A finished second listening, so that both evaluators find theirs side by side."""
    with app.database.write() as tx:
        if tx.second_listenings.evaluator(call_id) is None:
            tx.second_listenings.add([call_id])
            tx.second_listenings.name(call_id, second.id, app.scoring.clock())
    evaluation = app.scoring.begin(second, call_id)
    if evaluation.status is Status.DRAFT:
        app.scoring.edit(second, evaluation.id, "sample", list(edits(HEARD_AGAIN, evaluation)))
        app.scoring.publish(second, evaluation.id)
