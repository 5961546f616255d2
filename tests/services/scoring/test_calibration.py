"""Calibration sessions: chosen, scored blind, compared, and ended with what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from benvenuto.domain.calibration import (
    AnotherStage,
    CalibrationStatus,
    ChosenBecause,
    Compared,
    ConsensusNote,
    DayInThePast,
    InAnotherSession,
    NewProposal,
    NoCalls,
    NoConsensusReason,
    NoLevel,
    NoLongerToChoose,
    NothingHandedIn,
    NothingProposed,
    NoTitle,
    ProposalState,
    SessionMovedOn,
    SettledAlready,
    TooFewEvaluators,
    TooFewToDraw,
    TooManyCalls,
    notes_on,
)
from benvenuto.domain.dispute import DisputedCriterion
from benvenuto.domain.edits import ChooseLevel, Edit
from benvenuto.domain.evaluation import Evaluation, SelectionKind, Status
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import BenvenutoError, Forbidden
from benvenuto.domain.followed import Followed
from benvenuto.domain.inbox import InboxFilter
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor, Membership, Role
from benvenuto.domain.side_by_side import side_by_side
from benvenuto.domain.text import Text
from benvenuto.services.quality.comparison import Whose
from benvenuto.services.quality.trends import Asked
from benvenuto.storage.scoring.calibrations import NewCall, NewSeat
from benvenuto.storage.tables import calls, turns
from tests.calibrated import FRIDAY, called, give_words, handed_in, new_session, on_day, with_words
from tests.databases import Databases
from tests.house import WEDNESDAY, House, criterion_at, paths
from tests.services.overhearing import DEEDS, all_answers
from tests.services.scene import scene

INBOX = InboxFilter()


@pytest.fixture
def call_id(house: House) -> int:
    """Anna's call."""
    return with_words(house, house.anna)


@pytest.fixture
def session_id(house: House, call_id: int) -> int:
    """Carla's session about it: Bruno and Elena score it."""
    return called(house, call_id)


def status(house: House, session_id: int, actor: Actor | None = None) -> CalibrationStatus:
    return house.app.calibrations.session(actor or house.carla, session_id).session.status


def told_of(house: House, actor: Actor) -> list[NoticeKind]:
    return [readable.notice.kind for readable in house.app.notices.listed(actor)[0]]


def agree(house: House, session_id: int, call_id: int, path: str, level: str | None, reason: str = "Così.") -> None:
    house.app.consensus.write(house.bruno, session_id, call_id, path, level, reason)


def test_a_session_goes_from_planned_to_agreed(house: House, call_id: int, session_id: int) -> None:
    assert status(house, session_id) is CalibrationStatus.PLANNED
    assert [house.app.calibrations.waiting(actor) for actor in (house.bruno, house.carla)] == [1, 0]
    draft = house.draft(house.bruno, call_id)
    assert draft.selection.kind is SelectionKind.CALIBRATION
    assert status(house, session_id) is CalibrationStatus.SCORING
    house.app.scoring.publish(house.bruno, draft.id)
    assert status(house, session_id) is CalibrationStatus.SCORING
    assert house.app.calibrations.waiting(house.bruno) == 0
    house.published(house.elena, call_id)
    assert status(house, session_id) is CalibrationStatus.COMPARING
    house.app.calibrations.end(house.carla, session_id)
    assert status(house, session_id) is CalibrationStatus.AGREED
    assert house.audit()[-1] == "calibration_agreed"


def test_looking_at_the_call_begins_nothing(house: House, call_id: int, session_id: int) -> None:
    assert house.app.scoring.open(house.bruno, call_id).selection.kind is SelectionKind.CALIBRATION
    assert status(house, session_id) is CalibrationStatus.PLANNED


