"""A scene to act in: Anna's call with sound and words, and how far Bruno's evaluation of it has come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Text, cast, select

from benvenuto.domain.answer import Answer, Answers
from benvenuto.domain.calibration import NewProposal
from benvenuto.domain.call import Original, Recording, Side, Speaker, Turn
from benvenuto.domain.coaching import NewCoachingPlan
from benvenuto.domain.evaluation import Evaluation, Selection, SelectionKind
from benvenuto.domain.measure import Segment, Speech
from benvenuto.domain.outbox import Channel, ChannelChoice, Frequency, MessageState
from benvenuto.domain.sampling import DrawnCall, Frame
from benvenuto.domain.scorecard import ScorecardKind
from benvenuto.domain.scoring import CallFacts
from benvenuto.domain.text import Text as Wording
from benvenuto.listening.measures import measure
from benvenuto.storage.tables import metadata
from tests.calibrated import called, with_words
from tests.databases import Databases
from tests.drawn import drawn
from tests.house import WEDNESDAY, House, enter, furnish

STAGES = ("draft", "published", "disputed")
"""How far Bruno's evaluation has come; its draft is ready to be published. A disputed one was heard by Elena, too."""

HEARD = "heard"
"""Disputed, and Carla, who may decide, has listened without the marks."""

FAILED = "greeting/identity"
"""The criterion that the call fails critically."""


@dataclass(frozen=True)
class Scene:
    """`heard` is the call that was evaluated, `waiting` one that came in later and waits to be drawn, `drawn` one that
    was drawn and waits to be scored. Anna has handed in her own evaluation of the first (`own`), shared with nobody,
    and can hand in `own_draft`, of the last. Of two calibration sessions the first still takes marks, and waits for
    Elena alone; the second compares what was marked of `compared`. Bruno has listened to the first call."""

    house: House
    heard: int
    waiting: int
    drawn: int
    recording: int
    evaluation: Evaluation
    session: str
    unsent: int
    own: int
    own_draft: int
    compared: int


@contextmanager
def scene(databases: Databases, folder: Path, stage: str) -> Iterator[Scene]:
    """A scene of one's own."""
    url = databases.lend(f"scene_{stage}", lambda empty: _set(empty, folder, stage))
    house = enter(url, folder)
    with house.app.database.read() as tx:
        calls = tx.calls.external_ids()
        recording = tx.recordings.of_call(calls["heard"])
        stored = tx.evaluations.mine(calls["heard"], house.bruno.id)
        (unsent,) = tx.outbox.latest(1, MessageState.FAILED)
        own, own_draft = (tx.evaluations.mine(calls[name], house.anna.id) for name in ("heard", "drawn"))
    assert recording is not None
    assert own is not None
    assert own_draft is not None
    assert stored is not None
    evaluation = house.app.scoring.read(house.bruno, stored.id)
    yield Scene(
        house,
        calls["heard"],
        calls["waiting"],
        calls["drawn"],
        recording.id,
        evaluation,
        "f" * 64,
        unsent.id,
        own.id,
        own_draft.id,
        calls["compared"],
    )
    databases.take_back(url)


# documents are compared as they are written: to read them all takes longer than all else
_EVERYTHING = {
    table.name: select(
        *(cast(column, Text) if isinstance(column.type, JSON) else column for column in table.columns)
    ).order_by(*(table.primary_key.columns or table.columns))
    for table in metadata.sorted_tables
}


