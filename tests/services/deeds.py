"""Everything that can be asked of the services, each on a scene: what came of it is true when it reached its subject.

Every public method of every service has its deed here; `test_access.py` finds one that has none.
"""

from __future__ import annotations

import dataclasses
import inspect
import io
import re
import shutil
import wave
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import ParamSpec, Protocol

import pyotp

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.calibration import NewProposal, ProposalState, SessionChange
from benvenuto.domain.dispute import Decision, Ruling
from benvenuto.domain.edits import Edit, SetNote, SetSummary
from benvenuto.domain.evaluation import TAKEN_BACK_WITHIN, EvaluationRow
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.followed import Followed
from benvenuto.domain.hearing import HearingReason
from benvenuto.domain.inbox import InboxFilter
from benvenuto.domain.notices import Reminder
from benvenuto.domain.outbox import Channel, ChannelChoice, Frequency
from benvenuto.domain.people import Actor, Membership, Person, Role
from benvenuto.domain.rubric import Ending
from benvenuto.domain.sampling import SkipReason
from benvenuto.domain.text import Text
from benvenuto.languages import language
from benvenuto.services.calls.sampling import NothingToStart
from benvenuto.services.feedback.outside import OutsideService
from benvenuto.services.feedback.sending import Due
from benvenuto.services.people.works_agreement import WorksAgreementService
from benvenuto.services.quality.comparison import Whose
from benvenuto.services.quality.trends import Asked
from benvenuto.services.scoring.rubric_uploads import RubricUploads
from tests.calibrated import FRIDAY, new_session
from tests.databases import ROME
from tests.house import PASSWORD, WEDNESDAY
from tests.services.scene import FAILED, Scene, best_grading, coaching_plan
from tests.transcribing.listener import Listener

P = ParamSpec("P")
Deed = Callable[[Scene, Actor], object]
"""Something done by somebody on a scene. Refused, it raises; what comes back is false when the subject is not in it."""

LOG = b"Id chiamata;Data e ora;Agente;Durata\nc-1;02/03/2026 09:15;anna;60\n"
PEOPLE = b"Nome;Nome utente;Ruolo;Squadra\nGino;gino;operatore;Nord\n"
EVERY = EvaluationFilter()
WORKS_AGREEMENT = """\
agreements:
  - version: "1"
    from: 2026-01-01
    signed: {on: 2025-12-01, by: [Casa Lume, RSU]}
    purposes: [quality]
"""
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def methods(app: Benvenuto) -> dict[str, inspect.Signature]:
    """Every public method of every service of the application, as "service.method"."""
    return {
        f"{service.name}.{name}": inspect.signature(method)
        for service in dataclasses.fields(app)
        if type(one := getattr(app, service.name)).__module__.startswith("benvenuto.services")
        for name, method in inspect.getmembers(type(one), inspect.isfunction)
        if not name.startswith("_")
    }


def _did(deed: Callable[P, None], *arguments: P.args, **named: P.kwargs) -> bool:
    deed(*arguments, **named)
    return True


def _later(on: Scene) -> Benvenuto:
    """The application once what was published can no longer be taken back."""
    on.house.clock.now = WEDNESDAY + 2 * TAKEN_BACK_WITHIN
    return on.house.app


def _uploads(on: Scene) -> RubricUploads:
    """The service over a copy of the rubrics: those of the checkout are nobody's to change."""
    app = on.house.app
    copy = shutil.copytree(app.settings.rubrics, app.settings.data / "rubrics", dirs_exist_ok=True)
    return dataclasses.replace(app.rubric_uploads, scorecards=dataclasses.replace(app.scorecards, folder=copy))


def _outside(on: Scene) -> OutsideService:
    """The service as if the administrator had set up e-mail."""
    return dataclasses.replace(on.house.app.outside, channels=(Channel.EMAIL,))


def _with_agreement(on: Scene) -> WorksAgreementService:
    """The service as if a works agreement had been laid there since the last start."""
    app = on.house.app
    file = app.settings.data / "works-agreement.yaml"
    file.write_text(WORKS_AGREEMENT, "utf-8")
    return dataclasses.replace(app.works_agreement, rules=dataclasses.replace(app.works_agreement.rules, file=file))