def test_whoever_is_invited_is_told_and_so_of_another_day_and_of_the_comparison(
    house: House, call_id: int, session_id: int
) -> None:
    later = FRIDAY + timedelta(days=7)
    for _ in range(2):  # pressed twice, it is changed once
        house.app.calibrations.change(house.carla, session_id, on_day(house, session_id, later))
    for actor in (house.bruno, house.elena):
        assert set(told_of(house, actor)) == {NoticeKind.CALIBRATION_INVITED, NoticeKind.CALIBRATION_MOVED}
    assert told_of(house, house.carla) == []
    handed_in(house, call_id)
    for actor in (house.bruno, house.elena, house.carla):
        assert NoticeKind.CALIBRATION_READY in told_of(house, actor)
    assert all(kind is not NoticeKind.FEEDBACK for kind in told_of(house, house.anna))
    assert house.app.notices.opened(house.bruno, session_id=session_id)
    assert house.app.notices.unread(house.bruno) == 0
    assert house.audit().count("calibration_moved") == 1


@pytest.mark.parametrize(
    ("fault", "change"),
    [
        (NoTitle, {"title": " "}),
        (DayInThePast, {"day": FRIDAY - timedelta(days=3)}),
        (NoCalls, {"call_ids": ()}),
        (TooFewToDraw, {"drawn": 2}),
        (TooManyCalls, {"drawn": 20}),
        (Forbidden, {"call_ids": (10_000,)}),
        (TooFewEvaluators, {"people": ()}),
    ],
)
def test_what_keeps_a_session_from_being_called(
    house: House, call_id: int, fault: type[BenvenutoError], change: dict[str, object]
) -> None:
    with pytest.raises(fault):
        house.app.calibrations.begin(house.carla, replace(new_session(house, call_id), **change))  # type: ignore[arg-type]
    assert house.app.calibrations.sessions(house.carla) == []


def test_nobody_is_invited_to_their_own_call_or_to_one_out_of_reach(house: House) -> None:
    own, other = with_words(house, house.elena), with_words(house, house.anna)
    with pytest.raises(TooFewEvaluators):
        house.app.calibrations.begin(house.carla, new_session(house, own))
    with pytest.raises(TooFewEvaluators):
        house.app.calibrations.begin(house.carla, new_session(house, other, people=(house.bruno, house.beatrice)))
    with house.app.database.write() as tx:
        person = tx.people.actor(house.beatrice.id)
        assert person
        tx.people.set_memberships(person.id, [*person.memberships, Membership(Role.SUPERVISOR, house.nord)])
        beatrice = tx.people.actor(person.id)
        assert beatrice
    three = (house.bruno, house.elena, beatrice)
    session_id = house.app.calibrations.begin(house.carla, new_session(house, own, other, people=three))
    seats = house.app.calibrations.session(house.carla, session_id).session.seats
    assert {(seat.call_id, seat.person_name) for seat in seats} == {
        (own, "Bruno"),
        (own, "Beatrice"),
        (other, "Bruno"),
        (other, "Beatrice"),
        (other, "Elena"),
    }
    # Elena, whose call the other is, sees only the one that she scores, and leads nothing
    seen = house.app.calibrations.session(house.elena, session_id)
    assert ([each.call.id for each in seen.session.calls], seen.leads) == ([other], False)
    with pytest.raises(Forbidden):
        house.app.consensus.comparison(house.elena, session_id, own)
    with pytest.raises(Forbidden):
        house.app.calibrations.cancel(house.elena, session_id)


def test_two_who_call_a_session_with_the_same_call_have_one(house: House, call_id: int, session_id: int) -> None:
    with pytest.raises(InAnotherSession):
        house.app.calibrations.begin(house.bruno, new_session(house, call_id))
    house.app.calibrations.cancel(house.bruno, session_id)  # whoever leads the team may
    assert house.app.calibrations.begin(house.bruno, new_session(house, call_id)) != session_id


def test_a_call_that_a_plan_has_drawn_and_that_waits_is_not_to_choose(house: House) -> None:
    drawn = give_words(house, house.drawn_call(house.anna, house.bruno))
    with pytest.raises(NoLongerToChoose):
        house.app.calibrations.begin(house.carla, new_session(house, drawn))
    house.published(house.bruno, drawn)
    assert house.app.calibrations.begin(house.carla, new_session(house, drawn))


