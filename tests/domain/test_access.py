"""The access table, row by row: Anna (agent), Bruno (supervisor), Carla (manager), Dario (administrator)."""

import pytest

from benvenuto.domain.access import Permission, Subject, authorise, can
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Membership, Role

MILAN, ROME = 1, 2
ANNA = Actor(1, "Anna", frozenset({Membership(Role.AGENT, MILAN)}))
BRUNO = Actor(2, "Bruno", frozenset({Membership(Role.SUPERVISOR, MILAN)}))
CARLA = Actor(3, "Carla", frozenset({Membership(Role.MANAGER, MILAN)}))
DARIO = Actor(4, "Dario", frozenset({Membership(Role.ADMINISTRATOR, None)}))
NOBODY = Actor(5, "Ugo")
STRANGER = 99
EVERYBODY = {"Anna": ANNA, "Bruno": BRUNO, "Carla": CARLA, "Dario": DARIO, "nobody": NOBODY}

CALL = Subject(ANNA.id, MILAN)
PUBLISHED = Subject(ANNA.id, MILAN, BRUNO.id, published=True)
DISPUTED = Subject(ANNA.id, MILAN, BRUNO.id, published=True, disputed=True)
DRAFT = Subject(ANNA.id, MILAN, BRUNO.id, draft=True)
OWN_DRAFT = Subject(ANNA.id, MILAN, ANNA.id, draft=True)
OWN_TO_SCORE = Subject(ANNA.id, MILAN, ANNA.id, own_to_score=True)
HANDED_IN = Subject(ANNA.id, MILAN, ANNA.id, draft=True, own_to_score=True, handed_in=True)
OTHERS = Subject(STRANGER, ROME, STRANGER, published=True)
OTHERS_DISPUTED = Subject(STRANGER, ROME, STRANGER, published=True, disputed=True)
COLLEAGUES = Subject(STRANGER, MILAN, BRUNO.id, published=True)

