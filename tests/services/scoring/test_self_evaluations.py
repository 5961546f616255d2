"""Agents score own calls for themselves, blind to the supervisor's; nobody else sees it unless they share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from benvenuto.domain.dispute import DisputedCriterion, ListenFirst
from benvenuto.domain.edits import AddMoment, ChooseLevel, ChooseNotApplicable, Edit, SetNote
from benvenuto.domain.evaluation import Evaluation, NotReady, SharedByTheAgent, Status, still_lacking
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor, Membership, Role
from benvenuto.domain.sampling import DrawnCall, Frame
from benvenuto.services.feedback.notices import OwnFirst
from benvenuto.services.quality.trends import Asked
from benvenuto.storage.tables import evaluations, self_evaluations
from tests.databases import Databases
from tests.house import WEDNESDAY, House, criterion_at, drawn_twice, paths
from tests.services.overhearing import DEEDS, all_answers
from tests.services.scene import scene

SECRET = "Lo so solo io."
"""A note of Anna's to herself."""
THEIRS = "Sentito al telefono."
"""The note on every mark of Bruno's."""


@pytest.fixture
def call_id(house: House) -> int:
    return house.recorded(house.call(house.anna))


def offered(house: House, actor: Actor) -> list[int]:
    return [each.call.id for each in house.app.self_evaluations.calls(actor)[0]]


def beside(house: House, actor: Actor, own: Evaluation) -> bool:
    """Whether the actor can read both side by side; all ways say the same."""
    there = house.app.self_evaluations.beside(actor, own.call_id) == own.id
    try:
        pair = house.app.self_evaluations.pair(actor, own.id)
    except (Forbidden, ListenFirst):
        assert not there
        return False
    assert there
    assert pair.own.id == own.id
    return True


def test_recent_recorded_calls_are_offered_and_those_with_feedback_not_opened(house: House) -> None:
    recent = house.recorded(house.call(house.anna))
    old = house.recorded(house.call(house.anna, at=WEDNESDAY - timedelta(days=20)))
    house.call(house.anna)  # without a recording
    house.recorded(house.call(house.elena))
    assert offered(house, house.anna) == [recent]
    published = house.published(house.bruno, old)
    assert offered(house, house.anna) == [recent, old]
    assert [each.waiting for each in house.app.self_evaluations.calls(house.anna)[0]] == [False, True]
    assert house.app.self_evaluations.waiting(house.anna) == 1
    house.app.responses.note_read(house.anna, published.id)
    assert offered(house, house.anna) == [recent]
    assert house.app.self_evaluations.waiting(house.anna) == 0


def test_an_agent_back_from_holiday_scores_the_last_calls_before_it(house: House, call_id: int) -> None:
    house.clock.forward(days=40)
    assert offered(house, house.anna) == [call_id]


def test_nobody_can_tell_from_the_list_which_calls_were_drawn(house: House) -> None:
    plain, drawn = (house.recorded(house.call(house.anna)) for _ in range(2))
    before = house.app.self_evaluations.calls(house.anna)[0]
    with house.app.database.write() as tx:
        tx.samples.add_frames([Frame(house.anna.id, [plain, drawn], [DrawnCall(drawn, 0.5)])], WEDNESDAY)
    house.draft(house.bruno, drawn)
    assert house.app.self_evaluations.calls(house.anna)[0] == before


def test_every_criterion_and_no_word_is_enough_to_hand_it_in(house: House, call_id: int) -> None:
    draft = house.app.scoring.begin(house.anna, call_id)
    with pytest.raises(NotReady):
        house.app.self_evaluations.hand_in(house.anna, draft.id)
    seq = 0
    while faults := still_lacking(draft):
        edits = []
        for fault in faults:
            seq += 1
            criterion = criterion_at(draft, fault.path)
            worst = criterion.scale[-1].id
            edits.append(
                Edit(seq, fault.path, ChooseNotApplicable() if criterion.not_applicable else ChooseLevel(worst))
            )
        draft, _ = house.app.scoring.edit(house.anna, draft.id, "w", edits)
    handed_in = house.app.self_evaluations.hand_in(house.anna, draft.id)
    assert handed_in.status is Status.DRAFT  # never published
    assert handed_in.handed_in_at == house.clock()
    assert not house.app.scoring.may_edit(house.anna, handed_in)
    assert offered(house, house.anna) == []


