"""Who may do what to whom: the one table that services, routes and pages all ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor, Role


class Permission(StrEnum):
    """Something that can be allowed."""

    HEAR = "hear"  # a recording, a transcript
    NAME_VOICES = "name_voices"  # say which channel is the agent's
    SEE_CALL = "see_call"  # the facts of a call, without its sound and words
    SCORE = "score"  # begin an evaluation of a call
    SKIP = "skip"  # leave a drawn call unscored
    EDIT = "edit"  # a draft
    TAKE_BACK = "take_back"  # one's own publication
    CORRECT = "correct"  # one's own publication, by a revision
    READ = "read"  # an evaluation
    RESPOND = "respond"  # acknowledge, comment, dispute
    ANSWER = "answer"  # a dispute
    DECIDE = "decide"  # a dispute
    SEE_TRENDS = "see_trends"
    PLAN_SAMPLING = "plan_sampling"
    GRADE = "grade"  # the feedback in somebody else's evaluation
    SEE_GRADING = "see_grading"
    REPLY_TO_GRADING = "reply_to_grading"
    CALIBRATE = "calibrate"  # put a call into a calibration session, and lead it
    ADMINISTER = "administer"  # people, rubrics, imports, retention, audit
    READ_HANDBOOK = "read_handbook"
    ASSIGN_PRACTICE = "assign_practice"  # ask an agent to practise a criterion
    COACH = "coach"  # begin a coaching plan, withdraw it, sign it as the supervisor
    SEE_COACHING = "see_coaching"
    AGREE = "agree"  # to a coaching plan about oneself, and sign it as done
    SEE_LEARNING_PATH = "see_learning_path"
    SIGN_OWN_STEP = "sign_own_step"  # of the learning path: those that the agent signs
    SIGN_STEP = "sign_step"  # those that a supervisor signs


@dataclass(frozen=True, slots=True)
class Subject:
    """What a permission is asked about: whose call it is, in which team, and how far its evaluation has come.

    `answered_by` are those who answered its dispute, or where feedback is graded, who said anything about it; a
    `hidden` one is kept from who asks, and nothing can be done to it.
    `own_to_score`: its agent may score it for themselves; `handed_in`, they have, and change it no more.
    """

    agent_id: int | None = None
    team_id: int | None = None
    evaluator_id: int | None = None
    published: bool = False
    disputed: bool = False
    draft: bool = False
    answered_by: frozenset[int] = frozenset()
    hidden: bool = False
    own_to_score: bool = False
    handed_in: bool = False


@dataclass(frozen=True, slots=True)
class _Relation:
    """How the actor stands to the subject: `own` as its agent, `about_me` whatever roles they hold by now."""

    own: bool
    about_me: bool
    supervised: bool
    managed: bool
    administrator: bool
    anybody: bool
    by_me: bool
    answered: bool

    @classmethod
    def between(cls, actor: Actor, subject: Subject) -> _Relation:
        return cls(
            own=Role.AGENT in actor.roles and subject.agent_id == actor.id,
            about_me=subject.agent_id == actor.id,
            supervised=subject.team_id in actor.teams(Role.SUPERVISOR),
            managed=subject.team_id in actor.teams(Role.MANAGER),
            administrator=Role.ADMINISTRATOR in actor.roles,
            anybody=bool(actor.roles),
            by_me=subject.evaluator_id == actor.id,
            answered=actor.id in subject.answered_by,
        )


_RULES: dict[Permission, Callable[[_Relation, Subject], bool]] = {
    Permission.HEAR: lambda r, s: (
        r.supervised or (r.own and (s.published or s.own_to_score)) or (r.managed and s.disputed)
    ),
    Permission.NAME_VOICES: lambda r, s: r.supervised,
    Permission.SEE_CALL: lambda r, s: (
        r.supervised or ((r.own or r.managed) and s.published) or (r.own and s.own_to_score)
    ),
    Permission.SKIP: lambda r, s: r.supervised and not r.about_me,
    # an own call only as its agent, for oneself
    Permission.SCORE: lambda r, s: (
        (r.supervised and not r.about_me) or (r.own and r.by_me and (s.published or s.own_to_score))
    ),
    Permission.EDIT: lambda r, s: s.draft and not s.handed_in and r.by_me and (r.supervised or r.own),
    Permission.TAKE_BACK: lambda r, s: s.published and r.by_me and (r.supervised or r.own),
    Permission.CORRECT: lambda r, s: s.published and r.by_me and (r.supervised or r.own),
    Permission.READ: lambda r, s: (
        (r.by_me and (r.supervised or r.own))
        or (not s.draft and (r.supervised or r.managed or (r.own and s.published)))
    ),
    Permission.RESPOND: lambda r, s: r.own and s.published,
    # nobody answers a dispute of their own, nor decides one that they are a party to, whatever role they hold by now
    Permission.ANSWER: lambda r, s: r.supervised and not r.about_me and s.published,
    Permission.DECIDE: lambda r, s: r.managed and not (r.about_me or r.by_me or r.answered) and s.disputed,
    # nobody grades feedback that they gave, got, or have said anything about (`answered_by`)
    Permission.GRADE: lambda r, s: r.managed and s.published and not (r.about_me or r.by_me or r.answered),
    Permission.SEE_GRADING: lambda r, s: (r.by_me or r.managed) and not r.about_me,
    Permission.REPLY_TO_GRADING: lambda r, s: r.by_me and not r.about_me,
    Permission.SEE_TRENDS: lambda r, s: r.supervised or r.managed or r.own,
    Permission.PLAN_SAMPLING: lambda r, s: r.supervised,
    # nobody has the others measured on their own call
    Permission.CALIBRATE: lambda r, s: (r.supervised or r.managed) and not r.about_me,
    Permission.ADMINISTER: lambda r, s: r.administrator,
    Permission.READ_HANDBOOK: lambda r, s: r.anybody,
    Permission.ASSIGN_PRACTICE: lambda r, s: r.supervised,
    # nobody coaches themselves
    Permission.COACH: lambda r, s: r.supervised and not r.about_me,
    Permission.SEE_COACHING: lambda r, s: r.supervised or r.managed or r.own,
    Permission.AGREE: lambda r, s: r.own,
    Permission.SEE_LEARNING_PATH: lambda r, s: r.supervised or r.managed or r.own,
    Permission.SIGN_OWN_STEP: lambda r, s: r.own,
    # nobody signs for themselves what a supervisor must have seen
    Permission.SIGN_STEP: lambda r, s: r.supervised and not r.about_me,
}


def can(actor: Actor, permission: Permission, subject: Subject = Subject()) -> bool:
    """Whether the actor may: roles add up, teams bound supervisors and managers, agents reach only their own."""
    return not subject.hidden and _RULES[permission](_Relation.between(actor, subject), subject)


def authorise(actor: Actor, permission: Permission, subject: Subject = Subject()) -> None:
    """Raise Forbidden unless the actor may."""
    if not can(actor, permission, subject):
        raise Forbidden


@dataclass(frozen=True, slots=True)
class Scope:
    """What bounds a list: the calls of these teams, and those of this one agent. Empty, it reaches nothing."""

    team_ids: frozenset[int] = frozenset()
    agent_id: int | None = None


def scope(actor: Actor, *roles: Role) -> Scope:
    """How far the actor's lists reach in these roles; as an agent, only to the actor's own calls."""
    teams = frozenset[int]().union(*(actor.teams(role) for role in roles if role is not Role.AGENT))
    return Scope(teams, actor.id if Role.AGENT in roles and Role.AGENT in actor.roles else None)