def _raised(on: Scene) -> bytes:
    """The greeting with a higher version."""
    text = (on.house.app.settings.rubrics / "greeting.yaml").read_text("utf-8")
    return re.sub(r"(?m)^version: (\d+)", lambda match: f"version: {int(match[1]) + 1}", text, count=1).encode()


def _sound() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(8000)
        writer.writeframes(b"\0\1" * 8000)
    return file.getvalue()


def _path(scene: Scene) -> str:
    return next(path for path, _ in scene.evaluation.scorecard.criteria())


def _stored(scene: Scene) -> EvaluationRow:
    with scene.house.app.database.read() as tx:
        stored = tx.evaluations.get(scene.evaluation.id)
    assert stored is not None
    return stored


def _did_start(scene: Scene, actor: Actor) -> bool:
    try:
        return bool(scene.house.app.sampling.start_plans(actor))
    except NothingToStart as nothing:
        raise Forbidden from nothing  # a supervisor whose team has its plan: nothing of it is in reach


class _Named(Protocol):
    @property
    def name(self) -> str: ...


def _invitable(on: Scene, actor: Actor) -> Iterable[Person]:
    return on.house.app.calibrations.evaluators(actor)


def _a_week_later(on: Scene) -> SessionChange:
    """The first session as it is, to be scored by another day."""
    session = on.house.app.calibrations.session(on.house.carla, 1).session
    return SessionChange(FRIDAY + timedelta(days=7), [each.call.id for each in session.calls], [*session.evaluators])


def _best(on: Scene) -> str:
    return next(one for path, one in on.evaluation.scorecard.criteria() if path == FAILED).scale[0].id


def _nord_in(on: Scene, actor: Actor) -> bool:
    return any(team.team.name == "Nord" for team in on.house.app.responses.times(actor).teams)


def _anna_in(people: Iterable[_Named]) -> bool:
    return any(person.name == "Anna" for person in people)