def test_what_is_handed_in_changes_no_more_and_is_handed_in_once(house: House, call_id: int) -> None:
    own = house.handed_in(house.anna, call_id)
    house.clock.forward(hours=1)
    assert house.app.self_evaluations.hand_in(house.anna, own.id) == own  # another window
    refused: list[Callable[[], object]] = [
        lambda: house.app.scoring.edit(house.anna, own.id, "w2", [Edit(999, paths(own)[0], SetNote("Dopo."))]),
        lambda: house.app.scoring.discard(house.anna, own.id),
        lambda: house.app.scoring.publish(house.anna, own.id),
    ]
    for deed in refused:
        with pytest.raises(Forbidden):
            deed()
    assert house.app.scoring.begin(house.anna, call_id).id == own.id
    assert house.app.scoring.read(house.anna, own.id) == own
    assert house.audit().count("self_evaluation_handed_in") == 1


def test_nobody_publishes_a_self_evaluation(house: House, call_id: int) -> None:
    draft = house.draft(house.anna, call_id)
    with pytest.raises(Forbidden):
        house.app.scoring.publish(house.anna, draft.id)


def test_a_supervisor_hands_in_nothing(house: House, call_id: int) -> None:
    draft = house.draft(house.bruno, call_id)
    with pytest.raises(Forbidden):
        house.app.self_evaluations.hand_in(house.bruno, draft.id)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("stage", ["draft", "published", "disputed"])
def test_no_method_of_any_service_tells_anybody_else_of_it(databases: Databases, tmp_path: Path, stage: str) -> None:
    for name in ("bruno", "carla", "dario", "elena", "andrea"):
        with scene(databases, tmp_path, stage) as on:
            with on.house.app.database.write() as tx:
                for number in (on.own, on.own_draft):
                    given = tx.evaluations.answers(number, 1)
                    noted = {path: replace(answer, note=SECRET) for path, answer in given.items()}
                    tx.evaluations.put_answers(number, 1, noted)
            asked = DEEDS - ({"corrections.may_correct"} if stage == "draft" else set())  # asked of what is published
            answers = all_answers(on, getattr(on.house, name), asked)
            secrets = [
                SECRET,
                *(f"{kind}(id={n}," for kind in ("Evaluation", "EvaluationRow") for n in (on.own, on.own_draft)),
            ]
            assert {method for method, text in answers.items() if any(secret in text for secret in secrets)} == set()
            assert set(answers) >= asked


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_no_method_of_any_service_tells_the_agent_of_the_supervisors_before_it_is_handed_in(
    databases: Databases, tmp_path: Path
) -> None:
    def sighted(*, begun: bool) -> set[str]:
        with scene(databases, tmp_path, "published") as on:
            with on.house.app.database.write() as tx:
                tx.connection.execute(delete(self_evaluations))
                tx.connection.execute(update(evaluations).values(handed_in_at=None))
                if not begun:
                    tx.evaluations.discard(on.own)
            asked = DEEDS - {"self_evaluations.hand_in", "scoring.discard"}
            answers = all_answers(on, on.house.anna, asked)
            secrets = (THEIRS, f"EvaluationRow(id={on.evaluation.id},", f"Evaluation(id={on.evaluation.id},")
            own = {"scoring.begin", "scoring.open", "scoring.read"}
            return {method for method, text in answers.items() if any(secret in text for secret in secrets)} - own

    assert {"feedback.read", "feedback.mine", "feedback.these", "trends.listed"} <= sighted(begun=False)
    # told that it waits, without a mark
    assert sighted(begun=True) <= {"notices.listed"}


def test_averages_and_agreement_between_evaluators_leave_it_out(house: House, call_id: int) -> None:
    house.published(house.bruno, call_id)

    def figures() -> list[object]:
        every = EvaluationFilter()
        return [
            house.app.trends.lines(house.carla, Asked()),
            house.app.trends.own(house.anna),
            house.app.trends.critical(house.carla, every),
            house.app.criteria.health(house.carla, every),
            house.app.rater_agreement.compared(house.carla, every),
            house.app.severities.compared(house.carla, every),
            house.app.coverage.covered(house.carla, None),
            house.app.scored.listed(house.carla),
            house.app.practice.proposed(house.anna, "it"),
        ]

    before = figures()
    house.handed_in(house.anna, call_id, level=2)
    house.app.self_evaluations.share_all(house.anna, shared=True)
    assert figures() == before


