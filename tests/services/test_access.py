"""Who may do what: every persona tries every method of every service, against the table written down here.

All is about Anna and her call in team Nord. Own: Anna (agent), Bruno (supervisor), Carla (manager), Elena (agent and
supervisor of Nord). Other: Andrea, Beatrice and Camillo of team Sud. Dario administers; Fulvio holds no role.
"""

from pathlib import Path

import pytest

from benvenuto.domain.dispute import ListenFirst
from benvenuto.domain.faults import BenvenutoError, Forbidden
from benvenuto.domain.people import Actor
from tests.databases import Databases
from tests.house import House
from tests.services.deeds import BY_ACTOR, BY_NOBODY, Deed, methods
from tests.services.scene import HEARD, STAGES, Scene, contents, scene

EVERYBODY = "anna andrea bruno beatrice carla camillo dario elena fulvio"
WITH_A_ROLE = "anna andrea bruno beatrice carla camillo dario elena"
ADMINISTRATOR = "dario"
SUPERVISORS = "bruno elena"

ALWAYS = {
    # one's own account
    "sign_in.change_password": EVERYBODY,
    "sign_in.must_change_password": EVERYBODY,
    "sign_in.set_language": EVERYBODY,
    "sign_in.sessions": EVERYBODY,
    "sign_in.lacks_second_factor": EVERYBODY,
    "sign_in.set_second_factor": EVERYBODY,
    "sign_in.sign_out_there": "anna",  # whose session it is
    "people.own": EVERYBODY,
    "responses.times": "carla",
    "outside.own": EVERYBODY,
    "outside.choose": EVERYBODY,
    "outside.test": EVERYBODY,
    "outside.standing": ADMINISTRATOR,
    "outside.send_again": ADMINISTRATOR,
    "notices.unread": EVERYBODY,
    "notices.listed": EVERYBODY,
    "notices.opened": EVERYBODY,
    "notices.read_all": EVERYBODY,
    # people, rubrics, imports, retention, audit: administrator
    "people.everyone": ADMINISTRATOR,
    "people.teams": ADMINISTRATOR,
    "people.waiting_codes": ADMINISTRATOR,
    "people_lists.look": ADMINISTRATOR,
    "people_lists.add": ADMINISTRATOR,
    "works_agreement.standing": WITH_A_ROLE,
    "works_agreement.never_for": WITH_A_ROLE,
    "works_agreement.faults": ADMINISTRATOR,
    "first_steps.all": ADMINISTRATOR,
    "first_steps.open_for": ADMINISTRATOR,
    "people.add": ADMINISTRATOR,
    "people.change": ADMINISTRATOR,
    "people.set_memberships": ADMINISTRATOR,
    "people.set_active": ADMINISTRATOR,
    "people.reset_password": ADMINISTRATOR,
    "people.wrong_passwords": ADMINISTRATOR,
    "people.unlock": ADMINISTRATOR,
    "people.let_in": ADMINISTRATOR,
    "people.add_team": ADMINISTRATOR,
    "people.rename_team": ADMINISTRATOR,
    "scorecards.library": ADMINISTRATOR,
    "scorecards.files": ADMINISTRATOR,
    "scorecards.since": ADMINISTRATOR,
    "scorecards.reload": ADMINISTRATOR,
    "rubric_uploads.propose": ADMINISTRATOR,
    "rubric_uploads.put_in_force": ADMINISTRATOR,
    "call_logs.plan": ADMINISTRATOR,
    "call_logs.lines": ADMINISTRATOR,
    "call_logs.preview": ADMINISTRATOR,
    "call_logs.run": ADMINISTRATOR,
    "call_logs.imports": ADMINISTRATOR,
    "call_logs.undo": ADMINISTRATOR,
    "call_logs.beginning": ADMINISTRATOR,
    "call_logs.import_numbered": ADMINISTRATOR,
    "call_logs.calls_of": ADMINISTRATOR,
    "call_logs.forget": ADMINISTRATOR,
    "agent_codes.agents": ADMINISTRATOR,
    "agent_codes.likely": ADMINISTRATOR,
    "agent_codes.given_to": ADMINISTRATOR,
    "agent_codes.agent_named": ADMINISTRATOR,
    "agent_codes.give": ADMINISTRATOR,
    "agent_codes.take_away": ADMINISTRATOR,
    "recordings.run": ADMINISTRATOR,
    "recordings.folder": ADMINISTRATOR,
    "transcripts.run": ADMINISTRATOR,
    "transcripts.folder": ADMINISTRATOR,
    "transcribing.missing": ADMINISTRATOR,
    "transcribing.run": ADMINISTRATOR,
    "handbook.overdue": ADMINISTRATOR,
    "audit.latest": ADMINISTRATOR,
    "audit.count": ADMINISTRATOR,
    "audit.actions": ADMINISTRATOR,
    # who listened to oneself; who listened how much: the administrator, and managers of their teams
    "hearings.mine": "anna",
    "hearings.by_person": "carla dario",
    "backups.write": ADMINISTRATOR,
    "exports.write": ADMINISTRATOR,
    # the inbox and the plan: supervisors, of their own teams
    "calls.inbox": SUPERVISORS,
    "calls.agents": SUPERVISORS,
    "calls.contact_reasons": SUPERVISORS,
    "sampling.plans": SUPERVISORS,
    "sampling.set_plan": SUPERVISORS,
    # a first plan: supervisors for their own teams, the administrator for all
    "sampling.unplanned": "bruno beatrice elena dario",
    "sampling.start_plans": "beatrice dario",  # whose team has none yet
    "sampling.draw_due": SUPERVISORS,
    "sampling.heard_out": SUPERVISORS,
    "sampling.standing": SUPERVISORS,
    "sampling.skip": SUPERVISORS,
    "sampling.next_call": SUPERVISORS,
    # score: supervisors of the team; the agent, as a self-evaluation
    "scoring.begin": "bruno elena",  # this one has no recording
    "scoring.open": "bruno elena",
    "scoring.taken_by": "bruno elena",
    # what agents score of own calls: they alone, until they share it
    "self_evaluations.calls": "anna",
    "self_evaluations.waiting": "anna andrea elena",
    "self_evaluations.own_call": "anna",
    "self_evaluations.own_first": EVERYBODY,  # of others' calls it answers nothing
    "self_evaluations.hand_in": "anna",
    "self_evaluations.listed": "anna",
    "self_evaluations.shares_all": "anna andrea elena",
    "self_evaluations.share": "anna",
    "self_evaluations.share_all": "anna andrea elena",
    "self_evaluations.sharers": "bruno beatrice elena carla camillo",
    "self_agreement.of_agent": "anna",
    # calibration sessions: who answers for the team leads them, who is invited takes part; the rubrics' keeper settles
    **dict.fromkeys(
        (
            "calibrations.sessions",
            "calibrations.session",
            "calibrations.candidates",
            "calibrations.evaluators",
            "calibrations.begin",
            "calibrations.change",
            "calibrations.cancel",
            "calibrations.close",
            "consensus.comparison",
            "consensus.write",
            "consensus.propose",
            "calibrations.end",
            "consensus.withdraw",
            "consensus.proposals",
        ),
        "bruno elena carla",
    ),
    "calibrations.waiting": "elena",
    "consensus.notes": WITH_A_ROLE,
    "consensus.settle": ADMINISTRATOR,
    # trends
    "trends.choices": "anna bruno elena carla",
    "report.months": "bruno beatrice elena carla camillo",
    # how far the analysis has come: administrator; which voice is whose: supervisors of the team
    "measures.progress": ADMINISTRATOR,
    "measures.doubts": ADMINISTRATOR,
    "measures.swap_channels": SUPERVISORS,
    "transcripts.swap_speakers": SUPERVISORS,
    # the handbook: everybody in the house
    "handbook.chapters": WITH_A_ROLE,
    "handbook.find": WITH_A_ROLE,
    "handbook.search": WITH_A_ROLE,
    "handbook.phrases": WITH_A_ROLE,
    "handbook.excerpt": WITH_A_ROLE,
    "handbook.policy_for": WITH_A_ROLE,
    # practice: everybody tries; agents are proposed exercises; supervisors see and ask their own teams
    "practice.exercises": WITH_A_ROLE,
    "practice.attempt": WITH_A_ROLE,
    "practice.proposed": "anna andrea elena",
    "practice.team": SUPERVISORS,
    "practice.assign": SUPERVISORS,
    "practice.withdraw": SUPERVISORS,
    # who was listened to: supervisors and managers, of their teams
    "coverage.covered": "bruno elena carla",
    "coverage.missing": "bruno beatrice elena carla camillo",
    # before and after practice: as trends
    "before_after.compared": "anna bruno elena carla",
    # coaching: a supervisor of the team proposes and withdraws, the agent agrees, both sign, managers look on
    "coaching.plans": "anna bruno elena carla",
    "coaching.agents": SUPERVISORS,
    "coaching.criteria": "anna andrea bruno beatrice elena carla camillo",
    "coaching.begin": SUPERVISORS,
    "coaching.agree": "anna",
    "coaching.sign": "anna bruno elena",
    "coaching.withdraw": SUPERVISORS,
    # the learning path: the agent, supervisors and managers of the team; what a supervisor signs, supervisors sign
    "learning.of_agent": "anna bruno elena carla",
    "learning.team": "bruno elena carla",
    "learning.sign": SUPERVISORS,
    "learning.withdraw": SUPERVISORS,
}
"""Who may, whatever has become of the evaluation."""