BY_ACTOR: Mapping[str, Deed] = {
    "sign_in.change_password": lambda s, a: _did(
        s.house.app.sign_in.change_password, a, PASSWORD, "quattro parole da ricordare"
    ),
    "sign_in.must_change_password": lambda s, a: not s.house.app.sign_in.must_change_password(a),
    "sign_in.lacks_second_factor": lambda s, a: not s.house.app.sign_in.lacks_second_factor(a),
    "sign_in.set_second_factor": lambda s, a: _did(
        s.house.app.sign_in.set_second_factor, a, PASSWORD, SECRET, pyotp.TOTP(SECRET).at(s.house.clock())
    ),
    "people.let_in": lambda s, a: s.house.app.people.let_in(a, "anna"),
    "sign_in.sessions": lambda s, a: s.house.app.sign_in.sessions(a) is not None,
    "sign_in.sign_out_there": lambda s, a: _did(s.house.app.sign_in.sign_out_there, a, s.session),
    "people.wrong_passwords": lambda s, a: s.house.app.people.wrong_passwords(a, s.house.anna.id) == 1,
    "people.unlock": lambda s, a: _did(s.house.app.people.unlock, a, s.house.anna.id),
    "sign_in.set_language": lambda s, a: _did(s.house.app.sign_in.set_language, a, "en"),
    "people.own": lambda s, a: s.house.app.people.own(a)[0].id == a.id,
    "people.everyone": lambda s, a: _anna_in(s.house.app.people.everyone(a)),
    "people.teams": lambda s, a: s.house.app.people.teams(a),
    "people_lists.look": lambda s, a: s.house.app.people_lists.look(a, PEOPLE).lines,
    "people_lists.add": lambda s, a: s.house.app.people_lists.add(a, PEOPLE, "it").accounts,
    "works_agreement.standing": lambda s, a: s.house.app.works_agreement.standing(a),
    "works_agreement.never_for": lambda s, a: s.house.app.works_agreement.never_for(a) == frozenset(),
    "works_agreement.faults": lambda s, a: s.house.app.works_agreement.faults(a) == (),
    "first_steps.all": lambda s, a: s.house.app.first_steps.all(a, language("it", ROME)),
    "first_steps.open_for": lambda s, a: s.house.app.first_steps.open_for(a, language("it", ROME)),
    "people.waiting_codes": lambda s, a: s.house.app.people.waiting_codes(a) == {},
    "people.add": lambda s, a: s.house.app.people.add(a, "gino", "Gino", [], "it"),
    "people.change": lambda s, a: _did(s.house.app.people.change, a, s.house.anna.id, "Anna M.", "anna-2"),
    "people.set_memberships": lambda s, a: _did(
        s.house.app.people.set_memberships, a, s.house.anna.id, [Membership(Role.AGENT, s.house.sud)]
    ),
    "people.set_active": lambda s, a: _did(s.house.app.people.set_active, a, s.house.anna.id, active=False),
    "people.reset_password": lambda s, a: s.house.app.people.reset_password(a, s.house.anna.id),
    "people.add_team": lambda s, a: s.house.app.people.add_team(a, "Est"),
    "people.rename_team": lambda s, a: _did(s.house.app.people.rename_team, a, s.house.nord, "Est"),
    "scorecards.library": lambda s, a: s.house.app.scorecards.library(a),
    "scorecards.files": lambda s, a: s.house.app.scorecards.files(a),
    "scorecards.since": lambda s, a: s.house.app.scorecards.since(a),
    "scorecards.reload": lambda s, a: s.house.app.scorecards.reload(a) is not None,
    "rubric_uploads.propose": lambda s, a: _uploads(s).propose(a, _raised(s), "greeting.yaml").proposal.rubric,
    "rubric_uploads.put_in_force": lambda s, a: _uploads(s).put_in_force(a, _raised(s), "greeting.yaml"),
    "calls.inbox": lambda s, a: s.house.app.calls.inbox(a, InboxFilter(state="open")).total,
    "calls.agents": lambda s, a: _anna_in(s.house.app.calls.agents(a)),
    "calls.contact_reasons": lambda s, a: s.house.app.calls.contact_reasons(a),
    "calls.facts": lambda s, a: s.house.app.calls.facts(a, s.heard),
    "calls.listen": lambda s, a: s.house.app.calls.listen(a, s.heard),
    "calls.kept_from": lambda s, a: s.house.app.calls.kept_from(a, s.heard) is None,
    "calls.may_hear": lambda s, a: s.house.app.calls.may_hear(a, s.heard),
    "calls.recording": lambda s, a: s.house.app.calls.recording(a, s.recording),
    "hearings.say_why": lambda s, a: _did(s.house.app.hearings.say_why, a, s.heard, HearingReason.TRAINING),
    "hearings.mine": lambda s, a: s.house.app.hearings.mine(a)[1],
    "hearings.by_person": lambda s, a: s.house.app.hearings.by_person(
        a, WEDNESDAY - timedelta(days=1), WEDNESDAY + timedelta(days=1)
    ),
    "call_logs.plan": lambda s, a: s.house.app.call_logs.plan(a, LOG),
    "call_logs.lines": lambda s, a: s.house.app.call_logs.lines(a, LOG),
    "call_logs.preview": lambda s, a: s.house.app.call_logs.preview(
        a, LOG, s.house.app.call_logs.plan(s.house.dario, LOG)
    ),
    "call_logs.run": lambda s, a: s.house.app.call_logs.run(a, LOG, s.house.app.call_logs.plan(s.house.dario, LOG)),
    "call_logs.beginning": lambda s, a: s.house.app.call_logs.beginning(a, LOG).rows,
    "call_logs.imports": lambda s, a: s.house.app.call_logs.imports(a)[1] == 1,
    "call_logs.import_numbered": lambda s, a: s.house.app.call_logs.import_numbered(a, 1)[0].id == 1,
    "call_logs.calls_of": lambda s, a: s.house.app.call_logs.calls_of(a, 1, 10) == ([], 0),
    "call_logs.forget": lambda s, a: _did(s.house.app.call_logs.forget, a, 1),
    "call_logs.undo": lambda s, a: s.house.app.call_logs.undo(a, 1) == 0,
    "agent_codes.agents": lambda s, a: s.house.app.agent_codes.agents(a),
    "agent_codes.likely": lambda s, a: s.house.app.agent_codes.likely(a, ["int-999"]),
    "agent_codes.given_to": lambda s, a: s.house.app.agent_codes.given_to(a, s.house.andrea.id) == ["int-7"],
    "agent_codes.agent_named": lambda s, a: s.house.app.agent_codes.agent_named(a, "anna"),
    "agent_codes.give": lambda s, a: s.house.app.agent_codes.give(a, {"int-999": s.house.anna.id}) == 0,
    "agent_codes.take_away": lambda s, a: (
        s.house.app.agent_codes.take_away(a, s.house.andrea.id, "int-7", by_mistake=True) == 0
    ),
    "recordings.run": lambda s, a: s.house.app.recordings.run(a, {"waiting.wav": lambda: io.BytesIO(_sound())}),
    "recordings.folder": lambda s, a: s.house.app.recordings.folder(a, s.house.app.settings.data / "nothing here"),
    "transcripts.run": lambda s, a: s.house.app.transcripts.run(a, {"waiting.txt": b"Agente: Buongiorno.\n"}),
    "transcripts.folder": lambda s, a: s.house.app.transcripts.folder(a, s.house.app.settings.data / "nothing here"),
    "transcribing.missing": lambda s, a: s.house.app.transcribing.missing(a) == [],
    "transcribing.run": lambda s, a: s.house.app.transcribing.run(a, Listener()),
    "sampling.plans": lambda s, a: [team for team, _ in s.house.app.sampling.plans(a) if team.id == s.house.nord],
    "sampling.set_plan": lambda s, a: _did(s.house.app.sampling.set_plan, a, s.house.nord, 12),
    "sampling.unplanned": lambda s, a: s.house.app.sampling.unplanned(a) is not None,
    "sampling.start_plans": _did_start,
    "sampling.draw_due": lambda s, a: s.house.app.sampling.draw_due(a),
    "sampling.heard_out": lambda s, a: (
        s.house.app.sampling.heard_out(a) == [] and s.house.nord in a.teams(Role.SUPERVISOR)
    ),
    "sampling.standing": lambda s, a: s.house.app.sampling.standing(a).calls == 5,
    "sampling.skip": lambda s, a: _did(s.house.app.sampling.skip, a, s.drawn, SkipReason.INAUDIBLE),
    "sampling.next_call": lambda s, a: s.house.app.sampling.next_call(a) == s.waiting,
    "scoring.begin": lambda s, a: s.house.app.scoring.begin(a, s.waiting),
    "scoring.open": lambda s, a: s.house.app.scoring.open(a, s.waiting),
    "scoring.taken_by": lambda s, a: s.house.app.scoring.taken_by(a, s.waiting) == "",
    "scoring.read": lambda s, a: s.house.app.scoring.read(a, s.evaluation.id),
    "scoring.may_edit": lambda s, a: s.house.app.scoring.may_edit(a, s.evaluation),
    "scoring.edit": lambda s, a: s.house.app.scoring.edit(
        a, s.evaluation.id, "deeds.py", [Edit(1, _path(s), SetNote("un appunto"))]
    ),
    "scoring.end_early": lambda s, a: s.house.app.scoring.end_early(a, s.evaluation.id, Ending.DROPPED),
    "scoring.unapplied": lambda s, a: s.house.app.scoring.unapplied(
        a, s.evaluation.id, "deeds.py", [Edit(1, _path(s), SetNote("un appunto"))]
    ),
    "scoring.use_overtaken": lambda s, a: s.house.app.scoring.use_overtaken(a, s.evaluation.id, 1),
    "scoring.leave_overtaken": lambda s, a: s.house.app.scoring.leave_overtaken(a, s.evaluation.id, 1),
    "scoring.publish": lambda s, a: s.house.app.scoring.publish(a, s.evaluation.id),
    "scoring.just_published": lambda s, a: s.house.app.scoring.just_published(a),
    "scoring.take_back": lambda s, a: s.house.app.scoring.take_back(a, s.evaluation.id),
    "scoring.discard": lambda s, a: _did(s.house.app.scoring.discard, a, s.evaluation.id),
    "side_by_side.pair": lambda s, a: s.house.app.side_by_side.pair(a, s.heard),
    "side_by_side.is_there": lambda s, a: s.house.app.side_by_side.is_there(a, s.heard),
    "self_evaluations.calls": lambda s, a: s.house.app.self_evaluations.calls(a)[0],
    "self_evaluations.waiting": lambda s, a: s.house.app.self_evaluations.waiting(a) is not None,
    "self_evaluations.own_call": lambda s, a: s.house.app.self_evaluations.own_call(a, s.drawn),
    "self_evaluations.own_first": lambda s, a: s.house.app.self_evaluations.own_first(a, s.evaluation.id) is None,
    "self_evaluations.hand_in": lambda s, a: s.house.app.self_evaluations.hand_in(a, s.own_draft),
    "self_evaluations.listed": lambda s, a: s.house.app.self_evaluations.listed(a, s.house.anna.id),
    "self_evaluations.pair": lambda s, a: s.house.app.self_evaluations.pair(a, s.own),
    "self_evaluations.beside": lambda s, a: s.house.app.self_evaluations.beside(a, s.heard),
    "self_evaluations.sharers": lambda s, a: s.house.app.self_evaluations.sharers(a) is not None,
    "self_evaluations.shares_all": lambda s, a: s.house.app.self_evaluations.shares_all(a) is None,
    "self_evaluations.share": lambda s, a: _did(s.house.app.self_evaluations.share, a, s.own, shared=True),
    "self_evaluations.share_all": lambda s, a: _did(s.house.app.self_evaluations.share_all, a, shared=True),
    "self_agreement.of_agent": lambda s, a: s.house.app.self_agreement.of_agent(a, s.house.anna.id),
    "calibrations.sessions": lambda s, a: s.house.app.calibrations.sessions(a),
    "calibrations.session": lambda s, a: s.house.app.calibrations.session(a, 1),
    "calibrations.waiting": lambda s, a: s.house.app.calibrations.waiting(a) == 1,
    "calibrations.candidates": lambda s, a: s.house.app.calibrations.candidates(a),
    "calibrations.evaluators": lambda s, a: s.house.bruno.id in {one.id for one in _invitable(s, a)},
    "calibrations.begin": lambda s, a: s.house.app.calibrations.begin(a, new_session(s.house, s.heard)),
    "calibrations.change": lambda s, a: _did(s.house.app.calibrations.change, a, 1, _a_week_later(s)),
    "calibrations.cancel": lambda s, a: _did(s.house.app.calibrations.cancel, a, 1),
    "calibrations.close": lambda s, a: _did(s.house.app.calibrations.close, a, 1),
    "consensus.comparison": lambda s, a: s.house.app.consensus.comparison(a, 2, s.compared),
    "consensus.write": lambda s, a: _did(s.house.app.consensus.write, a, 2, s.compared, FAILED, None, "Si sente male."),
    "consensus.propose": lambda s, a: _did(
        s.house.app.consensus.propose,
        a,
        2,
        s.compared,
        NewProposal(FAILED, _best(s), Text({"it": "Sa chi è."}), "Sì."),
    ),
    "calibrations.end": lambda s, a: _did(s.house.app.calibrations.end, a, 2),
    "consensus.notes": lambda s, a: s.house.app.consensus.notes(a) is not None,
    "consensus.withdraw": lambda s, a: _did(s.house.app.consensus.withdraw, a, 1),
    "consensus.proposals": lambda s, a: s.house.app.consensus.proposals(a, 2),
    "consensus.settle": lambda s, a: _did(s.house.app.consensus.settle, a, 1, ProposalState.DONE),
    "evidence.of_evaluation": lambda s, a: s.house.app.evidence.of_evaluation(a, s.evaluation.id),
    "evidence.of_call": lambda s, a: s.house.app.evidence.of_call(a, s.heard, s.evaluation.scorecard_version_id),
    "feedback.mine": lambda s, a: s.house.app.feedback.mine(a)[1],
    "feedback.choices": lambda s, a: s.house.app.feedback.choices(a).contact_reasons,
    "feedback.read": lambda s, a: s.house.app.feedback.read(a, s.evaluation.id),
    "feedback.these": lambda s, a: s.house.app.feedback.these(a, [s.evaluation.id]),
    "feedback.acknowledge": lambda s, a: _did(s.house.app.feedback.acknowledge, a, s.evaluation.id),
    "feedback.comment": lambda s, a: _did(s.house.app.feedback.comment, a, s.evaluation.id, "Detto."),
    "feedback.dispute": lambda s, a: _did(s.house.app.feedback.dispute, a, s.evaluation.id, "No."),
    "feedback.answer": lambda s, a: _did(s.house.app.feedback.answer, a, s.evaluation.id, "Perché."),
    "feedback.decide": lambda s, a: _did(
        s.house.app.feedback.decide, a, s.evaluation.id, uphold=False, words="Ha ragione."
    ),
    "coaching.plans": lambda s, a: s.house.app.coaching.plans(a),
    "coaching.agents": lambda s, a: _anna_in(s.house.app.coaching.agents(a)),
    "coaching.criteria": lambda s, a: s.house.app.coaching.criteria(a),
    "coaching.begin": lambda s, a: s.house.app.coaching.begin(a, coaching_plan(s.house, "greeting/identity")),
    "coaching.agree": lambda s, a: _did(s.house.app.coaching.agree, a, 1),
    "coaching.sign": lambda s, a: _did(s.house.app.coaching.sign, a, 2),
    "coaching.withdraw": lambda s, a: _did(s.house.app.coaching.withdraw, a, 1, "Cambia squadra."),
    "feedback.decide_each": lambda s, a: _did(
        s.house.app.feedback.decide_each, a, s.evaluation.id, {FAILED: Ruling(Decision.STRUCK, "Non si sente.")}
    ),
    "feedback.listen": lambda s, a: _did(s.house.app.feedback.listen, a, s.evaluation.id, {}),
    "deadlines.own": lambda s, a: s.house.app.deadlines.own(a),
    "deadlines.disputes": lambda s, a: s.house.app.deadlines.disputes(a),
    "corrections.may_correct": lambda s, a: s.house.app.corrections.may_correct(a, _stored(s)),
    "corrections.correct": lambda s, a: s.house.app.corrections.correct(
        a, s.evaluation.id, [Edit(1, "", SetSummary("Un'altra volta."))], "Mancava.", seen=1
    ),
    "gradings.may_grade": lambda s, a: _later(s).gradings.may_grade(a, s.evaluation.id),
    "gradings.scorecard": lambda s, a: _later(s).gradings.scorecard(a, s.evaluation.id),
    "gradings.draw": lambda s, a: _later(s).gradings.draw(a, s.house.bruno.id),
    "gradings.hand_in": lambda s, a: _later(s).gradings.hand_in(a, s.evaluation.id, best_grading(s.house), "Bene."),
    "gradings.reply": lambda s, a: _did(s.house.app.gradings.reply, a, 1, "Grazie."),
    "gradings.of_evaluator": lambda s, a: s.house.app.gradings.of_evaluator(a, s.house.bruno.id).gradings,
    "gradings.read": lambda s, a: s.house.app.gradings.read(a, 1),
    "notices.unread": lambda s, a: s.house.app.notices.unread(a) is not None,
    "notices.listed": lambda s, a: s.house.app.notices.listed(a) is not None,
    "notices.opened": lambda s, a: s.house.app.notices.opened(a, evaluation_id=s.evaluation.id) is not None,
    "notices.read_all": lambda s, a: _did(s.house.app.notices.read_all, a),
    "responses.note_read": lambda s, a: s.house.app.responses.note_read(a, s.evaluation.id) is not None,
    "responses.times": _nord_in,
    "scored.choices": lambda s, a: s.house.app.scored.choices(a).agents,
    "scored.listed": lambda s, a: s.house.app.scored.listed(a)[1],
    "outside.own": lambda s, a: s.house.app.outside.own(a) is not None,
    "outside.choose": lambda s, a: _did(
        _outside(s).choose, a, ChannelChoice(0, Channel.EMAIL, Frequency.AT_ONCE, "a@b.it")
    ),
    "outside.test": lambda s, a: _did(_outside(s).test, a, Channel.EMAIL),
    "outside.standing": lambda s, a: s.house.app.outside.standing(a),
    "outside.send_again": lambda s, a: s.house.app.outside.send_again(a, s.unsent),
    "trends.choices": lambda s, a: _anna_in(s.house.app.trends.choices(a).agents),
    "trends.lines": lambda s, a: s.house.app.trends.lines(a, Asked()),
    "trends.critical": lambda s, a: s.house.app.trends.critical(a, EVERY),
    "trends.behind": lambda s, a: s.house.app.trends.behind(a, Asked(), "", date(2026, 1, 5), 52, 10),
    "trends.listed": lambda s, a: s.house.app.trends.listed(a, [s.evaluation.id]),
    "control_charts.chart": lambda s, a: s.house.app.control_charts.chart(a, Asked()),
    "comparison.compare": lambda s, a: s.house.app.comparison.compare(a, Followed(), EVERY, Whose.TEAMS).calls,
    "report.months": lambda s, a: s.house.app.report.months(a) is not None,
    "report.of_month": lambda s, a: s.house.app.report.of_month(a, date(2026, 3, 1)).random,
    "trends.own": lambda s, a: s.house.app.trends.own(a),
    "measures.of_call": lambda s, a: s.house.app.measures.of_call(a, s.heard),
    "measures.fault": lambda s, a: s.house.app.measures.fault(a, s.heard) is None,
    "measures.among_team": lambda s, a: s.house.app.measures.among_team(a, s.heard) is not None,
    "measures.progress": lambda s, a: s.house.app.measures.progress(a).done,
    "measures.doubts": lambda s, a: s.house.app.measures.doubts(a, [s.heard]) is not None,
    "measures.swap_channels": lambda s, a: s.house.app.measures.swap_channels(a, s.heard),
    "transcripts.swap_speakers": lambda s, a: _did(s.house.app.transcripts.swap_speakers, a, s.heard),
    "handbook.chapters": lambda s, a: s.house.app.handbook.chapters(a, "it"),
    "handbook.find": lambda s, a: s.house.app.handbook.find(a, "opening", "it"),
    "handbook.search": lambda s, a: s.house.app.handbook.search(a, "promessa", "it"),
    "handbook.phrases": lambda s, a: s.house.app.handbook.phrases(a, "it"),
    "handbook.excerpt": lambda s, a: s.house.app.handbook.excerpt(a, "04-lampada-rotta@1.5-13.6"),
    "handbook.policy_for": lambda s, a: s.house.app.handbook.policy_for(
        a, "precise-answers/right-answer", "return", s.house.clock()
    ),
    "handbook.overdue": lambda s, a: s.house.app.handbook.overdue(a) is not None,
    "practice.exercises": lambda s, a: s.house.app.practice.exercises(a, "it"),
    "practice.proposed": lambda s, a: s.house.app.practice.proposed(a, "it") is not None,
    "practice.attempt": lambda s, a: s.house.app.practice.attempt(a, "greeting/fortieth-call", 2, "it"),
    "practice.team": lambda s, a: _anna_in([one.agent for one in s.house.app.practice.team(a)]),
    "practice.assign": lambda s, a: _did(s.house.app.practice.assign, a, s.house.anna.id, "greeting/identity"),
    "practice.withdraw": lambda s, a: _did(s.house.app.practice.withdraw, a, s.house.anna.id, "greeting/identity"),
    "severities.compared": lambda s, a: s.house.app.severities.compared(a, EVERY).calls,
    "decisions.report": lambda s, a: s.house.app.decisions.report(a, EVERY).open,
    "criteria.health": lambda s, a: s.house.app.criteria.health(a, EVERY).all,
    "rater_agreement.compared": lambda s, a: s.house.app.rater_agreement.compared(a, EVERY).counted.calls,
    "rater_agreement.evaluators": lambda s, a: s.house.bruno.id in s.house.app.rater_agreement.evaluators(a, EVERY),
    "rater_agreement.of_evaluator": lambda s, a: s.house.app.rater_agreement.of_evaluator(a, EVERY, s.house.bruno.id),
    "movements.between": lambda s, a: any(s.house.app.movements.between(a, EVERY, EVERY).calls),
    "critical_errors.failing": lambda s, a: s.house.app.critical_errors.failing(a, EVERY).errors,
    "critical_errors.behind": lambda s, a: s.house.app.critical_errors.behind(a, EVERY, FAILED),
    "coverage.covered": lambda s, a: _anna_in(s.house.app.coverage.covered(a, None).agents),
    "coverage.missing": lambda s, a: s.house.app.coverage.missing(a, EVERY) == 0,
    "efficiency.beside": lambda s, a: s.house.app.efficiency.beside(a, EVERY).agents,
    "before_after.compared": lambda s, a: _anna_in([one.agent for one in s.house.app.before_after.compared(a)]),
    "learning.of_agent": lambda s, a: s.house.app.learning.of_agent(a, s.house.anna.id),
    "learning.team": lambda s, a: _anna_in([one.agent for one in s.house.app.learning.team(a)]),
    "learning.sign": lambda s, a: _did(s.house.app.learning.sign, a, s.house.anna.id, "score"),
    "learning.withdraw": lambda s, a: _did(s.house.app.learning.withdraw, a, s.house.anna.id, "shadow"),
    "audit.latest": lambda s, a: s.house.app.audit.latest(a),
    "audit.count": lambda s, a: s.house.app.audit.count(a),
    "audit.actions": lambda s, a: s.house.app.audit.actions(a),
    "exports.write": lambda s, a: s.house.app.exports.write(a, s.house.app.settings.data / f"export-{a.id}"),
    "backups.write": lambda s, a: s.house.app.backups.write(a, s.house.app.settings.data / "b.zip", overwrite=True),
}
"""What somebody may or may not do."""