TABLE = [
    (Permission.HEAR, CALL, {"Bruno"}),
    (Permission.HEAR, PUBLISHED, {"Anna", "Bruno"}),
    (Permission.HEAR, OWN_TO_SCORE, {"Anna", "Bruno"}),
    (Permission.HEAR, DISPUTED, {"Anna", "Bruno", "Carla"}),
    (Permission.HEAR, COLLEAGUES, {"Bruno"}),
    (Permission.HEAR, OTHERS, set()),
    (Permission.HEAR, OTHERS_DISPUTED, set()),
    (Permission.NAME_VOICES, PUBLISHED, {"Bruno"}),
    (Permission.NAME_VOICES, DISPUTED, {"Bruno"}),
    (Permission.NAME_VOICES, OTHERS, set()),
    (Permission.GRADE, PUBLISHED, {"Carla"}),
    (Permission.GRADE, DRAFT, set()),
    (Permission.GRADE, Subject(ANNA.id, MILAN, CARLA.id, published=True), set()),
    (Permission.GRADE, Subject(CARLA.id, MILAN, BRUNO.id, published=True), set()),
    (Permission.GRADE, Subject(ANNA.id, MILAN, BRUNO.id, published=True, answered_by=frozenset({CARLA.id})), set()),
    (Permission.GRADE, OTHERS, set()),
    (Permission.SEE_GRADING, PUBLISHED, {"Bruno", "Carla"}),
    (Permission.SEE_GRADING, Subject(CARLA.id, MILAN, BRUNO.id, published=True), {"Bruno"}),
    (Permission.SEE_GRADING, OTHERS, set()),
    (Permission.REPLY_TO_GRADING, PUBLISHED, {"Bruno"}),
    (Permission.REPLY_TO_GRADING, OTHERS, set()),
    (Permission.SEE_CALL, CALL, {"Bruno"}),
    (Permission.SEE_CALL, OWN_TO_SCORE, {"Anna", "Bruno"}),
    (Permission.SEE_CALL, PUBLISHED, {"Anna", "Bruno", "Carla"}),
    (Permission.SEE_CALL, COLLEAGUES, {"Bruno", "Carla"}),
    (Permission.SEE_CALL, OTHERS, set()),
    (Permission.SCORE, DRAFT, {"Bruno"}),
    (Permission.SCORE, OWN_DRAFT, {"Bruno"}),
    (Permission.SCORE, OWN_TO_SCORE, {"Anna", "Bruno"}),
    (Permission.SCORE, OTHERS, set()),
    (Permission.SKIP, CALL, {"Bruno"}),
    (Permission.SKIP, COLLEAGUES, {"Bruno"}),
    (Permission.SKIP, OTHERS, set()),
    (Permission.EDIT, DRAFT, {"Bruno"}),
    (Permission.EDIT, OWN_DRAFT, {"Anna"}),
    (Permission.EDIT, HANDED_IN, set()),
    (Permission.EDIT, PUBLISHED, set()),
    (Permission.TAKE_BACK, DRAFT, set()),
    (Permission.TAKE_BACK, PUBLISHED, {"Bruno"}),
    (Permission.TAKE_BACK, OTHERS, set()),
    (Permission.CORRECT, DRAFT, set()),
    (Permission.CORRECT, PUBLISHED, {"Bruno"}),
    (Permission.CORRECT, OTHERS, set()),
    (Permission.READ, DRAFT, {"Bruno"}),
    (Permission.READ, OWN_DRAFT, {"Anna"}),
    (Permission.READ, HANDED_IN, {"Anna"}),
    (Permission.READ, PUBLISHED, {"Anna", "Bruno", "Carla"}),
    (Permission.READ, COLLEAGUES, {"Bruno", "Carla"}),
    (Permission.READ, OTHERS, set()),
    (Permission.RESPOND, DRAFT, set()),
    (Permission.RESPOND, PUBLISHED, {"Anna"}),
    (Permission.RESPOND, COLLEAGUES, set()),
    (Permission.ANSWER, DRAFT, set()),
    (Permission.ANSWER, DISPUTED, {"Bruno"}),
    (Permission.ANSWER, OTHERS_DISPUTED, set()),
    (Permission.DECIDE, PUBLISHED, set()),
    (Permission.DECIDE, DISPUTED, {"Carla"}),
    (Permission.DECIDE, OTHERS_DISPUTED, set()),
    (Permission.SEE_TRENDS, CALL, {"Anna", "Bruno", "Carla"}),
    (Permission.SEE_TRENDS, Subject(STRANGER, MILAN), {"Bruno", "Carla"}),
    (Permission.SEE_TRENDS, OTHERS, set()),
    (Permission.PLAN_SAMPLING, Subject(team_id=MILAN), {"Bruno"}),
    (Permission.PLAN_SAMPLING, Subject(team_id=ROME), set()),
    (Permission.CALIBRATE, Subject(ANNA.id, MILAN), {"Bruno", "Carla"}),
    (Permission.CALIBRATE, Subject(STRANGER, ROME), set()),
    (Permission.ADMINISTER, Subject(), {"Dario"}),
    (Permission.ASSIGN_PRACTICE, Subject(ANNA.id, MILAN), {"Bruno"}),
    (Permission.ASSIGN_PRACTICE, Subject(STRANGER, ROME), set()),
    (Permission.COACH, Subject(ANNA.id, MILAN), {"Bruno"}),
    (Permission.COACH, Subject(STRANGER, ROME), set()),
    (Permission.SEE_COACHING, Subject(ANNA.id, MILAN), {"Anna", "Bruno", "Carla"}),
    (Permission.SEE_COACHING, Subject(STRANGER, ROME), set()),
    (Permission.AGREE, Subject(ANNA.id, MILAN), {"Anna"}),
    (Permission.SEE_LEARNING_PATH, Subject(ANNA.id, MILAN), {"Anna", "Bruno", "Carla"}),
    (Permission.SEE_LEARNING_PATH, Subject(STRANGER, MILAN), {"Bruno", "Carla"}),
    (Permission.SEE_LEARNING_PATH, Subject(STRANGER, ROME), set()),
    (Permission.SIGN_OWN_STEP, Subject(ANNA.id, MILAN), {"Anna"}),
    (Permission.SIGN_OWN_STEP, Subject(STRANGER, MILAN), set()),
    (Permission.SIGN_STEP, Subject(ANNA.id, MILAN), {"Bruno"}),
    (Permission.SIGN_STEP, Subject(STRANGER, ROME), set()),
    (Permission.READ_HANDBOOK, Subject(), {"Anna", "Bruno", "Carla", "Dario"}),
]