def contents(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the database, table by table."""
    with house.app.database.read() as tx:
        return {name: list(map(tuple, tx.connection.execute(rows))) for name, rows in _EVERYTHING.items()}


def best_grading(house: House) -> Answers:
    """The best level on every criterion of feedback."""
    [card] = house.app.scorecards.in_force(ScorecardKind.FEEDBACK)
    return {path: Answer(criterion.scale[0].id) for path, criterion in card.scorecard.criteria()}


def coaching_plan(house: House, criterion: str) -> NewCoachingPlan:
    """A plan for Anna."""
    due = WEDNESDAY.date() + timedelta(weeks=3)
    return NewCoachingPlan(house.anna.id, criterion, "Dice il suo nome.", "Tre chiamate ascoltate insieme.", due)


def _set(url: str, folder: Path, stage: str) -> None:
    furnish(url, folder)
    house = enter(url, folder)
    originals = (Original(Side.MIXED, "aa/aa.wav", "a" * 64, "heard.wav", 1000),)
    with house.app.database.write() as tx:
        row = {"agent_id": house.anna.id, "agent_code": "anna", "team_id": house.nord, "external_id": "heard"}
        facts = {"duration_s": 12, "contact_reason": "delivery", "language": "it", "caller": "", "note": ""}
        tx.call_imports.add(WEDNESDAY, 0, "log.csv", "", {})
        tx.people.add_code("int-7", house.andrea.id)
        tx.calls.add_new([row | facts | {"started_at": WEDNESDAY, "created_at": WEDNESDAY, "simulated": False}])
        call_id = tx.calls.external_ids()["heard"]
        recording = Recording(0, call_id, Side.MIXED, originals, "aa/aa.wav", "audio/wav", 1, 8000, 12.5)
        recording_id = tx.recordings.add(recording, {"stretch_s": 6.25, "channels": [[0, 1000]]}, WEDNESDAY)
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, "Casa Lume, buongiorno.")])
        segments = (Segment(0.5, 3.0), Segment(4.0, 6.5))
        speech = Speech(12.5, agent=segments[:1], caller=segments[1:])
        tx.measures.keep(recording_id, measure(speech), WEDNESDAY)
        tx.failed_sign_ins.note("anna", "192.0.2.1", "", WEDNESDAY)
        for actor in house.people.values():
            choice = ChannelChoice(actor.id, Channel.EMAIL, Frequency.AT_ONCE, f"{actor.name.lower()}@example.com")
            tx.outbox.choose(choice)
        tx.outbox.add_test(WEDNESDAY, ChannelChoice(house.dario.id, Channel.EMAIL))
        tx.outbox.fail(tx.outbox.latest(1)[0].id, WEDNESDAY, "550 nobody of that name")
        tx.sessions.add("f" * 64, house.anna.id, WEDNESDAY, WEDNESDAY.replace(year=2027), "192.0.2.1")
    house.app.sampling.set_plan(house.bruno, house.nord, 10)
    house.app.sampling.draw_due(house.bruno)
    house.app.practice.attempt(house.anna, "greeting/fortieth-call", 2, "it")
    house.app.learning.sign(house.bruno, house.anna.id, "shadow")
    for criterion in ("greeting/first-words", "greeting/farewell"):
        plan = house.app.coaching.begin(house.bruno, coaching_plan(house, criterion))
    house.app.coaching.agree(house.anna, plan)
    draft = house.draft(house.bruno, call_id, lowest=FAILED)
    if stage != "draft":
        house.app.scoring.publish(house.bruno, draft.id)
    if stage in ("disputed", HEARD):
        house.app.feedback.dispute(house.anna, draft.id, "Non sono d'accordo.")
        with house.app.database.write() as tx:
            tx.second_listenings.add([call_id])
            tx.second_listenings.name(call_id, house.elena.id, WEDNESDAY)
        house.published(house.elena, call_id)
    if stage != "draft":
        _grade(house)
    if stage == HEARD:
        house.app.feedback.listen(house.carla, draft.id, {})
    house.call(house.anna, external_id="waiting")
    to_score = house.call(house.anna, external_id="drawn", at=WEDNESDAY)
    with house.app.database.write() as tx:
        tx.samples.add_frames([Frame(house.anna.id, [to_score], [DrawnCall(to_score, 1.0)])], WEDNESDAY)
    _score_own(house, call_id, to_score)
    _calibrate(house)
    house.app.calls.recording(house.bruno, recording_id)
    house.app.database.engine.dispose()


def _score_own(house: House, heard: int, to_score: int) -> None:
    with house.app.database.write() as tx:
        version_id = house.app.scorecards.for_reason(tx, "delivery").version_id
        ids = {
            call_id: tx.evaluations.begin(
                WEDNESDAY,
                Selection(SelectionKind.SELF),
                CallFacts("delivery", "it"),
                call_id=call_id,
                agent_id=house.anna.id,
                team_id=house.nord,
                evaluator_id=house.anna.id,
                scorecard_version_id=version_id,
                called_at=WEDNESDAY,
            )
            for call_id in (heard, to_score)
        }
    for call_id, evaluation_id in ids.items():
        house.answer(house.anna, house.app.scoring.read(house.anna, evaluation_id), level=1)
        if call_id == heard:
            house.app.self_evaluations.hand_in(house.anna, evaluation_id)


def _grade(house: House) -> None:
    """Another evaluation of Bruno's, of long ago and picked by hand, whose feedback Carla has graded."""
    then = WEDNESDAY - timedelta(days=40)
    facts = {"evaluator_id": house.bruno.id, "selection": "targeted", "probability": None}
    [number] = drawn(house, house.anna, FAILED, [1.0], then, simulated=True, **facts)
    with house.app.database.write() as tx:
        [card] = house.app.scorecards.in_force_within(tx, ScorecardKind.FEEDBACK)
        grading = tx.gradings.begin(number, house.carla.id, then, card.version_id, 1, drawn=False)
        tx.gradings.hand_in(grading, then, card.version_id, 1, best_grading(house), "Si ritrova tutto.")


def _calibrate(house: House) -> None:
    """Both sessions, with calls from before all else, and marks that nobody can take back any more."""
    before = WEDNESDAY - timedelta(days=30)
    scoring, consensus = house.app.scoring, house.app.consensus
    earlier = replace(scoring, clock=lambda: WEDNESDAY - timedelta(hours=1))
    open_call, compared = (with_words(house, house.anna, at=before, external_id=name) for name in ("open", "compared"))
    called(house, open_call)
    session_id = called(house, compared)
    draft = house.draft(house.bruno, open_call)
    earlier.publish(house.bruno, draft.id)
    with house.app.database.write() as tx:
        tx.calibrations.set(session_id, compared_at=WEDNESDAY)
    consensus.write(house.bruno, session_id, compared, FAILED, None, "Non si sente.")
    level = next(criterion for path, criterion in draft.scorecard.criteria() if path == FAILED).scale[0].id
    words = NewProposal(FAILED, level, Wording({"it": "Chiede chi parla."}), "Manca.")
    consensus.propose(house.bruno, session_id, compared, words)