def test_calls_are_drawn_by_lot_and_nobody_else_s_reach_is_widened(house: House) -> None:
    calls = {with_words(house, house.anna) for _ in range(6)}
    with_words(house, house.andrea)
    session_id = house.app.calibrations.begin(house.carla, new_session(house, drawn=4))
    session = house.app.calibrations.session(house.carla, session_id).session
    assert len(session.calls) == 4
    assert {each.call.id for each in session.calls} < calls
    assert {each.because for each in session.calls} == {ChosenBecause.DRAWN}


def test_the_most_argued_are_told_by_what_came_of_their_evaluations(house: House) -> None:
    def argued() -> dict[int, ChosenBecause]:
        found = house.app.calibrations.candidates(house.carla)
        return {each.call.id: each.because for each in found if each.because is not ChosenBecause.BY_HAND}

    assert argued() == {}
    disputed, corrected, apart, calm = (with_words(house, house.anna) for _ in range(4))
    first = house.published(house.bruno, disputed)
    house.app.feedback.dispute(house.anna, first.id, "No.")
    second = house.published(house.bruno, corrected)
    path = paths(second)[0]
    worst = criterion_at(second, path).scale[-1].id
    edit = [Edit(1, path, ChooseLevel(worst))]
    house.app.corrections.correct(house.bruno, second.id, edit, "Riascoltata.", seen=1)
    house.published(house.bruno, apart)
    house.published(house.elena, apart, level=9)
    house.published(house.bruno, calm)
    house.published(house.elena, calm)
    assert argued() == {
        disputed: ChosenBecause.DISPUTED,
        corrected: ChosenBecause.CORRECTED,
        apart: ChosenBecause.APART,
    }
    house.decide(house.carla, first.id, uphold=False, words="Ha ragione.")
    assert argued()[disputed] is ChosenBecause.CHANGED
    session_id = house.app.calibrations.begin(house.carla, new_session(house, disputed))
    (call,) = house.app.calibrations.session(house.carla, session_id).session.calls
    assert call.because is ChosenBecause.CHANGED


def test_who_has_scored_the_call_before_takes_part_with_that_evaluation(house: House, call_id: int) -> None:
    earlier = house.published(house.bruno, call_id)
    session_id = called(house, call_id)
    seats = house.app.calibrations.session(house.carla, session_id).session.seats
    assert {seat.person_name: (seat.earlier, seat.evaluation_id) for seat in seats} == {
        "Bruno": (True, earlier.id),
        "Elena": (False, None),
    }
    assert status(house, session_id) is CalibrationStatus.PLANNED
    with pytest.raises(Forbidden):  # Elena scores it as blind as anybody
        house.app.feedback.read(house.elena, earlier.id)
    second = house.published(house.elena, call_id)
    assert second.selection.kind is SelectionKind.CALIBRATION
    assert house.app.scoring.read(house.bruno, earlier.id).selection == earlier.selection
    both = house.app.consensus.comparison(house.carla, session_id, call_id).evaluations
    assert {each.id for each in both} == {earlier.id, second.id}


def test_a_draft_from_before_the_session_stays_what_it_was(house: House) -> None:
    call_id = give_words(house, house.drawn_call(house.anna, house.bruno))
    draft = house.draft(house.bruno, call_id)
    called(house, call_id)
    published = house.app.scoring.publish(house.bruno, draft.id)
    assert published.selection.kind is SelectionKind.RANDOM
    assert NoticeKind.FEEDBACK in told_of(house, house.anna)


def test_until_all_have_handed_in_nobody_compares_anything(house: House, call_id: int, session_id: int) -> None:
    first = house.published(house.bruno, call_id)
    for actor in (house.bruno, house.elena, house.carla):
        with pytest.raises(Forbidden):
            house.app.consensus.comparison(actor, session_id, call_id)
        assert all(row.id != first.id for row in house.app.scored.listed(actor)[0]), actor.name
    for actor in (house.elena, house.carla, house.anna):
        with pytest.raises(Forbidden):
            house.app.feedback.read(actor, first.id)
        with pytest.raises(Forbidden):
            house.app.scoring.read(actor, first.id)
    with pytest.raises(AnotherStage):
        agree(house, session_id, call_id, paths(first)[0], None)