@pytest.mark.parametrize(("permission", "subject", "allowed"), TABLE)
def test_each_row_of_the_table_allows_these_and_nobody_else(
    permission: Permission, subject: Subject, allowed: set[str]
) -> None:
    assert {name for name, actor in EVERYBODY.items() if can(actor, permission, subject)} == allowed


def test_every_permission_has_its_rows() -> None:
    assert {permission for permission, _, _ in TABLE} == set(Permission)


def test_authorise_refuses_in_one_and_the_same_way() -> None:
    with pytest.raises(Forbidden, match="You do not have access to this"):
        authorise(ANNA, Permission.READ, COLLEAGUES)
    authorise(ANNA, Permission.READ, PUBLISHED)


def test_roles_add_up() -> None:
    both = Actor(1, "Anna", frozenset({Membership(Role.AGENT, MILAN), Membership(Role.SUPERVISOR, ROME)}))
    assert can(both, Permission.RESPOND, PUBLISHED)
    assert can(both, Permission.HEAR, OTHERS)
    assert not can(both, Permission.HEAR, COLLEAGUES)


def test_a_supervisor_who_also_takes_calls_scores_an_own_call_only_for_herself() -> None:
    both = Actor(1, "Anna", frozenset({Membership(Role.AGENT, MILAN), Membership(Role.SUPERVISOR, MILAN)}))
    assert can(both, Permission.SCORE, Subject(1, MILAN, evaluator_id=1, own_to_score=True))
    assert not can(both, Permission.SCORE, Subject(1, MILAN, evaluator_id=1))
    assert not can(both, Permission.SCORE, Subject(1, MILAN, evaluator_id=2))
    assert can(both, Permission.SCORE, Subject(STRANGER, MILAN))


@pytest.mark.parametrize("permission", [one for one in Permission if one is not Permission.READ_HANDBOOK])
def test_a_call_without_team_and_agent_is_for_nobody_but_the_administration(permission: Permission) -> None:
    allowed = {
        name for name, actor in EVERYBODY.items() if can(actor, permission, Subject(published=True, disputed=True))
    }
    assert allowed == ({"Dario"} if permission is Permission.ADMINISTER else set())


def test_an_agent_who_has_changed_team_keeps_her_own_feedback() -> None:
    moved = Actor(1, "Anna", frozenset({Membership(Role.AGENT, ROME)}))
    assert can(moved, Permission.READ, PUBLISHED)
    assert not can(moved, Permission.READ, OTHERS)


def test_nobody_answers_or_decides_a_dispute_of_their_own() -> None:
    both = Actor(7, "Elena", frozenset({Membership(role, 1) for role in (Role.AGENT, Role.SUPERVISOR, Role.MANAGER)}))
    own = Subject(agent_id=7, team_id=1, published=True, disputed=True)
    anothers = Subject(agent_id=8, team_id=1, published=True, disputed=True)
    for permission in (Permission.ANSWER, Permission.DECIDE):
        assert can(both, permission, anothers)
        assert not can(both, permission, own)


@pytest.mark.parametrize(
    ("subject", "decides"),
    [
        (Subject(8, 1, 9, published=True, disputed=True), True),
        (Subject(7, 1, 9, published=True, disputed=True), False),  # promoted since: the agent's role is gone
        (Subject(8, 1, 7, published=True, disputed=True), False),  # the evaluator
        (Subject(8, 1, 9, published=True, disputed=True, answered_by=frozenset({6, 7})), False),
    ],
)
def test_no_party_to_a_dispute_decides_it_whatever_role_they_hold_by_now(subject: Subject, *, decides: bool) -> None:
    manager = Actor(7, "Marta", frozenset({Membership(Role.MANAGER, 1), Membership(Role.SUPERVISOR, 1)}))
    assert can(manager, Permission.DECIDE, subject) is decides
    assert can(manager, Permission.ANSWER, subject) is (subject.agent_id != 7)


def test_who_was_promoted_scores_and_signs_nothing_of_their_own_time() -> None:
    promoted = Actor(1, "Anna", frozenset({Membership(Role.SUPERVISOR, MILAN)}))
    assert not can(promoted, Permission.SCORE, Subject(1, MILAN, evaluator_id=2))
    assert not can(promoted, Permission.SCORE, Subject(1, MILAN, evaluator_id=1, own_to_score=True))
    assert not can(promoted, Permission.SIGN_STEP, Subject(1, MILAN))