BY_STAGE = {
    # hear a recording, read a transcript: own, to score it or once published; own teams; a manager by a dispute
    "calls.listen": ("anna bruno elena", "anna bruno elena", "anna bruno elena carla"),
    "hearings.say_why": ("anna bruno elena", "anna bruno elena", "anna bruno elena carla"),
    "calls.kept_from": ("anna bruno elena", "anna bruno elena", "anna bruno elena carla"),
    "calls.may_hear": ("anna bruno elena", "anna bruno elena", "anna bruno elena carla"),
    "measures.of_call": ("anna bruno elena", "anna bruno elena", "anna bruno elena carla"),
    "measures.fault": ("anna bruno elena", "anna bruno elena", "anna bruno elena carla"),
    "measures.among_team": ("anna bruno elena", "anna bruno elena", "anna bruno elena carla"),
    "calls.recording": ("anna bruno elena", "anna bruno elena", "anna bruno elena carla"),
    "calls.facts": ("anna bruno elena", "anna bruno elena carla", "anna bruno elena carla"),
    # evidence: who may read the evaluation and hear the call
    "evidence.of_evaluation": ("bruno", "anna bruno elena", "anna bruno elena carla"),
    # both evaluations of a call that two have heard: whoever may read both, and not the agent
    "side_by_side.pair": ("", "", "bruno elena"),  # Carla is to decide, and has yet to listen
    "side_by_side.is_there": ("", "", "bruno elena"),
    "evidence.of_call": ("anna bruno elena", "anna bruno elena", "anna bruno elena carla"),
    "self_evaluations.pair": ("", "anna", "anna"),
    "self_evaluations.beside": ("", "anna", "anna"),
    # score, publish: whoever began the draft
    "scoring.edit": ("bruno", "", ""),
    "scoring.end_early": ("bruno", "", ""),
    "scoring.unapplied": ("bruno", "anna bruno elena carla", "anna bruno elena carla"),
    "scoring.use_overtaken": ("bruno", "", ""),
    "scoring.leave_overtaken": ("bruno", "", ""),
    "scoring.may_edit": ("bruno", "", ""),
    "scoring.discard": ("bruno", "", ""),
    "scoring.publish": ("bruno", "bruno", "bruno"),
    "scoring.just_published": ("", "bruno", ""),
    "scoring.take_back": ("bruno", "bruno", "bruno"),
    # read an evaluation: own, published; own teams; all teams they manage
    "scoring.read": ("bruno", "anna bruno elena carla", "anna bruno elena carla"),
    "feedback.read": ("", "anna bruno elena carla", "anna bruno elena carla"),
    "feedback.these": ("", "anna bruno elena carla", "anna bruno elena carla"),
    # which of these are read by whom: the first time of the agent is kept
    "responses.note_read": ("bruno", "anna bruno elena carla", "anna bruno elena carla"),
    "scored.choices": ("", "bruno elena carla", "bruno elena carla"),
    "scored.listed": ("", "bruno elena carla", "bruno elena carla"),
    "feedback.mine": ("", "anna", "anna"),
    "feedback.choices": ("", "anna", "anna"),
    # acknowledge, dispute: own; answer: supervisor; decide: manager
    "feedback.acknowledge": ("", "anna", "anna"),
    "feedback.dispute": ("", "anna", "anna"),
    "feedback.comment": ("", "anna bruno elena", "anna bruno elena"),
    "feedback.answer": ("", "bruno elena", "bruno elena"),
    "feedback.listen": ("", "", "carla"),
    "feedback.decide": ("", "", "carla"),
    "feedback.decide_each": ("", "", "carla"),
    # feedback is graded by managers of the team; read and replied to by who gave it; a draft and a dispute are not
    "gradings.may_grade": ("", "carla", ""),
    "gradings.scorecard": ("", "carla", "carla"),
    "gradings.hand_in": ("", "carla", "carla"),
    "gradings.draw": ("", "carla", "carla"),
    "gradings.of_evaluator": ("", "bruno carla", "bruno carla"),
    "gradings.read": ("", "bruno carla", "bruno carla"),
    "gradings.reply": ("", "bruno", "bruno"),
    # deadlines: own; those of own teams
    "deadlines.own": ("", "anna", "anna"),
    "deadlines.disputes": ("", "", "bruno elena carla"),
    # correct: whoever published it
    "corrections.may_correct": ("", "bruno", "bruno"),
    "corrections.correct": ("", "bruno", "bruno"),
    # trends: own; own teams; teams they manage
    "trends.lines": ("", "anna bruno elena carla", "anna bruno elena carla"),
    "trends.critical": ("", "anna bruno elena carla", "anna bruno elena carla"),
    "trends.behind": ("", "anna bruno elena carla", "anna bruno elena carla"),
    "trends.listed": ("", "anna bruno elena carla", "anna bruno elena carla"),
    # critical errors, care beside handling time: supervisors and managers, of their teams; agents nothing
    "severities.compared": ("", "bruno elena carla", "bruno elena carla"),
    "decisions.report": ("", "", "bruno elena carla"),
    "criteria.health": ("", "bruno elena carla", "bruno elena carla"),
    "rater_agreement.compared": ("", "bruno elena carla", "bruno elena carla"),
    # one evaluator beside the others: to themselves, and to managers whose teams they scored
    "rater_agreement.evaluators": ("bruno", "bruno carla", "bruno carla"),
    "rater_agreement.of_evaluator": ("bruno", "bruno carla", "bruno carla"),
    "movements.between": ("", "bruno elena carla", "bruno elena carla"),
    "critical_errors.failing": ("", "bruno elena carla", "bruno elena carla"),
    "critical_errors.behind": ("", "bruno elena carla", "bruno elena"),  # the same
    "efficiency.beside": ("", "bruno elena carla", "bruno elena carla"),
    "control_charts.chart": ("", "anna bruno elena carla", "anna bruno elena carla"),
    "comparison.compare": ("", "bruno elena carla", "bruno elena carla"),
    "report.of_month": ("", "bruno elena carla", "bruno elena carla"),
    "trends.own": ("", "anna", "anna"),
}
"""Who may while the evaluation is a draft, once it is published, and while it is disputed."""

