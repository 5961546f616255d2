"""Whom a deed is told."""

from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.notices import Concerned, NoticeGroup, NoticeKind, recipients

ANNA, BRUNO, CARLA, ELENA = 1, 2, 3, 4
IDS = st.frozensets(st.integers(1, 6))
CONCERNED = st.builds(Concerned, st.integers(1, 6), st.none() | st.integers(1, 6), IDS, IDS, IDS)
TEAM = Concerned(ANNA, BRUNO, supervisors=frozenset({BRUNO, ELENA}), managers=frozenset({CARLA}))


@given(st.sampled_from(NoticeKind), st.integers(1, 6), CONCERNED)
def test_nobody_is_told_of_their_own_deeds(kind: NoticeKind, by: int, concerned: Concerned) -> None:
    assert by not in recipients(kind, by, concerned)


@given(st.sampled_from(NoticeKind), st.integers(1, 6), CONCERNED)
def test_only_those_are_told_who_have_to_do_with_it(kind: NoticeKind, by: int, concerned: Concerned) -> None:
    known = {concerned.agent, concerned.evaluator} | concerned.speakers | concerned.supervisors | concerned.managers
    assert recipients(kind, by, concerned) <= known


def test_a_publication_is_told_the_agent_and_what_the_agent_does_the_evaluator() -> None:
    assert recipients(NoticeKind.FEEDBACK, BRUNO, TEAM) == {ANNA}
    assert recipients(NoticeKind.ACKNOWLEDGED, ANNA, TEAM) == {BRUNO}
    assert recipients(NoticeKind.COMMENTED, ANNA, TEAM) == {BRUNO}


def test_a_dispute_is_told_those_who_may_answer_or_decide_it() -> None:
    assert recipients(NoticeKind.DISPUTED, ANNA, TEAM) == {BRUNO, ELENA, CARLA}
    assert recipients(NoticeKind.ANSWERED, ELENA, TEAM) == {ANNA, BRUNO, CARLA}


def test_a_decision_is_told_all_who_had_a_part_in_it() -> None:
    argued = Concerned(ANNA, BRUNO, speakers=frozenset({ANNA, ELENA}), managers=frozenset({CARLA}))
    assert recipients(NoticeKind.OVERTURNED, CARLA, argued) == {ANNA, BRUNO, ELENA}


def test_a_self_evaluation_is_told_nobody() -> None:
    assert recipients(NoticeKind.FEEDBACK, ANNA, Concerned(ANNA, ANNA)) == frozenset()


def test_every_kind_is_in_one_group() -> None:
    kinds = [kind for group in NoticeGroup for kind in group.kinds]
    assert sorted(kinds) == sorted(NoticeKind)