BY_NOBODY: Mapping[str, tuple[str, Deed]] = {
    "weekly.put_in_order": (
        "the start of the application; adds up what is there, and shows nothing",
        lambda s, _: _did(
            s.house.app.weekly.put_in_order,
        ),
    ),
    "weekly.rebuild": (
        "a command of who sits at the machine; adds up what is there, and shows nothing",
        lambda s, _: s.house.app.weekly.rebuild() > 0,
    ),
    "deadlines.reminders": (
        "sent by the server; names who is waited for, and no mark",
        lambda s, _: _reminders(s, s.house.app.deadlines.reminders) == [],
    ),
    "coaching.reminders": (
        "sent by the server; names who is waited for",
        lambda s, _: _reminders(s, s.house.app.coaching.reminders) == [],
    ),
    "deadlines.waiting_for": (
        "reckons with what its caller has read",
        lambda s, _: s.house.app.deadlines.waiting_for(_stored(s), ()) or True,
    ),
    "sign_in.sign_in": (
        "how one becomes somebody; answers with a session or not at all",
        lambda s, _: s.house.app.sign_in.sign_in("anna", PASSWORD, "192.0.2.1"),
    ),
    "sign_in.actor": (
        "who holds the session's token is its person",
        lambda s, _: s.house.app.sign_in.actor(s.session),
    ),
    "works_agreement.ready": (
        "the start of the application; refuses a file with faults, and shows nothing",
        lambda s, _: _did(s.house.app.works_agreement.ready),
    ),
    "works_agreement.note_version": (
        "the start of the application; nobody has done it, and nobody is shown anything",
        lambda s, _: _did(_with_agreement(s).note_version),
    ),
    "sign_in.shut_published": (
        "the start of the application; ends what should never have begun",
        lambda s, _: s.house.app.sign_in.shut_published() == [],
    ),
    "sign_in.sign_out": (
        "who holds the session's token may end it",
        lambda s, _: s.house.app.sign_in.sign_out(s.session),
    ),
    "people.first_administrator": (
        "the first start, when there is nobody yet; does nothing later",
        lambda s, _: s.house.app.people.first_administrator(),
    ),
    "scorecards.refresh": ("the start of the application", lambda s, _: s.house.app.scorecards.refresh()),
    "scorecards.known": ("hashes alone, for the command line", lambda s, _: s.house.app.scorecards.known()),
    "scorecards.in_force": (
        "what calls are judged by is no secret in the house",
        lambda s, _: s.house.app.scorecards.in_force(),
    ),
    "sending.run": ("the background of the server; shows nothing", lambda s, _: s.house.app.sending.run() == 0),
    "analyses.pending": ("the background of the server; names no call", lambda s, _: s.house.app.analyses.pending(1)),
    "analyses.try_again": ("the command line, which has the whole database", lambda s, _: None),
    "analyses.run_one": ("the background of the server; tells nobody what it heard", lambda s, _: None),
    "scorecards.in_force_within": ("for other services, inside a transaction that has asked", lambda s, _: None),
    "scorecards.put_in_force_within": ("for other services, inside a transaction that has asked", lambda s, _: None),
    "scorecards.for_reason": ("for other services, inside a transaction that has asked", lambda s, _: None),
    "scorecards.version": ("for other services, inside a transaction that has asked", lambda s, _: None),
}
"""What is asked without an actor, and why that is right."""


def _reminders(scene: Scene, asked: Due) -> list[Reminder]:
    with scene.house.app.database.read() as tx:
        return list(asked(tx, scene.house.clock()))