def test_once_all_have_both_stand_side_by_side_where_they_differ_first(
    house: House, call_id: int, session_id: int
) -> None:
    first, second = handed_in(house, call_id)
    for actor in (house.bruno, house.elena, house.carla):
        both = house.app.consensus.comparison(actor, session_id, call_id).evaluations
        assert [each.id for each in both] == [first.id, second.id]  # by name
        rows = side_by_side(*both)
        assert (rows[0].path, rows[0].differs) == (paths(first)[0], True)
        assert not any(row.differs for row in rows[1:])
    for actor in (house.anna, house.beatrice, house.camillo, house.dario, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.consensus.comparison(actor, session_id, call_id)
        with pytest.raises(Forbidden):
            house.app.calibrations.session(actor, session_id)


def test_a_publication_is_taken_back_until_the_session_compares(house: House, call_id: int, session_id: int) -> None:
    first = house.published(house.bruno, call_id)
    house.app.scoring.take_back(house.bruno, first.id)
    again = house.app.scoring.publish(house.bruno, first.id)
    assert again.selection.kind is SelectionKind.CALIBRATION
    second = house.published(house.elena, call_id)
    for actor, evaluation in ((house.bruno, first), (house.elena, second)):
        assert house.app.scoring.just_published(actor) is None
        with pytest.raises(Compared):
            house.app.scoring.take_back(actor, evaluation.id)


def test_whoever_has_not_handed_in_when_it_is_closed_is_out(house: House, call_id: int, session_id: int) -> None:
    with pytest.raises(NothingHandedIn):
        house.app.calibrations.close(house.carla, session_id)
    first, late = house.published(house.bruno, call_id), house.draft(house.elena, call_id)
    for _ in range(2):  # pressed twice, it is closed once
        house.app.calibrations.close(house.carla, session_id)
    assert house.audit().count("calibration_compared") == 1
    with pytest.raises(SessionMovedOn):
        house.app.scoring.publish(house.elena, late.id)
    assert house.app.scoring.read(house.elena, late.id).status is Status.DRAFT
    assert [each.id for each in house.app.consensus.comparison(house.elena, session_id, call_id).evaluations] == [
        first.id
    ]
    house.app.scoring.discard(house.elena, late.id)
    # a later evaluation of the call is none of the session's
    house.clock.forward(minutes=1)
    house.published(house.elena, call_id)
    assert len(house.app.consensus.comparison(house.carla, session_id, call_id).evaluations) == 1


def test_nobody_waits_for_somebody_whose_account_is_closed(house: House, call_id: int, session_id: int) -> None:
    house.app.people.set_active(house.dario, house.elena.id, active=False)
    house.published(house.bruno, call_id)
    assert status(house, session_id) is CalibrationStatus.COMPARING


def test_a_session_that_lost_its_calls_can_be_called_off(house: House, call_id: int, session_id: int) -> None:
    with house.app.database.write() as tx:
        for table, column in ((turns, turns.c.call_id), (calls, calls.c.id)):
            tx.connection.execute(delete(table).where(column == call_id))
    session = house.app.calibrations.session(house.carla, session_id).session
    assert (session.calls, session.seats) == ((), ())
    with pytest.raises(NothingHandedIn):
        house.app.calibrations.close(house.carla, session_id)
    house.app.calibrations.cancel(house.carla, session_id)


def test_called_off_it_takes_nothing_more_and_whoever_was_invited_is_told(
    house: House, call_id: int, session_id: int
) -> None:
    published, draft = house.published(house.bruno, call_id), house.draft(house.elena, call_id)
    for _ in range(2):
        house.app.calibrations.cancel(house.carla, session_id)
    assert NoticeKind.CALIBRATION_CANCELLED in told_of(house, house.elena)
    assert house.audit().count("calibration_cancelled") == 1
    with pytest.raises(SessionMovedOn):
        house.app.scoring.publish(house.elena, draft.id)
    assert house.app.scoring.read(house.bruno, published.id).selection.kind is SelectionKind.CALIBRATION
    refused: list[Callable[[], object]] = [
        lambda: house.app.calibrations.change(house.carla, session_id, on_day(house, session_id, FRIDAY)),
        lambda: house.app.calibrations.close(house.carla, session_id),
        lambda: house.app.calibrations.end(house.carla, session_id),
    ]
    for deed in refused:
        with pytest.raises(AnotherStage):
            deed()


def test_all_score_by_the_version_of_the_day_the_session_was_called(
    house: House, call_id: int, session_id: int
) -> None:
    first = house.app.scoring.begin(house.bruno, call_id)
    with house.app.database.write() as tx:
        snapshot = {**tx.rubrics.snapshot(first.scorecard_version_id)}
        newer = tx.rubrics.put_in_force(first.scorecard.id, "another hash", snapshot, house.clock())
    assert newer != first.scorecard_version_id
    opened = house.app.scoring.open(house.elena, call_id)
    assert opened.scorecard_version_id == first.scorecard_version_id
    assert house.app.scoring.begin(house.elena, call_id).scorecard_version_id == first.scorecard_version_id


def notes(house: House) -> list[tuple[str, str | None, str]]:
    return [(note.path, note.level, note.reason) for note in house.app.consensus.notes(house.anna)]


def test_what_was_agreed_stands_beside_its_level_once_the_session_ends(
    house: House, call_id: int, session_id: int
) -> None:
    first, _ = handed_in(house, call_id)
    path = paths(first)[0]
    best, worst = (criterion_at(first, path).scale[place].id for place in (0, -1))
    agree(house, session_id, call_id, path, worst, "Manca il nome.")
    agree(house, session_id, call_id, path, best, "Il nome arriva dopo.")
    agree(house, session_id, call_id, path, best, "Il nome arriva dopo.")  # pressed twice
    assert house.audit().count("consensus_written") == 2
    assert notes(house) == []
    for _ in range(2):
        house.app.calibrations.end(house.carla, session_id)
    assert notes(house) == [(path, best, "Il nome arriva dopo.")]
    (note,) = house.app.consensus.notes(house.carla)
    part = next(part for part in first.scorecard.parts if path.startswith(part.rubric.id))
    assert note.rubric_version == part.rubric.version
    assert note.agreed_at == house.clock()
    # nothing is written over: what was replaced is there, withdrawn
    with house.app.database.read() as tx:
        replaced = tx.calibrations.note(note.id - 1)
    assert replaced is not None
    assert (replaced.level, replaced.withdrawn_at) == (worst, house.clock())
    for _ in range(2):
        house.app.consensus.withdraw(house.carla, note.id)
    assert notes(house) == []
    assert house.audit().count("consensus_withdrawn") == 1


def test_a_later_session_s_note_on_the_same_level_takes_its_place(house: House, call_id: int, session_id: int) -> None:
    def ended(session: int, call: int, reason: str) -> None:
        first, _ = handed_in(house, call)
        path = paths(first)[0]
        agree(house, session, call, path, criterion_at(first, path).scale[0].id, reason)
        agree(house, session, call, paths(first)[1], criterion_at(first, paths(first)[1]).scale[0].id, reason)
        house.app.calibrations.end(house.carla, session)

    ended(session_id, call_id, "Prima.")
    assert {reason for _, _, reason in notes(house)} == {"Prima."}
    later = with_words(house, house.anna)
    ended(called(house, later), later, "Dopo.")
    assert {reason for _, _, reason in notes(house)} == {"Dopo."}


def test_a_consensus_needs_a_level_of_the_criterion_and_a_reason(house: House, call_id: int, session_id: int) -> None:
    first, _ = handed_in(house, call_id)
    path = next(path for path in paths(first) if not criterion_at(first, path).not_applicable)
    level = criterion_at(first, path).scale[0].id
    for fault, arguments in (
        (NoLevel, (path, "nowhere", "Così.")),
        (NoLevel, (path, None, "Così.")),
        (NoLevel, ("no/where", level, "Così.")),
        (NoConsensusReason, (path, level, "  ")),
    ):
        with pytest.raises(fault):
            house.app.consensus.write(house.bruno, session_id, call_id, *arguments)
    agree(house, session_id, call_id, paths(first, not_applicable=True)[0], None)


def test_a_note_is_shown_as_long_as_its_level_is_on_the_scale(house: House, call_id: int, session_id: int) -> None:
    first, _ = handed_in(house, call_id)
    path = paths(first)[0]
    criterion = criterion_at(first, path)
    agree(house, session_id, call_id, path, criterion.scale[0].id)
    house.app.calibrations.end(house.carla, session_id)
    known: list[ConsensusNote] = list(house.app.consensus.notes(house.anna))
    assert notes_on(criterion, path, known) == known
    assert notes_on(replace(criterion, scale=criterion.scale[1:]), path, known) == []
    assert notes_on(criterion, "another/criterion", known) == []


def test_a_proposal_is_kept_with_its_reason_and_settled_once(house: House, call_id: int, session_id: int) -> None:
    first, _ = handed_in(house, call_id)
    path = paths(first)[0]
    level = criterion_at(first, path).scale[0].id
    words = NewProposal(path, level, Text({"it": " Dice il nome. ", "en": " ", "xx": "?"}), " Chiarisce. ")
    for _ in range(2):
        house.app.consensus.propose(house.bruno, session_id, call_id, words)
    (proposal,) = house.app.consensus.proposals(house.dario)
    assert proposal.new == NewProposal(path, level, Text({"it": "Dice il nome."}), "Chiarisce.")
    assert (proposal.author_name, proposal.state) == ("Bruno", ProposalState.OPEN)
    assert house.app.consensus.proposals(house.carla, session_id) == [proposal]
    for fault, wrong in (
        (NothingProposed, replace(words, words=Text({"it": " "}))),
        (NothingProposed, replace(words, reason=" ")),
        (NoLevel, replace(words, level="nowhere")),
    ):
        with pytest.raises(fault):
            house.app.consensus.propose(house.bruno, session_id, call_id, wrong)
    for _ in range(2):
        house.app.consensus.settle(house.dario, proposal.id, ProposalState.DONE)
    with pytest.raises(SettledAlready):
        house.app.consensus.settle(house.dario, proposal.id, ProposalState.DECLINED)
    (settled,) = house.app.consensus.proposals(house.dario)
    assert (settled.state, settled.settled_by) == (ProposalState.DONE, "Dario")


def test_who_must_listen_to_a_dispute_first_sees_no_marks_of_its_call_here_either(house: House, call_id: int) -> None:
    earlier: Evaluation = house.published(house.bruno, call_id)
    session_id = called(house, call_id)
    house.published(house.elena, call_id)
    house.app.feedback.dispute(house.anna, earlier.id, "", [DisputedCriterion(paths(earlier)[0], "No.")])
    kept = house.app.consensus.comparison(house.carla, session_id, call_id)
    assert (kept.listen_first, kept.evaluations) == (True, ())
    house.app.feedback.listen(house.carla, earlier.id, {})
    assert len(house.app.consensus.comparison(house.carla, session_id, call_id).evaluations) == 2


def test_until_it_is_over_nobody_who_scores_reads_whose_call_it_is(house: House, call_id: int, session_id: int) -> None:
    def reads(actor: Actor) -> list[str]:
        heard = house.app.calls.listen(actor, call_id)
        session = house.app.calibrations.session(actor, session_id).session
        return [
            heard.call.agent_name,
            " ".join(turn.text for turn in heard.turns),
            house.app.calls.inbox(actor, replace(INBOX, state="open")).rows[0].call.agent_name,
            session.calls[0].call.agent_name,
        ]

    for _ in ("open", "comparing"):
        assert not any("Anna" in text for text in reads(house.bruno))
        assert house.app.calibrations.session(house.carla, session_id).session.calls[0].call.agent_name == ""
        if status(house, session_id) is CalibrationStatus.PLANNED:
            handed_in(house, call_id)
    house.app.calibrations.end(house.carla, session_id)
    assert all("Anna" in text for text in reads(house.bruno))


def test_a_session_is_not_called_by_whoever_answers_for_no_team(house: House, call_id: int) -> None:
    for actor in (house.anna, house.dario, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.calibrations.begin(actor, new_session(house, call_id))
    for actor in (house.beatrice, house.camillo):  # of another team
        with pytest.raises(Forbidden):
            house.app.calibrations.begin(actor, new_session(house, call_id))


def figures(house: House) -> list[object]:
    """Everything that says how good an agent or a team is."""
    every = EvaluationFilter()
    return [
        house.app.trends.lines(house.carla, Asked()),
        house.app.trends.own(house.anna),
        house.app.trends.critical(house.carla, every),
        house.app.control_charts.chart(house.carla, Asked()),
        house.app.practice.proposed(house.anna, "it"),
        house.app.before_after.compared(house.carla),
        house.app.criteria.health(house.carla, every),
        house.app.critical_errors.failing(house.carla, every),
        house.app.comparison.compare(house.carla, Followed(), every, Whose.AGENTS),
        house.app.movements.between(house.carla, every, every),
        house.app.efficiency.beside(house.carla, every),
        house.app.coverage.covered(house.carla, None),
        house.app.learning.team(house.carla),
        house.app.coaching.plans(house.carla),
        house.app.responses.times(house.carla),
        house.app.feedback.mine(house.anna),
        house.app.feedback.choices(house.anna),
        house.app.notices.listed(house.anna),
        house.app.deadlines.own(house.anna),
        house.app.report.of_month(house.carla, WEDNESDAY.date().replace(day=1)),
    ]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_no_figure_nor_list_of_an_agent_has_what_is_marked_in_a_session(house: House) -> None:
    house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    call_id = with_words(house, house.anna)
    session_id = called(house, call_id)
    before = figures(house)
    first, second = handed_in(house, call_id)
    house.app.calibrations.end(house.carla, session_id)
    assert figures(house) == before
    for evaluation in (first, second):
        for deed in (house.app.feedback.read, house.app.scoring.read, house.app.feedback.acknowledge):
            with pytest.raises(Forbidden):
                deed(house.anna, evaluation.id)
    assert not house.app.calls.may_hear(house.anna, call_id)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_agreement_between_evaluators_has_it_once_the_session_compares(
    house: House, call_id: int, session_id: int
) -> None:
    def shared(actor: Actor) -> int:
        return house.app.rater_agreement.compared(actor, EvaluationFilter()).counted.shared

    draft = house.draft(house.elena, call_id)
    house.published(house.bruno, call_id)
    assert [shared(actor) for actor in (house.bruno, house.carla)] == [0, 0]
    house.app.scoring.publish(house.elena, draft.id)
    assert [shared(actor) for actor in (house.bruno, house.carla)] == [1, 1]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("earlier", [False, True])
def test_no_method_of_any_service_tells_of_marks_before_the_session_compares(
    databases: Databases, tmp_path: Path, *, earlier: bool
) -> None:
    with scene(databases, tmp_path, "published") as on:
        seats = [NewSeat(on.heard, on.house.bruno.id, earlier), NewSeat(on.heard, on.house.elena.id, earlier=False)]
        call = NewCall(on.heard, on.evaluation.scorecard_version_id, ChosenBecause.BY_HAND)
        with on.house.app.database.write() as tx:
            tx.calibrations.begin("S", FRIDAY, on.house.carla.id, WEDNESDAY, [call], seats)
            if not earlier:
                tx.evaluations.set(on.evaluation.id, selection=SelectionKind.CALIBRATION.value, probability=None)
        secrets = (f"EvaluationRow(id={on.evaluation.id},", f"Evaluation(id={on.evaluation.id},")
        # a facilitator knows what was published before; what is made for the session nobody does
        for actor in (on.house.elena, *(() if earlier else (on.house.carla, on.house.anna))):
            # what ends the session would show it rightly
            deeds = DEEDS - {"calibrations.close", "calibrations.cancel"}
            answers = all_answers(on, actor, deeds)
            leaks = {method for method, text in answers.items() if any(secret in text for secret in secrets)}
            assert leaks == set(), actor.name