def test_feedback_waits_while_the_own_is_begun_and_is_there_once_it_is_handed_in(house: House, call_id: int) -> None:
    draft = house.draft(house.anna, call_id)
    published = house.published(house.bruno, call_id)
    feedback, own = house.app.feedback, house.app.self_evaluations
    assert own.own_first(house.anna, published.id) == call_id
    assert feedback.mine(house.anna) == ([], 0)
    (waiting,), _ = house.app.notices.listed(house.anna)
    assert (waiting.notice.kind, waiting.own_first) == (NoticeKind.FEEDBACK, OwnFirst.BEGUN)
    assert waiting.evaluation is not None
    assert waiting.evaluation.final_score is None
    for deed in (feedback.read, house.app.scoring.read, feedback.acknowledge):
        with pytest.raises(Forbidden):
            deed(house.anna, published.id)
    own.hand_in(house.anna, draft.id)
    assert own.own_first(house.anna, published.id) is None
    assert own.pair(house.anna, draft.id).other == feedback.read(house.anna, published.id).evaluation
    assert own.pair(house.anna, draft.id).blind


def test_who_leaves_the_own_reads_the_feedback(house: House, call_id: int) -> None:
    draft = house.draft(house.anna, call_id)
    published = house.published(house.bruno, call_id)
    house.app.scoring.discard(house.anna, draft.id)
    assert house.app.feedback.read(house.anna, published.id).evaluation.id == published.id


def test_an_own_made_after_reading_is_not_blind(house: House, call_id: int) -> None:
    published = house.published(house.bruno, call_id)
    house.app.responses.note_read(house.anna, published.id)
    assert house.app.self_evaluations.own_call(house.anna, call_id).known
    own = house.handed_in(house.anna, call_id, level=1)
    assert not house.app.self_evaluations.pair(house.anna, own.id).blind


def test_what_was_read_before_it_was_taken_back_is_still_known(house: House, call_id: int) -> None:
    published = house.published(house.bruno, call_id)
    house.app.responses.note_read(house.anna, published.id)
    house.app.scoring.take_back(house.bruno, published.id)
    own = house.handed_in(house.anna, call_id)
    house.app.scoring.publish(house.bruno, published.id)
    assert not house.app.self_evaluations.pair(house.anna, own.id).blind


def test_who_also_supervises_the_team_is_not_blind_to_what_is_published_in_it(house: House) -> None:
    call_id = house.recorded(house.call(house.elena))
    house.published(house.bruno, call_id)
    own = house.handed_in(house.elena, call_id)
    assert not house.app.self_evaluations.pair(house.elena, own.id).blind
    blind = house.handed_in(house.elena, house.call(house.elena))
    house.published(house.bruno, blind.call_id)
    assert house.app.self_evaluations.pair(house.elena, blind.id).blind


def test_nobody_but_the_agent_reads_both_until_it_is_shared_and_no_longer_when_it_is_not(
    house: House, call_id: int
) -> None:
    own = house.handed_in(house.anna, call_id)
    house.published(house.bruno, call_id)
    others = (house.bruno, house.elena, house.carla)
    strangers = (house.andrea, house.beatrice, house.camillo, house.dario)

    def readers() -> list[bool]:
        return [beside(house, actor, own) for actor in others]

    assert beside(house, house.anna, own)
    assert readers() == [False] * 3
    shares: list[Callable[..., None]] = [
        lambda *, shared: house.app.self_evaluations.share(house.anna, own.id, shared=shared),
        lambda *, shared: house.app.self_evaluations.share_all(house.anna, shared=shared),
    ]
    for share in shares:
        share(shared=True)
        share(shared=True)  # another window
        assert readers() == [True] * 3
        assert not any(beside(house, actor, own) for actor in strangers)
        assert [each.agent.name for each in house.app.self_evaluations.sharers(house.bruno)] == ["Anna"]
        share(shared=False)
        assert readers() == [False] * 3
        assert house.app.self_evaluations.sharers(house.bruno) == []
    assert house.audit()[-4:] == [
        "self_evaluation_shared",
        "self_evaluation_unshared",
        "self_evaluations_shared",
        "self_evaluations_unshared",
    ]


def test_no_longer_sharing_all_takes_back_those_shared_by_themselves(house: House, call_id: int) -> None:
    own = house.handed_in(house.anna, call_id)
    house.published(house.bruno, call_id)
    house.app.self_evaluations.share(house.anna, own.id, shared=True)
    house.app.self_evaluations.share_all(house.anna, shared=False)
    assert not beside(house, house.bruno, own)


def test_only_its_agent_shares_it(house: House, call_id: int) -> None:
    own = house.handed_in(house.anna, call_id)
    for actor in (house.bruno, house.elena, house.andrea):
        with pytest.raises(Forbidden):
            house.app.self_evaluations.share(actor, own.id, shared=True)