ON_ONESELF = {
    "sign_in.change_password",
    "sign_in.set_language",
    "notices.opened",
    "notices.read_all",
    "outside.choose",
    "outside.test",
}
"""What one changes of oneself alone, so that all may follow one another on the same scene."""

AFTER_LISTENING = {"feedback.decide", "feedback.decide_each"}
"""What is only done by who has listened to the disputed call without its marks."""

CASES = [("published", method, ALWAYS[method]) for method in ALWAYS] + [
    (stage, method, who) for method in BY_STAGE for stage, who in zip(STAGES, BY_STAGE[method], strict=True)
]


def reaches(deed: Deed, on: Scene, actor: Actor) -> bool:
    """Whether the actor gets through: refused for another reason than access is through."""
    try:
        return bool(deed(on, actor))
    except (Forbidden, ListenFirst):
        return False
    except BenvenutoError:
        return True


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_every_method_of_every_service_is_in_the_table(house: House) -> None:
    found = methods(house.app)
    without_actor = {name for name, signature in found.items() if "actor" not in signature.parameters}
    assert set(BY_NOBODY) == without_actor
    assert set(BY_ACTOR) == set(found) - without_actor
    assert {*ALWAYS, *BY_STAGE} == set(BY_ACTOR)
    assert not set(ALWAYS) & set(BY_STAGE)


@pytest.mark.parametrize(("stage", "method", "who"), CASES, ids=[f"{method}-{stage}" for stage, method, _ in CASES])
def test_only_those_in_the_table_may(databases: Databases, tmp_path: Path, stage: str, method: str, who: str) -> None:
    deed, allowed = BY_ACTOR[method], who.split()
    if stage == "disputed" and method in AFTER_LISTENING:
        stage = HEARD
    with scene(databases, tmp_path, stage) as on:
        before = contents(on.house)
        refused = [name for name in EVERYBODY.split() if name not in allowed]
        assert [name for name in refused if reaches(deed, on, getattr(on.house, name))] == []
        assert contents(on.house) == before, "who is refused changes nothing, and leaves no audit row"
        if not allowed:
            return
        assert reaches(deed, on, getattr(on.house, allowed[0])), allowed[0]
        apart = method not in ON_ONESELF and contents(on.house) != before
        if not apart:
            assert [name for name in allowed if not reaches(deed, on, getattr(on.house, name))] == []
    for name in allowed[1:] if apart else ():
        with scene(databases, tmp_path, stage) as on:
            assert reaches(deed, on, getattr(on.house, name)), name
