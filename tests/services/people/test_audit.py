"""The audit log: every change of state leaves one row, in the transaction that made it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from benvenuto.domain.audit import BEFORE, AuditFilter, from_to
from benvenuto.domain.faults import BenvenutoError, Forbidden
from benvenuto.domain.people import Actor, Membership, Role
from tests.databases import Databases
from tests.house import House
from tests.services.deeds import BY_ACTOR, BY_NOBODY, Deed
from tests.services.scene import HEARD, STAGES, Scene, contents, scene
from tests.services.test_access import AFTER_LISTENING, ALWAYS, BY_STAGE

CHANGES = {
    "people.add": "person_added",
    "people.add_team": "team_added",
    "people.change": "person_changed",
    "people.rename_team": "team_renamed",
    "people.reset_password": "password_reset",
    "people.set_active": "account_closed",
    "people.set_memberships": "roles_changed",
    "people.unlock": "unlocked",
    "people.let_in": "password_reset",
    "people_lists.add": "person_added",
    "sign_in.change_password": "password_changed",
    "sign_in.set_second_factor": "second_factor_set",
    "sign_in.sign_in": "signed_in",
    "sign_in.sign_out": "signed_out",
    "sign_in.sign_out_there": "signed_out",
    "scorecards.reload": "rubrics_reloaded",
    "rubric_uploads.put_in_force": "rubric_uploaded",
    "call_logs.run": "calls_imported",
    "call_logs.undo": "import_undone",
    "call_logs.forget": "reading_forgotten",
    "agent_codes.give": "code_given",
    "agent_codes.take_away": "code_taken",
    "recordings.run": "recording_imported",
    "transcripts.run": "transcript_imported",
    "transcripts.swap_speakers": "speakers_swapped",
    "sampling.draw_due": "calls_drawn",
    "sampling.next_call": "calls_drawn",
    "sampling.set_plan": "sampling_plan_set",
    "sampling.skip": "call_skipped",
    "sampling.start_plans": "sampling_plan_set",
    "scoring.begin": "evaluation_begun",
    "scoring.discard": "draft_discarded",
    "calibrations.begin": "calibration_called",
    "calibrations.change": "calibration_moved",
    "calibrations.cancel": "calibration_cancelled",
    "calibrations.close": "calibration_compared",
    "calibrations.end": "calibration_agreed",
    "consensus.write": "consensus_written",
    "consensus.withdraw": "consensus_withdrawn",
    "consensus.propose": "rubric_proposed",
    "consensus.settle": "proposal_settled",
    "scoring.publish": "evaluation_published",
    "scoring.take_back": "publication_taken_back",
    "self_evaluations.hand_in": "self_evaluation_handed_in",
    "self_evaluations.share": "self_evaluation_shared",
    "self_evaluations.share_all": "self_evaluations_shared",
    "feedback.acknowledge": "evaluation_acknowledged",
    "feedback.answer": "dispute_answered",
    "feedback.comment": "evaluation_commented",
    "feedback.decide": "evaluation_overturned",
    "feedback.decide_each": "evaluation_changed",
    "feedback.dispute": "evaluation_disputed",
    "coaching.agree": "coaching_agreed",
    "coaching.begin": "coaching_begun",
    "coaching.sign": "coaching_signed",
    "coaching.withdraw": "coaching_withdrawn",
    "feedback.listen": "dispute_heard",
    "gradings.draw": "feedback_drawn",
    "gradings.hand_in": "feedback_graded",
    "gradings.reply": "grading_answered",
    "corrections.correct": "evaluation_corrected",
    "measures.swap_channels": "channels_swapped",
    "responses.note_read": "evaluation_read",
    "outside.choose": "channel_chosen",
    "outside.test": "message_tested",
    "outside.send_again": "message_sent_again",
    "practice.assign": "practice_assigned",
    "practice.attempt": "exercise_tried",
    "works_agreement.note_version": "works_agreement_changed",
    "learning.sign": "step_signed",
    "learning.withdraw": "step_withdrawn",
    "backups.write": "backup_made",
    "exports.write": "data_exported",
}
"""What leaves a row, and which."""

QUIET = {
    # who reads what a colleague marked leaves a line that the agent reads
    **dict.fromkeys(("side_by_side.pair", "evidence.of_evaluation"), "a hearing"),
    "notices.opened": "what somebody has read of their own inbox",
    "notices.read_all": "what somebody has read of their own inbox",
    "scoring.edit": "every click of a draft is saved; it becomes a matter of record when it is published",
    "scoring.end_early": "as any edit of a draft",
    "sign_in.set_language": "the reader's own preference",
}
"""What changes something without a row, and why that is right."""

LOGGED_ALONE = ("scorecards.reload", "works_agreement.note_version", "backups.write", "exports.write")
"""What leaves a row though the database is as it was: files were read anew, or everything has left the house."""

FULL_LOG = {
    "sqlite": ["create trigger full_log before insert on audit begin select raise(abort, 'the log is full'); end"],
    "postgresql": [
        "create function full_log() returns trigger language plpgsql as $$ begin raise 'the log is full'; end $$",
        "create trigger full_log before insert on audit for each row execute function full_log()",
    ],
}
"""Makes every change fail at its last step."""

ROOM_AGAIN = {"sqlite": "drop trigger full_log", "postgresql": "drop function full_log cascade"}
"""Ends that: a database whose tables are what they were can be lent again."""


DETAILS = st.dictionaries(st.sampled_from(["name", "day", "roles"]), st.one_of(st.integers(0, 2), st.text(max_size=2)))
"""What a change may keep of something."""


def when(method: str) -> tuple[str, str]:
    """The first stage at which somebody may do this, and who."""
    if method in BY_NOBODY:
        return "published", "dario"
    if method in AFTER_LISTENING:
        return HEARD, BY_STAGE[method][-1].split()[0]
    by_stage = BY_STAGE.get(method) or ("", ALWAYS[method], "")
    if method == "feedback.answer":
        by_stage = ("", "", by_stage[2])  # what is not disputed has nothing to answer
    if method == "responses.note_read":
        by_stage = ("", by_stage[1], "")  # a draft is no feedback yet
    if method == "scoring.take_back":
        by_stage = ("", by_stage[1], "")  # what is a draft still has nothing to take back
    return next((stage, who.split()[0]) for stage, who in zip(STAGES, by_stage, strict=True) if who)


def deed(method: str) -> Deed:
    return BY_ACTOR[method] if method in BY_ACTOR else BY_NOBODY[method][1]


def actor(on: Scene, method: str) -> Actor:
    return on.house.people[when(method)[1].capitalize()]


@pytest.mark.parametrize("method", sorted({*BY_ACTOR, *BY_NOBODY}))
def test_every_change_of_state_leaves_one_row_and_nothing_else_does(
    databases: Databases, tmp_path: Path, method: str
) -> None:
    with scene(databases, tmp_path, when(method)[0]) as on:
        before = contents(on.house)
        deed(method)(on, actor(on, method))
        after = contents(on.house)
        rows = [row for row in after.pop("audit") if row not in before["audit"]]
        actions = [one for row in rows for one in row if one in CHANGES.values()]
        changed = after != {table: rows for table, rows in before.items() if table != "audit"}
        assert actions == ([CHANGES[method]] if method in CHANGES else [])
        assert len(rows) == len(actions)
        assert changed == (method in CHANGES or method in QUIET) or method in LOGGED_ALONE


@pytest.mark.parametrize("method", sorted(CHANGES))
def test_a_change_whose_row_cannot_be_written_does_not_happen(
    databases: Databases, tmp_path: Path, method: str
) -> None:
    with scene(databases, tmp_path, when(method)[0]) as on:
        with on.house.app.database.write() as tx:
            for statement in FULL_LOG[tx.connection.dialect.name]:
                tx.connection.exec_driver_sql(statement)
        before = contents(on.house)
        with pytest.raises(DBAPIError, match="the log is full"):
            deed(method)(on, actor(on, method))
        after = contents(on.house)
        if method == "sign_in.sign_in":  # the attempt is counted before the password is looked at
            assert len(after.pop("failed_sign_ins")) == len(before.pop("failed_sign_ins")) + 1
        assert after == before
        with on.house.app.database.write() as tx:
            tx.connection.exec_driver_sql(ROOM_AGAIN[tx.connection.dialect.name])


def test_a_change_that_a_rule_refuses_leaves_no_row(databases: Databases, tmp_path: Path) -> None:
    with scene(databases, tmp_path, "draft") as on:
        app, house, draft = on.house.app, on.house, on.evaluation
        before = contents(house)
        refused: list[Callable[[], object]] = [
            lambda: app.people.add(house.dario, "anna", "Anna", [], "it"),
            lambda: app.people.set_memberships(house.dario, house.dario.id, []),
            lambda: app.people.set_active(house.dario, house.dario.id, active=False),
            lambda: app.people.add_team(house.dario, "Nord"),
            lambda: app.sampling.set_plan(house.bruno, house.nord, 1000),
            lambda: app.scoring.publish(house.bruno, app.scoring.begin(house.bruno, draft.call_id).id + 1000),
            lambda: app.feedback.acknowledge(house.anna, draft.id),
        ]
        for change in refused:
            with pytest.raises(BenvenutoError):
                change()
        assert contents(house) == before


def test_a_row_says_who_did_what_to_which_subject_and_when(house: House) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    house.clock.forward(minutes=5)
    house.app.feedback.acknowledge(house.anna, evaluation.id)
    row = house.app.audit.latest(house.dario, 1)[0]
    assert (row.actor, row.action) == ("Anna", "evaluation_acknowledged")
    assert (row.subject_type, row.subject_id, row.at) == ("evaluation", str(evaluation.id), house.clock())


def test_no_row_holds_a_password(house: House) -> None:
    _, password = house.app.people.add(house.dario, "gino", "Gino", [], "it")
    reset = house.app.people.reset_password(house.dario, house.anna.id)
    log = repr(house.app.audit.latest(house.dario, 100))
    assert password not in log
    assert reset not in log


def test_the_log_is_read_a_page_at_a_time_and_by_action(house: House) -> None:
    house.app.people.add_team(house.dario, "Est")
    house.app.people.add_team(house.dario, "Ovest")
    assert house.app.audit.count(house.dario, AuditFilter("team_added")) == 2
    assert [row.detail["name"] for row in house.app.audit.latest(house.dario, 1, 1, AuditFilter("team_added"))] == [
        "Est"
    ]
    assert "team_added" in house.app.audit.actions(house.dario)


def test_it_refuses_everybody_but_the_administrator(house: House) -> None:
    for one in (house.anna, house.bruno, house.carla, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.audit.latest(one)


def test_a_change_says_from_what_to_what_with_the_teams_of_roles(house: House) -> None:
    house.app.people.set_memberships(
        house.dario, house.anna.id, [Membership(Role.AGENT, house.sud), Membership(Role.SUPERVISOR, house.nord)]
    )
    house.app.people.change(house.dario, house.anna.id, "Anna Rossi", "anna")
    house.app.people.rename_team(house.dario, house.nord, "Nord-Est")
    house.app.sampling.set_plan(house.bruno, house.nord, 2)
    house.app.sampling.set_plan(house.bruno, house.nord, 3)
    details = [row.detail for row in house.app.audit.latest(house.dario, 5)]
    assert details[::-1] == [
        {"roles": ["agent: Sud", "supervisor: Nord"], "roles_before": ["agent: Nord"]},
        {"name": "Anna Rossi", "name_before": "Anna", "agent_code": "anna"},
        {"name": "Nord-Est", "name_before": "Nord"},
        {"per_agent_per_week": 2, "material": "log"},
        {"per_agent_per_week": 3, "per_agent_per_week_before": 2, "material": "log"},
    ]


@given(before=DETAILS, after=DETAILS)
def test_the_details_of_a_change_hold_both_ends_of_what_changed_and_nothing_twice(
    before: dict[str, object], after: dict[str, object]
) -> None:
    detail = from_to(before, after)
    assert {name: detail[name] for name in after} == after
    assert {name.removesuffix(BEFORE): detail[name] for name in detail.keys() - after.keys()} == {
        name: value for name, value in before.items() if after.get(name) != value
    }