def test_a_shared_one_is_unseen_by_who_has_still_to_score_the_call(house: House, call_id: int) -> None:
    own = house.handed_in(house.anna, call_id)
    house.app.self_evaluations.share_all(house.anna, shared=True)
    draft = house.draft(house.bruno, call_id)
    house.published(house.elena, call_id)
    assert beside(house, house.carla, own)
    assert not beside(house, house.bruno, own)
    assert house.app.self_evaluations.listed(house.bruno, house.anna.id) == []
    house.app.scoring.publish(house.bruno, draft.id)
    assert beside(house, house.bruno, own)


def test_a_shared_one_is_unseen_by_who_is_to_hear_the_call_second(house: House) -> None:
    call_id = house.recorded(drawn_twice(house))
    own = house.handed_in(house.anna, call_id)
    house.app.self_evaluations.share_all(house.anna, shared=True)
    house.published(house.bruno, call_id)
    assert beside(house, house.bruno, own)
    assert not beside(house, house.elena, own)
    house.published(house.elena, call_id)
    assert beside(house, house.elena, own)
    # of the two it stands beside the first, for whoever asks
    assert house.app.self_evaluations.pair(house.elena, own.id).other.evaluator_name == "Bruno"


def test_a_shared_one_is_unseen_by_who_must_listen_to_the_dispute_first(house: House, call_id: int) -> None:
    own = house.handed_in(house.anna, call_id)
    house.app.self_evaluations.share_all(house.anna, shared=True)
    published = house.published(house.bruno, call_id)
    house.app.feedback.dispute(house.anna, published.id, "", [DisputedCriterion(paths(published)[0], "No.")])
    assert not beside(house, house.carla, own)
    house.app.feedback.listen(house.carla, published.id, {})
    assert beside(house, house.carla, own)
    assert beside(house, house.anna, own)


def test_who_can_read_the_agents_takes_nothing_back(house: House, call_id: int) -> None:
    own = house.handed_in(house.anna, call_id)
    published = house.published(house.bruno, call_id)
    assert house.app.scoring.just_published(house.bruno) is not None
    house.app.self_evaluations.share(house.anna, own.id, shared=True)
    assert house.app.scoring.just_published(house.bruno) is None
    with pytest.raises(SharedByTheAgent):
        house.app.scoring.take_back(house.bruno, published.id)


def test_taken_back_it_stands_alone_again(house: House, call_id: int) -> None:
    own = house.handed_in(house.anna, call_id)
    published = house.published(house.bruno, call_id)
    assert beside(house, house.anna, own)
    house.app.scoring.take_back(house.bruno, published.id)
    assert not beside(house, house.anna, own)
    (scored,) = house.app.self_evaluations.listed(house.anna)
    assert scored.other is None


def test_what_an_agent_shared_is_there_for_nobody_once_they_have_left(house: House, call_id: int) -> None:
    own = house.handed_in(house.anna, call_id)
    house.app.self_evaluations.share_all(house.anna, shared=True)
    house.published(house.bruno, call_id)
    assert beside(house, house.bruno, own)
    house.app.people.set_memberships(house.dario, house.anna.id, [Membership(Role.SUPERVISOR, house.sud)])
    assert not beside(house, house.bruno, own)
    with house.app.database.read() as tx:
        left = tx.people.actor(house.anna.id)
    assert left is not None
    assert not beside(house, left, own)


def test_an_agent_who_also_supervises_sees_nobodys_through_it(house: House, call_id: int) -> None:
    own = house.handed_in(house.anna, call_id)
    house.published(house.bruno, call_id)
    assert not beside(house, house.elena, own)
    for deed in (house.app.scoring.read, house.app.feedback.read, house.app.evidence.of_evaluation):
        with pytest.raises(Forbidden):
            deed(house.elena, own.id)
    assert house.app.self_evaluations.listed(house.elena) == []


def test_moments_are_kept_to_be_heard_side_by_side(house: House, call_id: int) -> None:
    draft = house.draft(house.anna, call_id)
    path = paths(draft)[0]
    house.app.scoring.edit(house.anna, draft.id, "w", [Edit(999, path, AddMoment("m", 3.0, SECRET))])
    house.app.self_evaluations.hand_in(house.anna, draft.id)
    house.published(house.bruno, call_id)
    pair = house.app.self_evaluations.pair(house.anna, draft.id)
    assert [moment.note for moment in pair.own.answers[path].moments] == [SECRET]
