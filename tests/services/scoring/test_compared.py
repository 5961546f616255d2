"""What a calibration session has compared: it stays as it was, and nobody reads it who has yet to score it blind."""

from __future__ import annotations

import pytest

from benvenuto.domain.calibration import Candidate, ChosenBecause, Compared, ComparedAsItWas
from benvenuto.domain.edits import ChooseLevel, Edit, SetEnding, SetSummary
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.people import Actor
from benvenuto.domain.rubric import Ending
from benvenuto.services.scoring.consensus import ComparedCall
from tests.calibrated import called, give_words, handed_in, new_session, with_words
from tests.house import House, criterion_at, drawn_twice, paths
from tests.services.scoring.test_where_features_meet import name_second, supervising_nord


def worst(evaluation: Evaluation, path: str) -> ChooseLevel:
    return ChooseLevel(criterion_at(evaluation, path).scale[-1].id)


def compared(house: House, actor: Actor, session_id: int, call_id: int) -> ComparedCall:
    return house.app.consensus.comparison(actor, session_id, call_id)


def refusal(house: House, actor: Actor, evaluation: Evaluation) -> BenvenutoError:
    with pytest.raises(BenvenutoError) as refused:
        house.app.scoring.take_back(actor, evaluation.id)
    return refused.value


@pytest.mark.parametrize("minutes", [0, 5])
def test_what_was_marked_for_a_session_says_what_can_be_done_instead_of_taking_it_back(
    house: House, minutes: int
) -> None:
    call_id = with_words(house, house.anna)
    called(house, call_id)
    first, _ = handed_in(house, call_id)
    house.clock.forward(minutes=minutes)
    refused = refusal(house, house.bruno, first)
    assert type(refused) is Compared  # it can be corrected no more either
    assert "Record in the session" in refused.remedy


def test_what_had_been_begun_before_its_session_is_corrected_instead_of_taken_back(house: House) -> None:
    call_id = with_words(house, house.anna)
    draft = house.draft(house.bruno, call_id)
    called(house, call_id)
    house.published(house.elena, call_id)
    first = house.app.scoring.publish(house.bruno, draft.id)
    assert type(refusal(house, house.bruno, first)) is ComparedAsItWas
    path = paths(first)[0]
    edits = [Edit(1, path, worst(first, path))]
    corrected = house.app.corrections.correct(house.bruno, first.id, edits, "Visto.", seen=1)
    assert corrected.revision == 2


def test_a_comparison_shows_what_was_compared_whatever_was_corrected_since(house: House) -> None:
    call_id = with_words(house, house.anna)
    first = house.published(house.bruno, call_id)
    path, other = paths(first)[:2]
    house.clock.forward(hours=1)
    before = house.app.corrections.correct(house.bruno, first.id, [Edit(1, path, worst(first, path))], "Sì.", seen=1)
    house.clock.forward(hours=1)
    session_id = called(house, call_id)
    house.published(house.elena, call_id)
    shown = compared(house, house.carla, session_id, call_id)
    assert [each.answers for each in shown.evaluations if each.id == first.id] == [before.answers]
    assert shown.corrected_since == set()
    house.clock.forward(hours=1)
    edits: list[Edit | SetEnding] = [
        Edit(2, other, worst(first, other)),
        Edit(3, "", SetSummary("Altre parole.")),
        SetEnding(Ending.DROPPED),
    ]
    house.app.corrections.correct(house.bruno, first.id, edits, "No.", seen=2)
    house.clock.forward(hours=1)
    best = ChooseLevel(criterion_at(first, path).scale[0].id)
    house.app.corrections.correct(house.bruno, first.id, [Edit(4, path, best)], "No.", seen=3)
    for _ in ("comparing", "ended"):
        again = compared(house, house.carla, session_id, call_id)
        assert (again.evaluations, again.corrected_since) == (shown.evaluations, {first.id})
        house.app.calibrations.end(house.carla, session_id)


def because(house: House, actor: Actor, call_id: int) -> ChosenBecause:
    candidates: list[Candidate] = list(house.app.calibrations.candidates(actor))
    return next(each.because for each in candidates if each.call.id == call_id)


def test_why_a_call_is_argued_about_is_no_reason_to_whoever_hears_it_second_without_the_first(house: House) -> None:
    call_id = give_words(house, drawn_twice(house))
    first = house.published(house.bruno, call_id)  # Elena is named to hear it second
    path = paths(first)[0]
    house.clock.forward(minutes=5)
    house.app.corrections.correct(house.bruno, first.id, [Edit(1, path, worst(first, path))], "Visto.", seen=1)
    assert because(house, house.carla, call_id) is ChosenBecause.CORRECTED
    assert because(house, house.elena, call_id) is ChosenBecause.BY_HAND
    house.app.calibrations.begin(house.elena, new_session(house, call_id, people=(house.bruno, beatrice(house))))
    (session,) = house.app.calibrations.sessions(house.elena)
    assert [each.because for each in session.session.calls] == [ChosenBecause.BY_HAND]


def beatrice(house: House) -> Actor:
    return supervising_nord(house, house.beatrice)


def test_who_leads_a_session_about_a_call_that_they_hear_second_reads_its_marks_and_consensus_afterwards(
    house: House,
) -> None:
    call_id = with_words(house, house.anna)
    second, third = beatrice(house), house.elena
    name_second(house, call_id, second)
    first = house.published(house.bruno, call_id)
    session_id = house.app.calibrations.begin(second, new_session(house, call_id, people=(house.bruno, third)))
    house.published(third, call_id)
    path = paths(first)[0]
    house.app.consensus.write(house.bruno, session_id, call_id, path, None, "Non si sentiva.")
    blind = compared(house, second, session_id, call_id)
    assert (blind.blind, blind.evaluations, blind.consensus) == (True, (), {})
    house.app.calibrations.end(house.carla, session_id)
    assert [note.path for note in house.app.consensus.notes(house.bruno)] == [path]
    assert house.app.consensus.notes(second) == []
    house.published(second, call_id)
    assert len(compared(house, second, session_id, call_id).evaluations) == 2
    assert [note.path for note in house.app.consensus.notes(second)] == [path]
